"""The whole search: prices for a first solution and a bound, annealing for the hours, HiGHS for what is left to prove.

Everything is known as objectives in order (`objectives_in_order`); the search sees them as one weighted sum whenever it
looks for solutions, and one by one whenever it proves. A weighted sum proves too: its bound, less what the objectives
before are worth at their values, bounds the last one among all solutions that reach those values, whatever the weights
are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mentoring_sync.pairing.problem.availability import Ints
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.annealing import Cooling, anneal, assign
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.lagrangian import Floats, Lagrangian
from mentoring_sync.pairing.solver.large import LargeSearch
from mentoring_sync.pairing.solver.local_search import Losses, improve
from mentoring_sync.pairing.solver.mip import MipModel, trivial_bound
from mentoring_sync.pairing.solver.objectives import LinearObjective, Solution
from mentoring_sync.pairing.solver.tie_breaking import break_ties
from mentoring_sync.pairing.solver.weighted_sum import LEAST_WEIGHT, in_one, weighted

FIRST_SHARE = 0.15
"""Of the budget, for the first solution where there are many mentors."""

EXACT_FITS = 40_000
"""Models with more fits than this are too large for HiGHS to help within what people wait for."""

MENTORS_FOR_NEIGHBOURHOODS = 40
"""With fewer, the exact model is solved as a whole sooner than in parts."""

FEW_OPTIONS_A_MENTOR = 2.0
"""So few options left by the bounds, and the model is solved at once: no solution needs to be searched for."""

REACH = 0.7
"""What loses more than this share of the gap is left out of neighbourhoods: it seldom is in the best solution."""

STEPS_A_MENTOR_AND_OPTION = 0.4
"""How many steps annealing takes."""

HOT, COLD = 20.0, 3.0
"""Temperatures in points. Measured at 200 by 60: from 12 it freezes too early, from 40 it finds less in the time."""


PRICE_STEPS = 600
BOUND_SHARE, LEAST_WORK = 0.08, 0.2
"""A bound may take this share of what is left; and, however little that is, so much."""

SCALES = (0.1, 0.2, 0.35, 0.6, 1.0)
"""Weights to bound the score with: which one gives the lowest bound depends on how scarce seats are."""


@dataclass(frozen=True)
class Bound:
    """A bound on one objective, given the solution's values of those before it; and what it comes from, to drop by."""

    value: int
    lagrangian: Lagrangian
    prices: Floats
    of_sum: float


@dataclass(frozen=True)
class Found:
    """A solution, and for each objective the proved bound, given the values of the objectives before it."""

    solution: Solution
    bounds: tuple[int, ...]


def search(problem: PairingProblem, order: Sequence[LinearObjective], budget: Budget) -> Found:
    """The best solution found until the budget is spent."""
    if len(problem.fit_pair) > EXACT_FITS:  # never an empty problem
        return Found(*LargeSearch(problem, tuple(order), budget).run())
    return _Search(problem, tuple(order), budget).run()


