"""The objectives in their order, as one sum: what the search maximises, prices are found for, and is proved at once."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from mentoring_sync.pairing.problem.problem import Market
from mentoring_sync.pairing.solver.lagrangian import Worth
from mentoring_sync.pairing.solver.mip import least_value, trivial_bound
from mentoring_sync.pairing.solver.objectives import Level

STEP = 4.0
"""Each objective weighs so many times the next but one: enough for the search, and small enough for its numbers."""

LEAST_WEIGHT = 300.0
"""What the objective before the score weighs, in points of score."""

LARGEST_GAIN = 100_000
"""HiGHS reckons in floating point with a tolerance of a millionth: greater weights would not be kept apart."""


def weights(order: Sequence[Level], scale: float) -> list[float]:
    """What each objective weighs, the last one 1; `scale` changes what those before the score weigh."""
    found, weight = list[float](), 1.0
    for level in reversed(order):
        found.append(weight)
        weight *= scale * LEAST_WEIGHT if level.kind == "score" else STEP
    return found[::-1]


def weighted(order: Sequence[Level], scale: float) -> Worth:
    """The objectives as one sum."""
    pair, option = np.zeros(len(order[-1].pair_gain)), np.zeros(len(order[-1].option_gain))
    for level, weight in zip(order, weights(order, scale), strict=True):
        pair += weight * level.pair_gain
        option += weight * level.option_gain
    return Worth(pair, option)


def in_one(order: Sequence[Level], market: Market) -> tuple[Level, tuple[int, ...]]:
    """The first objectives as one, strictly in their order, and the weights; as many as `LARGEST_GAIN` lets in."""
    spans = [trivial_bound(level, market) - least_value(level, market) for level in order]
    count = len(order)
    while count and math.prod(span + 1 for span in spans[1:count]) > LARGEST_GAIN:
        count -= 1
    weights = [math.prod(span + 1 for span in spans[at + 1 : count]) for at in range(count)]
    chosen = list(zip(order, weights, strict=False))
    pair = sum((weight * level.pair_gain for level, weight in chosen), np.zeros_like(market.pair_score))
    option = sum((weight * level.option_gain for level, weight in chosen), np.zeros_like(market.option_mentor))
    return Level("together", pair, option), tuple(weights)
