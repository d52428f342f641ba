"""A pairing in words: the teams and why, who is left and how to seat them, what wishes cost, whom to recruit, how fair.

In: what was asked and the pairing found. Out: lines. What needs more solving is only worked out when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentoring_sync.pairing.explain.disturbance import disturbance_curve, wish_costs
from mentoring_sync.pairing.explain.fairness import fairness_report, lift_costs
from mentoring_sync.pairing.explain.recruiting import recruiting_brief
from mentoring_sync.pairing.explain.reinforced import reinforced
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.local_time import in_local_time
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Pairing, Team, Unplaced, Wishes


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who is to be paired, what the coordinator wishes, and the rules."""

    mentors: Sequence[Mentor]
    mentees: Sequence[Mentee]
    wishes: Wishes
    rules: Rules


def in_words(asked: Asked, pairing: Pairing) -> list[str]:
    """The teams, those without one, and how good the whole is."""
    lines = [line for team in pairing.teams for line in _team(team, asked.rules)]
    lines += [_left(each) for each in pairing.unplaced]
    return [*lines, *(_objective(name, pairing) for name in pairing.objectives)]


def explained(asked: Asked, pairing: Pairing) -> list[str]:
    """Whom to recruit, how fair it is and what lifting the lowest score costs, what moves and wishes cost."""
    unplaced = [each.person for each in pairing.unplaced if isinstance(each.person, Mentee)]
    return [
        *_recruits(asked, pairing, unplaced),
        *_fairness(pairing),
        *_lifts(asked),
        *_moves(asked),
        *_wishes(asked, pairing),
    ]


def _recruits(asked: Asked, pairing: Pairing, unplaced: Sequence[Mentee]) -> Iterator[str]:
    brief = recruiting_brief(unplaced, asked.rules)
    lines = reinforced(asked.mentors, asked.mentees, asked.wishes, asked.rules, brief=brief, found=pairing)
    yield from (f"recruit: {line}" for line in lines)


def _team(team: Team, rules: Rules) -> Iterator[str]:
    yield f"{team.mentor.name}, {team.slot}"
    for seat in team.seats:
        local = in_local_time(team.slot, rules.round, seat.mentee.zone)
        why = f"; {', '.join(seat.why)}" if seat.why else ""
        yield f"  {seat.mentee.name}, {local}: {seat.score}{why}"


def _left(unplaced: Unplaced) -> str:
    remedies = f" To seat them: {' or '.join(unplaced.remedies)}." if unplaced.remedies else ""
    return f"without a team: {unplaced.person.name} ({unplaced.person.role}). {unplaced.reason}.{remedies}"


def _objective(name: str, pairing: Pairing) -> str:
    objective = pairing.objectives[name]
    proof = "proved" if objective.optimal else f"bound {objective.bound}"
    return f"{name}: {objective.value} ({proof})"


def _fairness(pairing: Pairing) -> Iterator[str]:
    for share in fairness_report(pairing):
        yield f"{share.by} {share.group}: {share.placed} of {share.applied} placed, mean score {share.mean_score:.0f}"


def _lifts(asked: Asked) -> Iterator[str]:
    for lift in lift_costs(asked.mentors, asked.mentees, asked.wishes, asked.rules):
        yield f"nobody below {lift.lowest}: {lift.placed} placed, score {lift.score}"


def _moves(asked: Asked) -> Iterator[str]:
    if not asked.wishes.standing:
        return
    for point in disturbance_curve(asked.mentors, asked.mentees, asked.wishes, asked.rules):
        proof = "at most" if point.proved else "at least"
        yield f"{point.moved} moved: {proof} {point.placed} placed"


def _wishes(asked: Asked, pairing: Pairing) -> Iterator[str]:
    names = {person.email: person.name for person in (*asked.mentors, *asked.mentees)}
    for cost in wish_costs(asked.mentors, asked.mentees, asked.wishes, asked.rules, pairing):
        one, other = (names.get(each, each) for each in cost.wish)
        wish = f"{one} with {other}" if cost.pin else f"{one} apart from {other}"
        yield f"{wish}: costs {cost.placed} placed, {cost.score} score"
