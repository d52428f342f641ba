"""Large plans in chunks: each is a batch that is whole in itself, and all of them together are the plan.

In: the desired tabs and the plan for all of them. Out: the rows that go before, as many at a time as a request should
hold, in the order of the tabs, each chunk with what `_sync` remembers of it. A run that dies in between leaves rows
that aren't written yet, never half ones. What is left is planned as a whole on what stands then: only that plan deletes
rows, and only it has *Review*, *Control*, *Runs* and the run's chapter in the history.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, DropDown, Link, Mailto, WebLink
from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.workbook.merge.base import bucket_of
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.plan import WorkbookPlan, patch
from mentoring_sync.workbook.standing import StandingWorkbook

HEAVIEST = 1_950_000
"""Bytes of a request as it is sent. Google recommends at most 2 MB
(https://developers.google.com/workspace/sheets/api/limits)."""

ROWS_SHARE = 0.75
"""How much of a request is filled with rows, by about what they take; the rest is for what is remembered of them."""

MEMORY_SHARE, PACKED = 0.8, 0.45
"""How much of a request is filled with what is remembered, and to what share of its plain text that is packed, at
worst."""

Rows = tuple[tuple[str, str], ...]
"""Rows by tab and key, in the order of the tabs."""

_EMPTY, _CELL, _TICK, _DATE, _MAIL, _CHOICE = 3, 45, 105, 130, 105, 35
"""Bytes of JSON of an empty cell, around a plain value, in a box, of a date, in a link to an address, and around each
choice of a drop-down."""


def chunks(desired: Sequence[DesiredTab], whole: WorkbookPlan, most: int = HEAVIEST) -> list[Rows]:
    """The rows that go before the whole plan, by tab and key, in about as many chunks as they need. Whoever sends one
    weighs it, and halves what is too heavy."""
    room, found = most * ROWS_SHARE, list[Rows]()
    chunk, taken = list[tuple[str, str]](), 0
    for row, bytes_of_row in _changed_rows(desired, whole).items():
        if chunk and taken + bytes_of_row > room:
            found.append(tuple(chunk))
            chunk, taken = [], 0
        chunk.append(row)
        taken += bytes_of_row
    return [*found, tuple(chunk)] if chunk else found


def halves(rows: Rows) -> tuple[Rows, Rows]:
    """The first rows of a chunk, and the others."""
    middle = len(rows) // 2
    return rows[:middle], rows[middle:]


def chunk_plan(standing: StandingWorkbook, desired: Sequence[DesiredTab], rows: Rows) -> WorkbookPlan:
    """The plan for these rows alone."""
    wanted, in_the_end = frozenset(rows), {tab.layout.title: len(tab.rows) for tab in desired}
    parts = (_only(tab, wanted) for tab in desired)
    return patch(standing, [part for part in parts if part.rows], in_the_end=in_the_end)


def memory_chunks(name: str, told: TabBase, standing: StandingWorkbook, most: int = HEAVIEST) -> list[TabBase]:
    """What is remembered under a name for the first time, in portions for requests of their own: by the bucket in which
    it is kept, so that each bucket is written once."""
    known = standing.base.get(name, {})
    new = sorted((key for key in told if key not in known), key=lambda key: bucket_of(key, len(told)))
    room, found, taken = most * MEMORY_SHARE, list[dict[str, Cells]](), 0.0
    for key in new:
        bytes_of_row = sum(_weight(cell) for cell in told[key].values()) * PACKED
        if not found or taken + bytes_of_row > room:
            found.append({})
            taken = 0
        found[-1][key] = told[key]
        taken += bytes_of_row
    return list(found)


def memory_plan(standing: StandingWorkbook, name: str, part: TabBase, in_the_end: int) -> WorkbookPlan:
    """The plan that remembers a portion beside what is remembered already."""
    known = standing.base.get(name, {})
    return patch(standing, [], memory={name: {**known, **part}}, in_the_end={name: in_the_end})


def _changed_rows(desired: Sequence[DesiredTab], whole: WorkbookPlan) -> dict[tuple[str, str], int]:
    """The rows that a plan writes, in the order of the tabs, with about how many bytes each takes."""
    made = set(whole.changes.made)
    changed = {(each.tab, each.key): 0 for each in whole.changes.cells}
    for each in whole.changes.cells:
        changed[each.tab, each.key] += _weight(each.after)
    return {
        place: _weight_of_new(tab, row) if place in made else changed[place]
        for tab in desired
        for row in tab.rows
        if (place := (tab.layout.title, row.key)) in made or place in changed
    }


def _weight_of_new(tab: DesiredTab, row: DesiredRow) -> int:
    return sum(_weight(row.cells.get(column.title, column.initial)) for column in tab.layout.columns)


def _only(tab: DesiredTab, rows: Collection[tuple[str, str]]) -> DesiredTab:
    kept = tuple(row for row in tab.rows if (tab.layout.title, row.key) in rows)
    return replace(tab, rows=kept, complete=False, leaving=frozenset())


def _weight(value: CellInput) -> int:
    match value:
        case None | "":
            return _EMPTY
        case str():
            return _CELL + len(value.encode())
        case date():
            return _DATE
        case Checkbox():
            return _TICK
        case Mailto(address):
            return _MAIL + 2 * len(address)
        case WebLink(url, label):
            return _MAIL + len(url) + len(label)
        case DropDown(choices):
            return _TICK + sum(_CHOICE + len(choice.encode()) for choice in choices)
        case Formula():
            return _CELL + len(value.text(",")) if value.places else _CELL
        case Link():
            return _CELL + 40 + len(value.label)
        case _:
            return _CELL
