"""How good a solution is: for each objective the value reached and the bound that is proved."""

from __future__ import annotations

from collections.abc import Sequence

from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.objectives import LinearObjective, Solution, standing_pairs
from mentoring_sync.records.team import Objective, Reached


def reached(
    problem: PairingProblem, solution: Solution, order: Sequence[LinearObjective], bounds: Sequence[int]
) -> dict[Objective, Reached]:
    """What the solution reaches by each objective, and what no solution exceeds.

    Moved counts the mentees who stand in a team whose mentor is still there, and don't keep that mentor.
    """
    gaps = dict.fromkeys(Objective, 0)
    for objective, bound in zip(order, bounds, strict=True):
        if objective.part_of:
            gaps[objective.part_of] += bound - objective.value(solution)
    placed, score = len(solution.pairs), int(problem.pair_score[solution.pairs].sum())
    moved = standing_mentees(problem) - int(standing_pairs(problem)[solution.pairs].sum())
    return {
        Objective.PLACED: Reached(value=placed, bound=placed + gaps[Objective.PLACED]),
        Objective.MOVED: Reached(value=moved, bound=moved - gaps[Objective.MOVED]),
        Objective.SCORE: Reached(value=score, bound=score + gaps[Objective.SCORE]),
    }


def standing_mentees(problem: PairingProblem) -> int:
    """How many mentees who are here stand in the team of a mentor who is here."""
    here = {mentee.id for mentee in problem.mentees}
    return sum(len(here.intersection(standing.mentees)) for standing in problem.constraints.standing.values())
