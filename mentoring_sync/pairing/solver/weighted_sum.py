"""The objectives in their order, as one sum: what the search maximises, prices are found for, and is proved at once."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.lagrangian import Profits
from mentoring_sync.pairing.solver.mip import least_value, trivial_bound
from mentoring_sync.pairing.solver.objectives import LinearObjective
from mentoring_sync.records.team import Objective

STEP = 4.0
"""Each objective weighs so many times the next but one: enough for the search, and small enough for its numbers."""

LEAST_WEIGHT = 300.0
"""What the objective before the score weighs, in points of score."""

LARGEST_GAIN = 100_000
"""HiGHS reckons in floating point with a tolerance of a millionth: greater weights would not be kept apart."""


def weights(order: Sequence[LinearObjective], scale: float) -> list[float]:
    """What each objective weighs, the last one 1; `scale` changes what those before the score weigh."""
    found, weight = list[float](), 1.0
    for objective in reversed(order):
        found.append(weight)
        weight *= scale * LEAST_WEIGHT if objective.part_of is Objective.SCORE else STEP
    return found[::-1]


def weighted(order: Sequence[LinearObjective], scale: float) -> Profits:
    """The objectives as one sum."""
    pair, option = np.zeros(len(order[-1].pair_gain)), np.zeros(len(order[-1].option_gain))
    for objective, weight in zip(order, weights(order, scale), strict=True):
        pair += weight * objective.pair_gain
        option += weight * objective.option_gain
    return Profits(pair, option)


def in_one(order: Sequence[LinearObjective], problem: PairingProblem) -> tuple[LinearObjective, tuple[int, ...]]:
    """The first objectives as one, strictly in their order, and the weights; as many as `LARGEST_GAIN` lets in."""
    spans = [trivial_bound(objective, problem) - least_value(objective, problem) for objective in order]
    count = len(order)
    while count and math.prod(span + 1 for span in spans[1:count]) > LARGEST_GAIN:
        count -= 1
    weights = [math.prod(span + 1 for span in spans[at + 1 : count]) for at in range(count)]
    chosen = list(zip(order, weights, strict=False))
    pair = sum((weight * objective.pair_gain for objective, weight in chosen), np.zeros_like(problem.pair_score))
    option = sum((weight * objective.option_gain for objective, weight in chosen), np.zeros_like(problem.option_mentor))
    return LinearObjective(pair, option), tuple(weights)
