"""The curve from "nobody moves" to the fewest moves for the most placed; and what each pin and veto costs.

Both pair again under one other condition, and answer with what changes. They take as long as pairing does, a few times
over: they are for the coordinator who asks, not for every run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.problem.problem import Market, open_market
from mentoring_sync.pairing.rules import Rules, Strictness
from mentoring_sync.pairing.solver.deadline import Patience
from mentoring_sync.pairing.solver.mip import ExactModel
from mentoring_sync.pairing.solver.objectives import Level, Plan, levels, standing_pairs
from mentoring_sync.pairing.solver.proof import standing_mentees
from mentoring_sync.pairing.solver.search import search
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Pairing, Wishes

MOST_POINTS = 20


@dataclass(frozen=True, kw_only=True)
class Point:
    """With so many mentees moved, so many can be placed; `proved`: no more than that."""

    moved: int
    placed: int
    proved: bool


@dataclass(frozen=True, kw_only=True)
class WishCost:
    """What a pin or a veto costs: so many more would be placed, and so much more score, without it."""

    wish: tuple[str, str]
    pin: bool
    placed: int
    score: int


def disturbance_curve(
    mentors: Sequence[Mentor], mentees: Sequence[Mentee], wishes: Wishes, rules: Rules
) -> tuple[Point, ...]:
    """The most that can be placed for each number of moves, up to the number beyond which moving gains nobody."""
    market = open_market(mentors, mentees, wishes, rules)
    patience = Patience(rules.time_limit_seconds)
    fewest = search(market, levels(market, Strictness.FILL_GAPS), patience.part(0.25)).plan
    most = search(market, levels(market, Strictness.MOVE_ANYONE), patience.part(0.25)).plan
    stays = Level("stay", standing_pairs(market).astype(np.int64), np.zeros_like(market.option_mentor))
    start, end = stays.value(fewest), stays.value(most)
    standing = standing_mentees(market)
    points = [
        _point(market, stays, kept, standing, fewest, patience)
        for kept in range(start, max(end, start - MOST_POINTS) - 1, -1)
    ]
    return tuple(point for at, point in enumerate(points) if at == 0 or point.placed > points[at - 1].placed)


def _point(market: Market, stays: Level, kept: int, standing: int, start: Plan, patience: Patience) -> Point:
    placed = Level("placed", np.ones_like(market.pair_score), np.zeros_like(market.option_mentor))
    model = ExactModel(market)
    model.require(stays, kept)
    plan, bound = model.best(placed, start, patience.part(0.3))
    return Point(moved=standing - kept, placed=len(plan.pairs), proved=bound == len(plan.pairs))


def wish_costs(
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    wishes: Wishes,
    rules: Rules,
    found: Pairing,
    *,
    asked: Wishes | None = None,
) -> tuple[WishCost, ...]:
    """The cost of every pin and every veto by itself (or of those `asked` for), against the pairing `found` under all
    of them."""
    costs = []
    asked = asked or wishes
    every = [(each, True) for each in sorted(asked.pins)] + [(each, False) for each in sorted(asked.vetoes)]
    for wish, pin in every:
        fewer = replace(wishes, pins=wishes.pins - {wish}) if pin else replace(wishes, vetoes=wishes.vetoes - {wish})
        without = pair(mentors, mentees, fewer, rules)
        score = without.objectives["score"].value - found.objectives["score"].value
        costs.append(WishCost(wish=wish, pin=pin, placed=without.placed - found.placed, score=score))
    return tuple(costs)
