"""Large plans in portions: each is a batch that is whole in itself, and all of them together are the plan.

In: the wanted tabs and the plan for all of them. Out: the rows that go before, as many at a time as a request should
hold, in the order of the tabs, each portion with what `_sync` remembers of it. A run that dies in between leaves rows
that aren't written yet, never half ones. What is left is planned as a whole on what stands then: only that plan deletes
rows, and only it has *Review*, *Control*, *Runs* and the run's chapter in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, DropDown, Edit, Link, Mailto, WriteCells
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.merge.desired import WantedRow, WantedTab
from mentoring_sync.workbook.merge.plan import Plan, patch

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


def portions(wanted: Sequence[WantedTab], whole: Plan, most: int = HEAVIEST) -> list[Rows]:
    """The rows that go before the whole plan, by tab and key, in as many portions as they need; none if it fits."""
    if weight(whole.edits) <= most:
        return []
    room, found = most * ROWS_SHARE, list[Rows]()
    portion, taken = set[tuple[str, str]](), 0
    for row, bytes_of_row in _changed_rows(wanted, whole).items():
        if portion and taken + bytes_of_row > room:
            found.append(frozenset(portion))
            portion, taken = set(), 0
        portion.add(row)
        taken += bytes_of_row
    return [*found, frozenset(portion)]


def portion_plan(workbook: Workbook, wanted: Sequence[WantedTab], rows: Rows) -> Plan:
    """The plan for these rows alone."""
    in_the_end = {tab.layout.title: len(tab.rows) for tab in wanted}
    return patch(workbook, [_only(tab, rows) for tab in wanted if _only(tab, rows).rows], in_the_end=in_the_end)


def _changed_rows(wanted: Sequence[WantedTab], whole: Plan) -> dict[tuple[str, str], int]:
    """The rows that a plan writes, in the order of the tabs, with about how many bytes each takes."""
    made = set(whole.changes.made)
    changed = {(each.tab, each.key): 0 for each in whole.changes.cells}
    for each in whole.changes.cells:
        changed[each.tab, each.key] += _weight(each.after)
    return {
        place: _weight_of_new(tab, row) if place in made else changed[place]
        for tab in wanted
        for row in tab.rows
        if (place := (tab.layout.title, row.key)) in made or place in changed
    }


def _weight_of_new(tab: WantedTab, row: WantedRow) -> int:
    return sum(_weight(row.cells.get(column.title, column.initial)) for column in tab.layout.columns)


def _only(tab: WantedTab, rows: Rows) -> WantedTab:
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
        case DropDown(choices):
            return _TICK + sum(_CHOICE + len(choice.encode()) for choice in choices)
        case Link():
            return _CELL + 40 + len(value.label)
        case _:
            return _CELL
