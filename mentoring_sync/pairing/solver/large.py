"""The search in rounds that are too large for the exact model: prices, a dive for the hours, the best people, regions.

In: a market, perhaps with the most promising pairs only, and who knows the bound over all pairs there are. Out: the
best plan found, and for each objective a bound that holds for every plan, pruned pairs included.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools
from mentoring_sync.pairing.problem.packed_pairs import Asked, Crowd
from mentoring_sync.pairing.problem.problem import Market
from mentoring_sync.pairing.solver.assignment import without_the_apart
from mentoring_sync.pairing.solver.deadline import Patience
from mentoring_sync.pairing.solver.diving import dive, first_steps, settle_prices
from mentoring_sync.pairing.solver.lagrangian import Exchange, Floats, Worth
from mentoring_sync.pairing.solver.local_search import near_mentors
from mentoring_sync.pairing.solver.mip import trivial_bound
from mentoring_sync.pairing.solver.objectives import Level, Plan, agreed_options, standing_plan
from mentoring_sync.pairing.solver.transportation import seated
from mentoring_sync.pairing.solver.volume import Descent, Steps, bids_on, descend
from mentoring_sync.pairing.solver.weighted_sum import weighted, weights

SEED = 20260909

SCALES = (0.2, 0.1)
"""Lower weights to bound the score with: their prices settle sooner."""

REGION, REGION_SHARE = 60, 0.2
"""Mentors whose hours are chosen anew at once: at most so many, and so large a share."""

FITS_FOR_REGIONS = 500_000
"""In larger markets a region takes seconds, and what it gains is too little to be seen."""

AGAIN = Steps(40, 6.0, 0.3)
"""Prices that were fair a moment ago settle again in so many steps."""

HEAVIER = 10.0
"""At so many times their weight, what comes before the score hardly feels it."""

PRICE_STEPS, PROOF_SHARE = 600, 0.3
"""Steps to prove an objective before the score, and the share of the time that is left which they may take."""

LEAST_SECONDS = 1.0
"""The first seating may take so long, however little time is left."""

IN_VAIN = 60
"""So many regions in a row without anything better, and the search ends."""


class Everyone(Protocol):
    """Knows all pairs, those that the market leaves out included."""

    def bound(self, order: Sequence[Level], scale: float, prices: Floats) -> float:
        """What no plan's weighted sum of some objectives exceeds, by prices."""

    def most(self, level: Level) -> int:
        """What no plan exceeds by one objective, at a glance."""


@dataclass(frozen=True)
class WholeMarket:
    """Everyone, when nothing is left out of the market."""

    market: Market

    def bound(self, order: Sequence[Level], scale: float, prices: Floats) -> float:
        """By the exchange."""
        return Exchange(self.market, weighted(order, scale)).quote(prices).bound

    def most(self, level: Level) -> int:
        """By counting."""
        return trivial_bound(level, self.market)


@dataclass(frozen=True)
class WholeCrowd:
    """Everyone, when the market has the promising pairs only."""

    market: Market
    crowd: Crowd

    def bound(self, order: Sequence[Level], scale: float, prices: Floats) -> float:
        """By the crowd, which is told what a pair is worth that the market doesn't have."""
        market, worth = self.market, weighted(order, scale)
        score = 1.0 if order[-1].kind == "score" else 0.0
        placing = np.zeros(len(market.mentees))
        for level, weight in zip(order, weights(order, scale), strict=True):
            if level.kind == "placed":
                placed = np.flatnonzero(level.pair_gain)
                placing[np.unique(market.pair_mentee[placed])] += weight
        more = worth.pair - score * market.pair_score - placing[market.pair_mentee]
        pairs: dict[int, list[tuple[int, float]]] = {}
        for pair in np.flatnonzero(np.abs(more) > 1e-9).tolist():
            mentee = int(market.pair_mentee[pair]), float(more[pair])
            pairs.setdefault(int(market.pair_mentor[pair]), []).append(mentee)
        starts: dict[int, dict[int, float]] = {}
        for option in np.flatnonzero(worth.option).tolist():
            of_mentor = starts.setdefault(int(market.option_mentor[option]), {})
            of_mentor[int(market.option_start[option])] = float(worth.option[option])
        return float(prices.sum()) + self.crowd.bound(Asked(score, placing - prices, pairs, starts))

    def most(self, level: Level) -> int:
        """By counting; the best pairs by score, those who stand and those who are pinned are all in the market."""
        if level.kind != "placed":
            return trivial_bound(level, self.market)
        return min(len(np.unique(self.market.pair_mentee[level.pair_gain > 0])), self.crowd.seats())


