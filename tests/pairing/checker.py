"""An independent checker: is a pairing possible, and what is it worth?

It shares no code with the solver. Every week of the round is walked on the calendar: the meeting's start is set on
the mentor's wall clock, and each member's own wall clock is looked up at that instant.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from math import floor
from zoneinfo import ZoneInfo

from mentoring_sync.pairing.problem.candidates import (
    CandidatePairing,
    CandidateTeam,
    MenteeCandidate,
    MentorCandidate,
)
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.scores import Like, Score
from mentoring_sync.records.availability import WeeklyHours, WeeklySlot
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import Objective, Wishes


def check(
    pairing: CandidatePairing,
    mentors: Sequence[MentorCandidate],
    mentees: Sequence[MenteeCandidate],
    wishes: Wishes,
    rules: Rules,
) -> CandidatePairing:
    """The pairing itself, once nothing is found to be wrong with it."""
    faults = [
        *_people_faults(pairing, mentors, mentees),
        *(fault for team in pairing.teams for fault in team_faults(team, wishes, rules)),
        *_pin_faults(pairing, wishes),
        *_objective_faults(pairing, mentors, wishes),
    ]
    assert faults == []
    return pairing


def team_faults(team: CandidateTeam, wishes: Wishes, rules: Rules) -> list[str]:
    """What is wrong with a team."""
    mentor = team.mentor
    faults = []
    if not mentor.min_team <= len(team.seats) <= min(mentor.capacity, rules.most_mentees):
        faults.append(f"{mentor.id}: a team of {len(team.seats)}")
    for person in team.members:
        missed = missed_weeks(person.hours, team.slot, rules.round)
        if missed:
            faults.append(f"{person.id} can't come in weeks {missed}")
    for seat in team.seats:
        if not set(seat.mentee.languages) & set(mentor.languages):
            faults.append(f"{seat.mentee.id} has no language in common")
        if seat.score != worth(mentor, seat.mentee, rules.scores):
            faults.append(f"{seat.mentee.id} scores {seat.score}")
    hour = wishes.fixed.get(mentor.id, team.slot)
    if team.slot != hour:
        faults.append(f"{mentor.id} meets on {team.slot}, and not on {hour}")
    ids = [person.id for person in team.members]
    if len(set(ids)) < len(ids):
        faults.append(f"someone is twice in {ids}")
    faults += [f"{one} and {other} are together" for one, other in wishes.vetoes if {one, other} <= set(ids)]
    return faults


@cache
def missed_weeks(hours: WeeklyHours, slot: WeeklySlot, round_: Round) -> tuple[int, ...]:
    """The weeks in which someone isn't free for the whole meeting, by the clock at its start and at its end."""
    return tuple(week for week in range(round_.weeks) if not free_at(hours, meeting_start(slot, round_, week), round_))


