"""The search for the hours: annealing over the mentors' options, with the best people for each.

A change of one mentor's option can gain no more than its gain at the present prices (they are dual to the assignment),
so nearly all bad moves are turned down for the price of a comparison, and only the others are tried. The draws come
from a fixed seed and the number of steps depends on the budget alone, so the same problem gives the same hours (where
it is too small for all the steps, it cools faster).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from mentoring_sync.pairing.problem.availability import Ints
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.assignment import CLOSED, Assignment
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.lagrangian import Floats, Lagrangian, Profits
from mentoring_sync.pairing.solver.objectives import Solution

SEED = 20260907

STEP, STEP_A_MOVE = 2e-5, 3e-8
"""Work of a step, and of it by how many moves there are."""

TRIAL, TRIAL_A_WEIGHT = 5e-4, 1.5e-7
"""Work of a move that is tried, and of it by people times teams. Measured: 0.8 ms at 100 by 30, 2.5 ms at 200 by 60."""


@dataclass(frozen=True)
class Cooling:
    """From which temperature (in points) to which, in how many steps."""

    hot: float
    cold: float
    steps: int

    def at(self, done: float) -> float:
        """The temperature when a share of the search is done."""
        return self.hot * float((self.cold / self.hot) ** done)


def assign(problem: PairingProblem, profits: Profits, options: Ints) -> Assignment:
    """The best assignment for some options, at most one a mentor."""
    assignment = Assignment(problem, profits)
    for option in options.tolist():
        assignment.hold(int(problem.option_mentor[option]), option)
    return assignment


def anneal(assignment: Assignment, lagrangian: Lagrangian, cooling: Cooling, budget: Budget) -> Solution:
    """The best solution that was met. `assignment` ends wherever the search does."""
    draw = np.random.default_rng(SEED)
    problem = lagrangian.problem
    value, best, best_solution = assignment.value(), -math.inf, assignment.solution()
    slack = _slack(assignment, lagrangian)
    for step in range(cooling.steps):
        if budget.is_spent():
            break
        done = max(step / cooling.steps, budget.share_spent())
        limit = cooling.at(done) * np.log(draw.random(len(slack)))
        budget.spend(STEP + STEP_A_MOVE * len(slack))
        open_moves = np.flatnonzero(slack >= limit)
        if not len(open_moves):
            continue
        move = int(open_moves[draw.integers(len(open_moves))])
        budget.spend(TRIAL + TRIAL_A_WEIGHT * len(problem.mentees) * len(problem.mentors))
        state = assignment.saved()
        if move < len(problem.option_mentor):
            assignment.hold(int(problem.option_mentor[move]), move)
        else:
            assignment.hold(move - len(problem.option_mentor), CLOSED)
        after = assignment.value()
        if after - value < limit[move]:
            assignment.restore(state)
            continue
        value = after
        if value > best:
            best, best_solution = value, assignment.solution()
        slack = _slack(assignment, lagrangian)
    return best_solution


def _slack(assignment: Assignment, lagrangian: Lagrangian) -> Floats:
    """What each move can gain at most: every option, then closing each mentor; -inf for those that change nothing."""
    problem = lagrangian.problem
    gains = lagrangian.gains(assignment.prices())
    now = np.zeros(len(problem.mentors))
    opened = np.flatnonzero(assignment.held != CLOSED)
    now[opened] = gains[assignment.held[opened]]
    slack = np.concatenate([gains - now[problem.option_mentor], -now])
    slack[assignment.held[opened]] = -np.inf
    slack[len(gains) :][assignment.held == CLOSED] = -np.inf
    return slack
