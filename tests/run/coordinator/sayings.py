"""Hands on the columns for a word about somebody: away until when, how many they take, why they left, that it counts as
completed all the same, and teams that are to become one."""

from __future__ import annotations

from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.tabs.roster import DEFERRED
from tests.run.coordinator.desk import Desk
from tests.run.coordinator.ledger import teams_shown

AWAY = ("until 1 Mar", "yes", "2027-02-10", "10 Feb - 1 Mar 2027", "a while")
ROOM = ("1", "2", "3", 2.0, "as many as there are")
WHYS = ("not engaged", "moved to another town", DEFERRED)
REASONS = ("helped at two events instead", "the organisers agreed", "yes")


def goes_on_leave(desk: Desk) -> str:
    """Whoever is away keeps their place: no team changes by it."""
    return _says(desk, "Roster", desk.somebody("Roster"), "On leave", desk.dice.choice(AWAY))


def comes_back(desk: Desk) -> str:
    return _empties(desk, "Roster", "On leave")


def takes_at_most(desk: Desk) -> str:
    mentors = sorted(set(desk.book.shown(desk.document, "Roster")) & desk.mentors)
    who = desk.dice.choice(mentors) if mentors else ""
    if did := _says(desk, "Roster", who, "Takes at most", desk.dice.choice(ROOM)):
        desk.stir()
    return did


def takes_what_the_form_says(desk: Desk) -> str:
    if did := _empties(desk, "Roster", "Takes at most"):
        desk.stir()
    return did


def says_why_somebody_left(desk: Desk) -> str:
    """Beside the tick, and also where there is none: that says nothing then."""
    out = sorted(desk.book.withdrawn())
    who = desk.dice.choice(out) if out and desk.dice.random() < 0.7 else desk.somebody("Roster")
    why = desk.dice.choice(WHYS)
    did = _says(desk, "Roster", who, "Withdrawn why", why)
    if did and why == DEFERRED:
        desk.book.deferred.add(who)
    return did


def completes_anyway(desk: Desk) -> str:
    """It counts as completed: that changes no team."""
    who = desk.somebody("Attendance")
    return _says(desk, "Attendance", who, "Completed anyway", desk.dice.choice(REASONS))


def merges_into(desk: Desk) -> str:
    """A team's label in *Merge into*, in the row of one mentee; it stays there, and holds until it is emptied."""
    who, teams = desk.somebody("Teams"), teams_shown(desk)
    others = sorted(label for label, team in teams.items() if who not in team.mentees and len(team.mentors) == 1)
    if not others or len(desk.book.rows(desk.document, "Teams", who)) != 1:
        return ""
    label = desk.dice.choice(others)
    did = _says(desk, "Teams", who, "Merge into", label)
    if did:
        desk.book.merges[who] = next(iter(teams[label].mentors))
        desk.stir()
    return did


def merges_into_none(desk: Desk) -> str:
    """*Merge into* is emptied."""
    did = _empties(desk, "Teams", "Merge into")
    if did:
        desk.book.merges = {
            who: each for who, each in desk.book.merges.items() if ("Teams", who, "Merge into") in desk.book.words
        }
        desk.stir()
    return did


def _says(desk: Desk, tab: str, who: str, column: str, words: Scalar) -> str:
    return f"{tab}: {column} of {who}: {words!r}" if who and desk.types(tab, who, column, words) else ""


def _empties(desk: Desk, tab: str, column: str) -> str:
    """A word is taken back, of somebody who stands in one row."""
    told = sorted(who for where, who, title in desk.book.words if (where, title) == (tab, column))
    who = desk.dice.choice(told) if told else ""
    if len(desk.book.rows(desk.document, tab, who)) != 1 or not desk.types(tab, who, column, None):
        return ""
    del desk.book.words[tab, who, column]
    return f"{tab}: {column} of {who} emptied"
