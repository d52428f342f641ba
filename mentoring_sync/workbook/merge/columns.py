"""Where the columns of a tab stand, by the titles they were made with, wherever people have moved them.

A column that a person renamed is known by what stands in it (ours) or by its place (the coordinator's).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mentoring_sync.spreadsheet.cells import is_empty, same
from mentoring_sync.spreadsheet.edits import ColumnLook, InsertColumns
from mentoring_sync.spreadsheet.grid import Scalar, Tab, cell_text
from mentoring_sync.workbook.layouts import KEY, Column, Layout, Owner
from mentoring_sync.workbook.merge.rows import TabBase

ALIKE = 0.6
"""A column is one of ours, renamed, if so large a share of what we wrote still stands in it."""


def titled(tab: Tab) -> dict[str, int]:
    """The columns of a tab by title; of two with one title the leftmost."""
    columns: dict[str, int] = {}
    for index, title in enumerate(tab.header):
        columns.setdefault(title.strip(), index)
    return columns


def columns_of(tab: Tab, layout: Layout, base: TabBase) -> dict[str, int]:
    """The columns of a tab by title; those of the layout that were renamed, by the title they were made with."""
    columns = titled(tab)
    if KEY not in columns:
        return columns
    keys = {cell_text(tab.cell(row, columns[KEY])): row for row in range(1, len(tab.rows))}
    ours = {column.title for column in layout.columns}
    for before, column in zip((None, *layout.columns), layout.columns, strict=False):
        place = columns.get(before.title, -2) + 1 if before else 0
        if column.title in columns or not 0 <= place < len(tab.header) or tab.header[place].strip() in ours:
            continue
        if _is_renamed(tab, column, place, keys, base):
            columns = {title: at for title, at in columns.items() if at != place} | {column.title: place}
    return columns


def _is_renamed(tab: Tab, column: Column, place: int, keys: Mapping[str, int], base: TabBase) -> bool:
    if column.owner is Owner.COORDINATOR:
        one_of_many = bool(column.look.choices)  # dates come and go
        return bool(tab.header[place].strip()) and not one_of_many
    written = [(keys[key], cells[column.title]) for key, cells in base.items() if key in keys and column.title in cells]
    said = [(row, cell) for row, cell in written if not is_empty(cell)]
    alike = sum(same(tab.cell(row, place), cell) for row, cell in said)
    return bool(said) and alike >= ALIKE * len(said)


def with_missing_columns(
    tab: Tab, layout: Layout, columns: Mapping[str, int]
) -> tuple[Tab, dict[str, int], list[InsertColumns]]:
    """The tab with the layout's missing columns put after their neighbours, where its columns then are, the edits."""
    edits: list[InsertColumns] = []
    found, at = dict(columns), 0
    for column in layout.columns:
        if column.title in found:
            at = found[column.title] + 1
            continue
        edits.append(InsertColumns(sheet_id=tab.sheet_id, at=at, columns=(column.look,)))
        tab = _with_column(tab, at, column.look)
        found = {title: index + (index >= at) for title, index in found.items()} | {column.title: at}
        at += 1
    return tab, found, edits


def _with_column(tab: Tab, at: int, look: ColumnLook) -> Tab:
    rows = [_padded(row, at) for row in tab.rows] or [()]
    widened = [(*row[:at], look.title if number == 0 else None, *row[at:]) for number, row in enumerate(rows)]
    return replace(tab, rows=tuple(widened), column_count=tab.column_count + 1)


def _padded(row: tuple[Scalar, ...], length: int) -> tuple[Scalar, ...]:
    return row + (None,) * (length - len(row))
