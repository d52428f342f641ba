"""What pairing answered is known again when it is asked the same, and only then."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.records.team import Standing, Wishes
from mentoring_sync.workbook.known.pairing import answered_cells, known_answer
from tests.extent import extent
from tests.pairing.rounds import a_mentee, a_mentor, a_pin, in_its_time, rules
from tests.pairing.strategies import small_rounds, wishes_for


def asked(wishes: Wishes | None = None) -> PairingRequest:
    mentees = [a_mentee("Noor"), a_mentee("Pia")]
    return PairingRequest(mentors=[a_mentor("Maya")], mentees=mentees, wishes=wishes or Wishes(), rules=rules())


def standing_as(request: PairingRequest, found: CandidatePairing) -> PairingRequest:
    """The next run's question: the same with the teams that were found."""
    standing = tuple(
        Standing(mentor=each.mentor.id, slot=each.slot, mentees=tuple(one.id for one in each.mentees), introduced=True)
        for each in found.teams
    )
    return replace(request, wishes=replace(request.wishes, standing=standing))


@settings(
    max_examples=extent(share=15, whole=100),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(small_rounds(), st.data())
def test_what_was_answered_is_read_back_as_it_was(people, data):
    mentors, mentees = people
    request = PairingRequest(
        mentors=mentors, mentees=mentees, wishes=data.draw(wishes_for(mentors, mentees)), rules=rules()
    )
    found = pair(request, in_its_time())
    kept = answered_cells(request, found)
    backwards = replace(standing_as(request, found), mentors=mentors[::-1], mentees=mentees[::-1])
    assert known_answer(kept, backwards) == found


def test_another_person_another_wish_another_rule_and_other_teams_are_other_questions() -> None:
    request = asked()
    found = pair(request, in_its_time())
    kept, again = answered_cells(request, found), standing_as(request, found)
    assert known_answer(kept, again) == found
    assert known_answer(kept, request) is None
    assert known_answer(kept, replace(again, mentees=again.mentees[:1])) is None
    assert known_answer(kept, replace(again, rules=rules(most_mentees=1))) is None
    pinned = replace(again.wishes, pins=frozenset({a_pin("Noor", "Maya")}))
    assert known_answer(kept, replace(again, wishes=pinned)) is None


def test_a_spoiled_memory_is_as_if_nothing_had_been_asked() -> None:
    request = asked()
    found = pair(request, in_its_time())
    kept, again = answered_cells(request, found), standing_as(request, found)
    for row, title in (("team maya@example.org", "seats"), ("team maya@example.org", "meets"), ("asked", "reached")):
        spoiled = {**kept, row: {**kept[row], title: "nothing that we wrote"}}
        assert known_answer(spoiled, again) is None
    assert known_answer({}, again) is None
