"""Where things stand in a tab: columns by their titles, rows by their keys, wherever people have moved them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mentoring_sync.records.edit import ColumnLook, InsertColumns
from mentoring_sync.records.sheet import Scalar, Tab, Workbook, cell_text
from mentoring_sync.workbook.columns import KEY, Layout


@dataclass(frozen=True, kw_only=True)
class Located:
    """A tab with its columns (title -> index) and rows (key -> index); `copies` repeat the key of a row above."""

    tab: Tab
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    copies: tuple[int, ...]

    def cell(self, key: str, title: str) -> Scalar:
        """The cell of a keyed row under a title; None where there is none."""
        row, column = self.rows.get(key), self.columns.get(title)
        return None if row is None or column is None else self.tab.cell(row, column)


def our_tab(workbook: Workbook, layout: Layout) -> Tab | None:
    """The tab of this layout: by the id that a run made it with, also when it was renamed since; else by its title."""
    made = next((tab for tab in workbook.tabs if tab.sheet_id == layout.sheet_id), None)
    return made or workbook.tab(layout.title)


def columns_of(tab: Tab) -> dict[str, int]:
    """The columns of a tab by title; of two with one title the leftmost."""
    columns: dict[str, int] = {}
    for index, title in enumerate(tab.header):
        columns.setdefault(title.strip(), index)
    return columns


def locate(tab: Tab) -> Located:
    """Find columns and rows in a tab as it stands."""
    columns = columns_of(tab)
    rows: dict[str, int] = {}
    copies: list[int] = []
    if KEY in columns:
        for number in range(1, len(tab.rows)):
            key = cell_text(tab.cell(number, columns[KEY]))
            if key and key in rows:
                copies.append(number)
            elif key:
                rows[key] = number
    return Located(tab=tab, columns=columns, rows=rows, copies=tuple(copies))


def with_missing_columns(tab: Tab, layout: Layout) -> tuple[Tab, list[InsertColumns]]:
    """The tab with the layout's missing columns put after their neighbours, and the edits that put them there."""
    edits: list[InsertColumns] = []
    at = 0
    for column in layout.columns:
        standing = columns_of(tab).get(column.title)
        if standing is not None:
            at = standing + 1
            continue
        edits.append(InsertColumns(sheet_id=tab.sheet_id, at=at, columns=(column.look,)))
        tab = _with_column(tab, at, column.look)
        at += 1
    return tab, edits


def _with_column(tab: Tab, at: int, look: ColumnLook) -> Tab:
    rows = [_padded(row, at) for row in tab.rows] or [()]
    widened = [(*row[:at], look.title if number == 0 else None, *row[at:]) for number, row in enumerate(rows)]
    return replace(tab, rows=tuple(widened), column_count=tab.column_count + 1)


def _padded(row: tuple[Scalar, ...], length: int) -> tuple[Scalar, ...]:
    return row + (None,) * (length - len(row))
