"""Rounds too large for the exact model: the solutions are possible and near the best, and the bounds hold for every
solution.

The method is tried on small rounds as well, where the exact model knows the truth.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mentoring_sync.pairing.pair as door
from mentoring_sync.pairing.explain import reasons
from mentoring_sync.pairing.solver import search
from mentoring_sync.records.team import Objective, Wishes
from tests.benchmarks.rounds_at_scale import Scale, a_round_of
from tests.extent import extent
from tests.pairing.rounds import a_request, in_its_time, paired, paired_unchecked, standing_of
from tests.pairing.strategies import small_rounds, wishes_for

quick = settings(
    max_examples=extent(share=15, whole=40),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def as_if_large(monkeypatch):
    """Every round with any pair at all counts as large."""
    monkeypatch.setattr(search, "EXACT_FITS", 0)


@quick
@given(small_rounds(), st.data())
def test_any_wishes_give_a_possible_pairing(as_if_large, people, data):
    paired(*people, data.draw(wishes_for(*people)))


@quick
@given(small_rounds(most_mentors=4, most_mentees=7))
def test_the_bounds_hold_for_the_best_plan(people):
    best = paired(*people)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "EXACT_FITS", 0)
        found = paired(*people)
    assert found.placed <= best.placed <= found.objectives[Objective.PLACED].bound
    if found.placed == best.placed:
        assert (
            found.objectives[Objective.SCORE].value
            <= best.objectives[Objective.SCORE].value
            <= found.objectives[Objective.SCORE].bound
        )


def test_a_round_as_usual_comes_near_the_best(as_if_large, monkeypatch):
    mentors, mentees, given = a_round_of(Scale(40, 12, work=20), 1.0, 1)
    near = paired(mentors, mentees, given=given)
    monkeypatch.undo()
    best = paired_unchecked(mentors, mentees, given=given)
    assert near.placed >= best.placed - 1
    assert near.objectives[Objective.SCORE].value >= 0.97 * best.objectives[Objective.SCORE].value


def test_pairing_again_on_unchanged_input_moves_nobody(as_if_large):
    mentors, mentees, given = a_round_of(Scale(40, 12, work=20), 1.0, 2)
    first = paired_unchecked(mentors, mentees, given=given)
    wishes = Wishes(standing=standing_of(first, introduced=True))
    again = paired(mentors, mentees, wishes, given)
    assert again.placed >= first.placed
    assert again.placed > first.placed or again.objectives[Objective.MOVED].value == 0


def test_without_time_there_is_a_possible_solution_all_the_same(as_if_large):
    mentors, mentees, given = a_round_of(Scale(60, 18, work=0.001), 1.0, 3)
    found = paired(mentors, mentees, given=given)
    assert found.placed > 30


def test_a_deadline_that_ends_while_reasons_are_sought_keeps_the_solution(as_if_large, monkeypatch):
    mentors, mentees, given = a_round_of(Scale(40, 12, work=20), 1.0, 3)
    undisturbed, unplaced = paired_unchecked(mentors, mentees, given=given), reasons.unplaced
    deadline = in_its_time()

    def ended(*arguments):
        deadline.end()
        return unplaced(*arguments)

    monkeypatch.setattr(door, "unplaced", ended)
    assert door.pair(a_request(mentors, mentees, given=given), deadline) == undisturbed
