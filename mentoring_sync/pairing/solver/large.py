"""The search in rounds that are too large for the exact model: prices, a dive for the hours, the best people, regions.

In: a problem, perhaps with the most promising pairs only; then all pairs are known as packed. Out: the best solution
found, and for each objective a bound that holds for every solution, pruned pairs included.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools
from mentoring_sync.pairing.problem.packed_pairs import PackedPairs, ReducedProfits
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.assignment import without_the_apart
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.diving import converge_prices, dive, first_steps
from mentoring_sync.pairing.solver.lagrangian import Floats, Lagrangian, Profits
from mentoring_sync.pairing.solver.local_search import competing_mentors
from mentoring_sync.pairing.solver.mip import trivial_bound
from mentoring_sync.pairing.solver.objectives import LinearObjective, Solution, agreed_options, standing_solution
from mentoring_sync.pairing.solver.transportation import solve_transportation
from mentoring_sync.pairing.solver.volume import Descent, StepSizes, candidate_table, descend
from mentoring_sync.pairing.solver.weighted_sum import weighted, weights
from mentoring_sync.records.team import Objective

SEED = 20260909

SCALES = (0.2, 0.1)
"""Lower weights to bound the score with: their prices converge sooner."""

REGION, REGION_SHARE = 60, 0.2
"""Mentors whose hours are chosen anew at once: at most so many, and so large a share."""

FITS_FOR_REGIONS = 500_000
"""In larger problems a region takes seconds, and what it gains is too little to be seen."""

AGAIN = StepSizes(40, 6.0, 0.3)
"""Prices that were fair a moment ago converge again in so many steps."""

HEAVIER = 10.0
"""At so many times their weight, what comes before the score hardly feels it."""

PRICE_STEPS, PROOF_SHARE = 600, 0.3
"""Steps to prove an objective before the score, and the share of what is left which they may take."""

LEAST_WORK = 1.0
"""The first assignment may take so much, however little is left."""

IN_VAIN = 60
"""So many regions in a row without anything better, and the search ends."""


class AllPairs(Protocol):
    """Knows all pairs, those that the problem leaves out included."""

    def bound(self, order: Sequence[LinearObjective], scale: float, prices: Floats) -> float:
        """What no solution's weighted sum of some objectives exceeds, by prices."""

    def most(self, objective: LinearObjective) -> int:
        """What no solution exceeds by one objective, at a glance."""


@dataclass(frozen=True)
class WholeProblem:
    """All pairs, when nothing is left out of the problem."""

    problem: PairingProblem

    def bound(self, order: Sequence[LinearObjective], scale: float, prices: Floats) -> float:
        """By the Lagrangian."""
        return Lagrangian(self.problem, weighted(order, scale)).at(prices).bound

    def most(self, objective: LinearObjective) -> int:
        """By counting."""
        return trivial_bound(objective, self.problem)


@dataclass(frozen=True)
class PrunedProblem:
    """All pairs, when the problem has the promising pairs only."""

    problem: PairingProblem
    packed_pairs: PackedPairs

    def bound(self, order: Sequence[LinearObjective], scale: float, prices: Floats) -> float:
        """By the packed pairs, which are told what a pair is worth that the problem doesn't have."""
        problem, profits = self.problem, weighted(order, scale)
        score = 1.0 if order[-1].part_of is Objective.SCORE else 0.0
        placing = np.zeros(len(problem.mentees))
        for objective, weight in zip(order, weights(order, scale), strict=True):
            if objective.part_of is Objective.PLACED:
                placed = np.flatnonzero(objective.pair_gain)
                placing[np.unique(problem.pair_mentee[placed])] += weight
        more = profits.pair - score * problem.pair_score - placing[problem.pair_mentee]
        pairs: dict[int, list[tuple[int, float]]] = {}
        for pair in np.flatnonzero(np.abs(more) > 1e-9).tolist():
            mentee = int(problem.pair_mentee[pair]), float(more[pair])
            pairs.setdefault(int(problem.pair_mentor[pair]), []).append(mentee)
        starts: dict[int, dict[int, float]] = {}
        for option in np.flatnonzero(profits.option).tolist():
            of_mentor = starts.setdefault(int(problem.option_mentor[option]), {})
            of_mentor[int(problem.option_start[option])] = float(profits.option[option])
        return float(prices.sum()) + self.packed_pairs.bound(ReducedProfits(score, placing - prices, pairs, starts))

    def most(self, objective: LinearObjective) -> int:
        """By counting; the best pairs by score, those who stand and those who are pinned are all in the problem."""
        if objective.part_of is not Objective.PLACED:
            return trivial_bound(objective, self.problem)
        return min(len(np.unique(self.problem.pair_mentee[objective.pair_gain > 0])), self.packed_pairs.seats())


