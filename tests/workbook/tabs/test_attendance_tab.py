"""*Attendance*: a column a meeting, marks that people make, dates and totals that we write."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import Seat, Team, TeamStatus
from mentoring_sync.spreadsheet.edits import GreyCells
from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.workbook.plan import plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import (
    ATTENDANCE,
    AttendanceColumn,
    AttendanceRow,
    attendance_layout,
    attendance_tab,
    figure,
    meeting_title,
    steps_that_stand,
)
from tests.builders import a_mentee, a_mentor, slot
from tests.workbook.live import LiveWorkbook

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
MAYA, NOOR = "mentor:maya.okafor@example.org", "mentee:noor.haddad@example.org"
LAYOUT = attendance_layout((1, 2, 3, 4), ("Onboarding", "Showcase"))
ONE, TWO = meeting_title(1), meeting_title(2)


def a_team(at: str = "Mon 17:00") -> LabelledTeam:
    seats = (Seat(mentee=a_mentee(), score=70),)
    team = Team(mentor=a_mentor(), slot=slot(at=at), seats=seats)
    return LabelledTeam(label="Team 1", team=team, status=TeamStatus.INTRODUCED)


def a_run(live: LiveWorkbook, *teams: LabelledTeam, rows: dict[str, AttendanceRow] | None = None) -> None:
    desired = attendance_tab(teams, LAYOUT, rows or {})
    live.obey(plan(StandingWorkbook(live.read()), [desired], [], now=NOW).edits)


def after_a_first_run() -> LiveWorkbook:
    live = LiveWorkbook()
    a_run(live, a_team())
    return live


def test_there_is_a_column_for_each_meeting_and_each_step_before_the_totals() -> None:
    header = after_a_first_run().tab(ATTENDANCE.title).header
    assert header[:10] == [
        "Team",
        "Person",
        "Role",
        "Dates",
        *map(meeting_title, (1, 2, 3, 4)),
        "Onboarding",
        "Showcase",
    ]
    assert header[10:15] == ["Attended", "Rate", "Completed anyway", "Email", "_key"]


def test_mentor_and_mentees_have_a_row_each() -> None:
    assert after_a_first_run().tab(ATTENDANCE.title).keys() == [MAYA, NOOR]


def test_nobody_has_said_anything_before_there_is_a_tab() -> None:
    assert StandingWorkbook(LiveWorkbook().read()).attendance == {}


def test_what_is_said_is_read_by_the_number_of_the_meeting_wherever_its_column_is() -> None:
    live = after_a_first_run()
    tab = live.tab(ATTENDANCE.title)
    tab.type(NOOR, TWO, " Missed ")
    tab.type(NOOR, ONE, "present")
    tab.move_column(tab.column(TWO), 0)
    said = StandingWorkbook(live.read()).attendance[NOOR]
    assert (dict(said.meetings), said.empty) == ({1: "present", 2: "Missed"}, {3, 4})


@pytest.mark.parametrize("header", ["meeting 1", "Meeting1", "MEETING no. 1"])
def test_a_meeting_is_known_by_its_number_however_its_header_is_typed(header: str) -> None:
    live = after_a_first_run()
    tab = live.tab(ATTENDANCE.title)
    tab.forget_marks()
    tab.cells[0][tab.column(ONE)] = header
    tab.cells[tab.row(NOOR)][4] = "present"
    width = len(tab.header)
    a_run(live, a_team())
    assert StandingWorkbook(live.read()).attendance[NOOR].meetings == {1: "present"}
    assert len(tab.header) == width


def test_a_meeting_that_people_add_is_read_too() -> None:
    live = after_a_first_run()
    tab = live.tab(ATTENDANCE.title)
    tab.insert_column(0, "Meeting 5")
    tab.type(NOOR, "Meeting 5", "present")
    assert StandingWorkbook(live.read()).attendance[NOOR].meetings == {5: "present"}


def test_marks_under_a_date_that_people_or_earlier_versions_headed_a_column_with_are_read_by_it() -> None:
    live = after_a_first_run()
    tab = live.tab(ATTENDANCE.title)
    tab.insert_column(4, "2027-02-15")
    tab.type(NOOR, "2027-02-15", "present")
    assert StandingWorkbook(live.read()).attendance[NOOR].dates == {date(2027, 2, 15): "present"}


def test_a_step_whose_column_people_added_already_is_not_doubled() -> None:
    live = LiveWorkbook()
    a_run(live, a_team())
    tab = live.tab(ATTENDANCE.title)
    tab.delete_column(tab.column("Showcase"))
    tab.insert_column(2, "showcase")
    tab.type(NOOR, "showcase", "yes")
    standing = StandingWorkbook(live.read())
    steps = steps_that_stand(standing.attendance_tab, ("Onboarding", "Showcase"))
    assert steps == ("Onboarding", "showcase")
    desired = attendance_tab([a_team()], attendance_layout((1, 2, 3, 4), steps), {})
    live.obey(plan(standing, [desired], [], now=NOW).edits)
    assert sorted(str(title).casefold() for title in tab.header).count("showcase") == 1
    assert StandingWorkbook(live.read()).reached[NOOR] == {"showcase"}


def test_totals_are_written_and_marks_are_not() -> None:
    live = after_a_first_run()
    live.tab(ATTENDANCE.title).type(NOOR, ONE, "present")
    a_run(live, a_team(), rows={NOOR: AttendanceRow(attended=figure([1, 2], 0, 1), rate=0.5)})
    tab = live.tab(ATTENDANCE.title)
    assert [tab.at(NOOR, title) for title in (ONE, AttendanceColumn.ATTENDED, AttendanceColumn.RATE)] == [
        "present",
        1.0,
        0.5,
    ]


def test_a_figure_that_the_sheet_computed_anew_is_not_taken_for_a_persons() -> None:
    live, row = after_a_first_run(), {NOOR: AttendanceRow(attended=figure([1, 2], 0, 0))}
    a_run(live, a_team(), rows=row)
    tab = live.tab(ATTENDANCE.title)
    tab.type(NOOR, ONE, "present")
    tab.type(NOOR, AttendanceColumn.ATTENDED, 1.0)  # as the formula shows by now
    desired = attendance_tab([a_team()], LAYOUT, {NOOR: AttendanceRow(attended=figure([1, 2, 3], 1, 2))})
    planned = plan(StandingWorkbook(live.read()), [desired], [], now=NOW)
    assert planned.problems == ()
    live.obey(planned.edits)
    assert tab.at(NOOR, AttendanceColumn.ATTENDED) == 2.0


def test_a_number_typed_over_a_figure_stays_and_is_said() -> None:
    live, row = after_a_first_run(), {NOOR: AttendanceRow(attended=figure([1, 2], 0, 0))}
    a_run(live, a_team(), rows=row)
    live.tab(ATTENDANCE.title).type(NOOR, AttendanceColumn.ATTENDED, 7.0)
    planned = plan(StandingWorkbook(live.read()), [attendance_tab([a_team()], LAYOUT, row)], [], now=NOW)
    assert [problem.where.column for problem in planned.problems] == [AttendanceColumn.ATTENDED]
    live.obey(planned.edits)
    assert live.tab(ATTENDANCE.title).at(NOOR, AttendanceColumn.ATTENDED) == 7.0


def test_a_figure_whose_formula_is_broken_is_made_anew() -> None:
    live, row = after_a_first_run(), {NOOR: AttendanceRow(attended=figure([1, 2], 0, 0))}
    a_run(live, a_team(), rows=row)
    live.tab(ATTENDANCE.title).type(NOOR, AttendanceColumn.ATTENDED, "#REF!")
    a_run(live, a_team(), rows=row)
    assert live.tab(ATTENDANCE.title).at(NOOR, AttendanceColumn.ATTENDED) == 0.0


def test_a_figure_stands_in_no_chapter_of_the_history_and_a_second_run_writes_nothing() -> None:
    live, row = after_a_first_run(), {NOOR: AttendanceRow(attended=figure([1, 2], 0, 1))}
    desired = attendance_tab([a_team()], LAYOUT, row)
    planned = plan(StandingWorkbook(live.read()), [desired], [], now=NOW)
    assert [change.column for change in planned.changes.cells] == []
    live.obey(planned.edits)
    assert plan(StandingWorkbook(live.read()), [desired], [], now=NOW).edits == ()


def test_a_formula_is_told_where_its_cells_are_once_new_columns_are_in() -> None:
    live = after_a_first_run()
    tab = live.tab(ATTENDANCE.title)
    tab.insert_column(0, "Mine")
    wider = attendance_layout((1, 2, 3, 4, 5), ("Onboarding", "Showcase"))
    row = {NOOR: AttendanceRow(attended=figure([1, 5], 0, 1))}
    edits = plan(StandingWorkbook(live.read()), [attendance_tab([a_team()], wider, row)], [], now=NOW).edits
    [formula] = [value for edit in edits for value in getattr(edit, "values", ()) if isinstance(value, Formula)]
    assert formula.text(",") == '=COUNTIF(F3,"present")+COUNTIF(J3,"present")'
    live.obey(edits)
    assert [tab.header[at] for at in (5, 9)] == ["Meeting 1", "Meeting 5"]


def test_cells_of_meetings_are_grey_by_a_rule_that_needs_no_run() -> None:
    live = LiveWorkbook()
    edits = plan(StandingWorkbook(live.read()), [attendance_tab([a_team()], LAYOUT, {})], [], now=NOW).edits
    live.obey(edits)
    header = live.tab(ATTENDANCE.title).header
    greyed = [(header[edit.column], header[edit.until]) for edit in edits if isinstance(edit, GreyCells)]
    assert greyed == [(meeting_title(number), f"_ends_{number}") for number in (1, 2, 3, 4)]


def test_the_row_of_somebody_who_left_stays_with_its_marks() -> None:
    live = after_a_first_run()
    live.tab(ATTENDANCE.title).type(NOOR, ONE, "present")
    a_run(live)
    tab = live.tab(ATTENDANCE.title)
    assert tab.keys() == [NOOR]
    assert [tab.at(NOOR, title) for title in (AttendanceColumn.PERSON, AttendanceColumn.TEAM, ONE)] == [
        "Noor Haddad",
        None,
        "present",
    ]
