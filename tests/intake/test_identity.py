from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.intake.identity import BURST, canonical, doubts_about_identity, is_disguised, skeleton
from mentoring_sync.intake.outcome import Rejection
from mentoring_sync.records.person import Origin
from mentoring_sync.records.problem import Problem
from mentoring_sync.records.requirement import Role

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def applied(email: str, *, row: int = 2, at: datetime = NOW, role: Role = Role.MENTEE, name: str = "Ana") -> Rejection:
    origin = Origin(tab="Mentee applications", row=row)
    return Rejection(name=name, email=email, role=role, origin=origin, time_zone="", reasons=(), applied_at=at)


def doubts(*emails: str) -> list[str]:
    every = [applied(email, row=number) for number, email in enumerate(emails, start=2)]
    return [problem.what for problem in found(every)]


def found(every: list[Rejection]) -> list[Problem]:
    return doubts_about_identity(every, contact="mentoring@example.org", now=NOW)


def test_ordinary_addresses_leave_nothing_to_look_at():
    assert doubts("ana@example.org", "bo.lund@example.org", "jürgen@münchen.example", "пример@пример.example") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ana.lima@gmail.com", "analima@gmail.com"),
        ("ana@gmail.com", "ana@googlemail.com"),
        ("ana+round2@gmail.com", "ana@gmail.com"),
        ("ana+a@example.org", "ana@example.org"),
        ("ana@example.org", "аna@example.org"),
        ("ana@example.org", "ana@exаmple.org"),
        ("ana@example.org", "ana@xn--exmple-4nf.org"),
        ("nikos@example.org", "nikοs@example.org"),
        ("jose@example.org", "josé@example.org"),
    ],
)
def test_two_addresses_that_look_or_reach_the_same_are_a_question(one, other):
    assert any(
        f"{other} is the same mailbox as {one} (Mentee applications, row 2)" in what for what in doubts(one, other)
    )


def test_dots_are_other_mailboxes_elsewhere():
    assert doubts("ana.lima@example.org", "analima@example.org") == []


def test_one_address_in_both_roles_is_one_address():
    assert found([applied("ana@example.org"), applied("ana@example.org", role=Role.MENTOR)]) == []


def test_one_person_under_two_spellings_in_two_roles_is_a_question():
    assert len(found([applied("a.na@gmail.com"), applied("ana@gmail.com", role=Role.MENTOR)])) == 1


@pytest.mark.parametrize("email", ["аna@example.org", "ana@exаmple.org", "аррӏе@example.org", "αda@example.org"])
def test_letters_that_pass_for_latin_ones_are_named(email):
    (what,) = doubts(email)
    assert "letters in the address look like Latin ones and aren't" in what
    assert "letter" in what.rsplit(":", 1)[1]


@pytest.mark.parametrize("email", ["пример@пример.example", "ελένη@example.gr", "müller@example.de", "陈@example.cn"])
def test_an_address_in_its_own_alphabet_is_no_disguise(email):
    assert not is_disguised(email)


@pytest.mark.parametrize("email", ["mentoring@example.org", "mentoring+me@example.org", "mеntoring@example.org"])
def test_the_coordinators_own_address_is_a_question(email):
    assert any("the coordinator's own address" in what for what in doubts(email))


@pytest.mark.parametrize(
    "email",
    [
        "postmaster@example.org",
        "noreply@example.org",
        "Mailer-Daemon@example.org",
        "root@example.org",
        "abuse@x.example",
    ],
)
def test_an_offices_or_a_machines_address_is_a_question(email):
    assert any("an office's or a machine's" in what for what in doubts(email))


def test_an_answer_from_the_future_is_a_question():
    ahead = applied("ana@example.org", at=NOW + timedelta(days=2))
    (problem,) = found([ahead])
    assert problem.what == "Ana (ana@example.org) answered in the future, on 27 November 2026."
    assert problem.where.row == 2


def test_a_clock_that_is_hours_ahead_is_no_future():
    assert found([applied("ana@example.org", at=NOW + timedelta(hours=14))]) == []


def burst(count: int, *, apart: timedelta) -> list[Rejection]:
    times = [NOW - timedelta(days=9) + apart * number for number in range(count)]
    return [applied(f"p{number}@flood.example", row=number + 2, at=at) for number, at in enumerate(times)]


def test_a_burst_from_one_domain_is_one_question_whatever_is_around_it():
    calm = [applied(f"q{number}@example.org", row=900 + number) for number in range(250)]
    (problem,) = found([*burst(BURST, apart=timedelta(seconds=10)), *calm[:100]])
    assert "from addresses at flood.example" in problem.what


def test_many_answers_over_days_are_no_burst():
    assert found(burst(BURST * 2, apart=timedelta(minutes=5))) == []


def test_without_an_address_or_a_time_nothing_is_said():
    blank = Rejection(
        name="", email="", role=Role.MENTEE, origin=Origin(tab="T", row=2), time_zone="", reasons=(), applied_at=None
    )
    assert found([blank]) == []


@given(st.emails())
def test_an_address_looks_like_itself_however_it_is_spelt(email):
    assert canonical(canonical(email)) == canonical(email)
    assert skeleton(email.upper()) == skeleton(email)
