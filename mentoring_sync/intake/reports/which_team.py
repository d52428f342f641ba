"""Which team a report is of: what somebody typed, else the team that they lead.

In: the words, who wrote them. Out: a team, or why it can't be told and which it may be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mentoring_sync.intake.cells import clean, in_quotes
from mentoring_sync.intake.likeness import bare, edits
from mentoring_sync.intake.reports.circle import Circle, ReportingTeam, standing_first
from mentoring_sync.records.person import PersonId

_NUMBER = re.compile(r"(?:team|group|gruppe|equipo|grupo|equipe|no|nr)? ?0*(\d{1,3})")


@dataclass(frozen=True, kw_only=True)
class NoTeam:
    """It can't be told which team is meant: why, and which it may be."""

    why: str
    options: tuple[ReportingTeam, ...] = ()


def which_team(typed: object, writer: PersonId, circle: Circle) -> ReportingTeam | NoTeam:
    """The team that is meant. Whoever leads several and names none is asked."""
    text, led = clean(typed), circle.led_by(writer)
    if not text:
        return _led(led, circle.name_of(writer))
    found = _named(text, circle)
    if len(found) == 1:
        return found[0]
    if found:
        return NoTeam(why=f"{in_quotes(text)} could be {_listed(found)}", options=tuple(found))
    near = [each for each in circle.teams if edits(bare(text), bare(each.label), at_most=1) <= 1]
    return NoTeam(why=f"there is no team {in_quotes(text)}", options=tuple(dict.fromkeys((*near, *led))))


def _led(led: list[ReportingTeam], name: str) -> ReportingTeam | NoTeam:
    if len(led) == 1:
        return led[0]
    if led:
        return NoTeam(why=f"{name} leads {_listed(led)}, and the report names neither", options=tuple(led))
    return NoTeam(why=f"it names no team, and {name or 'nobody'} leads none")


def _named(text: str, circle: Circle) -> list[ReportingTeam]:
    """The teams of this name, with what may stand behind it (`Team 3 (Tue 18:00)`); by number; by who leads them."""
    written = bare(text)
    whole = [each for each in circle.teams if written == bare(each.label)]
    begun = [each for each in circle.teams if f"{written} ".startswith(f"{bare(each.label)} ")]
    number = _NUMBER.fullmatch(written)
    numbered = [each for each in circle.teams if number and bare(each.label) == f"team {number[1]}"]
    return whole or sorted(begun, key=lambda each: -len(each.label))[:1] or numbered or _of_a_mentor(written, circle)


def _of_a_mentor(written: str, circle: Circle) -> list[ReportingTeam]:
    name = written.removesuffix(" team").removesuffix(" group")
    return standing_first(
        each for each in circle.teams if name in _called(each) or name.removesuffix("s") in _called(each)
    )


def _called(each: ReportingTeam) -> set[str]:
    words = bare(each.mentor.name).split()
    return {" ".join(words), words[0]}


def _listed(teams: list[ReportingTeam]) -> str:
    return " and ".join(each.label for each in teams)
