"""A row of the table that `make bench` prints, and how a duration is measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    what: str
    median: str
    goal: str = ""


def median_seconds(call: Callable[[], object], *, runs: int, warm_up: int = 1) -> float:
    for _ in range(warm_up):
        call()
    durations = []
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        durations.append(time.perf_counter() - begun)
    return statistics.median(durations)