class LargeSearch:
    """One search; `plan` is the best plan so far."""

    def __init__(self, market: Market, order: tuple[Level, ...], patience: Patience) -> None:
        self.market, self.order, self.patience = market, order, patience
        self.everyone: Everyone = WholeCrowd(market, market.crowd) if market.crowd else WholeMarket(market)
        nothing = np.zeros(0, dtype=np.int64)
        self.plan = Plan(nothing, nothing)
        self.worth = weighted(order, 1.0)
        self._ceilings: list[list[tuple[float, float]]] = [[] for _ in order]

    def run(self) -> tuple[Plan, tuple[int, ...]]:
        """The best plan found while patience lasts, and a bound for each objective given those before it."""
        settled = self._settled(self.worth)
        every = np.ones(len(self.market.option_mentor), dtype=np.bool_)
        hours = dive(self.market, self.worth, every, settled, self.patience.part(0.5))
        self._take(seated(self.market, self.worth, hours, self._at_least()))
        if self.market.heard.standing:
            self._take(without_the_apart(self.market, standing_plan(self.market)))
            self._keep_hours(hours.prices)
        self._bound(len(self.order) - 1, 1.0, settled.average)
        for at in range(len(self.order) - 1):
            self._prove(at, settled.average)
        for scale in SCALES if len(self.order) > 1 else ():
            if self.patience.left() > 0:
                lighter = self._settled(weighted(self.order, scale))
                self._bound(len(self.order) - 1, scale, lighter.average)
        if len(self.market.fit_pair) <= FITS_FOR_REGIONS:
            self._improve(hours.prices)
        return self.plan, tuple(self._bound_on(at) for at in range(len(self.order)))

    def _keep_hours(self, prices: Floats) -> None:
        """Tries what disturbs least: every standing team keeps its hour."""
        market = self.market
        agreed = agreed_options(market)
        others = np.isin(market.option_mentor, market.option_mentor[agreed], invert=True)
        bids = bids_on(market, self.worth, prices, agreed | others)
        settled = descend(bids, prices, first_steps(self.worth), self.patience.part(0.3))
        hours = dive(market, self.worth, agreed | others, settled, self.patience.part(0.3))
        self._take(seated(market, self.worth, hours, self.patience))

    def _prove(self, at: int, prices: Floats) -> None:
        """Bounds an objective before the score, by prices that settled for all: what remains of them if only it counts.

        Whole prices are the best guess: they say who takes part in what is scarce. If they don't do, steps follow,
        from prices at which the score hardly counts.
        """
        level, upto = self.order[at], self.order[: at + 1]
        guess = self._alone(at, 1.0, prices)
        for found in (np.round(guess), guess):
            if self._bound_on(at) > level.value(self.plan) and self.patience.left() > 0:
                self._bound(at, 1.0, found)
        if self._bound_on(at) > level.value(self.plan) and self.patience.left() > 0:
            heavier = self._settled(weighted(self.order, HEAVIER)).average
            exchange, patience = Exchange(self.market, weighted(upto, 1.0)), self.patience.part(PROOF_SHARE)
            target = exchange.worth.of(self.plan)
            found, _ = exchange.descend(self._alone(at, HEAVIER, heavier), target, PRICE_STEPS, patience)
            self._bound(at, 1.0, found)

    def _alone(self, at: int, scale: float, prices: Floats) -> Floats:
        """Prices for all objectives as prices for the first of them only."""
        most = float(weighted(self.order[: at + 1], 1.0).pair.max())
        return (prices / weights(self.order, scale)[at]).clip(0.0, most)

    def _settled(self, worth: Worth) -> Descent:
        start = np.full(len(self.market.mentees), float(worth.pair.max()) / 2)
        return settle_prices(self.market, worth, start, first_steps(worth), self.patience.part(0.5))

    def _bound(self, at: int, scale: float, prices: Floats) -> None:
        ceiling = self.everyone.bound(self.order[: at + 1], scale, prices)
        self._ceilings[at].append((scale, ceiling))

    def _bound_on(self, at: int) -> int:
        """The bound on an objective, given what the plan reaches by those before it."""
        before, level = self.order[:at], self.order[at]
        found = self.everyone.most(level)
        for scale, ceiling in self._ceilings[at]:
            heavier = weights(self.order[: at + 1], scale)[:-1]
            reached = sum(weight * each.value(self.plan) for weight, each in zip(heavier, before, strict=True))
            found = min(found, math.floor(ceiling - reached + 1e-6))
        return max(found, level.value(self.plan))

    def _improve(self, prices: Floats) -> None:
        """Chooses the hours of a region anew, again and again."""
        draw, vain = np.random.default_rng(SEED), 0
        while vain < IN_VAIN and self.patience.left() > 0 and not self._proved():
            options = self._region(draw)
            options[self.plan.options] = True
            bids = bids_on(self.market, self.worth, prices, options)
            hours = dive(self.market, self.worth, options, descend(bids, prices, AGAIN, self.patience), self.patience)
            plan = seated(self.market, self.worth, hours, self.patience)
            better = self._key(plan) > self._key(self.plan)
            if better or self._key(plan) == self._key(self.plan):
                self.plan, prices = plan, hours.prices
            vain = 0 if better else vain + 1

    def _region(self, draw: np.random.Generator) -> Bools:
        """The options of a mentor, and of those who compete with them for many mentees."""
        market = self.market
        mentors = np.unique(market.option_mentor)
        size = min(REGION, max(2, int(REGION_SHARE * len(mentors))))
        near = near_mentors(market, int(draw.choice(mentors)), size, draw)
        return np.isin(market.option_mentor, near)

    def _take(self, plan: Plan) -> None:
        if self._key(plan) > self._key(self.plan):
            self.plan = plan

    def _key(self, plan: Plan) -> list[int]:
        return [level.value(plan) for level in self.order]

    def _proved(self) -> bool:
        return all(self._bound_on(at) == level.value(self.plan) for at, level in enumerate(self.order))

    def _at_least(self) -> Patience:
        """What is left, but long enough for the one seating that makes a plan at all."""
        return self.patience if self.patience.left() >= LEAST_SECONDS else Patience(LEAST_SECONDS)
