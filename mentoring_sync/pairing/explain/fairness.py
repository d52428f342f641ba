"""Is the pairing fair? Who is placed, and how well, by region, first language and size of institution.

And what it would cost to lift the lowest score: each step forbids the pairs that score least and pairs again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mentoring_sync.pairing.problem.candidates import CandidatePairing, MenteeCandidate
from mentoring_sync.pairing.problem.problem import formulate
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.pairing.solver.objectives import objectives_in_order
from mentoring_sync.pairing.solver.search import search


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


def fairness_report(pairing: CandidatePairing) -> tuple[Share, ...]:
    """Every group, by region, first language and size of institution (how many mentees applied from it)."""
    points = {seat.mentee: seat.score for team in pairing.teams for seat in team.seats}
    waiting = (each.person for each in pairing.unplaced)
    mentees = [*points, *(person for person in waiting if isinstance(person, MenteeCandidate))]
    members = Counter(mentee.institution for mentee in mentees)
    kinds: dict[str, Callable[[MenteeCandidate], str]] = {
        "region": lambda mentee: mentee.region or "not said",
        "first language": lambda mentee: mentee.first_language,
        "institution": lambda mentee: _size(members[mentee.institution]) if mentee.institution else "not said",
    }
    return tuple(
        _share(by, group, [mentee for mentee in mentees if of(mentee) == group], points)
        for by, of in kinds.items()
        for group in sorted({of(mentee) for mentee in mentees})
    )


def lift_costs(request: PairingRequest, deadline: Deadline, *, steps: int = 4) -> tuple[Lift, ...]:
    """The pairing as it is, then with the lowest score lifted step by step, within the rules' limits."""
    problem, lifts = formulate(request), list[Lift]()
    whole = request.rules.budget(deadline)
    while len(lifts) <= steps and len(problem.pair_mentee):
        order = objectives_in_order(problem, request.rules.strictness)
        solution = search(problem, order, whole.part(1 / (steps + 2 - len(lifts)))).solution
        if not len(solution.pairs):
            break
        scores = problem.pair_score[solution.pairs]
        lifts.append(Lift(lowest=int(scores.min()), placed=len(solution.pairs), score=int(scores.sum())))
        problem = problem.only(problem.pair_score > scores.min())
    return tuple(lifts)


def _share(by: str, group: str, mentees: Sequence[MenteeCandidate], points: dict[MenteeCandidate, int]) -> Share:
    scores = [points[mentee] for mentee in mentees if mentee in points]
    mean = sum(scores) / len(scores) if scores else 0.0
    return Share(by=by, group=group, applied=len(mentees), placed=len(scores), mean_score=round(mean, 1))


def _size(members: int) -> str:
    return "1 applicant" if members == 1 else "2 to 4 applicants" if members < 5 else "5 applicants or more"
