"""How long to go on searching: a limit in seconds on a clock that is handed in, which can be ended early.

Whatever holds the best solution so far returns it when time is up.
"""

from __future__ import annotations

import math
from collections.abc import Callable


class Deadline:
    """A limit of so many seconds from now on a clock (which counts seconds); within a `whole`, no longer than that."""

    def __init__(self, seconds: float, clock: Callable[[], float], whole: Deadline | None = None) -> None:
        self._clock = clock
        self._start = clock()
        self._end = self._start + seconds
        self._whole = whole

    @classmethod
    def unlimited(cls, clock: Callable[[], float]) -> Deadline:
        """No limit but those that are set within; `end()` still ends it."""
        return cls(math.inf, clock)

    def left(self) -> float:
        """Seconds left, never negative."""
        left = max(0.0, self._end - self._clock())
        return min(left, self._whole.left()) if self._whole else left

    @property
    def over(self) -> bool:
        """Whether no time is left."""
        return self.left() <= 0

    def spent(self) -> float:
        """The share of the time that is over, 0 to 1."""
        whole = self._end - self._start
        return min(1.0, self.elapsed() / whole) if whole > 0 else 1.0

    def elapsed(self) -> float:
        """Seconds since it was set."""
        return self._clock() - self._start

    def part(self, share: float) -> Deadline:
        """A share of what is left."""
        return self.at_most(share * self.left())

    def at_most(self, seconds: float) -> Deadline:
        """So many seconds, and no longer than this one."""
        return Deadline(seconds, self._clock, self)

    def afresh(self, seconds: float) -> Deadline:
        """So many seconds, even if this one is over: for what must be done all the same, and is short."""
        return Deadline(seconds, self._clock)

    def end(self) -> None:
        """No more time."""
        self._end = self._clock()
