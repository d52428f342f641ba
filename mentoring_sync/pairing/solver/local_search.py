"""The search for better plans, a few mentors at a time: their hours are chosen anew, exactly, all others keep theirs.

A neighbourhood is a mentor and those who compete most for the same mentees. Seats are free to change everywhere, hours
only inside, so the exact model is solved in a fraction of a second. When no neighbourhood helps any more, they grow.
Neighbourhoods in which the others' seats are fixed as well were ten times as fast, and found next to nothing.

Before that, the options are tried that the best plan holds in part if parts are allowed: measured at 200 by 60, they
led to plans in 5 seconds that annealing and neighbourhoods didn't come near in 30.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools, Ints
from mentoring_sync.pairing.problem.problem import Market
from mentoring_sync.pairing.solver.deadline import Patience
from mentoring_sync.pairing.solver.lagrangian import Floats
from mentoring_sync.pairing.solver.mip import ExactModel
from mentoring_sync.pairing.solver.objectives import Level, Plan

SEED = 20260908
FIRST, GROWTH = 12, 4
SECONDS_EACH, SECONDS_TEMPTING = 2.0, 8.0
"""A neighbourhood that takes longer isn't worth it; what was found by then counts."""


@dataclass(frozen=True)
class Losses:
    """How far a bound falls by an option or a fit that must be in the plan; what loses less than `reach` is tried."""

    option: Floats
    fit: Floats
    reach: float


def improve(model: ExactModel, level: Level, plan: Plan, losses: Losses, patience: Patience) -> Plan:
    """A plan no worse by one objective, searched for until patience ends or nothing helps any more.

    The model must require what the plan reaches by the objectives before; it is left as it was.
    """
    plan = _tempted(model, level, plan, patience.part(0.7))
    market, draw = model.market, np.random.default_rng(SEED)
    mentors = np.unique(market.option_mentor)
    size = FIRST
    while size < len(mentors) and patience.left() > 0:
        before = level.value(plan)
        for mentor in draw.permutation(mentors).tolist():
            if patience.left() <= 0:
                break
            inside = np.isin(market.option_mentor, near_mentors(market, mentor, size, draw))
            options = (inside & (losses.option < losses.reach)) | _held(model, plan)
            model.confine(options, (losses.fit < losses.reach) | model.used(plan))
            plan, _ = model.best(level, plan, Patience(SECONDS_EACH, patience))
        size += GROWTH if level.value(plan) == before else 0
    model.confine(np.ones(model.options, dtype=np.bool_))
    return plan


def _tempted(model: ExactModel, level: Level, plan: Plan, patience: Patience) -> Plan:
    """The best plan among the tempting options, if it is better. With the held ones as well it took several times as
    long, and found less."""
    model.confine(model.tempting(level, patience.part(0.5)))
    plan, _ = model.best(level, plan, Patience(SECONDS_TEMPTING, patience), afresh=True)
    return plan


def _held(model: ExactModel, plan: Plan) -> Bools:
    held = np.zeros(model.options, dtype=np.bool_)
    held[plan.options] = True
    return held


def near_mentors(market: Market, mentor: int, size: int, draw: np.random.Generator) -> Ints:
    """The mentor, and others by how many mentees they share with it, with some luck."""
    people = np.zeros(len(market.mentees), dtype=np.bool_)
    people[market.pair_mentee[market.pair_mentor == mentor]] = True
    every = np.bincount(market.pair_mentor, minlength=len(market.mentors))
    shared = np.bincount(market.pair_mentor[people[market.pair_mentee]], minlength=len(market.mentors))
    nearness = shared / np.sqrt(every + 1.0) * draw.random(len(every))
    nearness[mentor] = np.inf
    return np.argsort(-nearness, kind="stable")[:size]
