"""How much to search: work that is counted, not time that passes, so that the same question has the same answer.

A unit is about what an ordinary machine does in a second (a core of a small virtual server of 2025). It is counted in
steps, simplex iterations, HiGHS' looks at its limits, each weighed by the size of what it goes through: the same on a
busy machine as on an idle one. The deadline is a safety net only: where it cuts, the answer says so.
"""

from __future__ import annotations

from mentoring_sync.pairing.solver.deadline import Deadline


class _Meter:
    """The work done so far, and whether a deadline ended it."""

    def __init__(self) -> None:
        self.done = 0.0
        self.cut = False


class Budget:
    """So many units of work from now on, until a deadline; within a `whole`, no more than that has left."""

    def __init__(self, work: float, deadline: Deadline, whole: Budget | None = None) -> None:
        self._meter: _Meter = whole._meter if whole else _Meter()
        self._start = self._meter.done
        self._end = self._start + work
        self._whole = whole
        self.deadline = deadline

    def spend(self, work: float) -> None:
        """So much was done, of this budget and of all that it is a part of."""
        self._meter.done += work

    def left(self) -> float:
        """Units left, never negative; none once the deadline is over, which is a cut if any were left."""
        left = max(0.0, self._end - self._meter.done)
        left = min(left, self._whole.left()) if self._whole else left
        if left > 0 and (self._meter.cut or self.deadline.over):
            self._meter.cut, left = True, 0.0
        return left

    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.left() <= 0

    @property
    def is_cut(self) -> bool:
        """Whether the deadline ended the work before it was done."""
        return self._meter.cut

    def cut(self) -> None:
        """The deadline ended the work: somebody else saw it."""
        self._meter.cut = True

    def share_spent(self) -> float:
        """The share of the work that is done, 0 to 1."""
        whole = self._end - self._start
        return min(1.0, (self._meter.done - self._start) / whole) if whole > 0 else 1.0

    def part(self, share: float) -> Budget:
        """A share of what is left."""
        return self.at_most(share * self.left())

    def at_most(self, work: float) -> Budget:
        """So many units, and no more than this one."""
        return Budget(work, self.deadline, self)

    def afresh(self, work: float) -> Budget:
        """So many units, even if this one is spent: for what must be done all the same, and is short."""
        fresh = Budget(work, self.deadline, self)
        fresh._whole = None
        return fresh
