"""A search of everything the spreadsheet holds for what names somebody: each cell of each tab, what is packed in them,
headers' notes, titles of tabs, and the marks on columns.

In: the workbook as it stands, whom to look for. Out: how much was searched, and the places where they are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mentoring_sync.spreadsheet.grid import Tab, Workbook, cell_text
from mentoring_sync.workbook.forgetting.mentions import Mentions
from mentoring_sync.workbook.forgetting.plan import archived_tabs, lists_that_runs_go_by
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID
from mentoring_sync.workbook.merge.packed import unpacked
from mentoring_sync.workbook.tabs.visible import VISIBLE_TABS

_SHORTEST_PACKED = 24
"""Characters; nothing that is packed is shorter."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A place where somebody is named: tab, row as people count it (0: in its title, notes or marks)."""

    tab: str
    row: int = 0

    def __str__(self) -> str:
        return f"{self.tab}, row {self.row}" if self.row else f"{self.tab}, its title, notes or marks"


@dataclass(frozen=True, kw_only=True)
class Searched:
    """How many tabs and cells were searched; where somebody is named in tabs that are ours, and in people's."""

    tabs: int
    cells: int
    ours: tuple[Hit, ...]
    theirs: tuple[Hit, ...]


def search(workbook: Workbook, mentions: Mentions) -> Searched:
    """Where these people are named."""
    own = {tab.sheet_id for tab in _ours(workbook)}
    hits = {tab.sheet_id: tuple(_hits(tab, mentions)) for tab in workbook.tabs}
    return Searched(
        tabs=len(workbook.tabs),
        cells=sum(cell is not None for tab in workbook.tabs for row in tab.rows for cell in row),
        ours=tuple(hit for sheet_id, found in hits.items() if sheet_id in own for hit in found),
        theirs=tuple(hit for sheet_id, found in hits.items() if sheet_id not in own for hit in found),
    )


def _ours(workbook: Workbook) -> Iterator[Tab]:
    titles = {layout.title.casefold() for layout in VISIBLE_TABS}
    made = range(FIRST_SHEET_ID, FIRST_SHEET_ID + 1000)
    yield from (tab for tab in workbook.tabs if tab.sheet_id in made or tab.title.casefold() in titles)
    yield from archived_tabs(workbook)
    yield from lists_that_runs_go_by(workbook)


def _hits(tab: Tab, mentions: Mentions) -> Iterator[Hit]:
    if any(map(mentions.are_in, (tab.title, *tab.notes, *(mark.title for mark in tab.marks)))):
        yield Hit(tab=tab.title)
    for number, row in enumerate(tab.rows, start=1):
        if any(mentions.are_in(cell_text(cell)) for cell in row if isinstance(cell, str)):
            yield Hit(tab=tab.title, row=number)
    if tab.title.startswith("_"):
        yield from (Hit(tab=tab.title, row=row) for row, text in _packed(tab) if _names(unpacked(text), mentions))


def _packed(tab: Tab) -> Iterator[tuple[int, str]]:
    """The packed texts of a tab, by the rows in which they begin: their pieces stand side by side in the first row of
    `_before`, and below each other elsewhere."""
    for column in range(max(map(len, tab.rows), default=0)):
        yield from _joined((number, cell_text(tab.cell(number - 1, column))) for number in range(1, len(tab.rows) + 1))
    if tab.rows:
        yield 1, "".join(map(cell_text, tab.rows[0]))


def _joined(pieces: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Each piece, alone and with those above it as long as they make no whole."""
    first, text = 0, ""
    for row, piece in pieces:
        if len(piece) < _SHORTEST_PACKED or unpacked(piece) is not None:
            yield row, piece
            first, text = 0, ""
            continue
        first, text = first or row, text + piece
        if unpacked(text) is not None:
            yield first, text
            first, text = 0, ""


def _names(value: Any, mentions: Mentions) -> bool:
    match value:
        case str():
            return mentions.are_in(value)
        case list():
            return any(_names(each, mentions) for each in value)
        case dict():
            return any(mentions.are_in(name) or _names(each, mentions) for name, each in value.items())
        case _:
            return False
