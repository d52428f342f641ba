"""A batch is landed: written with its journal, read back, and rolled back if it met a person's edit.

In: edits and the workbook that they were planned on. Out: the workbook as it stands after them. `rollback.journal` says
what is kept of what is written over, `rollback.roll_back` whether the batch met an edit; here the spreadsheet is asked.
A run that dies between its batch and the rollback leaves that to the next one.
"""

from __future__ import annotations

from collections.abc import Sequence

from mentoring_sync.google.sheets import OverlapError, Spreadsheet
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.workbook.rollback.journal import with_journal
from mentoring_sync.workbook.rollback.roll_back import rollback
from mentoring_sync.workbook.standing import StandingWorkbook

ATTEMPTS = 5
"""How often a batch is tried again on what stands by then."""


def land(spreadsheet: Spreadsheet, edits: Sequence[Edit], *, after: StandingWorkbook) -> StandingWorkbook:
    """Land the edits on top of what `after` was read at; the workbook with them.

    Raises:
        OverlapError: another run's batch or a person's edit came in between: nothing of ours stands, plan again.
        TryLaterError: Google can't be had now; the next run sees what landed.
    """
    written = spreadsheet.write(with_journal(edits, after.workbook), after=after.workbook)
    standing = StandingWorkbook(written)
    if rollback(written) is None:
        return standing
    settled(spreadsheet, standing)
    raise OverlapError


def settled(spreadsheet: Spreadsheet, standing: StandingWorkbook) -> StandingWorkbook:
    """The workbook once a last batch that met a person's edit is rolled back.

    Raises:
        OverlapError: people and other runs write faster than it can be rolled back; `_before` keeps what stood there.
        TryLaterError: as `land`.
    """
    for _ in range(ATTEMPTS):
        workbook = standing.workbook
        back = rollback(workbook)
        if back is None:
            return standing
        try:
            edits = with_journal(back.edits, workbook, takes_back=back.journal)
            standing = StandingWorkbook(spreadsheet.write(edits, after=workbook))
        except OverlapError:
            standing = StandingWorkbook(spreadsheet.pull())
    raise OverlapError
