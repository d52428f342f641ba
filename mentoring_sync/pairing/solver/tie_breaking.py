"""Among plans that are equally good: the lowest score as high as possible, then even sizes, then a fixed order.

The fixed order gives every pair and option a number made from the addresses and the start; the plan with the smallest
sum wins. So equal input gives equal teams on every machine, and no one is favoured for the letters of their name.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

from mentoring_sync.pairing.problem.availability import Ints
from mentoring_sync.pairing.problem.problem import Market
from mentoring_sync.pairing.solver.deadline import Patience
from mentoring_sync.pairing.solver.mip import ExactModel
from mentoring_sync.pairing.solver.objectives import Level, Plan

LOTS = 1000


def settle(model: ExactModel, plan: Plan, patience: Patience) -> Plan:
    """The plan that wins among those that reach everything the model requires; as far as there is time."""
    plan = _lift_lowest(model, plan, patience)
    plan = model.even(plan, patience)
    return model.best(fixed_order(model.market), plan, patience)[0]


def fixed_order(market: Market) -> Level:
    """A lot for each pair and each option; less is better, so the gains are negative."""
    pairs = zip(market.pair_mentee.tolist(), market.pair_mentor.tolist(), strict=True)
    options = zip(market.option_mentor.tolist(), market.option_start.tolist(), strict=True)
    return Level(
        "order",
        _lots(f"{market.mentees[mentee].email} {market.mentors[mentor].email}" for mentee, mentor in pairs),
        _lots(f"{market.mentors[mentor].email} {start}" for mentor, start in options),
    )


def _lift_lowest(model: ExactModel, plan: Plan, patience: Patience) -> Plan:
    score = model.market.pair_score
    while len(plan.pairs) and patience.left() > 0:
        higher = model.without(score <= score[plan.pairs].min(), patience)
        if higher is None:
            break
        plan = higher
    return plan


def _lots(names: Iterable[str]) -> Ints:
    drawn = [int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") % LOTS for name in names]
    return -1 - np.array(drawn, dtype=np.int64)
