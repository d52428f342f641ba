"""The exact solver: a mixed-integer model of a market, solved by HiGHS, one objective after the other.

Columns: x (a pair sits together), then y (an option is held). A pair needs one of the options it fits. Once an
objective is proved its value becomes a row, and the next one is optimised among the plans that reach it. Objectives are
integers, so a proof needs an absolute gap under one; HiGHS' own relative gap of 1e-4 would give away whole people in a
large round and is switched off.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from mentoring_sync.pairing.clocks import Bools, Ints
from mentoring_sync.pairing.highs import FEASIBLE, new_solver, run
from mentoring_sync.pairing.levels import Level, Plan
from mentoring_sync.pairing.market import Market
from mentoring_sync.pairing.patience import Patience


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


class ExactModel:
    """The model of one market, to which proved objectives are added as rows."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.pairs, self.options = len(market.pair_mentee), len(market.option_mentor)
        self.highs = new_solver()
        self._cost = np.zeros(0)
        self._places: list[tuple[int, int]] = []
        self._upper = np.ones(self.pairs + self.options)
        self._add_columns(self.pairs + self.options, integer=True)
        self._add_rules()

    def best(self, level: Level, start: Plan, patience: Patience) -> tuple[Plan, int]:
        """The best plan by one objective that was found, no worse than `start`, and a proved bound on it."""
        if patience.left() <= 0 or not self.pairs:
            return start, trivial_bound(level, self.market)
        self._maximise(np.concatenate([level.pair_gain, level.option_gain]))
        found = self._run(start, patience)
        plan = found if found and level.value(found) > level.value(start) else start
        return plan, max(level.value(plan), self._bound(level))

    def require(self, level: Level, value: int) -> None:
        """From now on only plans that reach `value` by this objective."""
        gains = np.concatenate([level.pair_gain, level.option_gain])
        columns = np.flatnonzero(gains)
        self._add_row(value, math.inf, columns, gains[columns])

    def drop(self, pairs: Bools, options: Bools) -> None:
        """From now on only plans without these pairs and options."""
        dropped = np.flatnonzero(np.concatenate([pairs, options]))
        self._upper[dropped] = 0
        self._bound_above(dropped, 0.0)

    def confine(self, options: Bools) -> None:
        """Until the next call, only these options (and none that was dropped)."""
        columns = self.pairs + np.arange(self.options)
        self._bound_above(columns, self._upper[columns] * options)

    def options_left(self) -> int:
        """How many options have not been dropped."""
        return int(self._upper[self.pairs :].sum())

    def without(self, pairs: Bools, patience: Patience) -> Plan | None:
        """A plan that reaches all that is required and has none of some pairs; None if there is none, or no time."""
        columns = np.flatnonzero(pairs)
        self._bound_above(columns, 0.0)
        self._maximise(np.zeros(0, dtype=np.int64))
        plan = self._run(None, patience)
        if plan is None:
            self._bound_above(columns, self._upper[columns])
        return plan

    def even(self, start: Plan, patience: Patience) -> Plan:
        """The plan with the least sum of squared team sizes that was found; it is required from now on.

        A team's k-th mentee costs 2k-1, in columns of their own behind those of pairs and options.
        """
        mentors = np.unique(self.market.option_mentor)
        sizes = self.market.most[mentors].tolist()
        costs = np.concatenate([np.zeros(0), *(np.arange(1, 2 * size, 2) for size in sizes)])
        first = self.pairs + self.options
        self._add_columns(len(costs), integer=False)
        rows = Rows()
        for mentor, size in zip(mentors.tolist(), sizes, strict=True):
            self._places.append((mentor, first))
            pairs = np.flatnonzero(self.market.pair_mentor == mentor)
            columns = np.append(pairs, np.arange(first, first + size))
            rows.add(0, 0, columns, np.append(np.ones(len(pairs)), -np.ones(size)))
            first += size
        rows.into(self.highs)
        self._maximise(np.concatenate([np.zeros(self.pairs + self.options), -costs]))
        plan = min(start, self._run(start, patience) or start, key=self._unevenness)
        self._add_row(-math.inf, self._unevenness(plan), np.arange(first - len(costs), first), costs)
        return plan

    def _unevenness(self, plan: Plan) -> int:
        return int((np.bincount(self.market.pair_mentor[plan.pairs]) ** 2).sum())

    def _add_columns(self, count: int, *, integer: bool) -> None:
        first = self.highs.getNumCol()
        self.highs.addVars(count, np.zeros(count), np.ones(count))
        if integer:
            columns = np.arange(first, first + count, dtype=np.int32)
            self.highs.changeColsIntegrality(count, columns, np.ones(count, dtype=np.uint8))

    def _add_rules(self) -> None:
        market, rows = self.market, Rows()
        option_columns = self.pairs + np.arange(self.options)
        for seats in _grouped(market.pair_mentee):
            rows.add(-math.inf, 1, seats, 1)
        held_by = dict(zip(np.unique(market.option_mentor).tolist(), _grouped(market.option_mentor), strict=True))
        for pairs in _grouped(market.pair_mentor):
            mentor = int(market.pair_mentor[pairs[0]])
            held = option_columns[held_by[mentor]]
            columns, ones = np.concatenate([pairs, held]), np.ones(len(pairs))
            rows.add(-math.inf, 1, held, 1)
            rows.add(-math.inf, 0, columns, np.append(ones, np.full(len(held), -market.most[mentor])))
            rows.add(0, math.inf, columns, np.append(ones, np.full(len(held), -market.least[mentor])))
        for pair, fits in enumerate(_grouped(market.fit_pair)):
            held = option_columns[market.fit_option[fits]]
            rows.add(-math.inf, 0, np.append(held, pair), np.append(np.full(len(held), -1), 1))
        for couple in market.apart:
            rows.add(-math.inf, 1, couple, 1)
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

    def _run(self, start: Plan | None, patience: Patience) -> Plan | None:
        self.highs.clearSolver()
        if start:
            self.highs.setSolution(*self._as_columns(start))
        run(self.highs, patience)
        if self.highs.getInfo().primal_solution_status != FEASIBLE:
            return None
        values = np.asarray(self.highs.getSolution().col_value)
        if start and abs(self._cost @ values - self.highs.getInfo().objective_function_value) > 0.5:
            return self._run(None, patience)  # presolve found the best at once, and HiGHS kept the start's values
        chosen = np.round(values[: self.pairs + self.options])
        return Plan(np.flatnonzero(chosen[: self.pairs]), np.flatnonzero(chosen[self.pairs :]))

    def _as_columns(self, plan: Plan) -> tuple[int, Any, Any]:
        values = np.zeros(self.highs.getNumCol())
        values[plan.pairs] = 1
        values[self.pairs + plan.options] = 1
        for mentor, first in self._places:
            values[first : first + int((self.market.pair_mentor[plan.pairs] == mentor).sum())] = 1
        return len(values), np.arange(len(values), dtype=np.int32), values

    def _bound(self, level: Level) -> int:
        bound = -self.highs.getInfo().mip_dual_bound
        trivial = trivial_bound(level, self.market)
        return min(trivial, math.floor(bound + 1e-6)) if math.isfinite(bound) else trivial


def trivial_bound(level: Level, market: Market) -> int:
    """Every mentee takes the best gain there is for them, or every mentor the best that fill a team: the lesser."""
    gain = level.pair_gain.clip(0)
    best = np.zeros(len(market.mentees), dtype=np.int64)
    np.maximum.at(best, market.pair_mentee, gain)
    order = np.lexsort((-gain, market.pair_mentor))
    mentor = market.pair_mentor[order]
    rank = np.arange(len(order)) - np.searchsorted(mentor, mentor)
    return min(int(best.sum()), int(gain[order][rank < market.most[mentor]].sum()))


def _grouped(keys: Ints) -> list[Ints]:
    """The places of each key, by key."""
    order = np.argsort(keys, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(keys[order])) + 1) if len(keys) else []
