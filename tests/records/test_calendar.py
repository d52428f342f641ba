"""A round's calendar: its milestones in their order, when each has passed, and what can't be."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from mentoring_sync.records.calendar import Milestone, Step, read_moment
from tests.builders import a_round

AFTERNOON = datetime(2027, 4, 28, 14, tzinfo=UTC)
CALENDAR: dict[str, Any] = {
    "applications_open": date(2026, 10, 30),
    "information_sessions": (datetime(2026, 11, 10, 15, tzinfo=UTC), datetime(2026, 11, 10, 22, tzinfo=UTC)),
    "pairing": date(2026, 11, 23),
    "onboarding": (datetime(2026, 11, 26, 15, tzinfo=UTC),),
    "check_in": date(2027, 3, 9),
    "showcases": (AFTERNOON, AFTERNOON + timedelta(hours=8)),
    "closing_survey": date(2027, 4, 29),
}


def test_milestones_come_in_their_order():
    assert [each.step for each in a_round(**CALENDAR).milestones] == [
        Step.APPLICATIONS_OPEN,
        Step.INFORMATION_SESSION,
        Step.INFORMATION_SESSION,
        Step.APPLICATIONS_CLOSE,
        Step.PAIRING,
        Step.ONBOARDING,
        Step.MEETINGS_BEGIN,
        Step.CHECK_IN,
        Step.SHOWCASE,
        Step.SHOWCASE,
        Step.CLOSING_SURVEY,
        Step.MEETINGS_END,
    ]


def test_a_round_without_a_calendar_has_its_closing_and_its_meetings():
    assert [(each.step, each.day) for each in a_round().milestones] == [
        (Step.APPLICATIONS_CLOSE, date(2026, 11, 20)),
        (Step.MEETINGS_BEGIN, date(2027, 1, 18)),
        (Step.MEETINGS_END, date(2027, 5, 2)),
    ]


def test_a_day_is_over_when_it_is_over_everywhere_and_an_hour_when_it_has_struck():
    day, hour = Milestone(step=Step.CHECK_IN, at=date(2027, 3, 9)), Milestone(step=Step.SHOWCASE, at=AFTERNOON)
    assert not day.is_over(datetime(2027, 3, 10, 11, 59, tzinfo=UTC))
    assert day.is_over(datetime(2027, 3, 10, 12, tzinfo=UTC))
    assert not hour.is_over(AFTERNOON - timedelta(minutes=1))
    assert hour.is_over(AFTERNOON)


def test_one_instant_is_remembered_in_one_way_however_it_was_written():
    there = AFTERNOON.astimezone(timezone(timedelta(hours=2)))
    assert Milestone(step=Step.SHOWCASE, at=there).text == Milestone(step=Step.SHOWCASE, at=AFTERNOON).text
    assert read_moment(Milestone(step=Step.SHOWCASE, at=there).text) == AFTERNOON
    assert read_moment("2027-03-09") == date(2027, 3, 9)
    assert read_moment("soon") is None
    assert read_moment("2027-03-09T14:00") is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pairing": date(2026, 11, 1)}, "pairing (2026-11-01) must not be before applications_close (2026-11-20)"),
        ({"check_in": date(2027, 1, 1)}, "check_in (2027-01-01) must not be before start (2027-01-18)"),
        ({"check_in": date(2027, 6, 1)}, "check_in (2027-06-01) must be before the round's end (2027-05-03)"),
        (
            {"applications_open": date(2026, 12, 1)},
            "applications_close (2026-11-20) must not be before applications_op",
        ),
        ({"showcases": (AFTERNOON, AFTERNOON - timedelta(days=1))}, "showcases must be in order, the earliest first"),
        ({"showcases": (datetime(2027, 4, 28, 14),)}, "an hour needs its offset from UTC"),  # noqa: DTZ001
    ],
)
def test_dates_that_cannot_be_are_named_with_their_keys(wrong: dict[str, Any], said: str):
    with pytest.raises(ValidationError) as mistakes:
        a_round(**CALENDAR | wrong)
    assert said in str(mistakes.value)


def test_teams_are_formed_once_applications_have_closed_and_not_before_the_day_that_is_set():
    assert a_round().pairs_from == datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert a_round(pairing=date(2026, 11, 21)).pairs_from == datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert a_round(pairing=date(2026, 11, 23)).pairs_from == datetime(2026, 11, 23, tzinfo=UTC)
