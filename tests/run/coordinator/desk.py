"""The coordinator's desk: the programme, the account of what was done by hand, dice, and the gestures of a hand."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mentoring_sync.sandbox.sheets.document import Document
from mentoring_sync.sandbox.sheets.grid import Sheet
from mentoring_sync.spreadsheet.grid import Scalar
from tests.run.coordinator.book import TABS, Book, Place, filled, plain, texts
from tests.run.coordinator.post import Post
from tests.run.in_process import Change, Programme, cell


@dataclass(frozen=True)
class Version:
    """The spreadsheet as it stood once, with the account of it, what was asked first by then, and the keys of the
    mails that *Mail* knew of."""

    document: Document
    book: Book
    doubts: frozenset[str]
    mails: frozenset[str]


@dataclass
class Desk:
    """Where the coordinator sits. `said` counts what was said that may change teams, `heard` how much of it by the last
    settled run; `doubts` are what must be answered in *Review* before anything is mailed: `restored` (the spreadsheet),
    `round` (it's another one now), `account`, `copy`, and of the round before anybody's team or status changes;
    `carries_on`: it was answered that another account goes on, and no run has heard so. `people` are everybody by
    address, with their names."""

    programme: Programme
    book: Book
    post: Post
    people: Mapping[str, str]
    mentors: frozenset[str]
    dice: random.Random = field(default_factory=random.Random)
    count: int = 0
    said: int = 0
    heard: int = 0
    doubts: set[str] = field(default_factory=set)
    in_a_run: bool = False
    carries_on: bool = False
    earlier: list[tuple[Place, Scalar]] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)

    @property
    def document(self) -> Document:
        """The spreadsheet as it stands."""
        return self.programme.document()

    @property
    def now(self) -> datetime:
        return self.programme.now

    @property
    def round(self) -> str:
        """What the configuration calls the round."""
        return self.programme.configuration.program.round.name

    def is_mentor(self, who: str) -> bool:
        return who in self.mentors

    def stir(self) -> None:
        """Something was said that may change teams."""
        self.said += 1

    def version(self) -> Version:
        """The spreadsheet as it stands, to be put back once."""
        return Version(self.document, self.book.copied(), frozenset(self.doubts), mails_known(self.document))

    def begins_the_round(self) -> None:
        """No team stands: the configured round is the workbook's, and nobody needs to say so."""
        self.doubts.discard("round")
        self.book.round = self.round

    def tells_where_it_is(self) -> None:
        """Another account or spreadsheet than so far is asked about; nobody remembers which, where `_sync` is gone."""
        book = self.book
        if not any(each.title == "_sync" for each in self.document.sheets):
            book.account, book.spreadsheet = self.programme.account, self.programme.spreadsheet
        self.doubts -= {"account", "copy"}
        self.doubts |= {"account"} if book.account != self.programme.account else set()
        self.doubts |= {"copy"} if book.spreadsheet != self.programme.spreadsheet else set()

    def tab(self, title: str) -> Sheet | None:
        """A tab, whatever it is called by now."""
        return self.document.find(TABS[title])

    def a_tab(self) -> str:
        """One of the tabs of people that stand."""
        there = [title for title in ("Roster", "Teams", "Attendance") if self.tab(title)]
        return self.dice.choice(there) if there else ""

    def somebody(self, tab: str) -> str:
        """Somebody whom a tab shows."""
        shown = sorted(self.book.shown(self.document, tab))
        return self.dice.choice(shown) if shown else ""

    def place(self, tab: str, who: str, column: str) -> tuple[int, int] | None:
        """One of somebody's cells."""
        rows, at = self.book.rows(self.document, tab, who), self.book.column(self.document, tab, column)
        return (self.dice.choice(rows), at) if rows and at is not None else None

    def types(self, tab: str, who: str, column: str, value: Scalar) -> bool:
        """Type into one of somebody's cells; what stands there is theirs from now on."""
        place, sheet = self.place(tab, who, column), self.tab(tab)
        if place is None or sheet is None:
            return False
        self.earlier.append(((tab, who, column), plain(sheet, *place)))
        self.change(written(sheet.id, *place, value))
        self.book.words[tab, who, column] = value
        if value is False:
            del self.book.words[tab, who, column]
        return True

    def ticks(self, tab: str, who: str, column: str) -> bool:
        """Tick a box, and mean it."""
        if not self.types(tab, who, column, True):
            return False
        self.book.said.add((who, column))
        self.book.perhaps.discard((who, column))
        return True

    def unticks(self, tab: str, who: str, column: str) -> bool:
        """Empty a box in all rows that show somebody."""
        rows, at, sheet = (
            self.book.rows(self.document, tab, who),
            self.book.column(self.document, tab, column),
            self.tab(tab),
        )
        if not rows or at is None or sheet is None:
            return False
        self.change(*(written(sheet.id, row, at, False) for row in rows))
        self.book.words.pop((tab, who, column), None)
        self.book.said.discard((who, column))
        self.book.perhaps.discard((who, column))
        return True

    def ticks_control(self, setting: str) -> bool:
        """Tick a box of *Control*."""
        sheet, at = self.tab("Control"), self.book.column(self.document, "Control", "Value")
        rows = [row for row in range(1, sheet.row_count) if sheet.value(row, 0) == setting] if sheet else []
        if not rows or sheet is None or at is None:
            return False
        self.change(written(sheet.id, rows[0], at, True))
        return True

    def listed(self) -> dict[str, int]:
        """The rows of *Mail* that list a draft, by the key of its mail."""
        sheet = self.tab("Mail")
        rows = [(row, texts(sheet, row)) for row in range(1, sheet.row_count)] if sheet else []
        return {key: row for row, shown in rows if "drafted" in shown for key in shown if key.count("/") >= 3}

    def review(self) -> list[str]:
        """What *Review* says, a row a text."""
        sheet = self.tab("Review")
        return [self.review_says(row) for row in range(1, sheet.row_count) if sheet.rows[row]] if sheet else []

    def review_says(self, row: int) -> str:
        sheet = self.tab("Review")
        return " ".join(str(plain(sheet, row, at) or "") for at in range(3)) if sheet else ""

    def change(self, *wanted: Change) -> None:
        """Let Sheets do something."""
        self.programme.change(*wanted)

    def took_away(self, tab: str) -> None:
        """Cells of a tab were taken away by hand."""
        self.book.forget_what_is_gone(self.document, tab)


def mails_known(document: Document) -> frozenset[str]:
    """The keys of the mails that *Mail* shows."""
    sheet = document.find(TABS["Mail"])
    shown = (text for row in range(1, sheet.row_count) for text in texts(sheet, row)) if sheet else ()
    return frozenset(text for text in shown if text.count("/") >= 3)


def boxes(sheet: Sheet, at: int) -> Change:
    """Boxes in a column, beside all rows that are in use."""
    box = {"sheetId": sheet.id, "startRowIndex": 1, "endRowIndex": max(filled(sheet), 2)}
    place = {**box, "startColumnIndex": at, "endColumnIndex": at + 1}
    return {"setDataValidation": {"range": place, "rule": {"condition": {"type": "BOOLEAN"}, "strict": True}}}


def written(sheet_id: int, row: int, column: int, value: Scalar) -> Change:
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    """A cell that is typed into."""
    return {"updateCells": {"rows": [{"values": [cell(value)]}], "fields": "userEnteredValue", "start": start}}