def meeting_start(slot: WeeklySlot, round_: Round, week: int) -> datetime:
    """When a slot begins in a week of the round (UTC)."""
    date = round_.start + timedelta(days=(slot.day - round_.start.weekday()) % 7, weeks=week)
    wall = datetime(date.year, date.month, date.day, slot.start // 60, slot.start % 60, tzinfo=ZoneInfo(slot.zone))
    return wall.astimezone(ZoneInfo("UTC"))


def free_at(hours: WeeklyHours, start: datetime, round_: Round) -> bool:
    """Whether every minute is inside the weekly blocks, by their wall clock at the start and at the end."""
    zone, minutes = ZoneInfo(hours.zone), round_.meeting_minutes
    last = start + timedelta(minutes=minutes - 1)
    by_start = start.astimezone(zone).replace(tzinfo=None)
    by_end = last.astimezone(zone).replace(tzinfo=None) - timedelta(minutes=minutes - 1)
    return all(_inside(hours, wall + timedelta(minutes=at)) for wall in (by_start, by_end) for at in range(minutes))


def _inside(hours: WeeklyHours, wall: datetime) -> bool:
    minute = wall.hour * 60 + wall.minute
    return any(block.day == wall.weekday() and block.start <= minute < block.end for block in hours.blocks)


def worth(mentor: MentorCandidate, mentee: MenteeCandidate, scores: Sequence[Score]) -> int:
    """The score of a pair, line by line, with shares and distances as fractions."""
    total = Fraction(0)
    for line in scores:
        one, other = mentor.answer(line.field), mentee.answer(line.field)
        theirs, wanted = _things(one), _things(other)
        match line.like:
            case Like.SHARED:
                share = Fraction(len(set(wanted) & set(theirs)), len(set(wanted))) if wanted else Fraction(0)
            case Like.FIRST:
                share = Fraction(bool(wanted) and wanted[0] in theirs)
            case Like.SAME:
                share = Fraction(bool(wanted) and sorted(wanted) == sorted(theirs))
            case Like.DIFFERENT:
                share = Fraction(bool(wanted) and bool(theirs) and sorted(wanted) != sorted(theirs))
            case Like.CLOSE:
                numbers = [each for each in (one, other) if isinstance(each, int)]
                apart = abs(numbers[0] - numbers[-1]) if len(numbers) == 2 else line.within
                share = max(Fraction(0), 1 - Fraction(apart, line.within))
        total += share * line.points
    return max(0, min(100, floor(total + Fraction(1, 2))))


def _things(value: object) -> list[str]:
    if isinstance(value, tuple):
        return [*value]
    return [] if value in (None, "") else [str(value)]


def _people_faults(
    pairing: CandidatePairing, mentors: Sequence[MentorCandidate], mentees: Sequence[MenteeCandidate]
) -> list[str]:
    leading = [team.mentor.id for team in pairing.teams]
    seated = [mentee.id for team in pairing.teams for mentee in team.mentees]
    left = {
        role: [each.person.id for each in pairing.unplaced_in(role)]
        for role in (MentorCandidate.role, MenteeCandidate.role)
    }
    faults = []
    if sorted(leading + left[Role.MENTOR]) != sorted(mentor.id for mentor in mentors):
        faults.append("not every mentor is once in a team or unplaced")
    if sorted(seated + left[Role.MENTEE]) != sorted(mentee.id for mentee in mentees):
        faults.append("not every mentee is once in a team or unplaced")
    if any(not each.reason for each in pairing.unplaced):
        faults.append("someone is unplaced without a reason")
    return faults


def _pin_faults(pairing: CandidatePairing, wishes: Wishes) -> list[str]:
    together = {(mentee.id, team.mentor.id) for team in pairing.teams for mentee in team.mentees}
    ignored = {each.pin for each in pairing.ignored if each.because}
    return [
        f"the pin {mentee}, {mentor} is neither kept nor explained"
        for mentee, mentor in wishes.pins - together
        if (mentee, mentor) not in ignored
    ]


def _objective_faults(pairing: CandidatePairing, mentors: Sequence[MentorCandidate], wishes: Wishes) -> list[str]:
    found = {
        Objective.PLACED: sum(len(team.seats) for team in pairing.teams),
        Objective.MOVED: moved(pairing, mentors, wishes),
        Objective.SCORE: sum(seat.score for team in pairing.teams for seat in team.seats),
    }
    said = {name: objective.value for name, objective in pairing.objectives.items()}
    faults = [f"said {said}, found {found}"] if said != found else []
    for name, objective in pairing.objectives.items():
        low, high = sorted((objective.value, objective.bound))
        if (name is Objective.MOVED) != (high == objective.value and low != high) and low != high:
            faults.append(f"{name}'s bound is on the wrong side")
    return faults


def moved(pairing: CandidatePairing, mentors: Sequence[MentorCandidate], wishes: Wishes) -> int:
    """How many mentees stand in the team of a mentor who is here, are here, and aren't with that mentor."""
    everyone = {mentee.id for team in pairing.teams for mentee in team.mentees}
    everyone |= {each.person.id for each in pairing.unplaced_in(Role.MENTEE)}
    together = {(mentee.id, team.mentor.id) for team in pairing.teams for mentee in team.mentees}
    here = {mentor.id for mentor in mentors}
    return sum(
        (mentee, standing.mentor) not in together
        for standing in wishes.standing
        if standing.mentor in here
        for mentee in standing.mentees
        if mentee in everyone
    )
