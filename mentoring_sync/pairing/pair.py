"""The door: a request comes in, the pairing of its candidates goes out.

Reads like the job: formulate the problem, solve one objective after the other, break ties, put the solution into words.
"""

from __future__ import annotations

from collections.abc import Sequence

from mentoring_sync.pairing.explain.reasons import unplaced
from mentoring_sync.pairing.explain.remedies import Remedies
from mentoring_sync.pairing.fit import why
from mentoring_sync.pairing.one_role import helps, in_one_role, open_to_either, said_once, settled, used_twice
from mentoring_sync.pairing.problem.candidates import CandidatePairing, CandidateSeat, CandidateTeam
from mentoring_sync.pairing.problem.problem import PairingProblem, formulate
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.scores import Score
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.pairing.solver.objectives import Solution, objectives_in_order
from mentoring_sync.pairing.solver.proof import reached
from mentoring_sync.pairing.solver.search import search
from mentoring_sync.records.team import IgnoredPin, Pin

PINNED_SHARE = 0.7
"""Where there are pins, the share of the budget for a search: if some can't be kept together, there is another."""

STARVED = "the other pins leave too few people for that team"


def pair(request: PairingRequest, deadline: Deadline) -> CandidatePairing:
    """The best teams that the rules' work limit allows, who is in none and why, and what is proved.

    The same candidates, wishes and rules give the same pairing in whatever order they come and however busy the machine
    is, unless the deadline or the time limit cuts: then the pairing says so.
    """
    if not open_to_either(request):
        return _paired(request, request.rules.budget(deadline))
    asked = settled(request)
    pairing = _paired(asked, request.rules.budget(deadline))
    while twice := sorted(used_twice(asked, pairing)):
        either_way = [in_one_role(asked, mentors=twice[:1]), in_one_role(asked, mentees=twice[:1])]
        found = [(_paired(each, request.rules.budget(deadline)), each) for each in either_way]
        pairing, asked = max(found, key=lambda each: helps(each[0]))
    return said_once(request, pairing)


def _paired(request: PairingRequest, budget: Budget, given_up: tuple[Pin, ...] = ()) -> CandidatePairing:
    problem = formulate(request.without(*given_up))
    order = objectives_in_order(problem, request.rules.strictness)
    found = search(problem, order, budget.part(PINNED_SHARE) if problem.constraints.pinned else budget)
    starved = _starved_pins(problem, found.solution)
    if starved:
        return _paired(request, budget, (*given_up, *starved))
    teams, cut = _teams(problem, found.solution, request.rules.scores), budget.is_cut
    return CandidatePairing(
        teams=teams,
        unplaced=unplaced(problem, found.solution, Remedies(problem, teams, request.rules)),
        objectives=reached(problem, found.solution, order, found.bounds),
        cut=cut,
        ignored=_ignored({**problem.constraints.ignored, **dict.fromkeys(given_up, STARVED)}),
    )


def _teams(problem: PairingProblem, solution: Solution, scores: Sequence[Score]) -> tuple[CandidateTeam, ...]:
    teams = []
    for option in solution.options.tolist():
        mentor = problem.mentors[problem.option_mentor[option]]
        pairs = solution.pairs[problem.pair_mentor[solution.pairs] == problem.option_mentor[option]].tolist()
        mentees = [(problem.mentees[problem.pair_mentee[pair]], int(problem.pair_score[pair])) for pair in pairs]
        seats = tuple(
            CandidateSeat(mentee=mentee, score=points, why=why(mentor, mentee, scores)) for mentee, points in mentees
        )
        teams.append(CandidateTeam(mentor=mentor, slot=problem.slot(option), seats=seats))
    return tuple(teams)


def _starved_pins(problem: PairingProblem, solution: Solution) -> tuple[Pin, ...]:
    """Pins that can each be kept, but not all together, and that the solution gave up."""
    seated = set(problem.pair_mentee[solution.pairs].tolist())
    return tuple(
        Pin(problem.mentees[mentee].id, problem.mentors[mentor].id)
        for mentee, mentor in sorted(problem.constraints.pinned.items())
        if mentee not in seated
    )


def _ignored(because: dict[Pin, str]) -> tuple[IgnoredPin, ...]:
    return tuple(sorted((IgnoredPin(pin=pin, because=words) for pin, words in because.items()), key=str))
