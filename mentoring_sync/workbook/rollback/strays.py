"""Marks that a batch put on another column than it meant, because a person moved columns while it was on its way.

In: the batch's edits, and the workbook as it stands since. Out: the edits that take such marks away; the run then plans
again. A run that dies before leaves a mark that the right column's header and note outvote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mentoring_sync.spreadsheet.edits import DropMark, Edit, MarkColumn
from mentoring_sync.spreadsheet.grid import Tab, Workbook


def stray_marks(edits: Iterable[Edit], workbook: Workbook) -> tuple[DropMark, ...]:
    """The marks that stand under another header than the batch took for granted."""
    by_id = {tab.sheet_id: tab for tab in workbook.tabs}
    return tuple(_strays((each for each in edits if isinstance(each, MarkColumn)), by_id))


def _strays(marked: Iterable[MarkColumn], by_id: dict[int, Tab]) -> Iterator[DropMark]:
    for edit in marked:
        tab = by_id.get(edit.sheet_id)
        for mark in tab.marks if tab else ():
            if tab and mark.title == edit.title and _header(tab, mark.column) != edit.header:
                yield DropMark(sheet_id=edit.sheet_id, mark=mark.id)


def _header(tab: Tab, column: int) -> str:
    return tab.header[column] if column < len(tab.header) else ""
