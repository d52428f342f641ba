"""*Attendance*: a column a meeting date, marks that people make, totals that we write."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import Seat, Team, TeamStatus
from mentoring_sync.workbook.plan import plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE, AttendanceColumn, attendance_tab
from tests.builders import a_mentee, a_mentor, a_round, slot
from tests.workbook.live import LiveWorkbook

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
MAYA, NOOR = "mentor:maya.okafor@example.org", "mentee:noor.haddad@example.org"


def a_team(at: str = "Mon 17:00") -> LabelledTeam:
    seats = (Seat(mentee=a_mentee(), score=70),)
    team = Team(mentor=a_mentor(), slot=slot(at=at), seats=seats)
    return LabelledTeam(label="Team 1", team=team, status=TeamStatus.INTRODUCED)


def a_run(live: LiveWorkbook, *teams: LabelledTeam, totals: dict[str, tuple[int, float | None]] | None = None) -> None:
    desired = attendance_tab(teams, round_=a_round(), totals=totals or {})
    live.obey(plan(StandingWorkbook(live.read()), [desired], [], now=NOW).edits)


def after_a_first_run() -> LiveWorkbook:
    live = LiveWorkbook()
    a_run(live, a_team())
    return live


def test_there_is_a_column_for_each_date_on_which_the_team_meets() -> None:
    header = after_a_first_run().tab(ATTENDANCE.title).header
    assert header[4:8] == ["2027-01-18", "2027-02-15", "2027-03-15", "2027-04-12"]


def test_mentor_and_mentees_have_a_row_each() -> None:
    assert after_a_first_run().tab(ATTENDANCE.title).keys() == [MAYA, NOOR]


def test_nobody_has_marks_before_there_is_a_tab() -> None:
    assert StandingWorkbook(LiveWorkbook().read()).marks == {}


def test_marks_are_read_in_the_order_of_the_dates() -> None:
    live = after_a_first_run()
    tab = live.tab(ATTENDANCE.title)
    tab.type(NOOR, "2027-02-15", " Missed ")
    tab.type(NOOR, "2027-01-18", "present")
    tab.move_column(tab.column("2027-02-15"), 0)
    marks = StandingWorkbook(live.read()).marks[NOOR]
    assert list(marks.items()) == [(date(2027, 1, 18), "present"), (date(2027, 2, 15), "missed")]


def test_totals_are_written_and_marks_are_not() -> None:
    live = after_a_first_run()
    live.tab(ATTENDANCE.title).type(NOOR, "2027-01-18", "present")
    a_run(live, a_team(), totals={NOOR: (1, 0.5)})
    tab = live.tab(ATTENDANCE.title)
    assert [tab.at(NOOR, title) for title in ("2027-01-18", AttendanceColumn.ATTENDED, AttendanceColumn.RATE)] == [
        "present",
        1.0,
        0.5,
    ]


def test_a_new_hour_adds_its_dates_and_keeps_the_marks_of_the_old_ones() -> None:
    live = after_a_first_run()
    live.tab(ATTENDANCE.title).type(NOOR, "2027-01-18", "present")
    a_run(live, a_team("Tue 17:00"))
    tab = live.tab(ATTENDANCE.title)
    assert tab.at(NOOR, "2027-01-18") == "present"
    assert "2027-01-19" in tab.header


def test_the_row_of_somebody_who_left_stays_with_its_marks() -> None:
    live = after_a_first_run()
    live.tab(ATTENDANCE.title).type(NOOR, "2027-01-18", "present")
    a_run(live)
    tab = live.tab(ATTENDANCE.title)
    assert tab.keys() == [NOOR]
    assert [tab.at(NOOR, title) for title in (AttendanceColumn.PERSON, AttendanceColumn.TEAM, "2027-01-18")] == [
        "Noor Haddad",
        None,
        "present",
    ]
