"""A pairing in words: the teams and why, who is left and how to seat them, what wishes cost, whom to recruit, how fair.

In: what was asked and the pairing found. Out: lines. What needs more solving is only worked out when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mentoring_sync.pairing.explain.disturbance import disturbance_curve, every_wish, wish_costs
from mentoring_sync.pairing.explain.fairness import fairness_report, lift_costs
from mentoring_sync.pairing.explain.recruiting import recruiting_brief
from mentoring_sync.pairing.explain.reinforced import reinforced
from mentoring_sync.pairing.problem.candidates import (
    CandidatePairing,
    CandidateTeam,
    CandidateUnplaced,
    MenteeCandidate,
)
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.local_time import in_local_time
from mentoring_sync.records.team import Objective, Pin


def in_words(request: PairingRequest, pairing: CandidatePairing) -> list[str]:
    """The teams, those without one, and how good the whole is."""
    lines = [line for team in pairing.teams for line in _team(team, request.rules)]
    lines += [_left(each) for each in pairing.unplaced]
    return [*lines, *(_objective(each, pairing) for each in pairing.objectives)]


def explained(request: PairingRequest, pairing: CandidatePairing, deadline: Deadline) -> list[str]:
    """Whom to recruit, how fair it is and what lifting the lowest score costs, what moves and wishes cost."""
    people = (each.person for each in pairing.unplaced)
    waiting = [person for person in people if isinstance(person, MenteeCandidate)]
    return [
        *_recruits(request, pairing, waiting, deadline),
        *_fairness(pairing),
        *_lifts(request, deadline),
        *_moves(request, deadline),
        *_wishes(request, pairing, deadline),
    ]


def _recruits(
    request: PairingRequest, pairing: CandidatePairing, waiting: Sequence[MenteeCandidate], deadline: Deadline
) -> Iterator[str]:
    brief = recruiting_brief(waiting, request.rules)
    yield from (f"recruit: {line}" for line in reinforced(request, deadline, brief=brief, found=pairing))


def _team(team: CandidateTeam, rules: Rules) -> Iterator[str]:
    yield f"{team.mentor.name}, {team.slot}"
    for seat in team.seats:
        local = in_local_time(team.slot, rules.round, seat.mentee.zone)
        why = f"; {', '.join(seat.why)}" if seat.why else ""
        yield f"  {seat.mentee.name}, {local}: {seat.score}{why}"


def _left(unplaced: CandidateUnplaced) -> str:
    remedies = f" To seat them: {' or '.join(unplaced.remedies)}." if unplaced.remedies else ""
    return f"without a team: {unplaced.person.name} ({unplaced.person.role}). {unplaced.reason}.{remedies}"


def _objective(objective: Objective, pairing: CandidatePairing) -> str:
    reached = pairing.objectives[objective]
    proof = "proved" if reached.optimal else f"bound {reached.bound}"
    return f"{objective}: {reached.value} ({proof})"


def _fairness(pairing: CandidatePairing) -> Iterator[str]:
    for share in fairness_report(pairing):
        yield f"{share.by} {share.group}: {share.placed} of {share.applied} placed, mean score {share.mean_score:.0f}"


def _lifts(request: PairingRequest, deadline: Deadline) -> Iterator[str]:
    for lift in lift_costs(request, deadline):
        yield f"nobody below {lift.lowest}: {lift.placed} placed, score {lift.score}"


def _moves(request: PairingRequest, deadline: Deadline) -> Iterator[str]:
    if not request.wishes.standing:
        return
    for point in disturbance_curve(request, deadline):
        proof = "at most" if point.proved else "at least"
        yield f"{point.moved} moved: {proof} {point.placed} placed"


def _wishes(request: PairingRequest, pairing: CandidatePairing, deadline: Deadline) -> Iterator[str]:
    names = {person.id: person.name for person in (*request.mentors, *request.mentees)}
    for cost in wish_costs(request, pairing, every_wish(request), deadline):
        one, other = (names.get(each, each) for each in cost.wish)
        wish = f"{one} with {other}" if isinstance(cost.wish, Pin) else f"{one} apart from {other}"
        yield f"{wish}: costs {cost.placed} placed, {cost.score} score"
