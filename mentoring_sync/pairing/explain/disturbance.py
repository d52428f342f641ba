"""The curve from "nobody moves" to the fewest moves for the most placed; and what each pin and veto costs.

Both pair again under one other condition, and answer with what changes. They take as long as pairing does, a few times
over: they are for the coordinator who asks, not for every run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.problem.problem import PairingProblem, formulate
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.rules import Strictness
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.pairing.solver.mip import MipModel
from mentoring_sync.pairing.solver.objectives import LinearObjective, Solution, objectives_in_order, standing_pairs
from mentoring_sync.pairing.solver.proof import standing_mentees
from mentoring_sync.pairing.solver.search import search
from mentoring_sync.records.team import Pin, Veto

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

    wish: Pin | Veto
    placed: int
    score: int


def disturbance_curve(request: PairingRequest, deadline: Deadline) -> tuple[Point, ...]:
    """The most that can be placed for each number of moves, up to the number beyond which moving gains nobody."""
    problem, within = formulate(request), request.rules.budget(deadline)
    fewest = search(problem, objectives_in_order(problem, Strictness.FILL_GAPS), within.part(0.25)).solution
    most = search(problem, objectives_in_order(problem, Strictness.MOVE_ANYONE), within.part(0.25)).solution
    stays = LinearObjective(standing_pairs(problem).astype(np.int64), np.zeros_like(problem.option_mentor))
    start, end = stays.value(fewest), stays.value(most)
    standing = standing_mentees(problem)
    points = [
        _point(problem, stays, kept, standing, fewest, within)
        for kept in range(start, max(end, start - MOST_POINTS) - 1, -1)
    ]
    return tuple(point for at, point in enumerate(points) if at == 0 or point.placed > points[at - 1].placed)


def _point(
    problem: PairingProblem, stays: LinearObjective, kept: int, standing: int, start: Solution, budget: Budget
) -> Point:
    placed = LinearObjective(np.ones_like(problem.pair_score), np.zeros_like(problem.option_mentor))
    model = MipModel(problem)
    model.require(stays, kept)
    solution, bound = model.best(placed, start, budget.part(0.3))
    return Point(moved=standing - kept, placed=len(solution.pairs), proved=bound == len(solution.pairs))


def every_wish(request: PairingRequest) -> list[Pin | Veto]:
    """The pins and the vetoes of a request."""
    return [*sorted(request.wishes.pins), *sorted(request.wishes.vetoes)]


def wish_costs(
    request: PairingRequest, found: CandidatePairing, wishes: Iterable[Pin | Veto], deadline: Deadline
) -> tuple[WishCost, ...]:
    """The cost of some wishes, each by itself, against the pairing `found` under all of them; until the deadline."""
    costs = []
    for wish in wishes:
        if deadline.over:
            break
        without = pair(request.without(wish), deadline)
        if without.cut:
            break
        costs.append(WishCost(wish=wish, placed=without.placed - found.placed, score=without.score - found.score))
    return tuple(costs)