class _Search:
    def __init__(self, problem: PairingProblem, order: tuple[LinearObjective, ...], budget: Budget) -> None:
        self.problem, self.order, self.budget = problem, order, budget
        nothing = np.zeros(0, dtype=np.int64)
        self.solution = Solution(nothing, nothing)
        self.bounds: list[int] = []
        self.prices = np.full(len(problem.mentees), LEAST_WEIGHT / 2)

    def run(self) -> Found:
        if not len(self.problem.pair_mentee):
            return Found(self.solution, tuple(0 for _ in self.order))
        self._first_solution()
        exact = MipModel(self.problem)
        proved = self._prove_together(exact)
        for objective in self.order[proved:-1]:
            self._prove(objective, exact)
        if self._prove_score(exact):
            self.solution = break_ties(exact, self.solution, self.budget.part(0.5))
        return Found(self.solution, tuple(self.bounds))

    def _first_solution(self) -> None:
        if self._is_wide:
            large = LargeSearch(self.problem, self.order, self.budget.part(FIRST_SHARE))
            self._take(large.run()[0])
            return
        lagrangian = Lagrangian(self.problem, weighted(self.order, 1.0))
        start = lagrangian.at(self.prices)
        self.prices, relaxed = lagrangian.descend(self.prices, 0.9 * start.bound, PRICE_STEPS, self.budget)
        self._anneal(lagrangian, relaxed.chosen, self._cooling(0.1), self.budget.part(0.1))

    @property
    def _is_wide(self) -> bool:
        """Whether there are so many mentors that the search for solutions is better done in parts."""
        return len(self.problem.mentors) >= MENTORS_FOR_NEIGHBOURHOODS

    def _raise_score(self, exact: MipModel | None, bound: Bound) -> None:
        """Annealing from the best solution; or neighbourhoods, where there are many mentors."""
        if exact is None or not self._is_wide:
            lagrangian = Lagrangian(self.problem, weighted(self.order, 1.0))
            share, times = (0.2, 0.5) if exact else (0.9, 1.0)
            self._anneal(lagrangian, self.solution.options, self._cooling(times), self.budget.part(share))
        else:
            option, fit = bound.lagrangian.losses(bound.prices)
            losses = Losses(option, fit, REACH * (bound.of_sum - bound.lagrangian.profits.of(self.solution)))
            self._take(improve(exact, self.order[-1], self.solution, losses, self.budget.part(0.6)))

    def _cooling(self, times: float) -> Cooling:
        steps = STEPS_A_MENTOR_AND_OPTION * len(self.problem.mentors) * len(self.problem.option_mentor)
        return Cooling(HOT, COLD, int(times * steps))

    def _anneal(self, lagrangian: Lagrangian, options: Ints, cooling: Cooling, budget: Budget) -> None:
        assignment = assign(self.problem, lagrangian.profits, options)
        self._take(assignment.solution())
        self._take(anneal(assignment, lagrangian, cooling, budget))

    def _take(self, solution: Solution) -> None:
        """Keeps a solution if it is better, objective by objective."""
        self.solution = max(
            self.solution, solution, key=lambda each: [objective.value(each) for objective in self.order]
        )

    def _prove_together(self, exact: MipModel) -> int:
        """Proves the objectives before the score, as many as one sum can hold, at once: how many it proved.

        A weight greater than all that the objectives after it can differ by keeps their order. Placed and stay in one
        took a tenth of the time that one after the other did (re-pairing, 200 by 60); with the hours it took longer.
        """
        first_hours = next(
            (at for at, objective in enumerate(self.order) if objective.option_gain.any()), len(self.order) - 1
        )
        together, weights = in_one(self.order[:first_hours], self.problem)
        if not weights or all(
            objective.value(self.solution) == trivial_bound(objective, self.problem)
            for objective in self.order[: len(weights)]
        ):
            return 0
        solution, bound = exact.best(together, self.solution, self.budget.part(0.8))
        self._take(solution)
        if bound > together.value(self.solution):
            return 0
        for objective in self.order[: len(weights)]:
            self.bounds.append(objective.value(self.solution))
            exact.require(objective, objective.value(self.solution))
        return len(weights)

    def _prove(self, objective: LinearObjective, exact: MipModel | None) -> None:
        """Bounds an objective, by prices if they are enough, else by the exact model; and keeps to its value."""
        value = objective.value(self.solution)
        bound = min(self._bound_by_prices(objective), trivial_bound(objective, self.problem))
        if bound > value and exact:
            solution, proved = exact.best(objective, self.solution, self.budget.part(0.8))
            self._take(solution)
            bound, value = min(bound, proved), objective.value(self.solution)
        self.bounds.append(max(bound, value))
        if exact:
            exact.require(objective, value)

    def _bound_by_prices(self, objective: LinearObjective) -> int:
        at = next(at for at, each in enumerate(self.order) if each is objective)
        return min(self._priced(at, scale).value for scale in (SCALES if at else (1.0,)))

    def _priced(self, at: int, scale: float) -> Bound:
        """A bound on an objective by prices for the weighted sum that ends with it."""
        lagrangian = Lagrangian(self.problem, weighted(self.order[: at + 1], scale))
        reached = lagrangian.profits.of(self.solution)
        start = np.full(len(self.problem.mentees), float(lagrangian.profits.pair.max()) / 2)
        budget = self.budget.afresh(max(LEAST_WORK, BOUND_SHARE * self.budget.left()))
        prices, relaxed = lagrangian.descend(start, reached, PRICE_STEPS, budget)
        bound = self.order[at].value(self.solution) + math.floor(relaxed.bound - reached + 1e-6)
        return Bound(bound, lagrangian, prices, relaxed.bound)

    def _prove_score(self, exact: MipModel | None) -> bool:
        """Bounds the score, and raises it as far as it can; says whether every objective is proved."""
        score = self.order[-1]
        bounds = [self._priced(len(self.order) - 1, scale) for scale in SCALES]
        bound = min(each.value for each in bounds)
        exact = exact if self._others_proved() else None
        if bound > score.value(self.solution) and not (exact and self._drop(exact, bounds)):
            self._raise_score(exact, min(bounds, key=lambda each: each.value))
        if exact:
            bound = min(bound, self._finish(exact, bounds, bound))
        self.bounds.append(max(bound, score.value(self.solution)))
        return self._others_proved() and self.bounds[-1] == score.value(self.solution)

    def _finish(self, exact: MipModel, bounds: Sequence[Bound], bound: int) -> int:
        """The best score among the solutions that the bounds leave possible, and the bound on it."""
        score = self.order[-1]
        self._drop(exact, bounds)
        if bound > score.value(self.solution):
            solution, bound = exact.best(score, self.solution, self.budget)
            self._take(solution)
        exact.require(score, score.value(self.solution))
        self._drop(exact, bounds)
        return bound

    def _drop(self, exact: MipModel, bounds: Sequence[Bound]) -> bool:
        """Takes from the model what no solution as good as ours has: what costs more than the gap to the bound.

        Says whether so few options are left that the model is solved at once.
        """
        for each in bounds:
            slack = each.of_sum - each.lagrangian.profits.of(self.solution) + 1e-6
            option_loss, fit_loss = each.lagrangian.losses(each.prices)
            exact.drop(fit_loss > slack, option_loss > slack)
        return exact.options_left() <= FEW_OPTIONS_A_MENTOR * len(self.problem.mentors)

    def _others_proved(self) -> bool:
        reached = [objective.value(self.solution) for objective in self.order[:-1]]
        return reached == self.bounds[: len(reached)]
