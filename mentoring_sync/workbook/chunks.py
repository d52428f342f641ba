"""Large plans in chunks: each is a batch that is whole in itself, and all of them together are the plan.

In: the desired tabs and the plan for all of them. Out: the rows that go before, as many at a time as a request should
hold, in the order of the tabs, each chunk with what `_sync` remembers of it. A run that dies in between leaves rows
that aren't written yet, never half ones. What is left is planned as a whole on what stands then: only that plan deletes
rows, and only it has *Review*, *Control*, *Runs* and the run's chapter in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, DropDown, Edit, Link, Mailto, WebLink, WriteCells
from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.plan import WorkbookPlan, patch
from mentoring_sync.workbook.standing import StandingWorkbook

HEAVIEST = 1_700_000
"""Bytes of a request, about. Google recommends at most 2 MB
(https://developers.google.com/workspace/sheets/api/limits)."""

ROWS_SHARE = 0.6
"""How much of a request may be rows; the rest is for what is remembered of them."""

Rows = frozenset[tuple[str, str]]
"""Rows by tab and key."""

_CELL, _TICK, _MAIL, _CHOICE = 55, 105, 105, 35
"""Bytes of JSON around a plain value, in a box, in a link to an address, and around each choice of a drop-down."""


def weight(edits: Iterable[Edit]) -> int:
    """About how many bytes the edits take in a request."""
    return sum(_weight(value) for edit in edits if isinstance(edit, WriteCells) for value in edit.values)


def chunks(desired: Sequence[DesiredTab], whole: WorkbookPlan, most: int = HEAVIEST) -> list[Rows]:
    """The rows that go before the whole plan, by tab and key, in as many chunks as they need; none if it fits."""
    if weight(whole.edits) <= most:
        return []
    room, found = most * ROWS_SHARE, list[Rows]()
    chunk, taken = set[tuple[str, str]](), 0
    for row, bytes_of_row in _changed_rows(desired, whole).items():
        if chunk and taken + bytes_of_row > room:
            found.append(frozenset(chunk))
            chunk, taken = set(), 0
        chunk.add(row)
        taken += bytes_of_row
    return [*found, frozenset(chunk)]


def chunk_plan(standing: StandingWorkbook, desired: Sequence[DesiredTab], rows: Rows) -> WorkbookPlan:
    """The plan for these rows alone."""
    in_the_end = {tab.layout.title: len(tab.rows) for tab in desired}
    return patch(standing, [_only(tab, rows) for tab in desired if _only(tab, rows).rows], in_the_end=in_the_end)


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


def _only(tab: DesiredTab, rows: Rows) -> DesiredTab:
    kept = tuple(row for row in tab.rows if (tab.layout.title, row.key) in rows)
    return replace(tab, rows=kept, complete=False, leaving=frozenset())


def _weight(value: CellInput) -> int:
    match value:
        case str():
            return _CELL + len(value.encode())
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
