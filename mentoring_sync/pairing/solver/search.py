"""The whole search: prices for a first plan and a bound, annealing for the hours, HiGHS for what is left to prove.

Everything is known as objectives in order (`levels`); the search sees them as one weighted sum whenever it looks for
plans, and one by one whenever it proves. A weighted sum proves too: its bound, less what the objectives before are
worth at their values, bounds the last one among all plans that reach those values, whatever the weights are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mentoring_sync.pairing.problem.availability import Ints
from mentoring_sync.pairing.problem.problem import Market
from mentoring_sync.pairing.solver.annealing import Cooling, anneal, seat
from mentoring_sync.pairing.solver.deadline import Patience
from mentoring_sync.pairing.solver.lagrangian import Exchange, Floats
from mentoring_sync.pairing.solver.large import LargeSearch
from mentoring_sync.pairing.solver.local_search import Losses, improve
from mentoring_sync.pairing.solver.mip import ExactModel, trivial_bound
from mentoring_sync.pairing.solver.objectives import Level, Plan
from mentoring_sync.pairing.solver.tie_breaking import settle
from mentoring_sync.pairing.solver.weighted_sum import LEAST_WEIGHT, in_one, weighted

FIRST_SHARE = 0.15
"""Of the time, for the first plan where there are many mentors."""

EXACT_FITS = 40_000
"""Models with more fits than this are too large for HiGHS to help within a time limit that people wait for."""

MENTORS_FOR_NEIGHBOURHOODS = 40
"""With fewer, the exact model is solved as a whole sooner than in parts."""

FEW_OPTIONS_A_MENTOR = 2.0
"""So few options left by the bounds, and the model is solved at once: no plan needs to be searched for."""

REACH = 0.7
"""What loses more than this share of the gap is left out of neighbourhoods: it could be in the best plan, seldom is."""

STEPS_A_MENTOR_AND_OPTION = 0.4
"""How many steps annealing takes."""

HOT, COLD = 20.0, 3.0
"""Temperatures in points. Measured at 200 by 60: from 12 it freezes too early, from 40 it finds less in the time."""


PRICE_STEPS = 600
QUOTE_SHARE, LEAST_SECONDS = 0.08, 0.2
"""A bound may take this share of the time that is left; and, however little is left, so long."""

SCALES = (0.1, 0.2, 0.35, 0.6, 1.0)
"""Weights to bound the score with: which one gives the lowest bound depends on how scarce seats are."""


@dataclass(frozen=True)
class Bound:
    """A bound on one objective, given the plan's values of those before it; and what it comes from, to drop by."""

    value: int
    exchange: Exchange
    prices: Floats
    of_sum: float


@dataclass(frozen=True)
class Found:
    """A plan, and for each objective the proved bound, given the values of the objectives before it."""

    plan: Plan
    bounds: tuple[int, ...]


def search(market: Market, order: Sequence[Level], patience: Patience) -> Found:
    """The best plan found while patience lasts."""
    if len(market.fit_pair) > EXACT_FITS:  # never an empty market
        return Found(*LargeSearch(market, tuple(order), patience).run())
    return _Search(market, tuple(order), patience).run()


