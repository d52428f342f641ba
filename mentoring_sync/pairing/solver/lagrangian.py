"""Lagrangian prices: what a seat costs each mentee, and the bound that follows.

If every mentee pays a price for a seat, each mentor can choose alone: the option, and the people in it, that are worth
most after their prices. The prices plus what all mentors gain that way is an upper bound on every solution, and that of
the tightest linear model (one column a mentee, mentor and start), at a thousandth of its time. The subgradient says
whose price to raise: those whom several mentors choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mentoring_sync.pairing.problem.availability import Ints
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.objectives import Solution

Floats: TypeAlias = NDArray[np.float64]

STEP, STEP_A_FIT = 4e-5, 5e-8
"""Work of a step. Measured: 75 us at 940 fits, 6 ms at 107,000."""

STEPS_IN_VAIN = 12
"""Steps without a better bound after which steps are halved."""


@dataclass(frozen=True)
class Profits:
    """What a solution is worth as one number: the sum of its pairs' and options' weights."""

    pair: Floats
    option: Floats

    def of(self, solution: Solution) -> float:
        """A solution's profit."""
        return float(self.pair[solution.pairs].sum() + self.option[solution.options].sum())


@dataclass(frozen=True)
class Relaxation:
    """What prices lead to: the bound, each option's gain, the best gain of each mentor who has options, the demand."""

    bound: float
    option_gain: Floats
    mentor_gain: Floats
    chosen: Ints
    demand: Ints


class Lagrangian:
    """A problem seen from its mentors: the relaxation at any prices."""

    def __init__(self, problem: PairingProblem, profits: Profits) -> None:
        self.problem, self.profits = problem, profits
        self._mentee = problem.pair_mentee[problem.fit_pair]
        self._profit = profits.pair[problem.fit_pair]
        self._first = np.searchsorted(problem.fit_option, np.arange(len(problem.option_mentor)))
        self._rank = np.arange(len(problem.fit_option)) - self._first[problem.fit_option]
        mentor = problem.option_mentor[problem.fit_option]
        self._room = self._rank < problem.most[mentor]
        self._must = self._rank < problem.least[mentor]
        self.mentors, self._first_option = np.unique(problem.option_mentor, return_index=True)
        self._mentor_of_option = np.searchsorted(self.mentors, problem.option_mentor)
        spread = float(np.abs(profits.pair).max(initial=1.0))
        self._base = problem.fit_option * (1e3 * spread + 1e3)

    def at(self, prices: Floats) -> Relaxation:
        """The relaxation at prices by mentee (none negative)."""
        gain = self._profit - prices[self._mentee]
        order = np.argsort(self._base - gain)
        ranked = gain[order]
        taken = self._room & ((ranked > 0) | self._must)
        option_gain = self.profits.option + np.add.reduceat(np.where(taken, ranked, 0.0), self._first)
        mentor_gain = np.maximum.reduceat(option_gain, self._first_option)
        chosen = self._chosen(option_gain, mentor_gain)
        held = np.zeros(len(option_gain), dtype=np.bool_)
        held[chosen] = True
        buyers = self._mentee[order[taken & held[self.problem.fit_option]]]
        demand = np.bincount(buyers, minlength=len(prices))
        bound = float(prices.sum() + mentor_gain.clip(0).sum())
        return Relaxation(bound, option_gain, mentor_gain, chosen, demand)

    def gains(self, prices: Floats) -> Floats:
        """Each option's gain."""
        ranked = -np.sort(self._base - self._profit + prices[self._mentee]) + self._base
        return self.profits.option + np.add.reduceat(
            np.where(self._room & ((ranked > 0) | self._must), ranked, 0.0), self._first
        )

    def losses(self, prices: Floats) -> tuple[Floats, Floats]:
        """How far the bound falls if an option must be held, and if a fit must be used: [options], [fits]."""
        relaxed = self.at(prices)
        option_loss = relaxed.mentor_gain.clip(0)[self._mentor_of_option] - relaxed.option_gain
        gain = self._profit - prices[self._mentee]
        fit_loss = (self._outbid(gain)[self.problem.fit_option] - gain).clip(0)
        return option_loss, option_loss[self.problem.fit_option] + fit_loss

    def _outbid(self, gain: Floats) -> Floats:
        """What an option loses when someone else comes in: its last seat if it is full, or the last of those it must
        have if that one is a loss, or nothing."""
        ranked = gain[np.argsort(self._base - gain)]
        sizes = np.diff(np.append(self._first, len(gain)))
        mentor = self.problem.option_mentor
        full = ranked[self._first + np.minimum(self.problem.most[mentor], sizes) - 1]
        must = ranked[self._first + np.minimum(self.problem.least[mentor], sizes) - 1]
        outbid: Floats = np.where((full > 0) & (sizes >= self.problem.most[mentor]), full, np.minimum(must, 0.0))
        return outbid

    def _chosen(self, option_gain: Floats, mentor_gain: Floats) -> Ints:
        best = np.flatnonzero((option_gain == mentor_gain[self._mentor_of_option]) & (option_gain > 0))
        _, first = np.unique(self._mentor_of_option[best], return_index=True)
        return best[first]

    def descend(
        self,
        prices: Floats,
        target: float,
        steps: int,
        budget: Budget,
    ) -> tuple[Floats, Relaxation]:
        """The prices with the lowest bound that some steps find, starting from `prices`; `target` a solution's profit.

        It ends early when the budget is spent.
        """
        best = self.at(prices)
        best_prices, pace, since, direction = prices, 1.0, 0, np.zeros_like(prices)
        relaxed = best
        for _ in range(steps):
            if budget.is_spent() or best.bound <= target + 1e-6:
                break
            direction = (relaxed.demand - 1.0) * 0.7 + direction * 0.3
            direction[(prices <= 0) & (direction < 0)] = 0.0
            length = float(direction @ direction)
            if length < 1e-12 or pace < 1e-3:
                break
            budget.spend(STEP + STEP_A_FIT * len(self._mentee))
            step = pace * (relaxed.bound - target) / length
            prices = np.maximum(prices + step * direction, 0.0)
            relaxed = self.at(prices)
            since += 1
            if relaxed.bound < best.bound - 1e-9:
                best, best_prices, since = relaxed, prices, 0
            elif since >= STEPS_IN_VAIN:
                pace, since, prices, relaxed = pace / 2, 0, best_prices, best
                direction = np.zeros_like(prices)
        return best_prices, best
