"""What teams hear when their hour or their members change, and what their calendars make of it."""

from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest

from mentoring_sync.mail.kinds.announcement import Told, read_told
from mentoring_sync.mail.kinds.catalogue import due, owed
from mentoring_sync.mail.kinds.meetings import cancellations, changes, introductions
from mentoring_sync.records.message import MailState, MessageKind
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import TeamStatus
from tests.builders import a_mentee, a_mentor, a_round, always
from tests.mail.team_mail import NOW, a_posting, a_team, composed, part, text_of, the_facts

SAM, MEI = a_mentee("Sam Hill", hours=always("America/New_York")), a_mentee("Mei Tanaka", hours=always("Asia/Tokyo"))
MAYA = a_mentor("Maya Okafor", hours=always("Europe/Berlin"))


def labelled(team, label="Team 3"):
    return LabelledTeam(label=label, team=team, status=TeamStatus.INTRODUCED)


def sent(team, label="Team 3", **given):
    told = Told.of(team).as_text()
    key = f"mentoring-groups/2027-1/introduction/{label.lower().replace(' ', '-')}"
    return a_posting(MailState.SENT, team=label, key=key, told=told, sent_at=NOW - timedelta(days=9), **given)


def told_of(rule, facts):
    return [(each.kind, each.about, [reader.name for reader in each.to]) for each in rule(facts)]


def changed(before, now):
    facts = the_facts(teams=[labelled(now)], postings=[sent(before)])
    (each,) = changes(facts)
    return each, composed(each, facts, thread_subject=facts.posted[each.follows].subject)


def event_of(message):
    calendar = icalendar.Calendar.from_ical(part(message, "text/calendar"))
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_what_was_told_survives_the_sheet():
    told = Told.of(a_team(), sequence=4)
    assert read_told(told.as_text()) == told


@pytest.mark.parametrize("text", ["", "null", "{}", '{"slot":["Xyz",1,"UTC"],"members":{},"sequence":0}', "[1]"])
def test_what_nobody_told_is_nothing(text):
    assert read_told(text) is None


def test_a_team_that_stands_as_it_was_told_hears_nothing():
    facts = the_facts(teams=[labelled(a_team())], postings=[sent(a_team())])
    assert list(due(facts)) == []


def test_a_new_hour_is_a_change_in_the_teams_thread():
    each, message = changed(a_team(MAYA, SAM), a_team(MAYA, SAM, at="Thu 18:00"))
    assert each.kind is MessageKind.MEETINGS_CHANGED
    assert message.subject == "Re: Mentoring Groups 2027-1: meet Team 3"
    assert "Thursday 18:00" in text_of(message)


def test_a_change_is_the_same_calendar_entry_with_a_higher_sequence():
    before = the_facts(teams=[labelled(a_team(MAYA, SAM))])
    (first,) = introductions(before)
    _, message = changed(a_team(MAYA, SAM), a_team(MAYA, SAM, at="Thu 18:00"))
    (_, introduced), (method, event) = event_of(composed(first, before)), event_of(message)
    assert event["UID"] == introduced["UID"]
    assert (introduced["SEQUENCE"], event["SEQUENCE"], method) == (0, 1, "REQUEST")
    assert event["DTSTART"].dt.replace(tzinfo=None).isoformat() == "2027-01-21T18:00:00"


def test_a_new_member_is_welcomed_by_the_whole_team():
    each, message = changed(a_team(MAYA, SAM), a_team(MAYA, SAM, MEI))
    assert each.kind is MessageKind.NEW_MEMBER
    assert [address.name for address in message.to] == ["Maya Okafor", "Sam Hill", "Mei Tanaka"]
    assert "please welcome Mei Tanaka" in text_of(message)


def test_who_left_is_told_alone_and_their_calendar_is_cleared():
    facts = the_facts(teams=[labelled(a_team(MAYA, SAM))], postings=[sent(a_team(MAYA, SAM, MEI))])
    (each,) = cancellations(facts)
    method, event = event_of(composed(each, facts))
    assert [reader.name for reader in each.to] == ["Mei Tanaka"]
    assert (method, str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert str(event["ATTENDEE"]) == "mailto:mei.tanaka@example.org"


def test_a_team_that_is_no_more_is_cancelled_for_all():
    facts = the_facts(teams=[], postings=[sent(a_team(MAYA, SAM))])
    assert told_of(cancellations, facts) == [(MessageKind.MEETINGS_CANCELLED, "Team 3", ["Maya Okafor", "Sam Hill"])]


def test_a_team_of_an_earlier_round_that_is_over_is_left_alone():
    over = a_round(start=a_round().start.replace(year=2025), applications_close=a_round().start.replace(year=2024))
    assert told_of(cancellations, the_facts(round=over, postings=[sent(a_team(MAYA, SAM))])) == []


def test_orphans_hear_that_their_team_is_a_new_one():
    facts = the_facts(
        teams=[labelled(a_team(a_mentor("Bo Lind", hours=always("Europe/Berlin")), SAM, MEI), "Team 7")],
        postings=[sent(a_team(MAYA, SAM, MEI))],
    )
    (each,) = introductions(facts)
    assert each.kind is MessageKind.NEW_MENTOR
    assert "Your team is a new one" in text_of(composed(each, facts))


def test_an_introduction_that_was_begun_as_one_stays_one():
    team = labelled(a_team(MAYA, SAM, MEI), "Team 7")
    begun = a_posting(MailState.OWED, team="Team 7", key="mentoring-groups/2027-1/introduction/team-7")
    (each,) = introductions(the_facts(teams=[team], postings=[begun, sent(a_team(None, SAM, MEI))]))
    assert each.kind is MessageKind.INTRODUCTION


def test_one_person_gets_one_mail_a_run_and_the_cancellation_waits():
    facts = the_facts(
        teams=[labelled(a_team(MAYA, SAM)), labelled(a_team(a_mentor("Bo Lind"), MEI), "Team 7")],
        postings=[sent(a_team(MAYA, SAM, MEI))],
    )
    first = owed(due(facts), facts)
    people = [reader.email for each in first for reader in each.to]
    assert len(people) == len(set(people))
    assert MessageKind.MEETINGS_CANCELLED not in {each.kind for each in first}
    done = [
        a_posting(
            MailState.SENT,
            key=facts.key(each.kind, each.about, each.occasion),
            kind=each.kind,
            team=each.team,
            told=each.told.as_text(),
            sent_at=NOW,
        )
        for each in first
    ]
    later = replace(facts, postings=[*facts.postings, *done])
    assert [(each.kind, each.about) for each in owed(due(later), later)] == [
        (MessageKind.MEETINGS_CANCELLED, MEI.email)
    ]


@pytest.mark.parametrize("holiday", [0, 1, 3])
def test_on_a_holiday_nobody_meets(holiday):
    free = a_round()
    day = free.meetings(a_team().slot)[holiday].date()
    facts = the_facts(round=a_round(holidays=(day,)), teams=[labelled(a_team())])
    (each,) = introductions(facts)
    _, event = event_of(composed(each, facts))
    dates = [start.date() for start in facts.round.meetings(a_team().slot)]
    assert len(dates) == 3
    assert day not in dates
    assert event["DTSTART"].dt.date() == dates[0]
    assert ("EXDATE" in event) == (holiday == 1)


def test_holidays_that_leave_no_meeting_are_a_mistake():
    with pytest.raises(ValueError, match="holidays leave no meeting"):
        a_round(weeks=1, holidays=(a_round().start,))
