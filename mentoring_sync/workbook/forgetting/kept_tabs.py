"""What of somebody stands in the tabs of closed rounds and in the lists that people keep, and what takes it out.

In: the tabs as they stand, whom to forget. Out: their edits. In a closed round's tabs their rows stay, with what is
counted there and belongs to nobody any more: the round's figures go on being true.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentoring_sync.records.attendance import Mark
from mentoring_sync.spreadsheet.edits import DropDown, WriteCells
from mentoring_sync.spreadsheet.grid import Scalar, Tab, cell_text
from mentoring_sync.workbook.forgetting.mentions import Mentions
from mentoring_sync.workbook.forgetting.rows import (
    ADDRESSED,
    OFFERING,
    OWN,
    TakenOut,
    emptied,
    unlinked,
    without_rows,
)
from mentoring_sync.workbook.layouts import KEY, numbered
from mentoring_sync.workbook.tabs.attendance import MEETING, AttendanceColumn
from mentoring_sync.workbook.tabs.mail import MailColumn
from mentoring_sync.workbook.tabs.roster import RosterColumn
from mentoring_sync.workbook.tabs.teams import TeamsColumn

COUNTED = frozenset(
    {
        *(RosterColumn.ROLE, RosterColumn.STATUS, RosterColumn.TEAM),
        *(TeamsColumn.SCORE, AttendanceColumn.ATTENDED, AttendanceColumn.RATE),
        *(MailColumn.KIND, MailColumn.STATE, MailColumn.SENT),
    }
)
"""What is kept of somebody's row in the tabs of a closed round, beside ticks and marks: a number, not a person."""


def out_of_archive(tab: Tab, mentions: Mentions) -> TakenOut:
    """What is taken out of a tab of a closed round, with all links and offers in it: nothing reads it but people."""
    theirs = frozenset(row for row in range(1, len(tab.rows)) if _is_theirs(tab, row, mentions))
    changes = list(_changes(tab, theirs, mentions))
    perhaps = (
        (row + 1, tab.header[at])
        for row in range(1, len(tab.rows))
        for at, cell in enumerate(tab.rows[row][: len(tab.header)])
        if row not in theirs and isinstance(cell, str) and mentions.are_perhaps_in(mentions.out_of(cell))
    )
    return TakenOut(
        title=tab.title,
        edits=(*(edit for _, edit in changes), *_without_offers(tab)),
        rows=len(theirs),
        cells=sum(is_changed for is_changed, _ in changes),
        perhaps=tuple(perhaps),
    )


def _changes(tab: Tab, theirs: frozenset[int], mentions: Mentions) -> Iterator[tuple[bool, WriteCells]]:
    """What is written, and whether the cell says something else then."""
    for row in range(1, len(tab.rows)):
        for at, cell in enumerate(tab.rows[row][: len(tab.header)]):
            title = tab.header[at]
            after = _counted(title, cell) if row in theirs else _cleaned(title, cell, mentions)
            if after != cell or title in ADDRESSED:
                value = emptied(title, after) if after != cell else unlinked(cell)
                yield after != cell, WriteCells(sheet_id=tab.sheet_id, row=row, column=at, values=(value,))


def _without_offers(tab: Tab) -> Iterator[WriteCells]:
    columns = [at for at, title in enumerate(tab.header) if title in OFFERING]
    for row in range(1, len(tab.rows)):
        for at in columns:
            yield WriteCells(sheet_id=tab.sheet_id, row=row, column=at, values=(DropDown(()),))


def _is_theirs(tab: Tab, row: int, mentions: Mentions) -> bool:
    for at, title in enumerate(tab.header):
        text = cell_text(tab.cell(row, at))
        if title == KEY and mentions.are_in(text):
            return True
        if title in OWN and mentions.is_address(text):
            return True
        if title == MailColumn.TO and text and all(map(mentions.is_address, text.split(", "))):
            return True
    return False


def _cleaned(title: str, cell: Scalar, mentions: Mentions) -> Scalar:
    return None if title in ADDRESSED and mentions.is_address(cell) else mentions.cleaned(cell)


def _counted(title: str, cell: Scalar) -> Scalar:
    """What is kept of a cell of somebody's row."""
    kept = title in COUNTED or numbered(title, MEETING) or isinstance(cell, bool) or cell in set(Mark)
    return cell if kept else None


def out_of_list(tab: Tab, mentions: Mentions) -> TakenOut:
    """What is taken out of a list that people keep and runs go by (*Recruit*, *Do not mail*): rows that speak of nobody
    else, and what names them in others."""
    named = [row for row in range(len(tab.rows)) if any(mentions.are_in(cell_text(each)) for each in tab.rows[row])]
    gone = [row for row in named if row and not _speaks_of_others(tab, row, mentions)]
    writes = [
        WriteCells(sheet_id=tab.sheet_id, row=row, column=at, values=(after,))
        for row in named
        if row not in gone
        for at, cell in enumerate(tab.rows[row])
        if (after := None if mentions.is_address(cell) else mentions.cleaned(cell)) != cell
    ]
    return TakenOut(title=tab.title, edits=(*writes, *without_rows(tab, gone)), rows=len(gone), cells=len(writes))


def _speaks_of_others(tab: Tab, row: int, mentions: Mentions) -> bool:
    addresses = [cell for cell in tab.rows[row] if "@" in cell_text(cell)]
    return not all(map(mentions.is_address, addresses))
