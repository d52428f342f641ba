"""Hours that a person typed for whole teams over *Meets*, where all members can.

In: the coordinator's input and the people. Out: the hours that hold, and what *Review* should hear. Whatever isn't
understood stays as it was typed; the merge reports it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.records.availability import (
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    Weekday,
    WeeklySlot,
)
from mentoring_sync.records.person import Mentee, Mentor, Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.round import Round
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.tabs.teams import TEAMS, TeamsColumn

HOURS_OFFERED = 3


@dataclass(frozen=True, kw_only=True)
class TypedHours:
    """The hours that a person typed for teams: by mentor those that all members can, and what *Review* should hear."""

    fixed: Mapping[str, WeeklySlot] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def typed_hours(
    said: CoordinatorInput, mentors: Sequence[Mentor], mentees: Sequence[Mentee], round_: Round
) -> TypedHours:
    """What was typed over *Meets*: an hour holds if every member of the team as it stands can, in every week."""
    fixed: dict[str, WeeklySlot] = {}
    problems: list[Problem] = []
    known = {str(mentor.id): mentor for mentor in mentors}
    joining = {str(mentee.id): mentee for mentee in mentees}
    for team in said.standing:
        mentor = known.get(team.mentor)
        typed = {mentee: said.hour_typed[mentee] for mentee in team.mentees if mentee in said.hour_typed}
        if mentor is None or not typed:
            continue
        members: list[Person] = [mentor, *(joining[mentee] for mentee in team.mentees if mentee in joining)]
        for mentee, words in typed.items():
            slot = WeeklySlot.parse_typed(words, mentor.zone)
            objection = _objection(slot, members, round_)
            if slot and not objection and fixed.setdefault(mentor.id, slot) == slot:
                continue
            what = objection or "Another hour is typed for the same team."
            problems.append(_not_kept(words, what, mentee, members, round_))
    return TypedHours(fixed=fixed, problems=tuple(problems))


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
