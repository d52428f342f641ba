"""Landing a plan: in one batch where it is light enough, else in portions, each of which is whole in itself.

In: what a run planned, and how a batch is committed. Out: the same once it stands. No request is heavier than Google
recommends: each is weighed as it will be sent, with the journal of what it writes over.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from mentoring_sync.run.order import Run
from mentoring_sync.run.planning import Planned, whole_plan
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.workbook.chunks import (
    HEAVIEST,
    Rows,
    chunk_plan,
    chunks,
    halves,
    memory_chunks,
    memory_plan,
)
from mentoring_sync.workbook.known.people import PEOPLE
from mentoring_sync.workbook.plan import WorkbookPlan
from mentoring_sync.workbook.rollback.journal import with_journal
from mentoring_sync.workbook.standing import StandingWorkbook

Commit = Callable[[Sequence[Edit], StandingWorkbook], StandingWorkbook]
"""Lands edits on what stands, and gives what stands then."""


def landed(run: Run, made: Planned, commit: Commit) -> Planned:
    """Land the plan, a heavy one in portions: rows, then people whom nobody knew, then all the rest at once.

    Raises:
        OverlapError, TryLaterError: as `commit.commit`.
    """
    return _Landing(run, made, commit).landed()


class _Landing:
    """A plan on its way: what stands by now, and the portions that have landed."""

    def __init__(self, run: Run, made: Planned, commit: Commit) -> None:
        self._run, self._made, self._commit = run, made, commit
        self._standing, self._earlier = made.standing, list[WorkbookPlan]()

    def landed(self) -> Planned:
        last = self._made.plan
        if not self._fits(last):
            for part in self._rows():
                self._land(part)
            last = self._rest()
        if not self._fits(last):
            for part in self._people():
                self._land(part)
            last = self._rest()
        self._commit(last.edits, self._standing)
        return replace(self._made, plan=last, batches=len(self._earlier) + 1)

    def _rows(self) -> Iterator[WorkbookPlan]:
        tabs = self._made.decision.tabs
        left: deque[Rows] = deque(chunks(tabs, self._made.plan, HEAVIEST))
        while left:
            rows = left.popleft()
            part = chunk_plan(self._standing, tabs, rows)
            while len(rows) > 1 and not self._fits(part):
                rows, others = halves(rows)
                left.appendleft(others)
                part = chunk_plan(self._standing, tabs, rows)
            yield part

    def _people(self) -> Iterator[WorkbookPlan]:
        """People whom no run knew before: that they are known already, when this run dies, is no news to the next."""
        told = self._made.decision.memory.get(PEOPLE, {})
        for part in memory_chunks(PEOPLE, told, self._standing, HEAVIEST):
            yield memory_plan(self._standing, PEOPLE, part, len(told))

    def _rest(self) -> WorkbookPlan:
        return whole_plan(self._run, self._standing, self._made.decision, self._earlier)

    def _land(self, part: WorkbookPlan) -> None:
        self._earlier.append(part)
        self._standing = self._commit(part.edits, self._standing)

    def _fits(self, part: WorkbookPlan) -> bool:
        workbook = self._standing.workbook
        edits = with_journal(part.edits, workbook)
        return self._run.services.spreadsheet.weight(edits, after=workbook) <= HEAVIEST
