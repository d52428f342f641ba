"""Rounds with too many pairs to search: the promising ones are searched, and the bounds hold for all of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.pairing.problem import packed_pairs
from mentoring_sync.pairing.problem import problem as formulation
from mentoring_sync.pairing.rules import Strictness
from mentoring_sync.pairing.solver import search
from mentoring_sync.pairing.solver.large import PrunedProblem, WholeProblem
from mentoring_sync.pairing.solver.objectives import objectives_in_order
from mentoring_sync.records.team import Objective, Wishes
from tests.benchmarks.rounds_at_scale import Scale, a_round_of
from tests.extent import extent
from tests.pairing.rounds import a_problem, paired, paired_unchecked, standing_of
from tests.pairing.strategies import small_rounds, wishes_for

quick = settings(
    max_examples=extent(share=15, whole=40),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def as_if_too_many(mentors_each: int = 2, mentees_each: int = 2):
    """Every round with any pair at all is pruned to so few promising ones."""
    patch = pytest.MonkeyPatch()
    patch.setattr(search, "EXACT_FITS", 0)
    patch.setattr(formulation, "MOST_PAIRS", 0)
    patch.setattr(packed_pairs, "MENTORS_EACH", mentors_each)
    patch.setattr(packed_pairs, "MENTEES_EACH", mentees_each)
    return patch


@pytest.fixture
def too_many_pairs():
    patch = as_if_too_many(6, 12)
    yield
    patch.undo()


@quick
@given(small_rounds(most_mentors=4, most_mentees=7), st.data())
def test_any_wishes_give_a_possible_pairing_and_bounds_that_hold(people, data):
    wishes = data.draw(wishes_for(*people))
    best = paired(*people, wishes)
    patch = as_if_too_many()
    try:
        found = paired(*people, wishes)
    finally:
        patch.undo()
    assert best.placed <= found.objectives[Objective.PLACED].bound
    if found.placed == best.placed and found.ignored == best.ignored:
        assert best.objectives[Objective.SCORE].value <= found.objectives[Objective.SCORE].bound


@quick
@given(small_rounds(most_mentors=4, most_mentees=7), st.booleans(), st.integers(0, 2**32 - 1))
def test_the_bound_of_a_pruned_market_is_none_lower_than_that_of_the_whole(people, introduced, seed):
    mentors, mentees = people
    wishes = Wishes(standing=standing_of(paired(*people), introduced=introduced))
    whole = a_problem(mentors, mentees, wishes)
    patch = as_if_too_many()
    try:
        pruned = a_problem(mentors, mentees, wishes)
    finally:
        patch.undo()
    if not len(whole.pair_mentee):
        return
    prices = np.random.default_rng(seed).uniform(0, 200, len(whole.mentees))
    of_whole = WholeProblem(whole).bound(objectives_in_order(whole, Strictness.MOVE_ANYONE), 1.0, prices)
    assert pruned.packed_pairs is not None
    of_crowd = PrunedProblem(pruned, pruned.packed_pairs).bound(
        objectives_in_order(pruned, Strictness.MOVE_ANYONE), 1.0, prices
    )
    assert of_crowd >= of_whole - 1e-6
    if all(mentor.min_team == 1 for mentor in mentors) and not wishes.standing:
        assert of_crowd == pytest.approx(of_whole)


def test_a_pruned_round_is_paired_nearly_as_well(too_many_pairs):
    mentors, mentees, given = a_round_of(Scale(100, 30, work=20), 1.0, 1)
    opened = a_problem(mentors, mentees, given=given)
    assert len(opened.pair_mentee) < 0.9 * opened.packed_pairs.pairs
    found = paired(mentors, mentees, given=given)
    assert found.placed >= 0.95 * found.objectives[Objective.PLACED].bound
    assert found.objectives[Objective.SCORE].value >= 0.9 * found.objectives[Objective.SCORE].bound


def test_in_a_pruned_round_too_nobody_moves_without_need(too_many_pairs):
    mentors, mentees, given = a_round_of(Scale(40, 12, work=20), 1.0, 2)
    first = paired_unchecked(mentors, mentees, given=given)
    wishes = Wishes(standing=standing_of(first, introduced=True))
    again = paired(mentors, mentees, wishes, given)
    assert again.placed > first.placed or again.objectives[Objective.MOVED].value == 0
