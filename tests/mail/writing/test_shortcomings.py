"""What an application lacks, as the applicant reads it: each requirement and each unreadable answer, in each language.

The English table stands in `shortcomings.txt`, for people to look at.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mentoring_sync.intake.outcome import Reason
from mentoring_sync.intake.rule import NOT_THE_APPLICANTS, Rule
from mentoring_sync.mail.kinds.applicants import NOT_ELIGIBLE
from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.facts import TurnedAway
from mentoring_sync.mail.writing.sample_reasons import answers_refused, came_late
from mentoring_sync.records.requirement import Role
from tests.builders import APPLIED
from tests.intake.response_tabs import read
from tests.mail.team_mail import NOW, composed, text_of, the_facts

TABLE = Path(__file__).with_name("shortcomings.txt")
LANGUAGES = ("English", "German", "Spanish", "French", "Portuguese")
MENTOR, MENTEE = Role.MENTOR, Role.MENTEE
RESPONSES: list[tuple[Role, dict[str, Any]]] = [
    (MENTOR, {"certification": "In progress"}),
    (MENTOR, {"certification": "I was, long ago"}),
    (MENTOR, {"certification": "No"}),
    (MENTEE, {"certification": "No"}),
    (MENTOR, {"workshops_taught": 1.0}),
    (MENTOR, {"workshops_taught": "none yet"}),
    (MENTOR, {"workshops_taught": "fewer than 2"}),
    (MENTOR, {"commitment": "Not sure yet"}),
    (MENTEE, {"name": ""}),
    (MENTEE, {"name": "..."}),
    (MENTEE, {"name": "x" * 300}),
    (MENTEE, {"time_zone": ""}),
    (MENTEE, {"time_zone": "IST"}),
    (MENTEE, {"time_zone": "UTC+3:20"}),
    (MENTEE, {"time_zone": "Berlin, Lagos"}),
    (MENTEE, {"hours_MON": ""}),
    (MENTEE, {"hours_MON": "evenings"}),
    (MENTEE, {"languages": "", "first_language": ""}),
    (MENTOR, {"commitment": ""}),
    (MENTEE, {"certification": ""}),
    (MENTOR, {"workshops_taught": ""}),
    (MENTOR, {"workshops_taught": "it depends"}),
    (MENTOR, {"workshops_taught": "-2"}),
    (MENTOR, {"workshops_taught": "2-Mar"}),
    (MENTOR, {"workshops_taught": 46054.0}),
    (MENTOR, {"workshops_taught": 9999.0}),
    (MENTOR, {"workshops_taught": "at least 1"}),
    (MENTOR, {"capacity": "0"}),
]
"""Responses as people give them, each with one thing that is wrong."""

COORDINATORS = re.compile(r"says|didn't|spreadsheet|config|questions\.toml|rule|field|None|True|False|\{|\}")
"""Words that are no applicant's."""


def reasons_of(role: Role, answers: dict[str, Any]) -> tuple[Reason, ...]:
    return _reasons(role, tuple(answers.items()))


@cache
def _reasons(role: Role, given: tuple[tuple[str, Any], ...]) -> tuple[Reason, ...]:
    answers = dict(given)
    (rejection,) = read(
        mentors=[answers] if role is MENTOR else (), mentees=[answers] if role is MENTEE else ()
    ).rejections
    return rejection.reasons


def letter(role: Role, reasons: tuple[Reason, ...], language: str = "English") -> str:
    someone = TurnedAway(
        name="Noor Haddad",
        email="noor@example.org",
        role=role,
        reasons=reasons,
        applied_at=APPLIED,
        languages=(language,),
    )
    facts = the_facts(turned_away=[someone], now=NOW)
    (message,) = [each for each in due(facts) if each.kind is NOT_ELIGIBLE]
    return text_of(composed(message, facts))


def points(text: str) -> list[str]:
    """What is missing: the points before the first heading."""
    return [line.removeprefix("- ") for line in text.partition("\n\n\n")[0].splitlines() if line.startswith("- ")]


def row(role: Role, answers: dict[str, Any], language: str = "English") -> str:
    (point,) = points(letter(role, reasons_of(role, answers), language))
    return point


def test_the_english_table_is_the_one_that_people_looked_at():
    table = [
        f"{role.value}, {field}\n  {row(role, answers)}\n" for role, answers in RESPONSES for field in [*answers][:1]
    ]
    assert "\n".join(table) == TABLE.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_told_with_the_question_the_answer_and_what_would_be_right(language):
    for role, answers in RESPONSES:
        (reason,) = reasons_of(role, answers)
        said = row(role, answers, language)
        assert reason.question in said
        assert reason.rule in (Rule.MADE_A_DATE, Rule.UNSEEN_NAME) or reason.answer[:80] in said
        assert len(re.findall(r"[.!?](?: |$)", said)) >= 2, said
        assert not COORDINATORS.search(said), said


def test_each_rule_that_applicants_hear_of_is_told_in_every_language_in_its_own_words():
    requirements = {Rule.ACCEPTS, Rule.BOUNDS, Rule.AGREED, Rule.DATES}
    rules = {reason.rule for reason in answers_refused()} | requirements | {came_late().rule}
    assert rules == set(Rule) - NOT_THE_APPLICANTS
    told = [points(letter(MENTEE, (*answers_refused(), came_late()), language)) for language in LANGUAGES]
    assert all(len(set(said)) == len(LANGUAGES) for said in zip(*told, strict=True))


def test_an_answer_of_thousands_of_letters_is_cut():
    assert len(row(MENTEE, {"time_zone": "somewhere " * 4900})) < 600


def test_what_was_typed_stays_text():
    (point,) = points(letter(MENTEE, reasons_of(MENTEE, {"time_zone": "**Mars** [x](http://example.org) <b>"})))
    assert "“**Mars** [x](http://example.org) <b>”" in point


@pytest.mark.parametrize(
    ("language", "city"),
    [
        ("English", "Berlin"),
        ("German", "Berlin"),
        ("Spanish", "Bogotá"),
        ("French", "Paris"),
        ("Portuguese", "São Paulo"),
    ],
)
def test_the_city_that_is_given_as_an_example_can_be_read(language, city):
    assert f" {city}." in row(MENTEE, {"time_zone": "IST"}, language)
    assert read(mentees=[{"time_zone": city}]).mentees
