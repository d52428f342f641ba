"""Where the rows of a tab stand, by their keys, wherever people have moved them.

A row whose hidden key is gone, or was left behind when the columns that people see were sorted without it, is known by
the cells that say whose row it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from mentoring_sync.spreadsheet.grid import Scalar, Tab, Workbook, cell_text
from mentoring_sync.workbook.layouts import KEY, Layout
from mentoring_sync.workbook.merge.columns import columns_of
from mentoring_sync.workbook.merge.rows import TabBase


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
