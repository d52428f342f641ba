"""The objectives, strictly in order, as gains per pair and per option; and a plan, which is measured by them.

First the pins, then who is placed (a higher priority class first), then who stays where they stand, then the scores.
The coordinator's strictness decides whether staying comes before placing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools, Ints
from mentoring_sync.pairing.problem.problem import Market
from mentoring_sync.pairing.rules import Strictness
from mentoring_sync.records.availability import MINUTES_PER_DAY


@dataclass(frozen=True)
class Plan:
    """The pairs that sit together and the options that are held, as places in the market (ascending)."""

    pairs: Ints
    options: Ints


@dataclass(frozen=True)
class Level:
    """One objective: the sum of the gains of a plan's pairs and options is to be as great as possible."""

    kind: str
    pair_gain: Ints
    option_gain: Ints

    def value(self, plan: Plan) -> int:
        """What a plan reaches."""
        return int(self.pair_gain[plan.pairs].sum() + self.option_gain[plan.options].sum())

    def matters(self) -> bool:
        """Whether any plan differs from another by it."""
        return bool(self.pair_gain.any() or self.option_gain.any())


def levels(market: Market, strictness: Strictness) -> tuple[Level, ...]:
    """The objectives in their order. `kind` is pins, placed, stay, hours or score."""
    placing = _placing(market)
    introduced, proposed = _staying(market, introduced=True), _staying(market, introduced=False)
    order = {
        Strictness.FILL_GAPS: (*introduced, *proposed, *placing),
        Strictness.MOVE_PROPOSED: (*introduced, *placing, *proposed),
        Strictness.MOVE_ANYONE: (*placing, *introduced, *proposed),
    }[strictness]
    score = Level("score", market.pair_score, np.zeros_like(market.option_mentor))
    wanted = (*_pins(market), *order)
    return (*(level for level in wanted if level.matters()), score)


def _pins(market: Market) -> tuple[Level, ...]:
    pinned = np.isin(market.pair_mentee, list(market.heard.pinned))
    return (_of_pairs("pins", market, pinned),)


def _placing(market: Market) -> tuple[Level, ...]:
    priority = np.array([mentee.priority for mentee in market.mentees], dtype=np.int64)[market.pair_mentee]
    classes = np.unique(priority)[::-1]
    return tuple(_of_pairs("placed", market, priority == each) for each in classes)


def _staying(market: Market, *, introduced: bool) -> tuple[Level, ...]:
    """Mentees who keep their mentor; then teams that keep their hour."""
    mentors = [mentor for mentor, each in market.heard.standing.items() if each.introduced is introduced]
    hours = -(np.isin(market.option_mentor, mentors) & ~agreed_options(market)).astype(np.int64)
    stay = _of_pairs("stay", market, _stands(market, introduced=introduced))
    return stay, Level("hours", np.zeros_like(market.pair_score), hours)


def agreed_options(market: Market) -> Bools:
    """Which options are the hour of a team that stands."""
    starts = np.full(len(market.mentors), -1)
    for mentor, standing in market.heard.standing.items():
        starts[mentor] = standing.slot.day * MINUTES_PER_DAY + standing.slot.start
    agreed: Bools = starts[market.option_mentor] == market.option_start
    return agreed


def standing_pairs(market: Market) -> Bools:
    """Which pairs are together in a team that stands."""
    return _stands(market, introduced=True) | _stands(market, introduced=False)


def standing_plan(market: Market) -> Plan:
    """The teams that stand, with those of their mentees who are still here and free at the agreed hour."""
    agreed = np.flatnonzero(agreed_options(market))
    fits = agreed_options(market)[market.fit_option] & standing_pairs(market)[market.fit_pair]
    pairs = market.fit_pair[fits]
    pairs = np.sort(pairs[np.unique(market.pair_mentee[pairs], return_index=True)[1]])
    size = np.bincount(market.pair_mentor[pairs], minlength=len(market.mentors))
    possible = (size >= np.maximum(market.least, 1)) & (size <= market.most)
    return Plan(pairs[possible[market.pair_mentor[pairs]]], agreed[possible[market.option_mentor[agreed]]])


def _stands(market: Market, *, introduced: bool) -> Bools:
    """Which pairs are together in a team that stands, and has been introduced or not."""
    people = len(market.mentees)
    wanted = {
        mentor: standing.mentees
        for mentor, standing in market.heard.standing.items()
        if standing.introduced is introduced
    }
    place = {mentee.email: at for at, mentee in enumerate(market.mentees)} if wanted else {}
    together = [
        mentor * people + place[each] for mentor, mentees in wanted.items() for each in mentees if each in place
    ]
    stands: Bools = np.isin(market.pair_mentor * people + market.pair_mentee, together)
    return stands


def _of_pairs(kind: str, market: Market, chosen: Bools) -> Level:
    return Level(kind, chosen.astype(np.int64), np.zeros_like(market.option_mentor))
