"""Whoever isn't seen, or can't be read any more, keeps their place until a person says otherwise."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from tests.extent import extent
from tests.run.in_memory import Programme, address, as_shipped, programme_of_two_teams

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def introduced() -> Programme:
    """Two teams of two, introduced; a copy of those that were once."""
    formed = _introduced()
    return deepcopy(formed, {id(formed.configuration): formed.configuration})


@cache
def _introduced() -> Programme:
    programme = programme_of_two_teams(Delivery.SEND, now=NOW)
    programme.run()
    programme.approve()
    programme.run()
    assert len(programme.teams()) == 4
    assert {row[3] for row in programme.teams().values()} == {"Introduced"}
    return programme


def later(programme: Programme, days: int = 1) -> None:
    programme.now += timedelta(days=days)
    programme.run()


def test_a_cleared_row_keeps_the_seat_and_is_asked_about_once() -> None:
    programme = introduced()
    before, sent = programme.teams(), len(programme.mailed())
    programme.clear_row(Role.MENTEE, 2)
    later(programme)
    later(programme)
    assert programme.teams() == before
    assert len(programme.mailed()) == sent
    [question] = [each for each in programme.asked() if "Cy Roth" in each]
    assert "is gone: withdrawn, or a mistake?" in question
    assert "no longer in the form's tab" in str(programme.cells("Roster", "Reason")["mentee:cy@example.org"])


def test_a_draft_for_somebody_whose_answer_is_gone_waits_for_the_word_about_it() -> None:
    programme = Programme(configuration=as_shipped(), now=NOW)
    programme.answers(Role.MENTOR, "Ada Brandt", address("Ada Brandt"), capacity=2.0)
    programme.answers(Role.MENTEE, "Bo Lund", address("Bo Lund"))
    row = programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"), hours_TUE="", hours_SUN="6:00-7:00")
    programme.run()
    assert len(programme.mailbox.drafts) == 2
    programme.clear_row(Role.MENTEE, row)
    programme.approve()
    later(programme)
    later(programme)
    team = {address("Ada Brandt"), address("Bo Lund")}
    assert [set(each.to) for each in programme.mailed()] == [team]
    programme.choose("Flo Ek", "Keep the last answers")
    later(programme)
    programme.approve()
    later(programme)
    assert [set(each.to) for each in programme.mailed()] == [team, {address("Flo Ek")}]


def test_the_coordinators_answer_lets_whoever_is_gone_go() -> None:
    programme = introduced()
    programme.clear_row(Role.MENTEE, 2)
    later(programme)
    programme.choose("Cy Roth", "Withdrawn")
    later(programme)
    assert "cy@example.org" not in programme.teams()
    assert programme.cells("Roster", "Status")["mentee:cy@example.org"] == ("Withdrawn",)
    assert not [each for each in programme.asked() if "is gone" in each]


def test_a_mistake_stays_one_and_is_asked_about_no_more() -> None:
    programme = introduced()
    before = programme.teams()
    programme.clear_row(Role.MENTEE, 2)
    later(programme)
    programme.choose("Cy Roth", "keep the last answers")
    later(programme)
    later(programme)
    assert programme.teams() == before
    assert not [each for each in programme.asked() if "is gone" in each]


def test_an_answer_that_is_no_choice_is_asked_about_and_nothing_is_done() -> None:
    programme = introduced()
    before = programme.teams()
    programme.clear_row(Role.MENTEE, 2)
    later(programme)
    programme.choose("Cy Roth", "no idea")
    later(programme)
    assert programme.teams() == before
    assert [each for each in programme.asked() if each.startswith("“no idea” is none of the answers")]


def test_an_emptied_tab_changes_no_team_and_mails_nobody() -> None:
    programme = introduced()
    before, sent = programme.teams(), len(programme.mailbox.sent)
    rows = [programme.clear_row(Role.MENTEE, row) for row in range(1, 5)]
    later(programme)
    later(programme)
    assert programme.teams() == before
    assert len(programme.mailbox.sent) == sent
    assert [each for each in programme.asked() if "4 people are gone at once" in each]
    for row, cells in enumerate(rows, start=1):
        programme.put_row(Role.MENTEE, row, cells)
    later(programme)
    assert programme.teams() == before
    assert not [each for each in programme.asked() if "gone" in each]
    assert not [each for each in programme.mailed()[sent:] if each.to]


@pytest.mark.parametrize(
    ("question", "noise"),
    [("time_zone", "IST"), ("time_zone", "#REF!"), ("certification", "well, sort of"), ("hours.TUE", "#N/A")],
)
def test_an_answer_that_has_become_unreadable_keeps_the_seat(question: str, noise: str) -> None:
    programme = introduced()
    before, sent = programme.teams(), len(programme.mailed())
    programme.set_field(Role.MENTEE, 2, question, noise)
    later(programme, days=2)
    assert programme.teams() == before
    assert len(programme.mailed()) == sent
    assert [each for each in programme.asked() if "Cy Roth" in each and "can't be read any more" in each]


def test_a_corrected_address_is_the_same_person_who_alone_is_introduced_again() -> None:
    programme = introduced()
    team, sent = programme.teams()["cy@example.org"], len(programme.mailed())
    programme.set_field(Role.MENTEE, 2, "email", "cy.roth@example.com")
    later(programme)
    later(programme)
    assert programme.teams()["cy@example.org"] == team
    assert [each.to for each in programme.mailed()[sent:]] == [("cy.roth@example.com",)]
    assert "introduction" in programme.mailed()[-1].key


def test_an_address_corrected_in_roster_is_the_same_person() -> None:
    programme = introduced()
    team, sent = programme.teams()["cy@example.org"], len(programme.mailed())
    programme.live.tab("Roster").type("mentee:cy@example.org", "Email", "cy.roth@example.com")
    later(programme)
    later(programme)
    assert programme.teams()["cy@example.org"] == team
    assert [each.to for each in programme.mailed()[sent:]] == [("cy.roth@example.com",)]


def test_a_stranger_under_a_mentors_address_dissolves_no_team() -> None:
    programme = introduced()
    before, sent = programme.teams(), len(programme.mailed())
    programme.answers(
        Role.MENTOR, "Mallory Quint", "ada@example.org", timestamp=46350.0, commitment="I am not sure yet"
    )
    later(programme)
    later(programme)
    assert programme.teams() == before
    assert len(programme.mailed()) == sent
    [question] = [each for each in programme.asked() if "Mallory Quint" in each]
    assert "the team of 2 that they lead would end" in question


def test_a_strangers_answers_that_the_coordinator_took_are_told_to_the_address() -> None:
    programme = introduced()
    programme.answers(Role.MENTEE, "Mallory Quint", "cy@example.org", timestamp=46350.0)
    later(programme)
    sent = len(programme.mailed())
    programme.choose("Mallory Quint", "Take the new answers")
    later(programme)
    later(programme)
    told = [each for each in programme.mailed()[sent:] if "answers-replaced" in each.key]
    assert [each.to for each in told] == [("cy@example.org",)]
    body = told[0].message.get_body(("plain",))
    assert body is not None
    assert "Until then Cy Roth had answered under it" in " ".join(body.get_content().split())
    assert programme.cells("Roster", "Person")["mentee:cy@example.org"] == ("Mallory Quint",)


def test_a_mentors_own_new_answer_that_would_end_the_team_is_held() -> None:
    programme = introduced()
    before, sent = programme.teams(), len(programme.mailed())
    programme.answers(
        Role.MENTOR, "Ada Brandt", "ada@example.org", timestamp=46350.0, hours_TUE="", hours_FRI="09:00-10:00"
    )
    later(programme)
    assert programme.teams() == before
    assert len(programme.mailed()) == sent
    programme.choose("has answered anew", "Take the new answers")
    later(programme)
    assert {row[1] for row in programme.teams().values() if row[0]} != {row[1] for row in before.values()}


def test_a_new_answer_that_costs_nobody_anything_simply_counts() -> None:
    programme = introduced()
    before = programme.teams()
    programme.answers(Role.MENTOR, "Ada Brandt", "ada@example.org", timestamp=46350.0, capacity=3.0)
    later(programme)
    assert {key: row[:2] for key, row in programme.teams().items()} == {key: row[:2] for key, row in before.items()}
    assert not [each for each in programme.asked() if "answered anew" in each]


def test_two_names_on_one_address_are_a_question_and_the_first_stands() -> None:
    programme = introduced()
    programme.answers(Role.MENTEE, "Flo Ek", "family@example.org")
    programme.answers(Role.MENTEE, "Gus Ib", "family@example.org")
    later(programme)
    assert programme.cells("Roster", "Person")["mentee:family@example.org"] == ("Flo Ek",)
    assert [each for each in programme.asked() if "Gus Ib answered under the address of Flo Ek" in each]


@settings(max_examples=extent(share=6, whole=200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.tuples(st.sampled_from(Role), st.integers(1, 4)), max_size=6))
def test_any_rows_hidden_for_one_run_and_shown_again_change_no_team_and_mail_nobody(
    hidden: set[tuple[Role, int]],
) -> None:
    programme = introduced()
    before, sent = programme.teams(), len(programme.mailed())
    there = {place: programme.clear_row(*place) for place in hidden if place[0] is Role.MENTEE or place[1] <= 2}
    later(programme)
    assert programme.teams() == before
    for place, cells in there.items():
        programme.put_row(*place, cells)
    later(programme)
    assert programme.teams() == before
    assert len(programme.mailed()) == sent
    assert not [each for each in programme.asked() if "gone" in each]


NOISE = st.text(min_size=1, max_size=20) | st.sampled_from(["#REF!", "#NAME?", "?", "-", "n/a", "x" * 5_000, "0"])
QUESTIONS = ("time_zone", "hours.TUE", "certification", "languages", "commitment", "timestamp", "name")


@settings(max_examples=extent(share=8, whole=400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(Role), st.integers(1, 2), st.sampled_from(QUESTIONS), NOISE)
def test_any_answer_replaced_by_noise_costs_nobody_a_seat_and_mails_nobody(
    role: Role, row: int, question: str, noise: str
) -> None:
    programme = introduced()
    before, sent = programme.teams(), len(programme.mailed())
    programme.set_field(role, row, question, noise)
    later(programme, days=2)
    assert {key: (each[0], each[2]) for key, each in programme.teams().items()} == {
        key: (each[0], each[2]) for key, each in before.items()
    }
    assert len(programme.mailed()) == sent
