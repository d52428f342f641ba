"""Attendance while a round goes on: what counts for whom, what is asked, and that nobody's word is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.progress.settings import AttendanceSettings, Excused
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.attendance_questions import AWAY, BACK, COUNTS, EXTRA, IGNORE, held_instead
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.spreadsheet.serial_dates import serial
from tests.run.in_memory import Programme, address, programme_of_two_teams

AFTER_ONE, AFTER_TWO, AFTER_THREE, AFTER_ALL = (
    datetime(2027, month, day, 9, tzinfo=UTC) for month, day in ((1, 25), (2, 22), (3, 22), (4, 26))
)
"""Teams meet on Tuesdays, 19 Jan, 16 Feb, 16 Mar and 13 Apr."""

FOUR = "19 Jan · 16 Feb · 16 Mar · 13 Apr"


@cache
def formed() -> Programme:
    programme = programme_of_two_teams(Delivery.OFF)
    programme.run()
    assert len(programme.teams()) == 4
    return programme


@pytest.fixture
def programme() -> Programme:
    return formed().copied()


def at(programme: Programme, now: datetime) -> None:
    """A run at this moment, and as many more as are needed for one that finds nothing to do: a second one forgets what
    was asked before the first."""
    programme.now = now
    programme.run()
    assert programme.run().edits == 0 or programme.run().edits == 0


def mark(programme: Programme, who: str, number: int, said: Scalar, column: str = "") -> None:
    programme.live.tab("Attendance").type(who, column or f"Meeting {number}", said)


def mentee(name: str) -> str:
    return f"mentee:{name}@example.org"


BO, CY, DI, ED = map(mentee, ("bo", "cy", "di", "ed"))


def figures(programme: Programme, who: str) -> tuple[Scalar, ...]:
    return programme.cells("Attendance", "Attended", "Rate")[who]


def team_of(programme: Programme, who: str) -> list[str]:
    """All who are in somebody's team, the mentor too, by their keys."""
    teams = programme.cells("Attendance", "Team")
    return [key for key, label in teams.items() if label == teams[who]]


def all_came(programme: Programme, who: str, number: int, *, but: str = "", said: str = "missed") -> None:
    for key in team_of(programme, who):
        mark(programme, key, number, said if key == but else "present")


def test_the_tab_fits_a_screen_and_shows_the_teams_dates(programme: Programme) -> None:
    header = [title for title in programme.live.tab("Attendance").header if title and not str(title).startswith("_")]
    steps = ["Onboarding", "Check-in", "Showcase", "Closing survey"]
    meetings = [f"Meeting {number}" for number in (1, 2, 3, 4)]
    assert header == [
        "Team",
        "Person",
        "Role",
        "Dates",
        *meetings,
        *steps,
        "Attended",
        "Rate",
        "Completed anyway",
        "Email",
    ]
    assert {cells[0] for cells in programme.cells("Attendance", "Dates").values()} == {FOUR}


def test_before_the_first_meeting_nobody_attended_or_missed_anything(programme: Programme) -> None:
    at(programme, datetime(2027, 1, 10, tzinfo=UTC))
    assert set(programme.cells("Attendance", "Attended", "Rate").values()) == {(0.0, None)}


def test_a_meeting_counts_once_it_is_over(programme: Programme) -> None:
    all_came(programme, BO, 1)
    at(programme, datetime(2027, 1, 19, 9, tzinfo=UTC))
    assert figures(programme, BO) == (0.0, None)
    assert [each for each in programme.asked() if "Bo Lund is marked present at Meeting 1, which isn't over" in each]
    at(programme, AFTER_ONE)
    assert figures(programme, BO) == (1.0, 1.0)
    assert not [each for each in programme.asked() if "isn't over" in each]


def test_what_nobody_reported_is_in_nobodys_denominator(programme: Programme) -> None:
    all_came(programme, BO, 1)
    at(programme, AFTER_THREE)
    assert figures(programme, BO) == (1.0, 1.0)


