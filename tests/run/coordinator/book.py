"""What the coordinator has put into the spreadsheet, told apart by person and column, never by row, key or place.

It is an independent account: a row is found by whom it shows, a column by the identity that the spreadsheet itself
gives it. When an earlier version of the spreadsheet is restored, the account of that version is taken up again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from mentoring_sync.sandbox.sheets.document import Document
from mentoring_sync.sandbox.sheets.grid import Formula, Sheet
from mentoring_sync.spreadsheet.grid import Scalar

TABS = {"Control": 7_100_001, "Roster": 7_100_002, "Teams": 7_100_003, "Attendance": 7_100_004} | {
    "Mail": 7_100_005,
    "Review": 7_100_006,
    "Runs": 7_100_007,
}
SHOWS = {"Roster": "Email", "Teams": "Mentee email", "Attendance": "Email"}
"""In the tabs of people: the column that says whose row it is."""

HOME = {"Waive": "Roster", "Withdrawn": "Roster", "Pin": "Teams", "Keep apart": "Teams"}
"""The boxes, and the tab in which each column of them is."""

TICKS = tuple(HOME)
Place = tuple[str, str, str]
"""A tab, whom a row shows (an address, or the words of a row of one's own), and a column as it was called first."""


@dataclass(frozen=True)
class Hour:
    """An hour that was typed over *Meets*: in which words, what they mean, of whose team, and when, counted in what was
    said."""

    words: str
    slot: str
    mentors: frozenset[str]
    said: int


@dataclass
class Book:
    """The account. `said` are ticks that count until they are taken away; those that were `understood` by a run even
    when their row is gone. `copies` are (tab, whom it shows) of rows that a person copied; `left` is who has withdrawn,
    as the coordinator said of a deleted row of *Roster*: it isn't written again. `round` is the name of the round that
    the spreadsheet is of, as the coordinator settled it. `read` are ticks that stood while a run went on; where the row
    of one went before a run came to its end undisturbed, it may count or not: `perhaps`; so it is with those that were
    `emptied` when a run went on. `hours` are those that were
    typed for teams, by the mentee in whose row, `moves` to whom somebody is to move, `merges` to whose team
    somebody's is to go, `deferred` are those who ever put it off, as was said. `account` and `spreadsheet` are
    those from which and for which mail went so far. `marked` has, by whom and under which meeting, with which team: a
    mark is of that team's meeting, and goes from sight with it."""

    words: dict[Place, Scalar] = field(default_factory=dict)
    said: set[tuple[str, str]] = field(default_factory=set)
    understood: set[tuple[str, str]] = field(default_factory=set)
    read: set[tuple[str, str]] = field(default_factory=set)
    perhaps: set[tuple[str, str]] = field(default_factory=set)
    emptied: set[tuple[str, str]] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)
    copies: set[tuple[str, str]] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    columns: dict[tuple[str, str], int] = field(default_factory=dict)
    own: set[tuple[str, str]] = field(default_factory=set)
    round: str = ""
    hours: dict[str, Hour] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    merges: dict[str, str] = field(default_factory=dict)
    deferred: set[str] = field(default_factory=set)
    marked: dict[tuple[str, str], str] = field(default_factory=dict)
    account: str = ""
    spreadsheet: str = ""

    def copied(self) -> Book:
        """The account as it is now."""
        return copy.deepcopy(self)

    def learn(self, document: Document) -> None:
        """The columns that a run has made, by the titles that it gave them."""
        for tab in TABS:
            if sheet := document.find(TABS[tab]):
                there = {each.id for each in sheet.columns}
                for at, title in enumerate(header(sheet)):
                    if title and self.columns.get((tab, title)) not in there:
                        self.columns[tab, title] = sheet.columns[at].id

    def forget_columns(self, tab: str) -> None:
        """A tab is gone: one that is made anew counts its columns from the start."""
        self.columns = {place: own for place, own in self.columns.items() if place[0] != tab}

    def column(self, document: Document, tab: str, title: str) -> int | None:
        """Where a column is by now, whatever it is called."""
        sheet, own = document.find(TABS[tab]), self.columns.get((tab, title))
        if sheet is None:
            return None
        return next((at for at, each in enumerate(sheet.columns) if each.id == own), None)

    def rows(self, document: Document, tab: str, who: str) -> list[int]:
        """The rows that show somebody: one as a rule, more where a row was copied."""
        sheet, at = document.find(TABS[tab]), self.column(document, tab, SHOWS[tab])
        if sheet is None:
            return []
        if who in self.notes:
            return [row for row in range(1, sheet.row_count) if who in texts(sheet, row)]
        return [row for row in range(1, sheet.row_count) if sheet.value(row, at) == who] if at is not None else []

    def shown(self, document: Document, tab: str) -> dict[str, list[int]]:
        """Everybody whom a tab shows, with their rows."""
        sheet, at = document.find(TABS[tab]), self.column(document, tab, SHOWS[tab])
        found: dict[str, list[int]] = {}
        for row in range(1, sheet.row_count) if sheet else ():
            who = sheet.value(row, at) if sheet and at is not None else None
            if isinstance(who, str) and "@" in who:
                found.setdefault(who, []).append(row)
        return found

    def cells(self, document: Document, tab: str, who: str, title: str) -> list[Scalar]:
        """What stands under a column in somebody's rows."""
        sheet, at = document.find(TABS[tab]), self.column(document, tab, title)
        return [plain(sheet, row, at) for row in self.rows(document, tab, who)] if sheet and at is not None else []

    def forget_what_is_gone(self, document: Document, tab: str) -> None:
        """After somebody took cells away by hand: what doesn't stand there any more.

        That a box was emptied is forgotten too where its row went before a run saw it.
        """
        self.words = {
            place: value
            for place, value in self.words.items()
            if place[0] != tab or value in self.cells(document, tab, *place[1:])
        }
        ticked = {(who, column) for where, who, column in self.words if where == tab}
        gone = {each for each in self.said if each not in self.understood | ticked and HOME[each[1]] == tab}
        self.said -= gone
        self.perhaps |= gone & self.read
        back = {each for each in self.understood if HOME[each[1]] == tab and not self.rows(document, tab, each[0])}
        self.perhaps |= (back - self.said) & self.emptied
        self.said |= back - self.perhaps
        sheet = document.find(TABS[tab])
        if tab == "Teams":
            self.hours = {who: hour for who, hour in self.hours.items() if self.rows(document, tab, who)}
            self.moves = {who: mentor for who, mentor in self.moves.items() if (tab, who, "Move to") in self.words}
            self.merges = {who: each for who, each in self.merges.items() if (tab, who, "Merge into") in self.words}
        there = {text for row in range(1, sheet.row_count) for text in texts(sheet, row)} if sheet else set()
        self.notes = {note: where for note, where in self.notes.items() if where != tab or note in there}

    def copied_people(self, document: Document) -> frozenset[str]:
        """Of whom a tab shows more than one row."""
        shown = (self.shown(document, tab) for tab in SHOWS)
        return frozenset(who for rows in shown for who, found in rows.items() if len(found) > 1)

    def withdrawn(self) -> frozenset[str]:
        """Who takes no part any more, as the coordinator means it."""
        return frozenset(who for who, column in self.said if column == "Withdrawn")


def header(sheet: Sheet) -> list[str]:
    """The titles of a tab's columns, as they stand."""
    return [str(sheet.value(0, at) or "") for at in range(sheet.column_count)]


def plain(sheet: Sheet, row: int, at: int) -> Scalar:
    """A cell's value; a formula's as it was entered."""
    value = sheet.value(row, at)
    if isinstance(value, Formula):
        return value.text
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def texts(sheet: Sheet, row: int) -> frozenset[str]:
    """The texts of a row."""
    found = sheet.rows[row]
    return frozenset(value for value in found.values if isinstance(value, str)) if found else frozenset()


def visible_width(sheet: Sheet) -> int:
    """How many columns are seen before the first hidden one."""
    hidden = (at for at, each in enumerate(sheet.columns) if each.look.get("hiddenByUser"))
    return next(hidden, sheet.column_count)


def filled(sheet: Sheet) -> int:
    """The row after the last that holds something in view."""
    width = visible_width(sheet)
    rows = (at for at in range(sheet.row_count - 1, -1, -1) if any(_says(sheet, at, width)))
    return next(rows, 0) + 1


def _says(sheet: Sheet, row: int, width: int) -> Iterator[bool]:
    return (sheet.value(row, at) not in (None, "", False) for at in range(width))
