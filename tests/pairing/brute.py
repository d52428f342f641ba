"""Brute force for tiny rounds: every start for every mentor, every company of mentees; no masks."""

from __future__ import annotations

from itertools import product

from mentoring_sync.pairing.problem.candidates import CandidateSeat, CandidateTeam, MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.availability import Weekday, WeeklySlot
from mentoring_sync.records.team import Wishes
from tests.pairing.checker import team_faults, worth


def best(
    mentors: list[MentorCandidate], mentees: list[MenteeCandidate], wishes: Wishes, rules: Rules
) -> tuple[int, int]:
    """The greatest number placed, and the greatest score at that number."""
    whole = {mentor.id: _possible_teams(mentor, mentees, wishes, rules) for mentor in mentors}
    reachable = {frozenset[str](): 0}
    for mentor in mentors:
        following = dict(reachable)
        for (seated, score), (team, points) in product(reachable.items(), whole[mentor.id].items()):
            if seated.isdisjoint(team):
                union = seated | team
                following[union] = max(following.get(union, -1), score + points)
        reachable = following
    return max((len(seated), score) for seated, score in reachable.items())


def _possible_teams(
    mentor: MentorCandidate, mentees: list[MenteeCandidate], wishes: Wishes, rules: Rules
) -> dict[frozenset[str], int]:
    teams: dict[frozenset[str], int] = {}
    for company in product((False, True), repeat=len(mentees)):
        chosen = [mentee for mentee, taken in zip(mentees, company, strict=True) if taken]
        seats = tuple(CandidateSeat(mentee=mentee, score=worth(mentor, mentee, rules.scores)) for mentee in chosen)
        if any(
            not team_faults(CandidateTeam(mentor=mentor, slot=slot, seats=seats), wishes, rules)
            for slot in _slots(mentor, rules)
        ):
            teams[frozenset(mentee.id for mentee in chosen)] = sum(seat.score for seat in seats)
    return teams


def _slots(mentor: MentorCandidate, rules: Rules) -> list[WeeklySlot]:
    starts = range(0, 24 * 60, rules.start_step_minutes)
    hours = [
        (block.day, start) for block in mentor.hours.blocks for start in starts if block.start <= start < block.end
    ]
    return [WeeklySlot(day=Weekday(day), start=start, zone=mentor.zone) for day, start in hours]
