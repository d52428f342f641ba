"""Mentors are asked who came: after each meeting of which nothing is known, and once more; no link of it acts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import ValidationError

from mentoring_sync.intake.question import TimestampQuestion
from mentoring_sync.intake.reports.form import ReportForm, ReportQuestion
from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.reports import MEETING_REPORT, number_in
from mentoring_sync.mail.kinds.round import CLOSING_SURVEY
from mentoring_sync.mail.kinds.settings import Survey
from mentoring_sync.progress.presence import MeetingRecord
from mentoring_sync.records.attendance import TeamMeeting
from mentoring_sync.records.message import MailState
from mentoring_sync.records.team import TeamId
from tests.mail.running_round import INTRODUCED, TEAM, running
from tests.mail.team_mail import NOW, a_posting, composed, html_of, parsed, text_of, the_facts

OVER = datetime(2027, 1, 19, 17, tzinfo=UTC)  # an hour in Berlin that began at 17:00 there
VIEW = "https://docs.google.com/forms/d/e/1x/viewform"


def form(address: str = VIEW) -> ReportForm:
    return ReportForm(
        form=address,
        timestamp=TimestampQuestion(title="Timestamp"),
        email=ReportQuestion(title="Email Address", entry="emailAddress"),
        team=ReportQuestion(title="Team", entry="entry.11"),
        date=ReportQuestion(title="When did you meet?", entry="entry.12"),
        came=ReportQuestion(title="Who came?"),
    )


def records(*, is_reported: bool = False) -> dict[str, list[MeetingRecord]]:
    """The first meeting, by team."""
    start = TEAM.team.slot.on(date(2027, 1, 19))
    meeting = TeamMeeting(team=TeamId(TEAM.label), number=1, start=start, minutes=60, first=start.date())
    return {
        TEAM.label: [
            MeetingRecord(meeting=meeting, marks={}, is_over=True, took_place=is_reported, is_reported=is_reported)
        ]
    }


def asked(at: datetime, **given):
    facts = the_facts(**running(at, **{"asked_since": NOW, "meetings": records(), **given}))
    return [each for each in due(facts) if each.kind is MEETING_REPORT], facts


def occasions(at: datetime, **given) -> list[str]:
    return [each.occasion for each in asked(at, **given)[0]]


def test_the_mentor_is_asked_two_hours_after_the_meeting_until_something_is_known():
    assert occasions(OVER + timedelta(hours=1)) == []
    assert occasions(OVER + timedelta(hours=2)) == ["1"]
    assert occasions(OVER + timedelta(days=8)) == []
    assert occasions(OVER + timedelta(hours=2), meetings=records(is_reported=True)) == []
    ((question,), _) = asked(OVER + timedelta(hours=2))
    assert [reader.email for reader in question.to] == [TEAM.team.mentor.email]


def test_meetings_that_were_over_before_anybody_asked_are_let_be():
    assert occasions(OVER + timedelta(hours=2), asked_since=OVER + timedelta(hours=1)) == []
    assert occasions(OVER + timedelta(hours=2), asked_since=None) == []


def test_it_is_asked_once_more_unless_somebody_has_said():
    facts = the_facts(**running(OVER))
    key = facts.key(MEETING_REPORT.name, "Team 3", "1")
    sent = a_posting(MailState.SENT, key=key, kind=MEETING_REPORT, sent_at=OVER + timedelta(hours=2))
    postings, later = [INTRODUCED, sent], OVER + timedelta(days=3, hours=2)
    assert "1-again" in occasions(later, postings=postings)
    assert "1-again" not in occasions(later - timedelta(hours=1), postings=postings)
    assert occasions(later, postings=postings, meetings=records(is_reported=True)) == []
    assert "1-again" not in occasions(later, postings=postings, answered=frozenset({key}))


def test_the_forms_link_has_team_date_and_address_filled_in():
    ((question,), facts) = asked(OVER + timedelta(hours=2), report_form=form())
    message = composed(question, facts)
    (link,) = re.findall(r"https://docs\S+", text_of(message))
    assert link.startswith(f"{VIEW}?")
    assert parse_qs(urlsplit(link).query) == {
        "usp": ["pp_url"],
        "entry.11": ["Team 3"],
        "entry.12": ["2027-01-19"],
        "emailAddress": [TEAM.team.mentor.email],
    }
    assert link.replace("&", "&amp;") in html_of(message)


def test_the_mail_says_whether_an_answer_will_do():
    ((question,), facts) = asked(OVER + timedelta(hours=2), by_mail=True)
    assert "all came, or all but Sam, or nobody came" in text_of(composed(question, facts))
    ((question,), facts) = asked(OVER + timedelta(hours=2), report_form=form())
    assert "What counts is the form" in text_of(composed(question, facts))
    ((question,), facts) = asked(OVER + timedelta(hours=2))
    assert "answer this mail with the names" in text_of(composed(question, facts))


@pytest.mark.parametrize(
    "address",
    [
        "https://docs.google.com/forms/d/e/1x/formResponse",
        "https://docs.google.com/forms/d/e/1x/edit",
        "docs.google.com/forms/d/e/1x/viewform",
    ],
)
def test_only_an_address_that_shows_the_form_is_taken(address):
    with pytest.raises(ValidationError, match="ends in /viewform"):
        form(address)


def test_a_form_that_is_answered_by_being_opened_is_no_link_of_ours():
    assert form(f"{VIEW}?usp=sf_link").form == VIEW
    for link in (VIEW.replace("viewform", "formResponse"), f"{VIEW}?submit=Submit"):
        with pytest.raises(ValidationError, match="opening this address answers the form"):
            Survey(survey=link)
    assert Survey(survey=VIEW).survey == VIEW


def test_a_mail_says_that_a_program_wrote_it_and_that_is_no_part_of_what_it_says():
    ((question,), facts) = asked(OVER + timedelta(hours=2))
    message = composed(question, facts)
    assert parsed(message)["Auto-Submitted"] == "auto-generated"
    assert parsed(message)["X-Auto-Response-Suppress"] == "All"


def test_a_key_says_which_meeting_it_is_of():
    assert number_in("p/r/meeting-report/team-3/2") == (2, None)
    assert number_in("p/r/meeting-report/team-3/2-again") == (2, None)
    assert number_in("p/r/missed-meeting/team-3/2027-01-19") == (0, date(2027, 1, 19))
    assert number_in("p/r/meeting-report/team-3") == (0, None)


def test_whoever_has_answered_the_closing_survey_isnt_asked_for_it():
    mentor, *mentees = TEAM.team.members
    facts = the_facts(**running(datetime(2027, 4, 15, 9, tzinfo=UTC)), known_as={"other@example.org": mentor.id})
    facts = replace(facts, spoke=frozenset({facts.who("other@example.org")}))
    (question,) = [each for each in due(facts) if each.kind is CLOSING_SURVEY]
    assert [reader.email for reader in question.to] == [each.email for each in mentees]
    everybody = replace(facts, spoke=frozenset(each.id for each in TEAM.team.members))
    assert not [each for each in due(everybody) if each.kind is CLOSING_SURVEY]
