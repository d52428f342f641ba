"""Whose a row is, when it counts, and what is set aside."""

from datetime import UTC, date, datetime

import pytest

from mentoring_sync.intake.surveys.form import Late, SurveyForm
from mentoring_sync.records.survey import Aside
from tests.intake.response_tabs import serial
from tests.intake.surveys.survey_tabs import survey

HEADER = ("Timestamp", "Email Address", "How was it?", "What else?")
CLOSES = datetime(2027, 1, 13, 12, tzinfo=UTC)
"""12 January is over anywhere on Earth."""


def row(at: str, who: str, *answers: str) -> tuple[object, ...]:
    return (serial(at), f"{who}@example.org", *answers)


def read(*rows, **given):
    form = SurveyForm(tab="Feedback", closes=date(2027, 1, 12), **given.pop("form", {}))
    assert form.closed == CLOSES
    return survey([HEADER, *rows], form, zone="UTC", closes=CLOSES, **given)


def test_an_unfinished_second_attempt_hides_no_complete_answer():
    found = read(row("2027-01-10 09:00:00", "eli", "Good", "Yes"), row("2027-01-11 09:00:00", "eli", "", ""))
    assert [each.row for each in found.responses] == [2]
    assert [(each.row, each.why) for each in found.aside] == [(3, Aside.BROKEN)]


def test_the_later_of_two_complete_answers_counts_by_any_address_and_the_earlier_is_kept():
    rows = row("2027-01-10 09:00:00", "fay", "Good", "a"), row("2027-01-11 09:00:00", "fay.two", "Bad", "b")
    found = read(*rows, known_as=lambda email: email.replace("fay.two", "fay"))
    assert [each.row for each in found.responses] == [3]
    assert [(each.row, each.why) for each in found.aside] == [(2, Aside.REPLACED)]


def test_a_day_is_over_anywhere_on_earth():
    found = read(row("2027-01-13 06:30:00", "fay", "Good", "x"), row("2027-01-14 00:00:00", "hal", "Good", "y"))
    assert [each.email for each in found.responses if each.key in found.late] == ["hal@example.org"]


def test_who_was_seen_in_time_stays_in_time_though_they_edit_it_later():
    before = read(row("2027-01-10 09:00:00", "gus", "Good", "x"))
    edited = row("2027-01-20 09:00:00", "gus", "Better", "x")
    assert read(edited).late
    again = read(edited, first=before.first_given)
    assert not again.late
    assert again.first_given == before.first_given
    assert again.responses[0].given == datetime(2027, 1, 20, 9, tzinfo=UTC)


def test_a_late_answer_counts_or_not_by_one_setting():
    late = row("2027-01-14 09:00:00", "hal", "Good", "x")
    assert len(read(late).responses) == 1
    found = read(late, form={"late": Late.COUNTS_NOT})
    assert (found.responses, [each.why for each in found.aside]) == ((), [Aside.LATE])


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((row("2027-01-10 09:00:00", "eli", "Good", "Test"),), Aside.TEST),
        ((row("2027-01-10 09:00:00", "boss", "Good", "Fine"),), Aside.TEST),
        ((row("2026-12-01 09:00:00", "eli", "Good", "Fine"),), Aside.EARLY),
        ((row("2027-01-10 09:00:00", "eli", "", ""),), Aside.BROKEN),
    ],
)
def test_rows_that_are_no_answers_are_set_aside_with_the_reason_and_come_back_by_a_word(rows, why):
    given = {"form": {"opens": date(2027, 1, 1)}, "staff": ["boss@example.org"]}
    found = read(*rows, **given)
    assert (found.responses, [each.why for each in found.aside]) == ((), [why])
    restored = [(each.key, each.given) for each in found.aside]
    assert len(read(*rows, restored=restored, **given).responses) == 1


def test_an_anonymous_survey_knows_nobody():
    found = read(row("2027-01-10 09:00:00", "eli", "Good", "x"), form={"anonymous": True})
    assert (found.responses[0].email, found.asks_who) == ("", False)
    assert found.identifying == ("Email Address",)


@pytest.mark.parametrize(
    "title", ["If you like, your name", "Name", "Ihr Name", "Votre nom ?", "Tu nombre", "Seu nome"]
)
def test_a_column_that_asks_for_a_name_is_no_question(title):
    found = survey([("Timestamp", title, "How was it?"), (serial("2027-01-10 09:00:00"), "Eli Ó Briain", "Good")])
    assert [each.title for each in found.questions] == ["How was it?"]
    assert found.identifying == (title,)


def test_a_column_of_addresses_is_no_question_whatever_its_title():
    found = survey([("Timestamp", "Where can we reach you?"), (serial("2027-01-10 09:00:00"), "eli@example.org")])
    assert (found.questions, found.identifying) == ((), ("Where can we reach you?",))


def test_name_one_thing_is_a_question():
    found = survey([("Timestamp", "Name one thing that helped"), (serial("2027-01-10 09:00:00"), "Talk")])
    assert [each.title for each in found.questions] == ["Name one thing that helped"]


def test_rows_from_before_the_round_are_of_another():
    rows = row("2026-06-10 09:00:00", "old", "Good", "x"), row("2027-01-10 09:00:00", "eli", "Good", "x")
    found = read(*rows, began=datetime(2026, 9, 1, tzinfo=UTC))
    assert [each.email for each in found.responses] == ["eli@example.org"]
    assert found.before == {"old@example.org"}


def test_a_no_to_being_quoted_is_obeyed_and_silence_is_none():
    form = SurveyForm.model_validate({"tab": "Feedback", "quotable": {"title": "May we quote this?"}})
    rows = [(serial("2027-01-10 09:00:00"), "a", answer) for answer in ("Yes", "No", "", "Ja, ohne Namen", "maybe")]
    found = survey([("Timestamp", "What else?", "May we quote this?"), *rows], form)
    by_row = {each.row: each.may_quote for each in found.responses}
    assert by_row == {2: True, 3: False, 4: False, 5: True, 6: False}
