"""How many mentees a mentor takes, where the coordinator typed it in *Roster* over what the form says.

In: the mentors, the words in *Takes at most*, the teams that people were told of. Out: the mentors as they are to be
paired, and what *Review* should hear. Nobody who was introduced loses a seat before the coordinator has chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.records.person import Mentor
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import person_key
from mentoring_sync.run.questions import Asking
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn
from mentoring_sync.workbook.tabs.teams import StandingTeam

MOST = 100
STAY, FEWER = "All of them stay", "The team becomes smaller"


@dataclass(frozen=True, kw_only=True)
class Capacities:
    """The mentors with the room that they have; what *Review* should hear of words that can't be used."""

    mentors: tuple[Mentor, ...]
    problems: tuple[Problem, ...] = field(default=())


def with_room(
    mentors: Sequence[Mentor],
    typed: Mapping[str, str],
    introduced: Mapping[str, StandingTeam],
    asking: Asking,
    *,
    most_mentees: int,
) -> Capacities:
    """The mentors, each with as many seats as was typed for them. `introduced` are the teams that were introduced, by
    their people's keys."""
    problems: list[Problem] = []
    found: list[Mentor] = []
    for mentor in mentors:
        key = person_key(mentor.role, mentor.id)
        words = typed.get(key, "")
        number = _number(words)
        if words and number is None:
            problems.append(_unread(key, mentor, words))
        if number is None:
            found.append(mentor)
            continue
        if number > most_mentees:
            problems.append(_too_many(key, mentor, number, most_mentees))
        found.append(_taking(mentor, _seats(mentor, number, introduced.get(key), asking)))
    return Capacities(mentors=tuple(found), problems=tuple(problems))


def _seats(mentor: Mentor, number: int, team: StandingTeam | None, asking: Asking) -> int:
    size = len(team.mentees) if team else 0
    if team is None or number >= size or asking.ask(_too_few(mentor, number, team)) == FEWER:
        return number
    return size


def _taking(mentor: Mentor, seats: int) -> Mentor:
    """The mentor with so many seats; whoever takes fewer than they wanted for a team leads so small a one."""
    return mentor.model_copy(update={"capacity": seats, "min_team": min(mentor.min_team, seats)})


def _number(words: str) -> int | None:
    return int(words) if words.isdecimal() and 1 <= int(words) <= MOST else None


def _place() -> Place:
    return Place(tab=ROSTER.title, column=RosterColumn.TAKES_AT_MOST)


def _unread(key: str, mentor: Mentor, words: str) -> Problem:
    return Problem(
        where=_place(),
        what=f"{in_quotes(words)} is no number of mentees that {mentor.name} could take: the form's answer"
        f" ({mentor.capacity}) counts.",
        remedy="Type a number from 1 on, or empty the cell. Who takes nobody any more has withdrawn: tick Withdrawn.",
        about=key,
    )


def _too_many(key: str, mentor: Mentor, number: int, most: int) -> Problem:
    return Problem(
        where=_place(),
        what=f"{mentor.name} is to take {number} mentees, and no team has more than {most}.",
        remedy="Raise “Most mentees in a team” in Control, or type a smaller number.",
        about=key,
    )


def _too_few(mentor: Mentor, number: int, team: StandingTeam) -> Problem:
    return Problem(
        where=_place(),
        what=f"{mentor.name} takes {number} at most, and {len(team.mentees)} are in {team.label}, who know each other.",
        remedy="All stay, and nobody joins, until you choose in Answer; or move somebody in Teams with Move to.",
        about=person_key(mentor.role, mentor.id),
        choices=(STAY, FEWER),
    )