def test_a_meeting_to_which_nobody_came_did_not_take_place(programme: Programme) -> None:
    all_came(programme, BO, 1)
    for key in team_of(programme, BO):
        mark(programme, key, 2, "missed")
    at(programme, AFTER_TWO)
    assert figures(programme, BO) == (1.0, 1.0)


@pytest.mark.parametrize(("excused", "rate"), [(Excused.LEFT_OUT, 3 / 5), (Excused.COUNTS, 3 / 6)])
def test_whether_excused_counts_is_the_programmes_rule(programme: Programme, excused: Excused, rate: float) -> None:
    program = programme.configuration.program
    attendance = AttendanceSettings(excused=excused)
    round_ = program.round.model_copy(update={"meeting_every_weeks": 2})
    program = program.model_copy(update={"attendance": attendance, "round": round_})
    programme.configuration = programme.configuration.model_copy(update={"program": program})
    programme.run()
    others = [key for key in team_of(programme, BO) if key != BO]
    for number, said in enumerate(("present", "missed", "present", "excused", "present", "missed"), start=1):
        mark(programme, BO, number, said)
        mark(programme, others[0], number, "present")
    at(programme, AFTER_ALL)
    assert figures(programme, BO) == (3.0, pytest.approx(rate))
    [note] = [n for t, n in zip(*_notes(programme), strict=True) if t == "Rate"]
    assert ("excused or missed" in note) is (excused is Excused.COUNTS)


def _notes(programme: Programme) -> tuple[list[Scalar], list[str]]:
    header = programme.live.tab("Attendance").header
    return list(header), list(header.notes)  # type: ignore[attr-defined]


HAL = mentee("hal")


@cache
def joined() -> Programme:
    """Hal joined Bo's team between the first meeting and the second."""
    programme = formed().copied()
    late_comer(programme)
    return programme


@pytest.fixture
def with_hal() -> Programme:
    return joined().copied()


def late_comer(programme: Programme) -> None:
    all_came(programme, BO, 1)
    at(programme, AFTER_ONE)
    programme.answers(Role.MENTEE, "Hal Ek", address("Hal Ek"), timestamp=46413.0)
    programme.set_field(Role.MENTOR, 1, "capacity", 3.0)
    programme.set_field(Role.MENTOR, 2, "capacity", 3.0)
    programme.live.tab("Control").type("Re-pair", "Value", True)
    programme.run()
    at(programme, AFTER_ONE + timedelta(days=1))


def test_whoever_joins_late_is_not_marked_down_for_meetings_before(with_hal: Programme) -> None:
    assert with_hal.cells("Attendance", "Dates", "_ends_1")[HAL] == ("– · 16 Feb · 16 Mar · 13 Apr", None)
    all_came(with_hal, HAL, 2)
    all_came(with_hal, HAL, 3)
    at(with_hal, AFTER_THREE)
    assert figures(with_hal, HAL) == (2.0, 1.0)
    assert not with_hal.mailed()


@pytest.mark.parametrize(("answer", "attended"), [("", 0.0), (COUNTS, 1.0)])
def test_a_mark_before_somebody_came_is_asked_about(with_hal: Programme, answer: str, attended: float) -> None:
    mark(with_hal, HAL, 1, "present")
    at(with_hal, AFTER_ONE + timedelta(days=2))
    assert figures(with_hal, HAL)[0] == 0.0
    if answer:
        with_hal.choose("when they weren't in the team", answer)
    at(with_hal, AFTER_ONE + timedelta(days=3))
    assert figures(with_hal, HAL)[0] == attended
    assert with_hal.live.tab("Attendance").at(HAL, "Meeting 1") == "present"


