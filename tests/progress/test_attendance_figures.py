"""Marks become meetings attended and a rate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.progress.attendance import Attendance, attendance
from mentoring_sync.progress.settings import Excused

MARKS = st.lists(st.sampled_from(["present", "excused", "missed", "?", ""]))


def test_before_any_mark_there_is_no_rate() -> None:
    assert attendance([]) == Attendance(attended=0, rate=None)


@pytest.mark.parametrize(
    ("marks", "attended", "rate"),
    [
        (["present"], 1, 1.0),
        (["missed"], 0, 0.0),
        (["present", "missed", "present"], 2, 2 / 3),
        (["excused"], 0, None),
        (["present", "excused"], 1, 1.0),
        (["present", "came late"], 1, 1.0),
    ],
)
def test_the_rate_is_of_those_marked_present_or_missed(marks: list[str], attended: int, rate: float | None) -> None:
    found = attendance(marks)
    assert (found.attended, found.rate) == (attended, rate)


@given(MARKS)
def test_an_excuse_changes_nothing_where_it_is_left_out(marks: list[str]) -> None:
    assert attendance([*marks, "excused"]) == attendance(marks)


def test_an_excuse_counts_where_the_programme_says_so() -> None:
    marks = ["present", "missed", "present", "excused", "present", "missed"]
    assert attendance(marks).rate == 3 / 5
    assert attendance(marks, Excused.COUNTS).rate == 3 / 6


@given(MARKS)
def test_a_rate_is_a_share(marks: list[str]) -> None:
    rate = attendance(marks).rate
    assert rate is None or 0 <= rate <= 1
