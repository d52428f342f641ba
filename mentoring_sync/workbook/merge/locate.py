"""Where things stand in a tab: columns by their titles, rows by their keys, wherever people have moved them.

A column that a person renamed is known by what stands in it (ours) or by its place (the coordinator's). A row whose
hidden key is gone, or was left behind when the columns that people see were sorted without it, is known by the cells
that say whose row it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mentoring_sync.spreadsheet.cells import is_empty, same
from mentoring_sync.spreadsheet.edits import ColumnLook, InsertColumns
from mentoring_sync.spreadsheet.grid import Scalar, Tab, Workbook, cell_text
from mentoring_sync.workbook.layouts import KEY, Column, Layout, Owner

Cells = Mapping[str, Scalar]
"""A row's cells, by column title."""

TabBase = Mapping[str, Cells]
"""What the last run wrote in a tab, by key."""

ALIKE = 0.6
"""A column is one of ours, renamed, if so large a share of what we wrote still stands in it."""


@dataclass(frozen=True, kw_only=True)
class Located:
    """A tab with its columns (title -> index) and rows (key -> index); `copies` repeat the key of a row above.

    `parted` are the keys of rows whose hidden key says something else, or nothing.
    """

    tab: Tab
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    copies: tuple[int, ...]
    parted: frozenset[str] = field(default_factory=frozenset)

    def cell(self, key: str, title: str) -> Scalar:
        """The cell of a keyed row under a title; None where there is none."""
        row, column = self.rows.get(key), self.columns.get(title)
        return None if row is None or column is None else self.tab.cell(row, column)


def our_tab(workbook: Workbook, layout: Layout) -> Tab | None:
    """The tab of this layout: by the id that a run made it with, also when it was renamed since; else by its title."""
    made = next((tab for tab in workbook.tabs if tab.sheet_id == layout.sheet_id), None)
    return made or workbook.tab(layout.title)


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


def locate(tab: Tab, layout: Layout, base: TabBase) -> Located:
    """Find columns and rows in a tab as it stands; `base` is what the last run wrote there."""
    columns = columns_of(tab, layout, base)
    keys = {row: cell_text(tab.cell(row, columns[KEY])) for row in range(1, len(tab.rows))} if KEY in columns else {}
    meant = _by_identity(tab, layout, columns, {key for key in (*keys.values(), *base) if key})
    rows: dict[str, int] = {}
    copies: list[int] = []
    parted: set[str] = set()
    for row in range(1, len(tab.rows)):
        said = _whose(row, keys, meant)
        key = layout.formerly.get(said, said)
        if key and key in rows:
            copies.append(row)
        elif key:
            rows[key] = row
            parted |= {key} if keys.get(row, "") != key else set()
    return Located(tab=tab, columns=columns, rows=rows, copies=tuple(copies), parted=frozenset(parted))


def _by_identity(tab: Tab, layout: Layout, columns: Mapping[str, int], known: set[str]) -> dict[int, str]:
    """The key that a row's own cells say, where it is a key we know and no other row says it."""
    if not layout.identity or not all(title in columns for title in layout.identity):
        return {}
    said = {
        row: ":".join(cell_text(tab.cell(row, columns[title])).strip() for title in layout.identity)
        for row in range(1, len(tab.rows))
    }
    times = Counter(said.values())
    return {row: key for row, key in said.items() if key in known and times[key] == 1}


def _whose(row: int, keys: Mapping[int, str], meant: Mapping[int, str]) -> str:
    """The key of a row: the hidden one, unless the row's own cells say another whose row says so of itself too.

    What people see and tick stands beside what they see: where hidden keys were left behind by a sort, the cells count.
    """
    key, said = keys.get(row, ""), meant.get(row, "")
    if not said or said == key:
        return key
    if key and key not in meant.values():
        return key  # somebody typed over the address of this row
    return said


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