def moved(programme: Programme, who: str, now: datetime) -> None:
    """The coordinator moves a mentee to the other mentor, and one of that team here."""
    teams = programme.live.tab("Teams")
    here = teams.at(who.removeprefix("mentee:"), "Mentor")
    there = next(str(row[0]) for row in programme.cells("Teams", "Mentor").values() if row[0] != here)
    other = next(key for key, row in programme.cells("Teams", "Mentor").items() if row[0] == there)
    teams.type(who.removeprefix("mentee:"), "Move to", there)
    teams.type(other, "Move to", here)
    programme.now = now
    programme.run()
    assert teams.at(who.removeprefix("mentee:"), "Mentor") == there
    at(programme, now)


def test_whoever_changes_teams_counts_once_with_the_meetings_of_both(programme: Programme) -> None:
    all_came(programme, BO, 1)
    all_came(programme, BO, 2, but=BO)
    at(programme, AFTER_TWO)
    assert figures(programme, BO) == (1.0, 0.5)
    moved(programme, BO, AFTER_TWO + timedelta(days=1))
    assert figures(programme, BO) == (1.0, 0.5)
    assert programme.live.tab("Attendance").keys().count(BO) == 1
    all_came(programme, BO, 3)
    at(programme, AFTER_THREE)
    assert figures(programme, BO) == (2.0, pytest.approx(2 / 3))


def test_two_meetings_of_one_number_count_both_for_whoever_changed_in_between(programme: Programme) -> None:
    program = programme.configuration.program
    all_came(programme, BO, 1)
    at(programme, AFTER_ONE)
    moved(programme, BO, AFTER_ONE + timedelta(days=1))
    there = team_of(programme, BO)
    mark(programme, next(key for key in there if key != BO), 1, serial(date(2027, 2, 2)))
    at(programme, AFTER_ONE + timedelta(days=2))
    cells = programme.cells("Attendance", "Dates", "Meeting 1")
    assert cells[BO] == ("2 Feb · 16 Feb · 16 Mar · 13 Apr", None)
    assert figures(programme, BO) == (1.0, 1.0)
    all_came(programme, BO, 1)
    at(programme, AFTER_TWO)
    assert figures(programme, BO) == (2.0, 1.0)
    assert program.round.name


@pytest.mark.parametrize(
    ("answer", "after"), [("", (1.0, 1.0, None)), (BACK, (1.0, 1.0, "present")), (AWAY, (0.0, None, None))]
)
def test_a_past_mark_that_is_taken_away_counts_as_it_was_until_that_is_answered(
    programme: Programme, answer: str, after: tuple[Scalar, ...]
) -> None:
    all_came(programme, BO, 1)
    at(programme, AFTER_ONE)
    mark(programme, BO, 1, None)
    at(programme, AFTER_ONE + timedelta(days=1))
    assert figures(programme, BO) == (1.0, 1.0)
    if answer:
        programme.choose("The mark of Bo Lund at Meeting 1", answer)
    at(programme, AFTER_ONE + timedelta(days=2))
    assert programme.cells("Attendance", "Attended", "Rate", "Meeting 1")[BO] == after
    asked = [each for each in programme.asked() if "The mark of Bo Lund" in each]
    assert bool(asked) is (answer == "")


def test_a_mark_of_a_meeting_to_come_may_be_taken_away(programme: Programme) -> None:
    mark(programme, BO, 3, "excused")
    at(programme, AFTER_ONE)
    mark(programme, BO, 3, None)
    at(programme, AFTER_ONE + timedelta(days=1))
    assert not [each for each in programme.asked() if "The mark of Bo Lund" in each]


