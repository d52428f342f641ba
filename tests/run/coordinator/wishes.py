"""Hands on what the coordinator wishes of teams: an hour typed over *Meets*, a mentor's name in *Move to*."""

from __future__ import annotations

from mentoring_sync.spreadsheet.grid import Scalar
from tests.run.coordinator.book import Hour
from tests.run.coordinator.desk import Desk, written

HOURS = {
    "Tue 17:00": "Tue 17:00",
    "tue 6pm": "Tue 18:00",
    "Tuesday 18:00": "Tue 18:00",
    "Tue 19:00": "Tue 19:00",
    "Sun 3:00": "Sun 03:00",
    "some evening": "",
}
"""What is typed, and the hour that it means: not every team can meet then."""


def types_an_hour(desk: Desk) -> str:
    """An hour for a whole team, typed over *Meets* in one mentee's row."""
    who, words = desk.somebody("Teams"), desk.dice.choice(sorted(HOURS))
    if not _typed(desk, who, "Meets", words):
        return ""
    desk.stir()
    mentors = frozenset(map(str, desk.book.cells(desk.document, "Teams", who, "Mentor email")))
    desk.book.hours[who] = Hour(words, HOURS[words], mentors, desk.said)
    return f"Teams: {words!r} typed over the hour of {who}"


def empties_an_hour(desk: Desk) -> str:
    """The word is taken back: the team meets at the hour that runs give it."""
    who = desk.dice.choice(sorted(desk.book.hours)) if desk.book.hours else ""
    if not who or not _typed(desk, who, "Meets", None):
        return ""
    del desk.book.hours[who]
    desk.stir()
    return f"Teams: the hour of {who} emptied"


def _typed(desk: Desk, who: str, column: str, value: Scalar) -> bool:
    """Typed into all rows of somebody, without an account: a run may write its own words there."""
    rows, at = desk.book.rows(desk.document, "Teams", who), desk.book.column(desk.document, "Teams", column)
    sheet = desk.tab("Teams")
    if not sheet or at is None or len(rows) != 1:
        return False
    desk.change(*(written(sheet.id, row, at, value) for row in rows))
    return True


def moves_to_a_mentor(desk: Desk) -> str:
    """A mentor's name or address in *Move to*; it stays there, and holds until it is emptied."""
    who, mentor = desk.somebody("Teams"), desk.dice.choice(sorted(desk.mentors))
    words = desk.dice.choice([mentor, desk.people[mentor], desk.people[mentor].upper()])
    if len(desk.book.rows(desk.document, "Teams", who)) != 1 or not desk.types("Teams", who, "Move to", words):
        return ""
    desk.book.moves[who] = mentor
    desk.stir()
    return f"Teams: {who} to move to {words!r}"


def moves_to_nobody(desk: Desk) -> str:
    """*Move to* is emptied."""
    told = sorted(who for who in desk.book.moves if ("Teams", who, "Move to") in desk.book.words)
    who = desk.dice.choice(told) if told else ""
    if not who or len(desk.book.rows(desk.document, "Teams", who)) != 1:
        return ""
    if not desk.types("Teams", who, "Move to", None):
        return ""
    del desk.book.words["Teams", who, "Move to"], desk.book.moves[who]
    desk.stir()
    return f"Teams: Move to of {who} emptied"
