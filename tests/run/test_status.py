"""The programme at a glance: what the workbook says, with nothing written."""

from __future__ import annotations

from datetime import UTC, datetime

from mentoring_sync.mail.delivery import Delivery
from tests.run.in_memory import programme_of_two_teams
from tests.run.test_a_round_is_closed import begun, closed, over

RUNNING = datetime(2027, 2, 20, 9, tzinfo=UTC)


def test_a_workbook_that_no_run_has_written_has_a_status_too() -> None:
    shown = programme_of_two_teams(Delivery.SEND, now=datetime(2026, 11, 16, tzinfo=UTC)).status()
    assert shown.phase == "applications are open"
    assert shown.next == "Applications close on 20 Nov 2026"
    assert (dict(shown.teams), shown.review, dict(shown.last_run)) == ({}, 0, {})


def test_a_round_under_way_at_a_glance() -> None:
    programme = over()
    programme.now, commit, pulls = RUNNING, programme.sheets.commit, list[None]()
    pull = programme.sheets.pull
    programme.sheets.pull = lambda: pulls.append(None) or pull()  # type: ignore[method-assign,func-returns-value]
    shown = programme.status()
    assert (len(pulls), programme.sheets.commit) == (1, commit)
    assert (shown.programme, shown.round, shown.id, shown.phase) == (
        "Mentoring Groups",
        "2027-1",
        "2027-1",
        "teams meet",
    )
    assert shown.next == "Meetings end on 2 May 2027"
    assert shown.people == {"mentor": {"In a team": 2}, "mentee": {"In a team": 3, "Withdrawn": 1}}
    assert shown.teams == {"Introduced": 2}
    meetings = shown.meetings
    assert (meetings.planned, meetings.over, meetings.reported, meetings.rate) == (8, 4, 2, 1.0)
    assert shown.mail["sent"] >= 2
    assert [each["step"] for each in shown.milestones if not each["over"]] == ["meetings end"]
    assert shown.last_run["run"] == "run-3"


def test_it_is_said_in_a_few_lines() -> None:
    programme = over()
    programme.now = RUNNING
    lines = programme.status().in_words()
    assert lines[:6] == [
        "Mentoring Groups, round 2027-1: teams meet (18 Jan 2027 to 2 May 2027).",
        "Next: Meetings end on 2 May 2027.",
        "Mentors: 2 in a team.",
        "Mentees: 3 in a team, 1 withdrawn.",
        "Teams: 2 introduced.",
        "Meetings: 4 of 8 are over, 2 reported; 100% of those marked came.",
    ]


def test_a_closed_round_says_so_and_the_next_begins_anew() -> None:
    programme = closed()
    programme.run()
    shown = programme.status()
    assert (shown.phase, shown.next, shown.mail, shown.teams) == ("closed", "", {}, {})
    begun(programme)
    programme.run()
    shown = programme.status()
    assert (shown.round, shown.phase) == ("2027-2", "applications are open")
    assert shown.people["mentee"] == {"Earlier round": 4}
    assert shown.meetings.over == 0


def test_a_round_that_is_asked_about_is_not_clear() -> None:
    programme = over()
    begun(programme)
    assert programme.status().phase == "Review asks whether it is another round"
