"""Whose a row of a survey is, when it was given first, and which rows aren't counted.

A test, an answer from before the survey was opened, an attempt that was broken off or done once more: each is set aside
with the reason, and stays visible. Of two attempts of one person any complete one counts, of several the latest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mentoring_sync.intake.cells import address, clean, folded
from mentoring_sync.intake.surveys.questions import Columns
from mentoring_sync.intake.surveys.words import is_test, unsaid
from mentoring_sync.records.survey import Aside, RowAside

CellsOf = Mapping[int, Sequence[object]]
"""The cells of each row, as people count the rows."""

_FEW_QUESTIONS = 3
"""In a survey of more questions than these, an answer to one alone is an attempt that was broken off."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """A row as people count it: whose it is (`key`, a digest; rows of one person share it) and when the form wrote it;
    `at` is its place among the rows as they were given. `said` counts the questions that it answers."""

    row: int
    key: str
    given: datetime
    first: datetime
    said: int
    at: int
    email: str = ""
    shown_by: str = ""
    why: Aside | None = None

    def aside(self, why: Aside) -> RowAside:
        """The same, set aside."""
        return RowAside(row=self.row, key=self.key, why=why, given=self.given, shown_by=self.shown_by, email=self.email)


def given_rows(
    cells_of: CellsOf,
    columns: Columns,
    instants: Mapping[int, datetime],
    *,
    known_as: Callable[[str], str],
    first: Mapping[str, datetime],
    forget_who: bool,
) -> list[Given]:
    """The rows that say when they were given, the earliest first; `first` has what earlier runs saw, by key.

    Rows of one instant are in the tab's order, the last first where the tab has the newest on top.
    """
    numbers = list(instants)
    newest_first = len(numbers) > 1 and instants[numbers[0]] > instants[numbers[-1]]
    rows = list[Given]()
    for number, given in instants.items():
        cells = cells_of[number]
        email = "" if forget_who else address(_first(cells, columns.fields.get("email", ())))
        key = _key(cells, columns, known_as(email) if email else "", given)
        said = sum(unsaid(clean(cells[at])) is None for at in columns.questions)
        at = -number if newest_first else number
        seen = min(first.get(key, given), given)
        rows.append(Given(row=number, key=key, given=given, first=seen, said=said, at=at, email=email))
    return sorted(rows, key=lambda each: (each.given, each.at))


def _key(cells: Sequence[object], columns: Columns, who: str, given: datetime) -> str:
    """By the person, else by their code, else by the answers themselves."""
    code = folded(_first(cells, columns.fields.get("code", ())))
    said = "\n".join(clean(cell) for at, cell in enumerate(cells) if at not in columns.fields.get("timestamp", ()))
    whose = f"who {who}" if who else f"code {code}" if code else f"at {given.isoformat()} {said}"
    return hashlib.sha256(whose.encode()).hexdigest()[:16]


def _first(cells: Sequence[object], places: Iterable[int]) -> str:
    return next((text for at in places if (text := clean(cells[at]))), "")


def marked(
    rows: Iterable[Given],
    cells_of: CellsOf,
    columns: Columns,
    *,
    staff: Collection[str],
    opened: datetime | None,
) -> list[Given]:
    """The rows, with why each of them isn't counted, if it isn't."""
    return [_marked(row, cells_of[row.row], columns, staff, opened) for row in rows]


def _marked(
    row: Given, cells: Sequence[object], columns: Columns, staff: Collection[str], opened: datetime | None
) -> Given:
    tag = _first(cells, columns.fields.get("tag", ()))
    test = next((text for at in columns.questions if is_test(text := clean(cells[at]))), "")
    who = next((each for each in _addresses(cells, columns) if each in staff), "")
    if tag or test or who:
        return replace(row, why=Aside.TEST, shown_by=tag or test or who)
    if opened and row.first < opened:
        return replace(row, why=Aside.EARLY)
    least = 2 if len(columns.questions) > _FEW_QUESTIONS else 1
    return replace(row, why=Aside.BROKEN) if row.said < least else row


def _addresses(cells: Sequence[object], columns: Columns) -> list[str]:
    places = {*columns.identifying, *columns.fields.get("email", ())}
    return [address(clean(cells[at])) for at in sorted(places)]


def counted_once(rows: Sequence[Given], questions: int) -> tuple[list[Given], list[Given]]:
    """The rows that count, one a person, in the order given; and those that were answered once more."""
    by_person = dict[str, list[Given]]()
    for row in rows:
        by_person.setdefault(row.key, []).append(row)
    kept = {id(_best(attempts, questions)) for attempts in by_person.values()}
    return [row for row in rows if id(row) in kept], [row for row in rows if id(row) not in kept]


def _best(attempts: Sequence[Given], questions: int) -> Given:
    """The latest that is complete (answers half of the questions), else the fullest, the later of two."""
    complete = [each for each in attempts if 2 * each.said >= questions]
    return complete[-1] if complete else max(attempts, key=lambda each: (each.said, each.given, each.at))


def first_given(rows: Iterable[Given]) -> dict[str, datetime]:
    """By key: when each person first gave an answer that counts, as far as it was seen before an edit moved it."""
    found = dict[str, datetime]()
    for row in rows:
        if row.why is None:
            found[row.key] = min(found.get(row.key, row.first), row.first)
    return found
