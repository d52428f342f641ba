"""Rounds with too many pairs to search: the promising ones are searched, and the bounds hold for all of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.problem import packed_pairs as crowd
from mentoring_sync.pairing.problem import problem as market
from mentoring_sync.pairing.problem.problem import open_market
from mentoring_sync.pairing.rules import Strictness
from mentoring_sync.pairing.solver import search
from mentoring_sync.pairing.solver.large import WholeCrowd, WholeMarket
from mentoring_sync.pairing.solver.objectives import levels
from mentoring_sync.records.team import Wishes
from tests.benchmarks.rounds_at_scale import Scale, a_round_of
from tests.pairing.checker import check
from tests.pairing.rounds import paired, rules, small_rounds, standing_of, wishes_for

quick = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def as_if_crowded(mentors_each: int = 2, mentees_each: int = 2):
    """Every round with any pair at all is pruned to so few promising ones."""
    patch = pytest.MonkeyPatch()
    patch.setattr(search, "EXACT_FITS", 0)
    patch.setattr(market, "MOST_PAIRS", 0)
    patch.setattr(crowd, "MENTORS_EACH", mentors_each)
    patch.setattr(crowd, "MENTEES_EACH", mentees_each)
    return patch


@pytest.fixture
def crowded():
    patch = as_if_crowded(6, 12)
    yield
    patch.undo()


@quick
@given(small_rounds(most_mentors=4, most_mentees=7), st.data())
def test_any_wishes_give_a_possible_pairing_and_bounds_that_hold(people, data):
    wishes = data.draw(wishes_for(*people))
    best = paired(*people, wishes)
    patch = as_if_crowded()
    try:
        found = paired(*people, wishes)
    finally:
        patch.undo()
    assert best.placed <= found.objectives["placed"].bound
    if found.placed == best.placed and found.ignored == best.ignored:
        assert best.objectives["score"].value <= found.objectives["score"].bound


@quick
@given(small_rounds(most_mentors=4, most_mentees=7), st.booleans(), st.integers(0, 2**32 - 1))
def test_the_bound_of_a_pruned_market_is_none_lower_than_that_of_the_whole(people, introduced, seed):
    mentors, mentees = people
    wishes = Wishes(standing=standing_of(paired(*people), introduced=introduced))
    whole = open_market(mentors, mentees, wishes, rules())
    patch = as_if_crowded()
    try:
        pruned = open_market(mentors, mentees, wishes, rules())
    finally:
        patch.undo()
    if not len(whole.pair_mentee):
        return
    prices = np.random.default_rng(seed).uniform(0, 200, len(whole.mentees))
    of_whole = WholeMarket(whole).bound(levels(whole, Strictness.MOVE_ANYONE), 1.0, prices)
    of_crowd = WholeCrowd(pruned, pruned.crowd).bound(levels(pruned, Strictness.MOVE_ANYONE), 1.0, prices)
    assert of_crowd >= of_whole - 1e-6
    if all(mentor.min_team == 1 for mentor in mentors) and not wishes.standing:
        assert of_crowd == pytest.approx(of_whole)


def test_a_pruned_round_is_paired_nearly_as_well(crowded):
    mentors, mentees, given = a_round_of(Scale(100, 30, seconds=20), 1.0, 1)
    opened = open_market(mentors, mentees, Wishes(), given)
    assert len(opened.pair_mentee) < 0.9 * opened.crowd.pairs
    found = check(pair(mentors, mentees, Wishes(), given), mentors, mentees, Wishes(), given)
    assert found.placed >= 0.95 * found.objectives["placed"].bound
    assert found.objectives["score"].value >= 0.9 * found.objectives["score"].bound


def test_in_a_pruned_round_too_nobody_moves_without_need(crowded):
    mentors, mentees, given = a_round_of(Scale(60, 18, seconds=20), 1.0, 2)
    first = pair(mentors, mentees, Wishes(), given)
    wishes = Wishes(standing=standing_of(first, introduced=True))
    again = check(pair(mentors, mentees, wishes, given), mentors, mentees, wishes, given)
    assert again.placed > first.placed or again.objectives["moved"].value == 0
