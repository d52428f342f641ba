"""How good a plan is: for each of the three objectives the value reached and the bound that is proved."""

from __future__ import annotations

from collections.abc import Sequence

from mentoring_sync.pairing.problem.problem import Market
from mentoring_sync.pairing.solver.objectives import Level, Plan, standing_pairs
from mentoring_sync.records.team import Objective


def objectives(market: Market, plan: Plan, order: Sequence[Level], bounds: Sequence[int]) -> dict[str, Objective]:
    """Placed and score are to be great, moved small.

    Moved counts the mentees who stand in a team whose mentor is still there, and don't keep that mentor.
    """
    gaps = dict.fromkeys(("placed", "stay", "score"), 0)
    for level, bound in zip(order, bounds, strict=True):
        if level.kind in gaps:
            gaps[level.kind] += bound - level.value(plan)
    placed, score = len(plan.pairs), int(market.pair_score[plan.pairs].sum())
    moved = standing_mentees(market) - int(standing_pairs(market)[plan.pairs].sum())
    return {
        "placed": Objective(value=placed, bound=placed + gaps["placed"]),
        "moved": Objective(value=moved, bound=moved - gaps["stay"]),
        "score": Objective(value=score, bound=score + gaps["score"]),
    }


def standing_mentees(market: Market) -> int:
    """How many mentees who are here stand in the team of a mentor who is here."""
    here = {mentee.email for mentee in market.mentees}
    return sum(len(here.intersection(standing.mentees)) for standing in market.heard.standing.values())
