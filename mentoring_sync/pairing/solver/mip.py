"""The exact solver: a mixed-integer model of a problem, solved by HiGHS, one objective after the other.

Columns: x (a fit is used: a pair sits together in an option), then y (an option is held). With a column for each fit
rather than for each pair, the linear relaxation is the bound that prices lead to; with one for each pair it was up to
ten times as far from the best solution, and proofs of re-pairing took three times as long. Once an objective is proved
its value becomes a row, and the next one is optimised among the solutions that reach it. Objectives are integers, so a
proof needs an absolute gap under one; HiGHS' own relative gap of 1e-4 would give away whole people in a large round and
is switched off.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools, Ints
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.highs import new_solver, run
from mentoring_sync.pairing.solver.objectives import LinearObjective, Solution

LEAST_FRACTION = 0.1
"""An option is fractional if the best solution in parts holds so much of it."""


class Rows:
    """Rows of a model, gathered to be added at once."""

    def __init__(self) -> None:
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._columns: list[Ints] = []
        self._values: list[Any] = []

    def add(self, lower: float, upper: float, columns: Ints, values: Any) -> None:
        """One row; `values` is an array like `columns`, or one number for all."""
        self._lower.append(lower)
        self._upper.append(upper)
        self._columns.append(columns)
        self._values.append(np.broadcast_to(np.asarray(values, dtype=np.float64), columns.shape))

    def into(self, highs: Any) -> None:
        """Adds them all to a model."""
        if not self._lower:
            return
        starts = np.cumsum([0, *(len(columns) for columns in self._columns[:-1])]).astype(np.int32)
        columns = np.concatenate(self._columns).astype(np.int32)
        lower, upper = np.array(self._lower), np.array(self._upper)
        highs.addRows(len(lower), lower, upper, len(columns), starts, columns, np.concatenate(self._values))


class MipModel:
    """The model of one problem, to which proved objectives are added as rows."""

    def __init__(self, problem: PairingProblem) -> None:
        self.problem = problem
        self.fits, self.options = len(problem.fit_pair), len(problem.option_mentor)
        self.highs = new_solver()
        self._cost = np.zeros(0)
        self._places: list[tuple[int, int]] = []
        self._upper = np.ones(self.fits + self.options)
        self._fit_at = {
            fit: at for at, fit in enumerate(zip(problem.fit_pair.tolist(), problem.fit_option.tolist(), strict=True))
        }
        self._add_columns(self.fits + self.options, integer=True)
        self._add_rules()

    def best(
        self, objective: LinearObjective, start: Solution, budget: Budget, *, afresh: bool = False
    ) -> tuple[Solution, int]:
        """The best solution by one objective that was found, no worse than `start`, and a proved bound on it.

        The search begins with `start`, or `afresh` (where `start` has options that it may not use).
        """
        if budget.is_spent() or not self.fits:
            return start, trivial_bound(objective, self.problem)
        self._maximise(self._gains(objective))
        found = self._run(None if afresh else start, budget)
        solution = found if found and objective.value(found) > objective.value(start) else start
        return solution, max(objective.value(solution), self._bound(objective))

    def require(self, objective: LinearObjective, value: int) -> None:
        """From now on only solutions that reach `value` by this objective."""
        gains = self._gains(objective)
        columns = np.flatnonzero(gains)
        self._add_row(value, math.inf, columns, gains[columns])

    def drop(self, fits: Bools, options: Bools) -> None:
        """From now on only solutions without these fits and options."""
        dropped = np.flatnonzero(np.concatenate([fits, options]))
        self._upper[dropped] = 0
        self._bound_above(dropped, 0.0)

    def confine(self, options: Bools, fits: Bools | None = None) -> None:
        """Until the next call, only these options and fits (and none that was dropped)."""
        every = np.ones(self.fits, dtype=np.bool_) if fits is None else fits
        self._bound_above(np.arange(self.fits + self.options), self._upper * np.concatenate([every, options]))

    def options_left(self) -> int:
        """How many options have not been dropped."""
        return int(self._upper[self.fits :].sum())

    def used(self, solution: Solution) -> Bools:
        """The fits that a solution uses."""
        used = np.zeros(self.fits, dtype=np.bool_)
        option_of = dict(
            zip(self.problem.option_mentor[solution.options].tolist(), solution.options.tolist(), strict=True)
        )
        for pair in solution.pairs.tolist():
            used[self._fit_at[pair, option_of[int(self.problem.pair_mentor[pair])]]] = True
        return used

    def fractional(self, objective: LinearObjective, budget: Budget) -> Bools:
        """The options that the best solution holds in part if parts are allowed: good solutions are near them.

        None where nothing is left to find out.
        """
        columns = np.arange(self.fits + self.options, dtype=np.int32)
        self._maximise(self._gains(objective))
        self.highs.clearSolver()
        self.highs.changeColsIntegrality(len(columns), columns, np.zeros(len(columns), dtype=np.uint8))
        feasible = run(self.highs, budget)
        values = np.asarray(self.highs.getSolution().col_value) if feasible else np.zeros(len(columns))
        self.highs.changeColsIntegrality(len(columns), columns, np.ones(len(columns), dtype=np.uint8))
        found: Bools = values[self.fits : len(columns)] > LEAST_FRACTION
        return found

    def without(self, pairs: Bools, budget: Budget) -> Solution | None:
        """A solution that reaches all that is required without some pairs; None if none was found."""
        columns = np.flatnonzero(pairs[self.problem.fit_pair])
        self._bound_above(columns, 0.0)
        self._maximise(np.zeros(0, dtype=np.int64))
        solution = self._run(None, budget)
        if solution is None:
            self._bound_above(columns, self._upper[columns])
        return solution

    def even(self, start: Solution, budget: Budget) -> Solution:
        """The solution with the least sum of squared team sizes that was found; it is required from now on.

        A team's k-th mentee costs 2k-1, in columns of their own behind those of fits and options.
        """
        mentors = np.unique(self.problem.option_mentor)
        sizes = self.problem.most[mentors].tolist()
        costs = np.concatenate([np.zeros(0), *(np.arange(1, 2 * size, 2) for size in sizes)])
        first = self.fits + self.options
        self._add_columns(len(costs), integer=False)
        rows = Rows()
        led = self.problem.option_mentor[self.problem.fit_option]
        for mentor, size in zip(mentors.tolist(), sizes, strict=True):
            self._places.append((mentor, first))
            fits = np.flatnonzero(led == mentor)
            columns = np.append(fits, np.arange(first, first + size))
            rows.add(0, 0, columns, np.append(np.ones(len(fits)), -np.ones(size)))
            first += size
        rows.into(self.highs)
        self._maximise(np.concatenate([np.zeros(self.fits + self.options), -costs]))
        solution = min(start, self._run(start, budget) or start, key=self._unevenness)
        self._add_row(-math.inf, self._unevenness(solution), np.arange(first - len(costs), first), costs)
        return solution

    def _gains(self, objective: LinearObjective) -> Ints:
        """An objective's gain for every column."""
        gains: Ints = np.concatenate([objective.pair_gain[self.problem.fit_pair], objective.option_gain])
        return gains

    def _unevenness(self, solution: Solution) -> int:
        return int((np.bincount(self.problem.pair_mentor[solution.pairs]) ** 2).sum())

    def _add_columns(self, count: int, *, integer: bool) -> None:
        first = self.highs.getNumCol()
        self.highs.addVars(count, np.zeros(count), np.ones(count))
        if integer:
            columns = np.arange(first, first + count, dtype=np.int32)
            self.highs.changeColsIntegrality(count, columns, np.ones(count, dtype=np.uint8))

    def _add_rules(self) -> None:
        problem, rows = self.problem, Rows()
        held = self.fits + np.arange(self.options)
        for fits in _grouped(problem.pair_mentee[problem.fit_pair]):
            rows.add(-math.inf, 1, fits, 1)
        for options in _grouped(problem.option_mentor):
            rows.add(-math.inf, 1, held[options], 1)
        for fits in _grouped(problem.fit_option):
            option = int(problem.fit_option[fits[0]])
            mentor = problem.option_mentor[option]
            columns, ones = np.append(fits, held[option]), np.ones(len(fits))
            rows.add(-math.inf, 0, columns, np.append(ones, -problem.most[mentor]))
            rows.add(0, math.inf, columns, np.append(ones, -problem.least[mentor]))
            for fit in fits.tolist():
                rows.add(-math.inf, 0, np.array([fit, held[option]]), np.array([1, -1]))
        fits_of = {int(problem.fit_pair[fits[0]]): fits for fits in _grouped(problem.fit_pair)}
        for one, other in problem.apart.tolist():
            if one in fits_of and other in fits_of:
                rows.add(-math.inf, 1, np.concatenate([fits_of[one], fits_of[other]]), 1)
        rows.into(self.highs)

    def _add_row(self, lower: float, upper: float, columns: Ints, values: Any) -> None:
        rows = Rows()
        rows.add(lower, upper, columns, values)
        rows.into(self.highs)

    def _bound_above(self, columns: Ints, upper: Any) -> None:
        above = np.broadcast_to(np.asarray(upper, dtype=np.float64), columns.shape).copy()
        self.highs.changeColsBounds(len(columns), columns.astype(np.int32), np.zeros(len(columns)), above)

    def _maximise(self, gains: Any) -> None:
        cost = np.zeros(self.highs.getNumCol())
        cost[: len(gains)] = -gains
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self._cost = cost

    def _run(self, start: Solution | None, budget: Budget) -> Solution | None:
        self.highs.clearSolver()
        if start:
            self.highs.setSolution(*self._as_columns(start))
        if not run(self.highs, budget):
            return None
        values = np.asarray(self.highs.getSolution().col_value)
        if start and abs(self._cost @ values - self.highs.getInfo().objective_function_value) > 0.5:
            return self._run(None, budget)  # presolve found the best at once, and HiGHS kept the start's values
        chosen = np.round(values[: self.fits + self.options])
        pairs = np.unique(self.problem.fit_pair[np.flatnonzero(chosen[: self.fits])])
        return Solution(pairs, np.flatnonzero(chosen[self.fits :]))

    def _as_columns(self, solution: Solution) -> tuple[int, Any, Any]:
        values = np.zeros(self.highs.getNumCol())
        values[: self.fits] = self.used(solution)
        values[self.fits + solution.options] = 1
        for mentor, first in self._places:
            values[first : first + int((self.problem.pair_mentor[solution.pairs] == mentor).sum())] = 1
        return len(values), np.arange(len(values), dtype=np.int32), values

    def _bound(self, objective: LinearObjective) -> int:
        bound = -self.highs.getInfo().mip_dual_bound
        trivial = trivial_bound(objective, self.problem)
        return min(trivial, math.floor(bound + 1e-6)) if math.isfinite(bound) else trivial


