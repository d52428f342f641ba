"""People's own tabs as runs may read them: without those who were forgotten, though their answers are still there.

In: the tabs, who was forgotten, the names that are others' too. Out: the same tabs, each row in its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from mentoring_sync.records.forgotten import Forgotten
from mentoring_sync.spreadsheet.grid import Scalar, Tab, cell_text
from mentoring_sync.workbook.layouts import MADE_BY_RUNS


def readable(
    tabs: Iterable[Tab], who: Forgotten, *, spared: Collection[str], kept: Collection[str] = ()
) -> tuple[Tab, ...]:
    """The tabs with empty rows where forgotten people answered, and without their names in what others say.

    In the tabs titled as in `kept` (small letters) the rows of forgotten people stay: whether they are back is told by
    when they answered. A name that is all that stands in a cell stays there, too: it may be a namesake's own.
    """
    if not who:
        return tuple(tabs)
    return tuple(
        tab if tab.sheet_id in MADE_BY_RUNS else _readable(tab, who, spared, keeps=tab.title.casefold() in kept)
        for tab in tabs
    )


def _readable(tab: Tab, who: Forgotten, spared: Collection[str], *, keeps: bool) -> Tab:
    rows = tuple(_row(row, who, spared, keeps=keeps) for row in tab.rows[1:])
    return replace(tab, rows=(*tab.rows[:1], *rows))


def _row(row: tuple[Scalar, ...], who: Forgotten, spared: Collection[str], *, keeps: bool) -> tuple[Scalar, ...]:
    if any(who.has(cell_text(cell).strip()) for cell in row):
        return row if keeps else ()
    return tuple(
        who.out_of(cell, spared=spared) if isinstance(cell, str) and not (keeps and who.has_name(cell)) else cell
        for cell in row
    )
