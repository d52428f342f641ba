"""The search for better solutions, a few mentors at a time: their hours are chosen anew, all others keep theirs.

A neighbourhood is a mentor and those who compete most for the same mentees. Seats are free to change everywhere, hours
only inside, so the exact model is solved in a fraction of a second. When no neighbourhood helps any more, they grow.
Neighbourhoods in which the others' seats are fixed as well were ten times as fast, and found next to nothing.

Before that, the options are tried that the best solution holds in part if parts are allowed: measured at 200 by 60,
they led to solutions in 5 seconds that annealing and neighbourhoods didn't come near in 30.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools, Ints
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.lagrangian import Floats
from mentoring_sync.pairing.solver.mip import MipModel
from mentoring_sync.pairing.solver.objectives import LinearObjective, Solution

SEED = 20260908
FIRST, GROWTH = 12, 4
WORK_EACH, WORK_FRACTIONAL = 2.0, 8.0
"""A neighbourhood that takes more isn't worth it; what was found by then counts."""


@dataclass(frozen=True)
class Losses:
    """How far a bound falls by an option or a fit that must be held; what loses less than `reach` is tried."""

    option: Floats
    fit: Floats
    reach: float


def improve(
    model: MipModel, objective: LinearObjective, solution: Solution, losses: Losses, budget: Budget
) -> Solution:
    """A solution no worse by one objective, searched for until the budget is spent or until nothing helps any more.

    The model must require what the solution reaches by the objectives before; it is left as it was.
    """
    solution = _best_of_fractional(model, objective, solution, budget.part(0.7))
    problem, draw = model.problem, np.random.default_rng(SEED)
    mentors = np.unique(problem.option_mentor)
    size = FIRST
    while size < len(mentors) and not budget.is_spent():
        before = objective.value(solution)
        for mentor in draw.permutation(mentors).tolist():
            if budget.is_spent():
                break
            inside = np.isin(problem.option_mentor, competing_mentors(problem, mentor, size, draw))
            options = (inside & (losses.option < losses.reach)) | _held(model, solution)
            model.confine(options, (losses.fit < losses.reach) | model.used(solution))
            solution, _ = model.best(objective, solution, budget.at_most(WORK_EACH))
        size += GROWTH if objective.value(solution) == before else 0
    model.confine(np.ones(model.options, dtype=np.bool_))
    return solution


def _best_of_fractional(model: MipModel, objective: LinearObjective, solution: Solution, budget: Budget) -> Solution:
    """The best solution among the fractional options, if it is better. With the held ones as well it took several times
    as long, and found less."""
    model.confine(model.fractional(objective, budget.part(0.5)))
    solution, _ = model.best(objective, solution, budget.at_most(WORK_FRACTIONAL), afresh=True)
    return solution


def _held(model: MipModel, solution: Solution) -> Bools:
    held = np.zeros(model.options, dtype=np.bool_)
    held[solution.options] = True
    return held


def competing_mentors(problem: PairingProblem, mentor: int, size: int, draw: np.random.Generator) -> Ints:
    """The mentor, and others by how many mentees they share with it, with some luck."""
    people = np.zeros(len(problem.mentees), dtype=np.bool_)
    people[problem.pair_mentee[problem.pair_mentor == mentor]] = True
    every = np.bincount(problem.pair_mentor, minlength=len(problem.mentors))
    shared = np.bincount(problem.pair_mentor[people[problem.pair_mentee]], minlength=len(problem.mentors))
    nearness = shared / np.sqrt(every + 1.0) * draw.random(len(every))
    nearness[mentor] = np.inf
    return np.argsort(-nearness, kind="stable")[:size]
