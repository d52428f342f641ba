"""Lagrangian prices: what a seat costs each mentee, and the bound that follows.

If every mentee pays a price for a seat, each mentor can choose alone: the option, and the people in it, that are worth
most after their prices. The prices plus what all mentors gain that way is an upper bound on every plan, and the bound
of the tightest linear model (one column a mentee, mentor and start), at a thousandth of its time. The subgradient says
whose price to raise: those whom several mentors choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mentoring_sync.pairing.problem.availability import Ints
from mentoring_sync.pairing.problem.problem import Market
from mentoring_sync.pairing.solver.deadline import Patience
from mentoring_sync.pairing.solver.objectives import Plan

Floats: TypeAlias = NDArray[np.float64]

PATIENCE = 12
"""Steps without a better bound after which steps are halved."""


@dataclass(frozen=True)
class Worth:
    """What a plan is worth as one number: the sum of its pairs' and options' weights."""

    pair: Floats
    option: Floats

    def of(self, plan: Plan) -> float:
        """A plan's worth."""
        return float(self.pair[plan.pairs].sum() + self.option[plan.options].sum())


@dataclass(frozen=True)
class Quote:
    """What prices lead to: the bound, each option's gain, the best gain of each mentor who has options, the demand."""

    bound: float
    option_gain: Floats
    mentor_gain: Floats
    chosen: Ints
    demand: Ints


class Exchange:
    """A market seen from its mentors: quotes for prices."""

    def __init__(self, market: Market, worth: Worth) -> None:
        self.market, self.worth = market, worth
        self._mentee = market.pair_mentee[market.fit_pair]
        self._worth = worth.pair[market.fit_pair]
        self._first = np.searchsorted(market.fit_option, np.arange(len(market.option_mentor)))
        self._rank = np.arange(len(market.fit_option)) - self._first[market.fit_option]
        mentor = market.option_mentor[market.fit_option]
        self._room = self._rank < market.most[mentor]
        self._must = self._rank < market.least[mentor]
        self.mentors, self._first_option = np.unique(market.option_mentor, return_index=True)
        self._mentor_of_option = np.searchsorted(self.mentors, market.option_mentor)
        spread = float(np.abs(worth.pair).max(initial=1.0))
        self._base = market.fit_option * (1e3 * spread + 1e3)

    def quote(self, prices: Floats) -> Quote:
        """The quote for prices by mentee (none negative)."""
        gain = self._worth - prices[self._mentee]
        order = np.argsort(self._base - gain)
        ranked = gain[order]
        taken = self._room & ((ranked > 0) | self._must)
        option_gain = self.worth.option + np.add.reduceat(np.where(taken, ranked, 0.0), self._first)
        mentor_gain = np.maximum.reduceat(option_gain, self._first_option)
        chosen = self._chosen(option_gain, mentor_gain)
        held = np.zeros(len(option_gain), dtype=np.bool_)
        held[chosen] = True
        buyers = self._mentee[order[taken & held[self.market.fit_option]]]
        demand = np.bincount(buyers, minlength=len(prices))
        bound = float(prices.sum() + mentor_gain.clip(0).sum())
        return Quote(bound, option_gain, mentor_gain, chosen, demand)

    def gains(self, prices: Floats) -> Floats:
        """Each option's gain."""
        ranked = -np.sort(self._base - self._worth + prices[self._mentee]) + self._base
        return self.worth.option + np.add.reduceat(
            np.where(self._room & ((ranked > 0) | self._must), ranked, 0.0), self._first
        )

    def losses(self, prices: Floats) -> tuple[Floats, Floats]:
        """How far the bound falls if an option must be held, and if a fit must be used: [options], [fits]."""
        quote = self.quote(prices)
        option_loss = quote.mentor_gain.clip(0)[self._mentor_of_option] - quote.option_gain
        gain = self._worth - prices[self._mentee]
        fit_loss = (self._outbid(gain)[self.market.fit_option] - gain).clip(0)
        return option_loss, option_loss[self.market.fit_option] + fit_loss

    def _outbid(self, gain: Floats) -> Floats:
        """What an option loses when someone else comes in: its last seat if it is full, or the last of those it must
        have if that one is a loss, or nothing."""
        ranked = gain[np.argsort(self._base - gain)]
        sizes = np.diff(np.append(self._first, len(gain)))
        mentor = self.market.option_mentor
        full = ranked[self._first + np.minimum(self.market.most[mentor], sizes) - 1]
        must = ranked[self._first + np.minimum(self.market.least[mentor], sizes) - 1]
        outbid: Floats = np.where((full > 0) & (sizes >= self.market.most[mentor]), full, np.minimum(must, 0.0))
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
        patience: Patience,
    ) -> tuple[Floats, Quote]:
        """The prices with the lowest bound that some steps find, starting from `prices`; `target` is a plan's worth.

        It ends early with patience.
        """
        best = self.quote(prices)
        best_prices, pace, since, direction = prices, 1.0, 0, np.zeros_like(prices)
        quote = best
        for _ in range(steps):
            if patience.left() <= 0 or best.bound <= target + 1e-6:
                break
            direction = (quote.demand - 1.0) * 0.7 + direction * 0.3
            direction[(prices <= 0) & (direction < 0)] = 0.0
            length = float(direction @ direction)
            if length < 1e-12 or pace < 1e-3:
                break
            step = pace * (quote.bound - target) / length
            prices = np.maximum(prices + step * direction, 0.0)
            quote = self.quote(prices)
            since += 1
            if quote.bound < best.bound - 1e-9:
                best, best_prices, since = quote, prices, 0
            elif since >= PATIENCE:
                pace, since, prices, quote = pace / 2, 0, best_prices, best
                direction = np.zeros_like(prices)
        return best_prices, best
