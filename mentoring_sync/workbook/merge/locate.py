"""Where the rows of a tab stand, by their keys, wherever people have moved them.

While every row agrees with its hidden key, the keys count. Where any has parted from it (sorted or pasted without the
hidden columns, copied, a row of a person's own that inherited a key), rows are matched by all that they show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentoring_sync.spreadsheet.grid import Scalar, Tab, Workbook, cell_text
from mentoring_sync.workbook.layouts import KEY, Layout
from mentoring_sync.workbook.merge.clues import Clues
from mentoring_sync.workbook.merge.columns import Candidates, columns_of
from mentoring_sync.workbook.merge.heard import NOTHING_HEARD, Heard
from mentoring_sync.workbook.merge.matching import Matched, at_their_keys, matched
from mentoring_sync.workbook.merge.rows import TabBase


@dataclass(frozen=True, kw_only=True)
class Located:
    """A tab with its columns (title -> index) and rows (key -> index); `copies` are rows that repeat the row of a key.

    `doubtful` rows could be those of a key, and nobody can say; `unsure` are the keys whose words can't be read because
    of that, or because a copy says something else. `hidden` are the keys that should stand in other rows than they do,
    by row: empty for one that is a person's own. `lost` are columns that couldn't be found, with those that may be it;
    a column that isn't there says what is `remembered` of it, by key and title.
    """

    tab: Tab
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    copies: Mapping[int, str]
    doubtful: Mapping[int, str] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    hidden: Mapping[int, str] = field(default_factory=dict)
    lost: Mapping[str, Candidates] = field(default_factory=dict)
    remembered: TabBase = field(default_factory=dict)

    def cell(self, key: str, title: str) -> Scalar:
        """The cell of a keyed row under a title; None where there is none."""
        row, column = self.rows.get(key), self.columns.get(title)
        if row is not None and column is None:
            return self.remembered.get(key, {}).get(title)
        return None if row is None or column is None else self.tab.cell(row, column)

    def has_parted(self, key: str) -> bool:
        """Whether the row of a key has another hidden one, or none."""
        return self.rows.get(key) in self.hidden


def our_tab(workbook: Workbook, layout: Layout) -> Tab | None:
    """The tab of this layout: by the id that a run made it with, also when it was renamed since; else by its title."""
    made = next((tab for tab in workbook.tabs if tab.sheet_id == layout.sheet_id), None)
    return made or workbook.tab(layout.title)


def locate(tab: Tab, layout: Layout, base: TabBase, heard: Heard = NOTHING_HEARD) -> Located:
    """Find columns and rows in a tab as it stands; `base` is what the last run wrote there, `heard` what it knew of the
    columns."""
    places = columns_of(tab, layout, base, heard)
    columns, remembered = places.places, _remembered(layout, places.places, base, heard)
    hidden = _hidden_keys(tab, columns)
    keys = {row: layout.formerly.get(key, key) for row, key in hidden.items()} if layout.formerly else hidden
    clues = Clues(tab, layout, columns, base, keys)
    if clues.witnesses and keys is hidden and (found := at_their_keys(clues)):
        rows = found.rows
        return Located(tab=tab, columns=columns, rows=rows, copies={}, lost=places.lost, remembered=remembered)
    found = (at_their_keys(clues) or matched(clues)) if clues.witnesses else _by_key_alone(keys)
    meant = {row: key for key, row in found.rows.items()} | dict.fromkeys(found.foreign, "")
    meant |= {row: "" for row, key in found.copies.items() if key not in found.unsure}
    return Located(
        tab=tab,
        columns=columns,
        rows=found.rows,
        copies=found.copies,
        doubtful=found.doubtful,
        unsure=found.unsure,
        hidden={row: key for row, key in meant.items() if hidden.get(row, "") != key},
        lost=places.lost,
        remembered=remembered,
    )


def _remembered(layout: Layout, columns: Mapping[str, int], base: TabBase, heard: Heard) -> TabBase:
    """What the columns that aren't there last said."""
    missing = {column.title for column in layout.columns} - columns.keys()
    if not missing:
        return {}
    ours = missing & set(layout.sync_titles)
    written = {key: {title: cells[title] for title in ours & cells.keys()} for key, cells in base.items()}
    said = {key: {title: cells[title] for title in missing & cells.keys()} for key, cells in heard.words.items()}
    return {key: {**written.get(key, {}), **said.get(key, {})} for key in written.keys() | said.keys()}


def _hidden_keys(tab: Tab, columns: Mapping[str, int]) -> dict[int, str]:
    if KEY not in columns:
        return {}
    at = columns[KEY]
    return {row: key for row in range(1, len(tab.rows)) if (key := cell_text(tab.cell(row, at)))}


def _by_key_alone(keys: Mapping[int, str]) -> Matched:
    """Where no cell names anybody: of two rows with one key the upper counts."""
    rows: dict[str, int] = {}
    for row, key in keys.items():
        rows.setdefault(key, row)
    return Matched(rows=rows, copies={row: key for row, key in keys.items() if rows[key] != row})
