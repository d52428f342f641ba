"""What holds for every round: brute force agrees, nothing depends on order, nobody moves without need."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.records.team import Objective, Wishes
from tests.extent import extent
from tests.pairing.brute import best
from tests.pairing.rounds import a_mentor, paired, paired_unchecked, rules, standing_of
from tests.pairing.strategies import small_rounds, weekly_hours, wishes_for

quick = settings(
    max_examples=extent(share=25, whole=60),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@quick
@given(small_rounds(), st.data())
def test_no_brute_force_finds_a_better_pairing(people, data):
    wishes = replace(data.draw(wishes_for(*people)), pins=frozenset())
    found = paired(*people, wishes)
    assert (found.placed, found.score) == best(*people, wishes, rules())
    assert all(objective.optimal for objective in found.objectives.values())


@quick
@given(small_rounds(), st.data())
def test_any_wishes_give_a_possible_pairing(people, data):
    paired(*people, data.draw(wishes_for(*people)))


@quick
@given(small_rounds(), st.data())
def test_the_order_of_the_input_never_matters(people, data):
    mentors, mentees = people
    wishes = data.draw(wishes_for(mentors, mentees))
    other = paired_unchecked(data.draw(st.permutations(mentors)), data.draw(st.permutations(mentees)), wishes)
    assert paired_unchecked(mentors, mentees, wishes) == other


@quick
@given(small_rounds(most_mentors=2), weekly_hours())
def test_one_more_mentor_never_places_fewer(people, hours):
    mentors, mentees = people
    more = [*mentors, a_mentor("one more", hours=hours, min_team=2, capacity=3)]
    assert paired(more, mentees).placed >= paired(mentors, mentees).placed


@quick
@given(small_rounds(), st.booleans())
def test_pairing_again_on_unchanged_input_moves_nobody(people, introduced):
    first = paired(*people)
    again = paired(*people, Wishes(standing=standing_of(first, introduced=introduced)))
    assert again.teams == first.teams
    assert again.objectives[Objective.MOVED].value == 0
