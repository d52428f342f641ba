"""A careful coordinator: takes the mentors with the fewest choices first, gives each the hour that seats most of those
still waiting, and there the people who fit best. Aware of every week's hours, but never takes anything back.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentoring_sync.pairing.problem.problem import open_market
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Wishes


def greedy(mentors: Sequence[Mentor], mentees: Sequence[Mentee], rules: Rules) -> tuple[int, int]:
    """How many are placed, and the sum of their scores."""
    market = open_market(mentors, mentees, Wishes(), rules)
    waiting = np.ones(len(mentees), dtype=np.bool_)
    pairs_of = np.split(market.fit_pair, np.searchsorted(market.fit_option, np.arange(1, len(market.option_mentor))))
    choices = np.bincount(market.pair_mentor, minlength=len(mentors))
    placed = score = 0
    for mentor in np.argsort(choices, kind="stable").tolist():
        teams = [_team(market, pairs_of[option], waiting) for option in np.flatnonzero(market.option_mentor == mentor)]
        best = max(teams, key=lambda team: (len(team), market.pair_score[team].sum()), default=np.zeros(0, int))
        if len(best) and len(best) >= market.least[mentor]:
            waiting[market.pair_mentee[best]] = False
            placed += len(best)
            score += int(market.pair_score[best].sum())
    return placed, score


def _team(market, pairs: np.ndarray, waiting: np.ndarray) -> np.ndarray:
    free = pairs[waiting[market.pair_mentee[pairs]]]
    if not len(free):
        return free
    order = np.argsort(-market.pair_score[free], kind="stable")
    return free[order][: market.most[market.pair_mentor[free[0]]]]
