"""What numbers can be that add up to a count and, with their values, to a sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Reach = npt.NDArray[np.bool_]
"""Which (count, sum) some options can add up to."""


def between(most: Sequence[int], values: Sequence[int], count: int, points: int) -> Iterator[tuple[int, int]]:
    """Of numbers, each at most so much, that add up to `count`, and with their values to `points`: the smallest and
    the largest that each can be."""
    nothing: Reach = np.zeros((count + 1, points + 1), dtype=bool)
    nothing[0, 0] = True
    before, behind = [nothing], [nothing]
    for limit, value in zip(most, values, strict=True):
        before.append(_with(before[-1], limit, value))
    for limit, value in zip(reversed(most), reversed(values), strict=True):
        behind.append(_with(behind[-1], limit, value))
    for at, (limit, value) in enumerate(zip(most, values, strict=True)):
        others = behind[len(most) - 1 - at]
        can = [n for n in range(min(limit, count) + 1) if _fits(before[at], others, count - n, points - n * value)]
        yield min(can), max(can)


def _with(reach: Reach, limit: int, value: int) -> Reach:
    rows, columns = reach.shape
    found = reach.copy()
    for n in range(1, min(limit, rows - 1) + 1):
        if n * value < columns:
            found[n:, n * value :] |= reach[: rows - n, : columns - n * value]
    return found


def _fits(one: Reach, other: Reach, count: int, points: int) -> bool:
    """Whether something of either adds up to both numbers."""
    if count < 0 or points < 0:
        return False
    return bool((one[: count + 1, : points + 1] & other[count::-1, points::-1][: count + 1, : points + 1]).any())
