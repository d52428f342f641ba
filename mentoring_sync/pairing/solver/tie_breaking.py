"""Among solutions that are equally good: the lowest score as high as possible, then even sizes, then a fixed order.

The fixed order gives every pair and option a number made from the ids and the start; the solution with the smallest sum
wins. So equal input gives equal teams on every machine, and no one is favoured for the letters of their name.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

from mentoring_sync.pairing.problem.availability import Ints
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.mip import MipModel
from mentoring_sync.pairing.solver.objectives import LinearObjective, Solution

LOTS = 1000


def break_ties(model: MipModel, solution: Solution, budget: Budget) -> Solution:
    """The solution that wins among those that reach everything the model requires; as far as the budget allows."""
    solution = _lift_lowest(model, solution, budget)
    solution = model.even(solution, budget)
    return model.best(fixed_order(model.problem), solution, budget)[0]


def fixed_order(problem: PairingProblem) -> LinearObjective:
    """A lot for each pair and each option; less is better, so the gains are negative."""
    pairs = zip(problem.pair_mentee.tolist(), problem.pair_mentor.tolist(), strict=True)
    options = zip(problem.option_mentor.tolist(), problem.option_start.tolist(), strict=True)
    return LinearObjective(
        _lots(f"{problem.mentees[mentee].id} {problem.mentors[mentor].id}" for mentee, mentor in pairs),
        _lots(f"{problem.mentors[mentor].id} {start}" for mentor, start in options),
    )


def _lift_lowest(model: MipModel, solution: Solution, budget: Budget) -> Solution:
    score = model.problem.pair_score
    while len(solution.pairs) and not budget.is_spent():
        higher = model.without(score <= score[solution.pairs].min(), budget)
        if higher is None:
            break
        solution = higher
    return solution


def _lots(names: Iterable[str]) -> Ints:
    drawn = [int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") % LOTS for name in names]
    return -1 - np.array(drawn, dtype=np.int64)
