"""The search for the hours: annealing over the mentors' options, with the best people for each.

A change of one mentor's option can gain no more than its gain at the present prices (they are dual to the seating), so
nearly all bad moves are turned down for the price of a comparison, and only the others are tried. The draws come from
a fixed seed and the number of steps doesn't depend on time, so the same market gives the same hours (when time is too
short for all the steps, it cools faster).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from mentoring_sync.pairing.problem.availability import Ints
from mentoring_sync.pairing.problem.problem import Market
from mentoring_sync.pairing.solver.assignment import CLOSED, Seating
from mentoring_sync.pairing.solver.deadline import Patience
from mentoring_sync.pairing.solver.lagrangian import Exchange, Floats, Worth
from mentoring_sync.pairing.solver.objectives import Plan

SEED = 20260907


@dataclass(frozen=True)
class Cooling:
    """From which temperature (in points) to which, in how many steps."""

    hot: float
    cold: float
    steps: int

    def at(self, done: float) -> float:
        """The temperature when a share of the search is done."""
        return self.hot * float((self.cold / self.hot) ** done)


def seat(market: Market, worth: Worth, options: Ints) -> Seating:
    """The best seating for some options, at most one a mentor."""
    seating = Seating(market, worth)
    for option in options.tolist():
        seating.hold(int(market.option_mentor[option]), option)
    return seating


def anneal(seating: Seating, exchange: Exchange, cooling: Cooling, patience: Patience) -> Plan:
    """The best plan that was met. `seating` ends wherever the search does."""
    draw = np.random.default_rng(SEED)
    market = exchange.market
    value, best, best_plan = seating.value(), -math.inf, seating.plan()
    slack = _slack(seating, exchange)
    for step in range(cooling.steps):
        if patience.left() <= 0:
            break
        done = max(step / cooling.steps, patience.spent())
        limit = cooling.at(done) * np.log(draw.random(len(slack)))
        open_moves = np.flatnonzero(slack >= limit)
        if not len(open_moves):
            continue
        move = int(open_moves[draw.integers(len(open_moves))])
        state = seating.saved()
        if move < len(market.option_mentor):
            seating.hold(int(market.option_mentor[move]), move)
        else:
            seating.hold(move - len(market.option_mentor), CLOSED)
        after = seating.value()
        if after - value < limit[move]:
            seating.restore(state)
            continue
        value = after
        if value > best:
            best, best_plan = value, seating.plan()
        slack = _slack(seating, exchange)
    return best_plan


def _slack(seating: Seating, exchange: Exchange) -> Floats:
    """What each move can gain at most: every option, then closing each mentor; -inf for those that change nothing."""
    market = exchange.market
    gains = exchange.gains(seating.prices())
    now = np.zeros(len(market.mentors))
    opened = np.flatnonzero(seating.held != CLOSED)
    now[opened] = gains[seating.held[opened]]
    slack = np.concatenate([gains - now[market.option_mentor], -now])
    slack[seating.held[opened]] = -np.inf
    slack[len(gains) :][seating.held == CLOSED] = -np.inf
    return slack
