"""What teams and mentors hear while a round runs, and when: every kind once, and never too late."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from mentoring_sync.mail.key import message_key
from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.owed import owed
from mentoring_sync.mail.kinds.round import (
    CLOSING_SURVEY,
    FOLLOW_UP,
    HALF_WAY,
    MISSED_MEETING,
    half_way_day,
    months_of,
)
from mentoring_sync.progress.presence import MeetingRecord
from mentoring_sync.records.attendance import Mark, TeamMeeting
from mentoring_sync.records.message import MailState
from mentoring_sync.records.team import TeamId
from tests.builders import a_mentor, a_round, always
from tests.mail.running_round import INTRODUCED, TEAM, kinds_due, labelled, running, sent
from tests.mail.team_mail import NOW, PROGRAMME, a_posting, a_team, composed, text_of, the_facts


def test_a_team_is_asked_every_month_and_half_way_once():
    facts, found = the_facts(**running(NOW)), []
    for day in range(150):
        today = replace(facts, now=datetime(2027, 1, 10, 9, tzinfo=UTC) + timedelta(days=day), postings=facts.postings)
        for each in owed(due(today), today):
            found.append((each.kind, each.occasion))
            key = each.key(today)
            facts = replace(facts, postings=[*facts.postings, a_posting(MailState.SENT, key=key, kind=each.kind)])
    assert found == [
        (FOLLOW_UP, "2027-02"),
        (HALF_WAY, ""),
        (CLOSING_SURVEY, ""),
    ]


def test_a_follow_up_of_a_month_ago_is_not_made_up_for():
    assert kinds_due(**running(datetime(2027, 3, 1, 9, tzinfo=UTC))) == []


def test_months_end_with_the_month_where_the_day_is_missing():
    round_ = a_round(start=date(2027, 1, 31), weeks=20)
    assert months_of(the_facts(round=round_)) == (
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
        date(2027, 5, 31),
    )
    assert half_way_day(the_facts(round=round_)) == date(2027, 4, 11)


def test_a_missed_meeting_nudges_the_mentor_once_for_its_date():
    said = (Mark.MISSED, Mark.PRESENT, Mark.MISSED)
    marks = {f"mentee:{mentee.email}": mark for mentee, mark in zip(TEAM.team.mentees, said, strict=True)}
    meetings = {TEAM.label: [a_record(date(2027, 1, 19), marks)]}
    facts = the_facts(**running(datetime(2027, 1, 25, 9, tzinfo=UTC), meetings=meetings))
    (each,) = due(facts)
    assert (each.kind, each.occasion, [reader.name for reader in each.to]) == (
        MISSED_MEETING,
        "2027-01-19",
        ["Maya Okafor"],
    )
    assert "Sam Hill and Amina Yusuf didn't come" in text_of(composed(each, facts))
    late = the_facts(**running(datetime(2027, 2, 10, 9, tzinfo=UTC), meetings=meetings))
    assert list(due(late)) == []


def test_a_meeting_that_was_moved_is_named_by_the_day_that_it_was_set_for_and_tells_the_one_that_it_was_on():
    marks = {f"mentee:{TEAM.team.mentees[0].email}": Mark.MISSED}
    meetings = {TEAM.label: [a_record(date(2027, 1, 22), marks, first=date(2027, 1, 19))]}
    facts = the_facts(**running(datetime(2027, 1, 25, 9, tzinfo=UTC), meetings=meetings))
    (each,) = due(facts)
    assert each.occasion == "2027-01-19"
    assert "22" in text_of(composed(each, facts))


def test_nobody_is_nudged_before_the_meeting_is_over():
    marks = {f"mentee:{TEAM.team.mentees[0].email}": Mark.MISSED}
    meetings = {TEAM.label: [a_record(date(2027, 1, 26), marks, is_over=False)]}
    assert list(due(the_facts(**running(datetime(2027, 1, 26, 9, tzinfo=UTC), meetings=meetings)))) == []


def a_record(day: date, marks: dict[str, Mark], *, first: date | None = None, is_over: bool = True) -> MeetingRecord:
    start = TEAM.team.slot.on(day)
    meeting = TeamMeeting(team=TeamId(TEAM.label), number=1, start=start, minutes=60, first=first or day)
    return MeetingRecord(meeting=meeting, marks=marks, is_over=is_over, took_place=True, is_reported=True)


def test_what_an_earlier_run_left_owed_is_still_due_when_its_time_is_over():
    key = message_key(PROGRAMME, a_round(), FOLLOW_UP.name, "Team 3", "2027-02")
    left = a_posting(MailState.OWED, key=key, kind=FOLLOW_UP)
    facts = the_facts(**running(datetime(2027, 3, 1, 9, tzinfo=UTC), postings=[INTRODUCED, left]))
    assert [(each.kind, each.occasion) for each in due(facts)] == [(FOLLOW_UP, "2027-02")]


def test_a_team_is_asked_on_the_day_of_the_month_as_it_begins_where_the_team_meets():
    eve = datetime(2027, 2, 17, 14, tzinfo=UTC)
    for zone, kinds in (("Australia/Sydney", [FOLLOW_UP]), ("Europe/Berlin", [])):
        there = labelled(a_team(a_mentor("Maya Okafor", hours=always(zone))))
        assert kinds_due(now=eve, teams=[there], postings=[sent(there.team, sent_at=NOW)]) == kinds