class _Search:
    def __init__(self, market: Market, order: tuple[Level, ...], patience: Patience) -> None:
        self.market, self.order, self.patience = market, order, patience
        nothing = np.zeros(0, dtype=np.int64)
        self.plan = Plan(nothing, nothing)
        self.bounds: list[int] = []
        self.prices = np.full(len(market.mentees), LEAST_WEIGHT / 2)

    def run(self) -> Found:
        if not len(self.market.pair_mentee):
            return Found(self.plan, tuple(0 for _ in self.order))
        self._first_plan()
        exact = ExactModel(self.market)
        proved = self._prove_together(exact)
        for level in self.order[proved:-1]:
            self._prove(level, exact)
        if self._prove_score(exact):
            self.plan = settle(exact, self.plan, self.patience.part(0.5))
        return Found(self.plan, tuple(self.bounds))

    def _first_plan(self) -> None:
        if self._is_wide:
            large = LargeSearch(self.market, self.order, self.patience.part(FIRST_SHARE))
            self._take(large.run()[0])
            return
        exchange = Exchange(self.market, weighted(self.order, 1.0))
        start = exchange.quote(self.prices)
        self.prices, quote = exchange.descend(self.prices, 0.9 * start.bound, PRICE_STEPS, self.patience)
        self._anneal(exchange, quote.chosen, self._cooling(0.1), self.patience.part(0.1))

    @property
    def _is_wide(self) -> bool:
        """Whether there are so many mentors that the search for plans is better done in parts."""
        return len(self.market.mentors) >= MENTORS_FOR_NEIGHBOURHOODS

    def _raise_score(self, exact: ExactModel | None, quote: Bound) -> None:
        """Annealing from the best plan; or neighbourhoods, where there are many mentors."""
        if exact is None or not self._is_wide:
            exchange = Exchange(self.market, weighted(self.order, 1.0))
            share, times = (0.2, 0.5) if exact else (0.9, 1.0)
            self._anneal(exchange, self.plan.options, self._cooling(times), self.patience.part(share))
        else:
            option, fit = quote.exchange.losses(quote.prices)
            losses = Losses(option, fit, REACH * (quote.of_sum - quote.exchange.worth.of(self.plan)))
            self._take(improve(exact, self.order[-1], self.plan, losses, self.patience.part(0.6)))

    def _cooling(self, times: float) -> Cooling:
        steps = STEPS_A_MENTOR_AND_OPTION * len(self.market.mentors) * len(self.market.option_mentor)
        return Cooling(HOT, COLD, int(times * steps))

    def _anneal(self, exchange: Exchange, options: Ints, cooling: Cooling, patience: Patience) -> None:
        seating = seat(self.market, exchange.worth, options)
        self._take(seating.plan())
        self._take(anneal(seating, exchange, cooling, patience))

    def _take(self, plan: Plan) -> None:
        """Keeps a plan if it is better, objective by objective."""
        self.plan = max(self.plan, plan, key=lambda each: [level.value(each) for level in self.order])

    def _prove_together(self, exact: ExactModel) -> int:
        """Proves the objectives before the score, as many as one sum can hold, at once: how many it proved.

        A weight greater than all that the objectives after it can differ by keeps their order. Placed and stay in one
        took a tenth of the time that one after the other did (re-pairing, 200 by 60); with the hours it took longer.
        """
        first_hours = next((at for at, level in enumerate(self.order) if level.option_gain.any()), len(self.order) - 1)
        together, weights = in_one(self.order[:first_hours], self.market)
        if not weights or all(
            level.value(self.plan) == trivial_bound(level, self.market) for level in self.order[: len(weights)]
        ):
            return 0
        plan, bound = exact.best(together, self.plan, self.patience.part(0.8))
        self._take(plan)
        if bound > together.value(self.plan):
            return 0
        for level in self.order[: len(weights)]:
            self.bounds.append(level.value(self.plan))
            exact.require(level, level.value(self.plan))
        return len(weights)

    def _prove(self, level: Level, exact: ExactModel | None) -> None:
        """Bounds an objective, by prices if they are enough, else by the exact model; and keeps to its value."""
        value = level.value(self.plan)
        bound = min(self._bound_by_prices(level), trivial_bound(level, self.market))
        if bound > value and exact:
            plan, proved = exact.best(level, self.plan, self.patience.part(0.8))
            self._take(plan)
            bound, value = min(bound, proved), level.value(self.plan)
        self.bounds.append(max(bound, value))
        if exact:
            exact.require(level, value)

    def _bound_by_prices(self, level: Level) -> int:
        at = next(at for at, each in enumerate(self.order) if each is level)
        return min(self._quoted(at, scale).value for scale in (SCALES if at else (1.0,)))

    def _quoted(self, at: int, scale: float) -> Bound:
        """A bound on an objective by prices for the weighted sum that ends with it."""
        exchange = Exchange(self.market, weighted(self.order[: at + 1], scale))
        reached = exchange.worth.of(self.plan)
        start = np.full(len(self.market.mentees), float(exchange.worth.pair.max()) / 2)
        patience = Patience(max(LEAST_SECONDS, QUOTE_SHARE * self.patience.left()))
        prices, quote = exchange.descend(start, reached, PRICE_STEPS, patience)
        bound = self.order[at].value(self.plan) + math.floor(quote.bound - reached + 1e-6)
        return Bound(bound, exchange, prices, quote.bound)

    def _prove_score(self, exact: ExactModel | None) -> bool:
        """Bounds the score, and raises it as far as it can; says whether every objective is proved."""
        score = self.order[-1]
        quotes = [self._quoted(len(self.order) - 1, scale) for scale in SCALES]
        bound = min(quote.value for quote in quotes)
        exact = exact if self._others_proved() else None
        if bound > score.value(self.plan) and not (exact and self._drop(exact, quotes)):
            self._raise_score(exact, min(quotes, key=lambda quote: quote.value))
        if exact:
            bound = min(bound, self._finish(exact, quotes, bound))
        self.bounds.append(max(bound, score.value(self.plan)))
        return self._others_proved() and self.bounds[-1] == score.value(self.plan)

    def _finish(self, exact: ExactModel, quotes: Sequence[Bound], bound: int) -> int:
        """The best score among the plans that the bounds leave possible, and the bound on it."""
        score = self.order[-1]
        self._drop(exact, quotes)
        if bound > score.value(self.plan):
            plan, bound = exact.best(score, self.plan, self.patience)
            self._take(plan)
        exact.require(score, score.value(self.plan))
        self._drop(exact, quotes)
        return bound

    def _drop(self, exact: ExactModel, quotes: Sequence[Bound]) -> bool:
        """Takes from the model what no plan as good as ours can have: what costs more than bound and plan are apart.

        Says whether so few options are left that the model is solved at once.
        """
        for quote in quotes:
            slack = quote.of_sum - quote.exchange.worth.of(self.plan) + 1e-6
            option_loss, fit_loss = quote.exchange.losses(quote.prices)
            exact.drop(fit_loss > slack, option_loss > slack)
        return exact.options_left() <= FEW_OPTIONS_A_MENTOR * len(self.market.mentors)

    def _others_proved(self) -> bool:
        reached = [level.value(self.plan) for level in self.order[:-1]]
        return reached == self.bounds[: len(reached)]
