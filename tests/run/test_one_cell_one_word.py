"""An hour that a person types is one word in one cell: it counts, or it stays and *Review* says why."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.mail.delivery import Delivery
from tests.extent import extent
from tests.run.in_memory import Programme, programme_of_two_teams

WHICH = "Which of them counts?"
NOBODY_CAN = "Sun 3:00"


def formed() -> Programme:
    """Two teams of two at 17:00, none introduced."""
    return _formed().copied()


@cache
def _formed() -> Programme:
    programme = programme_of_two_teams(Delivery.OFF)
    programme.run()
    assert {meets(programme, mentee) for mentee in programme.teams()} == {"Tue 17:00 Europe/Berlin"}
    return programme


def pair(programme: Programme) -> tuple[str, str]:
    """The two mentees of one team."""
    one, other = sorted(key for key, row in programme.teams().items() if row[1] == "Ada Brandt")
    return one, other


def typed(programme: Programme, mentee: str, words: str | None) -> None:
    programme.live.tab("Teams").type(mentee, "Meets", words)


def meets(programme: Programme, mentee: str) -> str:
    return str(programme.teams()[mentee][2])


def later(programme: Programme) -> None:
    programme.now += timedelta(days=1)
    programme.run()


def said_of(programme: Programme, words: str) -> list[str]:
    return [each for each in programme.asked() if words in each]


def test_an_hour_that_does_not_fit_stays_where_it_was_typed_beside_one_that_does() -> None:
    programme = formed()
    one, other = pair(programme)
    typed(programme, one, NOBODY_CAN)
    typed(programme, other, "Tue 18:00")
    for _ in range(3):
        later(programme)
        assert meets(programme, one) == NOBODY_CAN
        assert meets(programme, other) == "Tue 18:00 Europe/Berlin"
        assert said_of(programme, f"can't meet at “{NOBODY_CAN}”")


def test_of_two_hours_the_one_that_a_later_run_saw_first_counts_whichever_row_it_stands_in() -> None:
    programme = formed()
    for first, then in (pair(programme), pair(programme)[::-1]):
        typed(programme, first, "Tue 18:00")
        later(programme)
        typed(programme, then, "Tue 19:00")
        for _ in range(2):
            later(programme)
            assert {meets(programme, each) for each in (first, then)} == {"Tue 19:00 Europe/Berlin"}
            assert not said_of(programme, WHICH)


def test_two_new_hours_are_a_question_and_neither_counts_before_it_is_answered() -> None:
    programme = formed()
    one, other = pair(programme)
    typed(programme, one, "Tue 18:00")
    typed(programme, other, "tue 7pm")
    for _ in range(2):
        later(programme)
        assert (meets(programme, one), meets(programme, other)) == ("Tue 18:00", "tue 7pm")
        assert len(said_of(programme, WHICH)) == 1
        attendance = programme.cells("Attendance", "Team")
        assert f"mentee:{one}" in attendance
    programme.choose(WHICH, "Tue 19:00 Europe/Berlin")
    for _ in range(2):
        later(programme)
        assert {meets(programme, one), meets(programme, other)} == {"Tue 19:00 Europe/Berlin"}
        assert not said_of(programme, WHICH)


def test_while_two_hours_are_asked_about_the_hour_typed_before_them_holds() -> None:
    programme = formed()
    one, other = pair(programme)
    typed(programme, one, "Tue 18:00")
    later(programme)
    typed(programme, one, "Tue 17:00")
    typed(programme, other, "Tue 19:00")
    later(programme)
    assert (meets(programme, one), meets(programme, other)) == ("Tue 17:00", "Tue 19:00")
    typed(programme, one, None)
    later(programme)
    assert {meets(programme, one), meets(programme, other)} == {"Tue 19:00 Europe/Berlin"}


def test_an_earlier_hour_that_was_never_taken_stays_in_its_cell_and_it_is_said_that_a_later_one_counts() -> None:
    programme = formed()
    one, other = pair(programme)
    typed(programme, one, "Tue 18:00")
    typed(programme, other, "Tue 19:00")
    later(programme)
    typed(programme, other, "Tue 17:00")
    for _ in range(2):
        later(programme)
        assert (meets(programme, one), meets(programme, other)) == ("Tue 18:00", "Tue 17:00 Europe/Berlin")
        assert said_of(programme, "was typed for the same team after it")


def test_an_unchanged_run_writes_nothing_while_hours_are_asked_about() -> None:
    programme = formed()
    one, other = pair(programme)
    typed(programme, one, "Tue 18:00")
    typed(programme, other, "Tue 19:00")
    programme.run()
    assert programme.run().edits == 0


WORDS = ("Tue 17:00", "Tue 18:00", "Tue 19:00", NOBODY_CAN, "sometime", None)


@settings(max_examples=extent(share=5, whole=150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rounds=st.lists(st.dictionaries(st.integers(0, 1), st.sampled_from(WORDS), max_size=2), min_size=1, max_size=5))
def test_whatever_is_typed_a_cell_says_the_teams_hour_or_the_word_that_review_speaks_of(
    rounds: list[dict[int, str | None]],
) -> None:
    programme = formed()
    people = pair(programme)
    for words in rounds:
        for at, word in words.items():
            typed(programme, people[at], word)
        before = {mentee: meets(programme, mentee) for mentee in people}
        later(programme)
        new = {word for word in words.values() if word and word in WORDS[:3]}
        for mentee in people:
            now = meets(programme, mentee)
            if now == before[mentee] and not now.endswith("Europe/Berlin"):
                assert said_of(programme, f"“{now}") or said_of(programme, WHICH)
        if len(new) == 1 and len([word for word in words.values() if word in new]) == len(words):
            assert f"{min(new)} Europe/Berlin" in {meets(programme, mentee) for mentee in people}
