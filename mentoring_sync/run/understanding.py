"""What a person typed over our own cells, where it can be understood: names and zones, and hours for whole teams.

In: the coordinator's input and the people. Out: the people as corrected, the hours that hold, what to remember and what
*Review* should hear. Whatever isn't understood stays as it was typed; the merge reports it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from mentoring_sync.intake.cells import folded, in_quotes
from mentoring_sync.intake.outcome import Intake
from mentoring_sync.records.availability import (
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    TimeZone,
    Weekday,
    WeeklyHours,
    WeeklySlot,
)
from mentoring_sync.records.person import Mentee, Mentor, Name, Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import person_key
from mentoring_sync.records.round import Round
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.tabs.roster import Correction
from mentoring_sync.workbook.tabs.teams import TEAMS, TeamsColumn

_NAME: TypeAdapter[str] = TypeAdapter(Name)
_ZONE: TypeAdapter[str] = TypeAdapter(TimeZone)
P = TypeVar("P", Mentor, Mentee)
HOURS_OFFERED = 3


def named(words: str, mentors: Sequence[Mentor]) -> list[Mentor]:
    """The mentors whom these words can mean: an address, a name in any case and order and without its accents, or the
    beginning of one; several where they could be several.
    """
    address = words.strip().casefold()
    exact = [mentor for mentor in mentors if mentor.email == address]
    parts = sorted(folded(words).split())
    whole = [mentor for mentor in mentors if sorted(folded(mentor.name).split()) == parts]
    begun = [mentor for mentor in mentors if folded(mentor.name).startswith(folded(words))] if parts else []
    return exact or whole or begun


def corrected(intake: Intake, said: CoordinatorInput) -> tuple[Intake, dict[str, Correction]]:
    """The people under the names and in the zones typed in *Roster*; and those corrections that could be used."""
    used: dict[str, Correction] = {}
    mentors = tuple(_corrected(mentor, said, used) for mentor in intake.mentors)
    mentees = tuple(_corrected(mentee, said, used) for mentee in intake.mentees)
    return replace(intake, mentors=mentors, mentees=mentees), used


def _corrected(person: P, said: CoordinatorInput, used: dict[str, Correction]) -> P:
    key = person_key(person.role, person.email)
    typed = said.corrections.get(key)
    if typed is None:
        return person
    name, zone = _valid(_NAME, typed.name), _valid(_ZONE, typed.zone)
    if name or zone:
        used[key] = Correction(name=name, zone=zone)
    hours = WeeklyHours(zone=zone, blocks=person.hours.blocks) if zone else person.hours
    return person.model_copy(update={"name": name or person.name, "hours": hours})


def _valid(kind: TypeAdapter[str], typed: str) -> str:
    try:
        return kind.validate_python(typed) if typed else ""
    except ValidationError:
        return ""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """The hours that a person typed for teams: by mentor those that all members can, and what *Review* should hear."""

    fixed: Mapping[str, WeeklySlot] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def hours_typed(said: CoordinatorInput, mentors: Sequence[Mentor], mentees: Sequence[Mentee], round_: Round) -> Hours:
    """What was typed over *Meets*: an hour holds if every member of the team as it stands can, in every week."""
    fixed: dict[str, WeeklySlot] = {}
    problems: list[Problem] = []
    known = {mentor.email: mentor for mentor in mentors}
    joining = {mentee.email: mentee for mentee in mentees}
    for team in said.standing:
        mentor = known.get(team.mentor)
        typed = {mentee: said.hour_typed[mentee] for mentee in team.mentees if mentee in said.hour_typed}
        if mentor is None or not typed:
            continue
        members: list[Person] = [mentor, *(joining[mentee] for mentee in team.mentees if mentee in joining)]
        for mentee, words in typed.items():
            slot = WeeklySlot.parse_typed(words, mentor.zone)
            objection = _objection(slot, members, round_)
            if slot and not objection and fixed.setdefault(mentor.email, slot) == slot:
                continue
            what = objection or "Another hour is typed for the same team."
            problems.append(_not_kept(words, what, mentee, members, round_))
    return Hours(fixed=fixed, problems=tuple(problems))


def _objection(slot: WeeklySlot | None, members: Sequence[Person], round_: Round) -> str:
    """Why a team can't meet at an hour; empty if it can."""
    if slot is None:
        return "It was not understood: a weekday and a time on the mentor's clock are, such as “Tue 18:00”."
    if slot.start + round_.meeting_minutes > MINUTES_PER_DAY:
        return "The meeting would go on past midnight."
    missing = [(member.name, missed) for member in members if (missed := round_.missed(slot, member.hours))]
    return " ".join(f"{name} can't come in {_weeks(missed, round_)}." for name, missed in missing)


def _weeks(missed: Sequence[datetime], round_: Round) -> str:
    if len(missed) == round_.weeks:
        return "any week"
    dates = ", ".join(f"{start.day} {start:%b}" for start in missed[:3])
    return f"{len(missed)} of {round_.weeks} weeks ({dates}{', …' if len(missed) > 3 else ''})"


def _not_kept(words: str, what: str, mentee: str, members: Sequence[Person], round_: Round) -> Problem:
    suits = [str(slot) for slot in _suiting(members, round_)][:HOURS_OFFERED]
    offer = f"Hours that suit all of them: {'; '.join(suits)}." if suits else "No other hour suits all of them."
    return Problem(
        where=Place(tab=TEAMS.title, column=TeamsColumn.MEETS),
        what=f"The team can't meet at {in_quotes(words)}. {what}",
        remedy=f"{offer} Type one of them, or empty the cell.",
        about=mentee,
    )


def _suiting(members: Sequence[Person], round_: Round) -> Iterator[WeeklySlot]:
    """The whole hours of the mentor's week at which every member is free in every week."""
    for minute in range(0, MINUTES_PER_WEEK, 60):
        day, start = divmod(minute, MINUTES_PER_DAY)
        slot = WeeklySlot(day=Weekday(day), start=start, zone=members[0].zone)
        if not any(round_.missed(slot, member.hours) for member in members):
            yield slot
