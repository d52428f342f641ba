"""The exact solver: a mixed-integer model of a market, solved by HiGHS, one objective after the other.

Columns: x (a pair sits together), then y (an option is held). Once an objective is proved its value becomes a row, and
the next one is optimised among the plans that reach it. Objectives are integers, so a proof needs an absolute gap under
one; HiGHS' own relative gap of 1e-4 would give away whole people in a large round and is switched off.
"""

from __future__ import annotations

import math
from time import monotonic
from typing import Any

import numpy as np

from mentoring_sync.pairing.clocks import Bools, Ints
from mentoring_sync.pairing.levels import Level, Plan
from mentoring_sync.pairing.market import Market

ALMOST_ONE = 0.99
FEASIBLE = 2
"""HiGHS' word for a solution that holds."""


class Clocked:
    """How much of a time limit is left."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - monotonic())


class ExactModel:
    """The model of one market, to which proved objectives are added as rows."""

    def __init__(self, market: Market) -> None:
        import highspy  # takes a tenth of a second: only for those who solve

        self._highspy = highspy
        self.market = market
        self.pairs, self.options = len(market.pair_mentee), len(market.option_mentor)
        self.highs = highspy._core._Highs()  # highspy.Highs prints a banner to stdout before it can be told to be quiet
        for name, value in {
            "output_flag": False,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": ALMOST_ONE,
            "random_seed": 0,
            "threads": 1,
        }.items():
            self.highs.setOptionValue(name, value)
        self._places: list[tuple[int, int]] = []
        self._add_columns(self.pairs + self.options, integer=True)
        self._add_rules()

    def best(self, level: Level, start: Plan, clocked: Clocked) -> tuple[Plan, int]:
        """The best plan by one objective that was found, no worse than `start`, and a proved bound on it."""
        if clocked.left() <= 0 or not self.pairs:
            return start, _trivial_bound(level, self.market)
        self._maximise(np.concatenate([level.pair_gain, level.option_gain]))
        found = self._run(start, clocked)
        plan = found if found and level.value(found) > level.value(start) else start
        return plan, max(level.value(plan), self._bound(level))

    def require(self, level: Level, value: int) -> None:
        """From now on only plans that reach `value` by this objective."""
        gains = np.concatenate([level.pair_gain, level.option_gain])
        columns = np.flatnonzero(gains)
        self._row(value, math.inf, columns, gains[columns])

    def without(self, pairs: Bools, clocked: Clocked) -> Plan | None:
        """A plan that reaches all that is required and has none of some pairs; None if there is none, or no time."""
        columns = np.flatnonzero(pairs).astype(np.int32)
        nothing, one = np.zeros(len(columns)), np.ones(len(columns))
        self.highs.changeColsBounds(len(columns), columns, nothing, nothing)
        self._maximise(np.zeros(0, dtype=np.int64))
        plan = self._run(None, clocked)
        if plan is None:
            self.highs.changeColsBounds(len(columns), columns, nothing, one)
        return plan

    def even(self, start: Plan, clocked: Clocked) -> Plan:
        """The plan with the least sum of squared team sizes that was found; it is required from now on.

        A team's k-th mentee costs 2k-1, in columns of their own behind those of pairs and options.
        """
        mentors = np.unique(self.market.option_mentor)
        sizes = [int(self.market.most[mentor]) for mentor in mentors]
        first = self.pairs + self.options
        gains = -np.concatenate([np.arange(1, 2 * size, 2) for size in sizes]) if sizes else np.zeros(0, np.int64)
        self._add_columns(len(gains), integer=False)
        for mentor, size in zip(mentors.tolist(), sizes, strict=True):
            places = np.arange(first, first + size)
            self._places.append((mentor, first))
            first += size
            pairs = np.flatnonzero(self.market.pair_mentor == mentor)
            self._row(0, 0, np.append(pairs, places), np.append(np.ones(len(pairs)), -np.ones(size)))
        self._maximise(np.concatenate([np.zeros(self.pairs + self.options, dtype=np.int64), gains]))
        plan = self._run(start, clocked) or start
        plan = min(start, plan, key=self._unevenness)
        self._row(-self._unevenness(plan), math.inf, np.arange(first - len(gains), first), gains)
        return plan

    def _unevenness(self, plan: Plan) -> int:
        return int((np.bincount(self.market.pair_mentor[plan.pairs]) ** 2).sum())

    def _maximise(self, gains: Ints) -> None:
        cost = np.zeros(self.highs.getNumCol())
        cost[: len(gains)] = gains
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self.highs.changeObjectiveSense(self._highspy.ObjSense.kMaximize)

    def _run(self, start: Plan | None, clocked: Clocked) -> Plan | None:
        self.highs.clearSolver()
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + clocked.left())
        if start:
            self._start_from(start)
        self.highs.run()
        if self.highs.getInfo().primal_solution_status != FEASIBLE:
            return None
        chosen = np.round(np.asarray(self.highs.getSolution().col_value)).astype(np.int64)
        return Plan(
            np.flatnonzero(chosen[: self.pairs]), np.flatnonzero(chosen[self.pairs : self.pairs + self.options])
        )

    def _add_columns(self, count: int, *, integer: bool) -> None:
        first = self.highs.getNumCol()
        self.highs.addVars(count, np.zeros(count), np.ones(count))
        if integer:
            kinds = np.full(count, self._highspy.HighsVarType.kInteger)
            self.highs.changeColsIntegrality(count, np.arange(first, first + count, dtype=np.int32), kinds)

    def _add_rules(self) -> None:
        market = self.market
        option_columns = self.pairs + np.arange(self.options)
        for mentee in np.unique(market.pair_mentee):
            self._row(-math.inf, 1, np.flatnonzero(market.pair_mentee == mentee), 1)
        for mentor in np.unique(market.option_mentor):
            pairs = np.flatnonzero(market.pair_mentor == mentor)
            held = option_columns[market.option_mentor == mentor]
            self._row(-math.inf, 1, held, 1)
            self._sizes(pairs, held, int(market.least[mentor]), int(market.most[mentor]))
        for pair in range(self.pairs):
            held = option_columns[market.fit_option[market.fit_pair == pair]]
            self._row(-math.inf, 0, np.append(held, pair), np.append(np.full(len(held), -1), 1))
        for one, other in market.apart.tolist():
            self._row(-math.inf, 1, np.array([one, other]), 1)

    def _sizes(self, pairs: Ints, held: Ints, least: int, most: int) -> None:
        columns = np.concatenate([pairs, held])
        ones = np.ones(len(pairs))
        self._row(-math.inf, 0, columns, np.concatenate([ones, np.full(len(held), -most)]))
        self._row(0, math.inf, columns, np.concatenate([ones, np.full(len(held), -least)]))

    def _row(self, lower: float, upper: float, columns: Ints, values: Any) -> None:
        weights = np.broadcast_to(np.asarray(values, dtype=np.float64), columns.shape)
        self.highs.addRow(lower, upper, len(columns), columns.astype(np.int32), np.ascontiguousarray(weights))

    def _start_from(self, plan: Plan) -> None:
        solution = self._highspy.HighsSolution()
        values = np.zeros(self.highs.getNumCol())
        values[plan.pairs] = 1
        values[self.pairs + plan.options] = 1
        for mentor, first in self._places:
            values[first : first + int((self.market.pair_mentor[plan.pairs] == mentor).sum())] = 1
        solution.col_value = values
        self.highs.setSolution(solution)

    def _bound(self, level: Level) -> int:
        bound = self.highs.getInfo().mip_dual_bound
        trivial = _trivial_bound(level, self.market)
        return min(trivial, math.floor(bound + 1e-6)) if math.isfinite(bound) else trivial


def _trivial_bound(level: Level, market: Market) -> int:
    """Every mentee takes the best gain there is for them."""
    best = np.zeros(len(market.mentees), dtype=np.int64)
    np.maximum.at(best, market.pair_mentee, level.pair_gain)
    return int(best.sum())