def trivial_bound(objective: LinearObjective, problem: PairingProblem) -> int:
    """Every mentee takes the best gain there is for them, or every mentor the best that fill a team: the lesser."""
    gain = objective.pair_gain.clip(0)
    best = np.zeros(len(problem.mentees), dtype=np.int64)
    np.maximum.at(best, problem.pair_mentee, gain)
    order = np.lexsort((-gain, problem.pair_mentor))
    mentor = problem.pair_mentor[order]
    rank = np.arange(len(order)) - np.searchsorted(mentor, mentor)
    return min(int(best.sum()), int(gain[order][rank < problem.most[mentor]].sum()))


def least_value(objective: LinearObjective, problem: PairingProblem) -> int:
    """No solution is worth less by this objective: every mentee and every mentor takes the worst there is for them."""
    worst = np.zeros(len(problem.mentees), dtype=np.int64)
    np.minimum.at(worst, problem.pair_mentee, objective.pair_gain)
    option = np.zeros(len(problem.mentors), dtype=np.int64)
    np.minimum.at(option, problem.option_mentor, objective.option_gain)
    return int(worst.sum() + option.sum())


def _grouped(keys: Ints) -> list[Ints]:
    """The places of each key, by key."""
    order = np.argsort(keys, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(keys[order])) + 1) if len(keys) else []