class LargeSearch:
    """One search; `solution` is the best solution so far."""

    def __init__(self, problem: PairingProblem, order: tuple[LinearObjective, ...], budget: Budget) -> None:
        self.problem, self.order, self.budget = problem, order, budget
        self.all_pairs: AllPairs = (
            PrunedProblem(problem, problem.packed_pairs) if problem.packed_pairs else WholeProblem(problem)
        )
        nothing = np.zeros(0, dtype=np.int64)
        self.solution = Solution(nothing, nothing)
        self.profits = weighted(order, 1.0)
        self._ceilings: list[list[tuple[float, float]]] = [[] for _ in order]

    def run(self) -> tuple[Solution, tuple[int, ...]]:
        """The best solution found until the budget is spent, and a bound for each objective given those before it."""
        converged = self._converged(self.profits)
        every = np.ones(len(self.problem.option_mentor), dtype=np.bool_)
        chosen = dive(self.problem, self.profits, every, converged, self.budget.part(0.5))
        self._take(solve_transportation(self.problem, self.profits, chosen, self._at_least()))
        if self.problem.constraints.standing:
            self._take(without_the_apart(self.problem, standing_solution(self.problem)))
            self._keep_hours(chosen.prices)
        self._bound(len(self.order) - 1, 1.0, converged.average)
        for at in range(len(self.order) - 1):
            self._prove(at, converged.average)
        for scale in SCALES if len(self.order) > 1 else ():
            if not self.budget.is_spent():
                lighter = self._converged(weighted(self.order, scale))
                self._bound(len(self.order) - 1, scale, lighter.average)
        if len(self.problem.fit_pair) <= FITS_FOR_REGIONS:
            self._improve(chosen.prices)
        return self.solution, tuple(self._bound_on(at) for at in range(len(self.order)))

    def _keep_hours(self, prices: Floats) -> None:
        """Tries what disturbs least: every standing team keeps its hour."""
        problem = self.problem
        agreed = agreed_options(problem)
        others = np.isin(problem.option_mentor, problem.option_mentor[agreed], invert=True)
        table = candidate_table(problem, self.profits, prices, agreed | others, self.budget)
        converged = descend(table, prices, first_steps(self.profits), self.budget.part(0.3))
        chosen = dive(problem, self.profits, agreed | others, converged, self.budget.part(0.3))
        self._take(solve_transportation(problem, self.profits, chosen, self.budget))

    def _prove(self, at: int, prices: Floats) -> None:
        """Bounds an objective before the score, by the prices for all: what remains of them if it alone counts.

        Whole prices are the best guess: they say who takes part in what is scarce. If they don't do, steps follow,
        from prices at which the score hardly counts.
        """
        objective, upto = self.order[at], self.order[: at + 1]
        guess = self._alone(at, 1.0, prices)
        for found in (np.round(guess), guess):
            if self._bound_on(at) > objective.value(self.solution) and not self.budget.is_spent():
                self._bound(at, 1.0, found)
        if self._bound_on(at) > objective.value(self.solution) and not self.budget.is_spent():
            heavier = self._converged(weighted(self.order, HEAVIER)).average
            lagrangian, budget = Lagrangian(self.problem, weighted(upto, 1.0)), self.budget.part(PROOF_SHARE)
            target = lagrangian.profits.of(self.solution)
            found, _ = lagrangian.descend(self._alone(at, HEAVIER, heavier), target, PRICE_STEPS, budget)
            self._bound(at, 1.0, found)

    def _alone(self, at: int, scale: float, prices: Floats) -> Floats:
        """Prices for all objectives as prices for the first of them only."""
        most = float(weighted(self.order[: at + 1], 1.0).pair.max())
        return (prices / weights(self.order, scale)[at]).clip(0.0, most)

    def _converged(self, profits: Profits) -> Descent:
        start = np.full(len(self.problem.mentees), float(profits.pair.max()) / 2)
        return converge_prices(self.problem, profits, start, first_steps(profits), self.budget.part(0.5))

    def _bound(self, at: int, scale: float, prices: Floats) -> None:
        ceiling = self.all_pairs.bound(self.order[: at + 1], scale, prices)
        self._ceilings[at].append((scale, ceiling))

    def _bound_on(self, at: int) -> int:
        """The bound on an objective, given what the solution reaches by those before it."""
        before, objective = self.order[:at], self.order[at]
        found = self.all_pairs.most(objective)
        for scale, ceiling in self._ceilings[at]:
            heavier = weights(self.order[: at + 1], scale)[:-1]
            reached = sum(weight * each.value(self.solution) for weight, each in zip(heavier, before, strict=True))
            found = min(found, math.floor(ceiling - reached + 1e-6))
        return max(found, objective.value(self.solution))

    def _improve(self, prices: Floats) -> None:
        """Chooses the hours of a region anew, again and again."""
        draw, vain = np.random.default_rng(SEED), 0
        while vain < IN_VAIN and not self.budget.is_spent() and not self._proved():
            options = self._region(draw)
            options[self.solution.options] = True
            table = candidate_table(self.problem, self.profits, prices, options, self.budget)
            chosen = dive(self.problem, self.profits, options, descend(table, prices, AGAIN, self.budget), self.budget)
            solution = solve_transportation(self.problem, self.profits, chosen, self.budget)
            better = self._key(solution) > self._key(self.solution)
            if better or self._key(solution) == self._key(self.solution):
                self.solution, prices = solution, chosen.prices
            vain = 0 if better else vain + 1

    def _region(self, draw: np.random.Generator) -> Bools:
        """The options of a mentor, and of those who compete with them for many mentees."""
        problem = self.problem
        mentors = np.unique(problem.option_mentor)
        size = min(REGION, max(2, int(REGION_SHARE * len(mentors))))
        near = competing_mentors(problem, int(draw.choice(mentors)), size, draw)
        return np.isin(problem.option_mentor, near)

    def _take(self, solution: Solution) -> None:
        if self._key(solution) > self._key(self.solution):
            self.solution = solution

    def _key(self, solution: Solution) -> list[int]:
        return [objective.value(solution) for objective in self.order]

    def _proved(self) -> bool:
        return all(self._bound_on(at) == objective.value(self.solution) for at, objective in enumerate(self.order))

    def _at_least(self) -> Budget:
        """What is left, but enough for the one assignment that makes a solution at all."""
        return self.budget if self.budget.left() >= LEAST_WORK else self.budget.afresh(LEAST_WORK)