@pytest.mark.parametrize("typed", ["21 Jan", 46408.0])
def test_a_date_typed_under_a_meeting_says_when_it_was_held(programme: Programme, typed: Scalar) -> None:
    mark(programme, BO, 1, typed)
    at(programme, datetime(2027, 1, 20, 9, tzinfo=UTC))
    rows = programme.cells("Attendance", "Dates", "Meeting 1")
    assert {rows[key] for key in team_of(programme, BO)} == {("21 Jan · 16 Feb · 16 Mar · 13 Apr", None)}
    assert rows[next(key for key in (DI, ED, CY) if key not in team_of(programme, BO))] == (FOUR, None)
    all_came(programme, BO, 1)
    at(programme, datetime(2027, 1, 21, 9, tzinfo=UTC))
    assert figures(programme, BO) == (0.0, None)
    at(programme, datetime(2027, 1, 22, 9, tzinfo=UTC))
    assert figures(programme, BO) == (1.0, 1.0)


def test_a_date_with_two_readings_is_the_one_that_is_near_the_meeting(programme: Programme) -> None:
    mark(programme, BO, 2, "3/2/2027")
    at(programme, AFTER_ONE)
    assert programme.cells("Attendance", "Dates")[BO] == ("19 Jan · 3 Feb · 16 Mar · 13 Apr",)


@pytest.mark.parametrize("typed", ["2026-05-05", "2027-03-16"])
def test_a_date_that_cannot_be_the_meetings_stays_and_is_said(programme: Programme, typed: str) -> None:
    mark(programme, BO, 1, typed)
    at(programme, AFTER_ONE)
    assert programme.cells("Attendance", "Dates", "Meeting 1")[BO] == (FOUR, typed)
    assert [each for each in programme.asked() if f"{typed} under Meeting 1 can't be" in each]


def test_a_word_that_is_no_mark_stays_and_is_said(programme: Programme) -> None:
    mark(programme, BO, 1, "came late")
    at(programme, AFTER_ONE)
    assert programme.live.tab("Attendance").at(BO, "Meeting 1") == "came late"
    assert [each for each in programme.asked() if "“came late” under Meeting 1 is no mark" in each]


def test_an_extra_meeting_counts_and_a_column_of_ones_own_does_not(programme: Programme) -> None:
    tab = programme.live.tab("Attendance")
    all_came(programme, BO, 1)
    tab.insert_column(tab.column("Meeting 3"), "Late?")
    tab.insert_column(tab.column("_key"), "Meeting 5")
    mark(programme, BO, 0, "present", column="Late?")
    for key in team_of(programme, BO):
        mark(programme, key, 5, "present")
    at(programme, AFTER_ONE)
    assert figures(programme, BO) == (2.0, 1.0)
    assert programme.cells("Attendance", "Dates")[BO] == (f"{FOUR} · ?",)
    tab.delete_column(tab.column("Meeting 5"))
    at(programme, AFTER_ONE + timedelta(days=1))
    assert figures(programme, BO) == (2.0, 1.0)


def dated_column(programme: Programme, title: str, *marks: tuple[str, str], ours: bool = True) -> None:
    """A column of a date, as earlier versions made it or as a person adds it."""
    tab = programme.live.tab("Attendance")
    tab.insert_column(4, title)
    if ours:
        tab.mark(4, title, "present, excused or missed.\nYours: mentoring-sync reads this column and never writes it.")
    for who, said in marks:
        tab.type(who, title, said)


def test_marks_under_a_date_of_the_team_are_carried_to_the_meeting(programme: Programme) -> None:
    team = team_of(programme, BO)
    dated_column(programme, "2027-01-19", *((key, "present") for key in team))
    dated_column(programme, "2027-02-16")
    at(programme, AFTER_ONE)
    rows = programme.cells("Attendance", "2027-01-19", "Meeting 1", "Attended")
    assert {rows[key] for key in team} == {("present", "present", 1.0)}
    assert programme.live.tab("Attendance").hidden == {"2027-01-19", "2027-02-16"}


