"""Answers to our mails are read at most once an hour, understood or put before the coordinator, and remembered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.replies.letter import ThreadLetter
from mentoring_sync.run.decide import decide
from mentoring_sync.run.reports import Reports
from mentoring_sync.workbook.standing import StandingWorkbook
from tests.run.in_memory import Programme, _patient, programme_of_two_teams

FIRST_MEETING = datetime(2027, 1, 19, 23, tzinfo=UTC)


def reading(programme: Programme, **given: object) -> Programme:
    """The programme, with answers that are read."""
    mail = programme.configuration.program.mail
    reply_to = mail.reply_to.__class__(name="", email=programme.mailbox.address)
    mail = mail.model_copy(update={"read_replies": True, "reply_to": reply_to, **given})
    program = programme.configuration.program.model_copy(update={"mail": mail})
    programme.configuration = programme.configuration.model_copy(update={"program": program})
    return programme


@pytest.fixture(scope="module")
def met() -> Programme:
    """Two teams that were introduced and have met once; their mentors were asked who came."""
    programme = reading(programme_of_two_teams(Delivery.SEND))
    programme.run()
    programme.approve()
    programme.run()
    programme.now = FIRST_MEETING - timedelta(days=1)
    programme.run()
    programme.now = FIRST_MEETING + timedelta(hours=10)
    programme.run()
    return programme


@pytest.fixture
def programme(met: Programme) -> Programme:
    return met.copied()


def told(programme: Programme) -> Reports:
    """What the stage says of the workbook as it stands."""
    with _patient() as deadline:
        standing = StandingWorkbook(programme.sheets.pull())
        decision = decide(programme.configuration, standing, now=programme.now, repair=False, deadline=deadline)
    return decision.reports


def later(programme: Programme, hours: float = 2) -> None:
    programme.now += timedelta(hours=hours)
    programme.run()


def mentor_and_mentees(programme: Programme, team: str = "Team 1") -> tuple[str, list[str]]:
    rows = programme.cells("Teams", "Team", "Mentor email", "Mentee").values()
    of_it = [row for row in rows if row[0] == team]
    return str(of_it[0][1]), [str(row[2]) for row in of_it]


def reports_asked(programme: Programme) -> list[str]:
    return [each.key for each in programme.mailed() if "/meeting-report/" in each.key]


def test_a_mentor_is_asked_who_came_after_the_meeting_and_once_more_if_nobody_says(programme):
    assert [key.partition("meeting-report/")[2] for key in reports_asked(programme)] == ["team-1/1", "team-2/1"]
    for days in (2, 2, 3, 4):
        later(programme, 24 * days)
    assert [key.partition("meeting-report/")[2] for key in reports_asked(programme)] == [
        *("team-1/1", "team-2/1", "team-1/1-again", "team-2/1-again"),
    ]


def test_all_came_is_a_report_and_nobody_is_reminded(programme):
    mentor, mentees = mentor_and_mentees(programme)
    programme.answers_mail(
        "meeting-report/team-1", "All came!\n\nOn 19 Jan 2027 Groups <g@example.org> wrote:\n> x", mentor
    )
    later(programme)
    (report,) = told(programme).reports
    assert (report.team, report.number, report.by, report.source) == ("Team 1", 1, mentor, "mail")
    assert set(report.marks.values()) == {"present"}
    assert len(report.marks) == 1 + len(mentees)
    later(programme, 24 * 4)
    assert not [key for key in reports_asked(programme) if "team-1/1-again" in key]


def test_all_but_one_is_understood_in_the_readers_language(programme):
    mentor, (first, *_) = mentor_and_mentees(programme)
    programme.answers_mail("meeting-report/team-1", f"Alle außer {first.split()[0]}", mentor)
    later(programme)
    (report,) = told(programme).reports
    assert sorted(report.marks.values()) == ["missed", "present", "present"]


def test_what_isnt_understood_is_put_before_the_coordinator_with_the_text(programme):
    mentor, _ = mentor_and_mentees(programme)
    programme.answers_mail("meeting-report/team-1", "All came back to normal on 3 Nov", mentor)
    later(programme)
    assert not told(programme).reports
    assert any("All came back to normal on 3 Nov" in asked for asked in programme.asked())
    programme.choose("All came back to normal", "Seen")
    later(programme)
    assert not any("All came back to normal" in asked for asked in programme.asked())


def test_what_is_understood_in_part_counts_once_the_coordinator_says_so(programme):
    mentor, _ = mentor_and_mentees(programme)
    programme.answers_mail("meeting-report/team-1", "All came. But the room was taken.", mentor)
    later(programme)
    assert not told(programme).reports
    programme.choose("the room was taken", "Count what is understood")
    later(programme)
    assert len(told(programme).reports) == 1


def test_a_single_absence_is_marked_and_the_text_is_shown(programme):
    mentor, (first, *_) = mentor_and_mentees(programme)
    text = f"No, {first} was away.\n\n----------- Original Message -----------\nAnswer all came or all but NAME"
    programme.answers_mail("meeting-report/team-1", text, mentor)
    later(programme)
    (report,) = told(programme).reports
    assert list(report.marks.values()) == ["missed"]
    assert any(f"Marked: {first} missed" in asked for asked in programme.asked())


@pytest.mark.parametrize(
    "headers",
    [{"auto_submitted": "auto-replied"}, {"x_autoreply": "yes"}, {"subject": "Abwesend: Re: Who came?"}],
    ids=str,
)
def test_a_robot_answers_nothing_and_the_reminder_stays_due(programme, headers):
    mentor, _ = mentor_and_mentees(programme)
    programme.answers_mail("meeting-report/team-1", "All came", mentor, **headers)
    later(programme, 24 * 4)
    assert not told(programme).reports
    assert any("team-1/1-again" in key for key in reports_asked(programme))


def test_who_answered_a_mail_and_when_stands_on_its_row_of_mail_and_not_what_they_said(programme):
    mentor, _ = mentor_and_mentees(programme)
    programme.answers_mail("meeting-report/team-1", "I am away", mentor, auto_submitted="auto-replied")
    later(programme)
    programme.answers_mail("meeting-report/team-1", "All came", mentor)
    since = len(programme.mailbox.sent)
    later(programme)
    rows = {key: said for key, (said,) in programme.cells("Mail", "Answers").items() if said}
    assert {key.partition("meeting-report/")[2]: said for key, said in rows.items()} == {
        "team-1/1": f"automatic: {mentor}, 20 Jan; {mentor}, 20 Jan",
    }
    assert len(programme.mailbox.sent) == since
    programme.run()
    assert programme.run().unchanged
    programme.live.tab("Mail").type(next(iter(rows)), "Answers", "")
    later(programme)
    assert {key: said for key, (said,) in programme.cells("Mail", "Answers").items() if said} == rows


def test_a_workbook_of_before_gets_the_column_with_what_is_known_and_mails_nobody(programme):
    mentor, _ = mentor_and_mentees(programme)
    programme.answers_mail("meeting-report/team-1", "All came", mentor)
    later(programme)
    mail = programme.live.tab("Mail")
    mail.delete_column(mail.column("Answers"))
    since = len(programme.mailbox.sent)
    for _ in range(2):
        later(programme, 0.1)
    assert f"{mentor}, 20 Jan" in [said for (said,) in programme.cells("Mail", "Answers").values()]
    assert len(programme.mailbox.sent) == since


def test_only_the_teams_mentor_can_say_who_came(programme):
    programme.answers_mail("meeting-report/team-1", "All came", "stranger@example.org")
    later(programme)
    assert not told(programme).reports
    assert any("doesn't lead Team 1" in asked for asked in programme.asked())


def test_answers_are_looked_for_once_an_hour_and_remembered(programme):
    mentor, _ = mentor_and_mentees(programme)
    programme.answers_mail("meeting-report/team-1", "All came", mentor)
    later(programme)
    asked, commits, rows = (
        programme.mailbox.asked["inbox"],
        programme.sheets.commit,
        len(programme.cells("Runs", "Read")),
    )
    later(programme, 0.5)
    assert (programme.mailbox.asked["inbox"], programme.sheets.commit) == (asked, commits)
    threads = programme.mailbox.asked["threads"]
    later(programme, 1)
    assert programme.mailbox.asked["inbox"] == asked + 2
    assert programme.mailbox.asked["threads"] == threads
    assert len(programme.cells("Runs", "Read")) == rows
    assert len(told(programme).reports) == 1


def test_nothing_is_read_where_it_isnt_asked_for(programme):
    reading(programme, read_replies=False)
    mentor, _ = mentor_and_mentees(programme)
    programme.answers_mail("meeting-report/team-1", "All came", mentor)
    asked = programme.mailbox.asked["inbox"]
    later(programme)
    assert programme.mailbox.asked["inbox"] == asked
    assert not told(programme).by_mail


def test_answers_that_go_elsewhere_are_told_of(programme):
    elsewhere = programme.configuration.program.mail.reply_to.__class__(name="", email="office@example.org")
    reading(programme, reply_to=elsewhere)
    asked = programme.mailbox.asked["inbox"]
    later(programme)
    assert programme.mailbox.asked["inbox"] == asked
    assert any("Answers to our mails go to office@example.org" in each for each in programme.asked())


def test_whoever_wants_no_more_mail_gets_none(programme):
    mentor, _ = mentor_and_mentees(programme)
    programme.answers_mail("meeting-report/team-1", "Please no more mail", mentor)
    for days in (1, 3, 25, 2):
        later(programme, 24 * days)
    since = [each for each in programme.mailed() if mentor in each.to][-1]
    assert "meeting-report/team-1/1" in since.key
    assert any("wants no more mail" in asked for asked in programme.asked())
    programme.choose("wants no more mail", "Mail them again")
    later(programme)
    assert mentor not in told(programme).barred


def test_whoever_clicks_on_unsubscribe_is_heard_too(programme):
    mentor, _ = mentor_and_mentees(programme)
    said = {"from": mentor, "subject": "Do not mail"}
    programme.mailbox.receives(ThreadLetter(id="new", at=programme.now, headers=said), "another-thread")
    later(programme)
    assert mentor in told(programme).barred


def test_what_a_team_answers_to_the_monthly_question_is_kept_for_it(programme):
    programme.now = datetime(2027, 2, 19, 9, tzinfo=UTC)
    for _ in range(2):
        later(programme, 24)
    mentor, _ = mentor_and_mentees(programme)
    programme.answers_mail("monthly-follow-up/team-1", "Could you find us a room?", mentor)
    later(programme)
    assert told(programme).said["Team 1"].text == "Could you find us a room?"
    shown = {(team, str(said or "")) for team, said in programme.cells("Teams", "Team", "They say").values()}
    assert {team for team, said in shown if said.endswith(" Feb: Could you find us a room?")} == {"Team 1"}
    assert ("Team 2", "") in shown
    programme.run()
    assert programme.run().unchanged
    assert any("Could you find us a room?" in asked for asked in programme.asked())


def test_feedback_by_mail_is_kept_and_the_coordinator_says_whether_it_counts(programme):
    programme.now = datetime(2027, 4, 14, 9, tzinfo=UTC)
    for _ in range(2):
        later(programme, 24)
    programme.answers_mail("closing-survey/team-1", "It was great. More time please", "bo@example.org")
    later(programme)
    said = told(programme)
    assert "bo@example.org" in said.spoke
    assert "bo@example.org" not in said.answered
    assert any("not anonymous" in asked for asked in programme.asked())
    programme.choose("It was great", "It counts as the closing survey")
    later(programme)
    assert "bo@example.org" in told(programme).answered
