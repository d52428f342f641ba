"""Prices for many people: each option's best few candidates in a table, so that a step is one pass over an array.

At fair prices a mentor only ever wants a few of the many who fit, so the table holds those who are worth most after
their prices, and is made anew now and then. Step sizes are in points and shrink by a fixed schedule, whatever the size
of the round. The share of the last steps in which an option was its mentor's choice says how sure it is (the volume
algorithm's estimate of the linear model's solution), and the average of the prices gives better bounds than the last.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentoring_sync.pairing.problem.availability import Bools, Ints
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.lagrangian import Floats, Profits

WIDTH = 32
"""Candidates an option has in the table."""

NOBODY = -1e9
MOMENTUM = 0.5
COUNTED_FROM = 0.5
"""The share of the steps before those that count for averages."""


STEP, STEP_A_CELL = 8e-5, 2.2e-8
"""Work of a step. Measured: 0.3 ms at 9,000 cells of a table, 1.4 ms at 86,000."""

TABLE, TABLE_A_FIT = 1e-4, 2e-7
"""Work of making a table. Measured: 0.26 ms at 940 fits, 19 ms at 107,000."""


@dataclass(frozen=True)
class CandidateTable:
    """Options (ascending) with their candidates, the best last seen first.

    `who` and `profit` are [options, width]; where there are too few candidates stand nobodies (place `people`).
    `mentors` are those who have an option, `first` where their options begin, `row` the mentor of each option.
    """

    people: int
    options: Ints
    option_profit: Floats
    who: NDArray[np.int32]
    profit: NDArray[np.float32]
    seats: Bools
    must: Bools
    mentors: Ints
    first: Ints
    row: Ints

    def only(self, options: Bools) -> CandidateTable:
        """The table with some of its rows."""
        mentor = self.mentors[self.row[options]]
        mentors, first = np.unique(mentor, return_index=True)
        return CandidateTable(
            people=self.people,
            options=self.options[options],
            option_profit=self.option_profit[options],
            who=self.who[options],
            profit=self.profit[options],
            seats=self.seats[options],
            must=self.must[options],
            mentors=mentors,
            first=first,
            row=np.searchsorted(mentors, mentor),
        )

    def choices(self, prices: Floats) -> tuple[Ints, Ints]:
        """Which row each mentor takes at these prices (if one gains), and how often each mentee is wanted."""
        gain = self.profit - np.append(prices, 0.0).astype(np.float32)[self.who]
        best = -np.sort(-gain, axis=1)[:, : self.seats.shape[1]]
        taken = self.seats & ((best > 0) | self.must)
        option_gain = self.option_profit + np.where(taken, best, 0.0).sum(axis=1)
        most = np.maximum.reduceat(option_gain, self.first)
        chosen = np.flatnonzero((option_gain == most[self.row]) & (option_gain > 0))
        chosen = chosen[np.unique(self.row[chosen], return_index=True)[1]]
        ranked = np.argsort(-gain[chosen], axis=1)[:, : self.seats.shape[1]]
        wanted = np.take_along_axis(self.who[chosen], ranked, axis=1)[taken[chosen]]
        return chosen, np.bincount(wanted, minlength=self.people + 1)[:-1]


def candidate_table(
    problem: PairingProblem, profits: Profits, prices: Floats, options: Bools, budget: Budget
) -> CandidateTable:
    """The table for some options of a problem: of each the candidates who are worth most at these prices."""
    held = np.flatnonzero(options)
    fits = np.flatnonzero(options[problem.fit_option])
    budget.spend(TABLE + TABLE_A_FIT * len(fits))
    pair, row = problem.fit_pair[fits], np.searchsorted(held, problem.fit_option[fits])
    gain = profits.pair[pair] - prices[problem.pair_mentee[pair]]
    order = np.lexsort((-gain, row))
    pair, row = pair[order], row[order]
    rank = np.arange(len(row)) - np.searchsorted(row, np.arange(len(held)))[row]
    kept = rank < WIDTH
    pair, at = pair[kept], (row[kept], rank[kept])
    width = int(rank[kept].max(initial=0)) + 1
    who = np.full((len(held), width), len(problem.mentees), dtype=np.int32)
    profit = np.full((len(held), width), NOBODY, dtype=np.float32)
    who[at], profit[at] = problem.pair_mentee[pair], profits.pair[pair]
    mentor = problem.option_mentor[held]
    mentors, first = np.unique(mentor, return_index=True)
    seat = np.arange(min(width, int(problem.most[mentor].max(initial=1))))
    return CandidateTable(
        people=len(problem.mentees),
        options=held,
        option_profit=profits.option[held],
        who=who,
        profit=profit,
        seats=seat < problem.most[mentor][:, None],
        must=seat < problem.least[mentor][:, None],
        mentors=mentors,
        first=first,
        row=np.searchsorted(mentors, mentor),
    )


@dataclass(frozen=True)
class StepSizes:
    """How many steps, how large the first and the last are, in points."""

    count: int
    first: float
    last: float

    def size(self, step: int) -> float:
        """The size of a step."""
        return self.first * float((self.last / self.first) ** (step / max(1, self.count - 1)))

    def part(self, number: int, parts: int) -> StepSizes:
        """One of several consecutive parts of equal length."""
        count = max(1, self.count // parts)
        return StepSizes(count, self.size(number * count), self.size((number + 1) * count - 1))


@dataclass(frozen=True)
class Descent:
    """Where some steps led: the last prices, the average of the later ones, each row's share of the later choices."""

    prices: Floats
    average: Floats
    shares: Floats


def descend(table: CandidateTable, prices: Floats, steps: StepSizes, budget: Budget) -> Descent:
    """Raises the prices of those whom several mentors choose and lowers the others'; ends with the budget."""
    direction, total = np.zeros(len(prices)), np.zeros(len(prices))
    shares, counted = np.zeros(len(table.options)), 0
    for step in range(steps.count):
        if budget.is_spent() and counted:
            break
        budget.spend(STEP + STEP_A_CELL * table.who.size)
        chosen, demand = table.choices(prices)
        direction = MOMENTUM * direction + (1 - MOMENTUM) * (demand - 1.0)
        prices = np.maximum(prices + steps.size(step) * direction, 0.0)
        if step >= COUNTED_FROM * steps.count or budget.is_spent():
            shares[chosen] += 1
            total += prices
            counted += 1
    return Descent(prices, total / max(1, counted), shares / max(1, counted))
