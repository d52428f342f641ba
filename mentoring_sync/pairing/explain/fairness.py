"""Is the pairing fair? Who is placed, and how well, by region, first language and size of institution.

And what it would cost to lift the lowest score: each step forbids the pairs that score least and pairs again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mentoring_sync.pairing.problem.problem import open_market
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.solver.deadline import Patience
from mentoring_sync.pairing.solver.objectives import levels
from mentoring_sync.pairing.solver.search import search
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.team import Pairing, Wishes


@dataclass(frozen=True, kw_only=True)
class Share:
    """A group of mentees: how many applied, how many have a team, and the mean score of those (0 if none has)."""

    by: str
    group: str
    applied: int
    placed: int
    mean_score: float


@dataclass(frozen=True, kw_only=True)
class Lift:
    """The best pairing in which nobody scores less than `lowest`."""

    lowest: int
    placed: int
    score: int


def fairness_report(pairing: Pairing) -> tuple[Share, ...]:
    """Every group, by region, first language and size of institution (how many mentees applied from it)."""
    points = {seat.mentee: seat.score for team in pairing.teams for seat in team.seats}
    mentees = [*points, *(each.person for each in pairing.unplaced_in(Role.MENTEE) if isinstance(each.person, Mentee))]
    members = Counter(mentee.institution for mentee in mentees)
    kinds: dict[str, Callable[[Mentee], str]] = {
        "region": lambda mentee: mentee.region or "not said",
        "first language": lambda mentee: mentee.first_language,
        "institution": lambda mentee: _size(members[mentee.institution]) if mentee.institution else "not said",
    }
    return tuple(
        _share(by, group, [mentee for mentee in mentees if of(mentee) == group], points)
        for by, of in kinds.items()
        for group in sorted({of(mentee) for mentee in mentees})
    )


def lift_costs(
    mentors: Sequence[Mentor], mentees: Sequence[Mentee], wishes: Wishes, rules: Rules, *, steps: int = 4
) -> tuple[Lift, ...]:
    """The pairing as it is, then with the lowest score lifted step by step, within the rules' time limit."""
    market = open_market(mentors, mentees, wishes, rules)
    whole, lifts = Patience(rules.time_limit_seconds), list[Lift]()
    while len(lifts) <= steps and len(market.pair_mentee):
        plan = search(market, levels(market, rules.strictness), whole.part(1 / (steps + 2 - len(lifts)))).plan
        if not len(plan.pairs):
            break
        scores = market.pair_score[plan.pairs]
        lifts.append(Lift(lowest=int(scores.min()), placed=len(plan.pairs), score=int(scores.sum())))
        market = market.only(market.pair_score > scores.min())
    return tuple(lifts)


def _share(by: str, group: str, mentees: Sequence[Mentee], points: dict[Mentee, int]) -> Share:
    scores = [points[mentee] for mentee in mentees if mentee in points]
    mean = sum(scores) / len(scores) if scores else 0.0
    return Share(by=by, group=group, applied=len(mentees), placed=len(scores), mean_score=round(mean, 1))


def _size(members: int) -> str:
    return "1 applicant" if members == 1 else "2 to 4 applicants" if members < 5 else "5 applicants or more"
