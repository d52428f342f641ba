"""Who is to be asked how it goes: silent teams, and people who missed meetings one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from mentoring_sync.progress.follow_ups import missed_last, silence
from mentoring_sync.progress.presence import MeetingRecord
from mentoring_sync.progress.settings import AttendanceSettings, Excused
from mentoring_sync.records.attendance import Mark, TeamMeeting
from mentoring_sync.records.team import TeamId

FIRST = datetime(2027, 1, 19, 18, tzinfo=UTC)
MONTH = timedelta(weeks=4)
INTRODUCED = datetime(2026, 11, 24, 9, tzinfo=UTC)
USUAL = AttendanceSettings()
CY = "mentee:cy@example.org"
P, E, M = Mark.PRESENT, Mark.EXCUSED, Mark.MISSED


def held(number: int, now: datetime, **said: Mapping[str, Mark]) -> MeetingRecord:
    start = FIRST + (number - 1) * MONTH
    marks = said.get("marks", {})
    meeting = TeamMeeting(team=TeamId("Team 3"), number=number, start=start, minutes=60, first=start.date())
    return MeetingRecord(
        meeting=meeting,
        marks=marks,
        is_over=meeting.is_over(now),
        took_place=bool(marks),
        is_reported=bool(marks),
    )


def found(now: datetime, *reported: int, spoke: datetime | None = None, introduced: datetime = INTRODUCED) -> object:
    records = [held(number, now, marks={CY: P} if number in reported else {}) for number in range(1, 5)]
    quiet = silence(records, USUAL, introduced=introduced, spoke=spoke, now=now)
    return quiet and (quiet.last and quiet.last.number, [each.number for each in quiet.unreported])


def test_a_team_that_could_not_have_met_yet_is_not_silent() -> None:
    assert found(INTRODUCED + timedelta(weeks=5)) is None


def test_a_team_that_has_not_met_three_weeks_after_its_introduction_is_silent_a_week_after_its_first_date() -> None:
    assert found(FIRST + timedelta(days=6)) is None
    assert found(FIRST + timedelta(days=8)) == (None, [1])


def test_a_team_introduced_in_mid_round_has_three_weeks_from_then() -> None:
    late = FIRST - timedelta(days=2)
    assert found(FIRST + timedelta(days=10), introduced=late) is None
    assert found(FIRST + timedelta(days=20), introduced=late) == (None, [1])


def test_a_team_that_reports_is_silent_once_nothing_came_for_weeks_and_a_meeting_went_by() -> None:
    assert found(FIRST + MONTH + timedelta(days=8), 1) is None
    assert found(FIRST + timedelta(weeks=6, days=1), 1) == (1, [2])
    assert found(FIRST + 2 * MONTH + timedelta(days=8), 1) == (1, [2, 3])
    assert found(FIRST + 2 * MONTH + timedelta(days=8), 1, 3) is None


def test_who_answered_how_it_goes_is_not_silent_for_weeks() -> None:
    spoke = FIRST + timedelta(weeks=5)
    assert found(FIRST + timedelta(weeks=7), 1, spoke=spoke) is None
    assert found(FIRST + timedelta(weeks=12), 1, spoke=spoke) == (1, [2, 3])


def missed(*marks: Mark, excused: Excused = Excused.LEFT_OUT) -> list[int]:
    now = FIRST + 12 * MONTH
    records = [held(number, now, marks={CY: mark}) for number, mark in enumerate(marks, start=1)]
    return [each.number for each in missed_last(records, CY, AttendanceSettings(excused=excused))]


def test_meetings_missed_in_a_row_are_those_up_to_the_last_one() -> None:
    assert missed(M, P, M, M) == [3, 4]
    assert missed(M, M, P) == []
    assert missed() == []


def test_an_excuse_breaks_the_row_only_where_it_counts() -> None:
    assert missed(M, E, M) == [1, 3]
    assert missed(M, E, M, excused=Excused.COUNTS) == [3]


def test_a_meeting_that_nobody_came_to_or_that_is_to_come_is_in_no_row() -> None:
    now = FIRST + MONTH
    first, second = held(1, now, marks={CY: M}), held(2, now, marks={CY: M})
    assert not second.is_over
    assert [each.number for each in missed_last([first, second], CY, USUAL)] == [1]
    assert silence([first], USUAL, introduced=INTRODUCED, spoke=None, now=now) is None
