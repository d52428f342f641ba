"""A batch is landed: written with its journal, read back, and taken back if it met a person's edit.

In: edits and the workbook that they were planned on. Out: the workbook as it stands after them. `workbook.journal` says
what is kept of what is written over, `workbook.taking_back` whether the batch met an edit; here the spreadsheet is
asked. A run that dies between its batch and the taking back leaves that to the next one.
"""

from __future__ import annotations

from collections.abc import Sequence

from mentoring_sync.google.sheets import OverlapError, Spreadsheet
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.rollback.journal import with_journal
from mentoring_sync.workbook.rollback.roll_back import taken_back

ATTEMPTS = 5
"""How often a batch is tried again on what stands by then."""


def land(spreadsheet: Spreadsheet, edits: Sequence[Edit], *, after: Workbook) -> Workbook:
    """Land the edits on top of what `after` was read at; the workbook with them.

    Raises:
        OverlapError: another run's batch or a person's edit came in between: nothing of ours stands, plan again.
        TryLaterError: Google can't be had now; the next run sees what landed.
    """
    standing = spreadsheet.write(with_journal(edits, after), after=after)
    if taken_back(standing) is None:
        return standing
    settled(spreadsheet, standing)
    raise OverlapError


def settled(spreadsheet: Spreadsheet, workbook: Workbook) -> Workbook:
    """The workbook once a last batch that met a person's edit is taken back.

    Raises:
        OverlapError: people and other runs write faster than it can be taken back; `_before` keeps what stood there.
        TryLaterError: as `land`.
    """
    for _ in range(ATTEMPTS):
        taking = taken_back(workbook)
        if taking is None:
            return workbook
        try:
            edits = with_journal(taking.edits, workbook, takes_back=taking.journal)
            workbook = spreadsheet.write(edits, after=workbook)
        except OverlapError:
            workbook = spreadsheet.pull()
    raise OverlapError
