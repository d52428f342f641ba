"""What teams hear when their hour or their members change or a meeting is near, and what their calendars make of it."""

from datetime import timedelta

import pytest

from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.introductions import introductions
from mentoring_sync.mail.kinds.meetings import (
    MEETINGS_CANCELLED,
    MEETINGS_CHANGED,
    NEW_MEMBER,
    REMINDER,
    cancellations,
    changes,
)
from mentoring_sync.mail.kinds.settings import Kinds, Reminder
from tests.builders import a_round
from tests.mail.running_round import MAYA, MEI, SAM, TEAM, event_of, kinds_due, labelled, running, sent
from tests.mail.team_mail import a_team, composed, text_of, the_facts


def told_of(rule, facts):
    return [(each.kind, each.about, [reader.name for reader in each.to]) for each in rule(facts)]


def changed(before, now):
    facts = the_facts(teams=[labelled(now)], postings=[sent(before)])
    (each,) = changes(facts)
    return each, composed(each, facts, thread_subject=facts.posted[each.follows].subject)


def test_a_team_that_stands_as_it_was_told_hears_nothing():
    facts = the_facts(teams=[labelled(a_team())], postings=[sent(a_team())])
    assert list(due(facts)) == []


def test_a_new_hour_is_a_change_in_the_teams_thread():
    each, message = changed(a_team(MAYA, SAM), a_team(MAYA, SAM, at="Thu 18:00"))
    assert each.kind is MEETINGS_CHANGED
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
    assert each.kind is NEW_MEMBER
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
    assert told_of(cancellations, facts) == [(MEETINGS_CANCELLED, "Team 3", ["Maya Okafor", "Sam Hill"])]


def test_a_team_of_an_earlier_round_that_is_over_is_left_alone():
    over = a_round(start=a_round().start.replace(year=2025), applications_close=a_round().start.replace(year=2024))
    assert told_of(cancellations, the_facts(round=over, postings=[sent(a_team(MAYA, SAM))])) == []


@pytest.mark.parametrize(("hours", "kinds"), [(25, []), (24, [REMINDER]), (1, [REMINDER]), (0, [])])
def test_a_reminder_comes_before_the_meeting_or_not_at_all(hours, kinds):
    meeting = a_round().meetings(TEAM.team.slot)[0]
    asked = Kinds(reminder=Reminder(on=True))
    assert kinds_due(**running(meeting - timedelta(hours=hours), kinds=asked)) == kinds
