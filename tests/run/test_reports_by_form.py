"""Mentors tell on a form who came: a run hears it, asks what isn't certain, and leaves it where it was said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.run.decide import decide
from mentoring_sync.run.reports import Reports
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.standing import StandingWorkbook
from tests.intake.reports.larch import a_tab
from tests.run.held import named_in
from tests.run.in_memory import Programme, _patient, programme_of_two_teams
from tests.run.test_another_round import configured
from tests.workbook.live import LiveTab

MET = datetime(2027, 1, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def introduced() -> Programme:
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    programme.approve()
    programme.run()
    return programme


@pytest.fixture
def programme(introduced: Programme) -> Programme:
    programme = introduced.copied()
    programme.now = MET
    return programme


def mentor_and_mentees(programme: Programme) -> tuple[str, list[str]]:
    rows = [row for row in programme.cells("Teams", "Team", "Mentor email", "Mentee").values() if row[0] == "Team 1"]
    return str(rows[0][1]), [str(row[2]) for row in rows]


def report(programme: Programme, *rows: dict[str, Scalar]) -> None:
    """Mentors answer the form, whose tab then stands in the spreadsheet."""
    mentor, _ = mentor_and_mentees(programme)
    written = a_tab([{"timestamp": "2027-01-20 08:00:00", "email": mentor, **row} for row in rows])
    tab = LiveTab(77, written.title, len(written.rows) + 2, len(written.header))
    for number, row in enumerate(written.rows):
        tab.cells[number][: len(row)] = row
    programme.live.tabs[77] = tab


def told(programme: Programme) -> Reports:
    with _patient() as deadline:
        standing = StandingWorkbook(programme.sheets.pull())
        return decide(programme.configuration, standing, now=programme.now, repair=False, deadline=deadline).reports


def asked_who_came(programme: Programme) -> list[str]:
    return [each.key for each in programme.mailed() if "/meeting-report/" in each.key]


def test_what_is_reported_is_heard_and_the_mentor_isnt_asked(programme):
    _, (first, second) = mentor_and_mentees(programme)
    report(programme, {"came": f"{first}, {second}"})
    programme.run()
    (heard,) = told(programme).reports
    assert (heard.team, heard.number, len(heard.marks)) == ("Team 1", 1, 3)
    assert [key for key in asked_who_came(programme) if "team-1" in key] == []
    assert [key for key in asked_who_came(programme) if "team-2" in key]


def test_what_is_reported_stands_in_attendance(programme):
    _, (first, second) = mentor_and_mentees(programme)
    report(programme, {"came": first, "excused": second, "date": "2027-01-20"})
    programme.now += timedelta(days=2)
    for _ in range(2):
        programme.run()
    marks = {row[0]: row[1] for row in programme.cells("Attendance", "Person", "Meeting 1").values()}
    assert (marks[first], marks[second]) == ("present", "excused")
    assert not [each for each in programme.asked() if "can't be told" in each]


def test_an_unchanged_run_writes_nothing(programme):
    report(programme, {"came": "Somebody Else", "worries": "I worry"})
    for _ in range(2):
        programme.run()
    commits = programme.sheets.commit
    programme.now += timedelta(minutes=10)
    programme.run()
    assert programme.sheets.commit == commits


def test_strangers_help_and_worries_stand_in_review_and_nowhere_else(programme):
    _, (first, _) = mentor_and_mentees(programme)
    report(
        programme, {"came": f"{first}, Hal Reyes", "worries": "Between us: she is ill", "help_wanted": "A room, please"}
    )
    programme.run()
    programme.now += timedelta(days=1)
    programme.run()
    said = programme.asked()
    assert any("Hal Reyes is not in Team 1" in each for each in said)
    assert any("A room, please" in each for each in said)
    assert any("she is ill" in each for each in said)
    others = (tab for tab in programme.live.tabs.values() if tab.title not in ("Review", "_sync", "Attendance reports"))
    assert not any("she is ill" in str(cell) for tab in others for row in tab.cells for cell in row)
    digests = [each for each in programme.mailbox.sent.values() if "/digest/" in each.key]
    assert any("A room, please" in str(each.message) for each in digests)
    assert any("something in confidence" in each.message.get_body(("plain",)).get_content() for each in digests)
    assert not any("she is ill" in str(each.message) for each in programme.mailbox.sent.values())


def test_a_question_is_answered_once_and_stays_answered(programme):
    report(programme, {"came": None})
    programme.run()
    assert not told(programme).reports
    programme.choose("was it a slip?", "Nobody came")
    for _ in range(2):
        programme.run()
        (heard,) = told(programme).reports
        assert set(heard.marks.values()) == {"missed"}


def test_no_tab_no_reports(programme):
    programme.run()
    assert not told(programme).reports


def test_reports_of_a_round_that_was_closed_are_no_matter_of_the_next(programme):
    _, (first, *_) = mentor_and_mentees(programme)
    report(programme, {"team": "Team 1", "came": first})
    programme.run()
    programme.close(even_if_unfinished=True)
    configured(programme, name="2027-2", applications_close=date(2027, 8, 1), start=date(2027, 9, 6))
    programme.now += timedelta(days=1)
    programme.run()
    assert not [said for said in programme.asked() if "report" in said.casefold()]
    assert not told(programme).reports


@pytest.mark.parametrize("who", ["mentee", "mentor"])
def test_reports_of_and_by_forgotten_people_bring_nothing_of_them_back(programme, who):
    mentor, (first, second) = mentor_and_mentees(programme)
    report(
        programme, {"came": f"{first}, {second}"}, {"came": first, "worries": f"{first} is away", "date": "2027-02-17"}
    )
    programme.now += timedelta(days=1)
    programme.run()
    name = first if who == "mentee" else str(programme.cells("Roster", "Person")[f"mentor:{mentor}"][0])
    programme.forget(name)
    for days in (0, 1, 30):
        programme.now += timedelta(days=days)
        programme.run()
        found = named_in(programme, name, f"{name.split()[0].lower()}@example.org")
        assert [where for where, _ in found if where != "Attendance reports"] == []
    if who == "mentee":
        marks = {row[0]: row[1] for row in programme.cells("Attendance", "Person", "Meeting 1").values()}
        assert marks[second] == "present"
