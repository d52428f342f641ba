"""The objectives in their order, as one weighted sum: what the search maximises and what prices are found for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentoring_sync.pairing.levels import Level
from mentoring_sync.pairing.prices import Worth

STEP = 4.0
"""Each objective weighs so many times the next but one: enough for the search, and small enough for its numbers."""

LEAST_WEIGHT = 300.0
"""What the objective before the score weighs, in points of score."""


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