def test_a_column_under_whose_date_something_is_left_stays_in_sight(programme: Programme) -> None:
    dated_column(programme, "2027-01-19", (BO, "came late"))
    at(programme, AFTER_ONE)
    assert programme.live.tab("Attendance").hidden == set()


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (EXTRA, ("19 Jan · 16 Feb · 16 Mar · 13 Apr · 2 Feb", 1.0)),
        (held_instead(2), ("19 Jan · 2 Feb · 16 Mar · 13 Apr", 1.0)),
        (IGNORE, (FOUR, 0.0)),
        ("", (FOUR, 0.0)),
    ],
)
def test_a_mark_on_a_date_that_is_not_the_teams_is_asked_about(
    programme: Programme, answer: str, shown: tuple[Scalar, ...]
) -> None:
    dated_column(programme, "2027-02-02", *((key, "present") for key in team_of(programme, BO)), ours=False)
    at(programme, AFTER_TWO)
    assert len([each for each in programme.asked() if "has no meeting on 2027-02-02" in each]) == 1
    if answer:
        programme.choose("has no meeting on 2027-02-02", answer)
        at(programme, AFTER_TWO + timedelta(days=1))
    assert programme.cells("Attendance", "Dates", "Attended")[BO] == shown
    assert bool([each for each in programme.asked() if "has no meeting on" in each]) is (answer == "")
    at(programme, AFTER_TWO + timedelta(days=2))
    assert programme.cells("Attendance", "Dates", "Attended")[BO] == shown


def test_a_meeting_that_was_held_keeps_its_date_when_the_teams_hour_changes(programme: Programme) -> None:
    for role in Role:
        tab = programme.responses(role)
        wednesday = next(at for at, title in enumerate(tab.header) if "Wed" in str(title))
        for row in tab.cells[1:]:
            row[wednesday] = "17:00-18:00" if row[0] else None
    all_came(programme, BO, 1)
    at(programme, AFTER_ONE)
    programme.live.tab("Teams").type("bo@example.org", "Meets", "Wed 17:00")
    programme.now = AFTER_ONE + timedelta(days=1)
    programme.run()
    at(programme, AFTER_ONE + timedelta(days=1))
    assert programme.cells("Attendance", "Dates", "Attended")[BO] == ("19 Jan · 17 Feb · 17 Mar · 14 Apr", 1.0)


def test_nobodys_rate_passes_one_whatever_is_marked(with_hal: Programme) -> None:
    for number in (1, 2, 3, 4):
        all_came(with_hal, HAL, number)
    at(with_hal, AFTER_ALL)
    rates = [cells[0] for cells in with_hal.cells("Attendance", "Rate").values()]
    assert all(rate is None or (isinstance(rate, float) and rate <= 1) for rate in rates)


def a_column_is_deleted(programme: Programme) -> None:
    tab = programme.live.tab("Attendance")
    tab.delete_column(tab.column("Meeting 1"))


def the_tab_is_deleted(programme: Programme) -> None:
    del programme.live.tabs[programme.live.tab("Attendance").sheet_id]


def the_row_is_deleted(programme: Programme) -> None:
    tab = programme.live.tab("Attendance")
    del tab.cells[tab.row(BO)]


def the_row_is_sorted_away(programme: Programme) -> None:
    programme.live.tab("Attendance").sort("Person", descending=True)


def sync_is_deleted(programme: Programme) -> None:
    del programme.live.tabs[programme.live.tab("_sync").sheet_id]


@pytest.mark.parametrize(
    "happens", [a_column_is_deleted, the_tab_is_deleted, the_row_is_deleted, the_row_is_sorted_away, sync_is_deleted]
)
def test_absence_takes_no_mark_away(programme: Programme, happens: Callable[[Programme], None]) -> None:
    all_came(programme, BO, 1)
    at(programme, AFTER_ONE)
    happens(programme)
    programme.now = AFTER_ONE + timedelta(days=1)
    programme.run()
    programme.live.tab("Control").type("Re-pair", "Value", True)
    programme.run()
    at(programme, AFTER_ONE + timedelta(days=2))
    assert programme.cells("Attendance", "Attended", "Meeting 1")[BO] == (1.0, "present")
    assert not [each for each in programme.asked() if "The mark of" in each]
