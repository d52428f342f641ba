"""Which mails are due to applicants and teams, and when: every kind is owed once, and never too late."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.mail.key import message_key
from mentoring_sync.mail.kinds.announcement import Told
from mentoring_sync.mail.kinds.catalogue import due, owed
from mentoring_sync.mail.kinds.due import Earned, Recruit, TurnedAway
from mentoring_sync.mail.kinds.round import half_way_day, months_of
from mentoring_sync.mail.kinds.settings import Kinds, Reminder
from mentoring_sync.records.message import MailState, MessageKind
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import TeamStatus
from tests.builders import APPLIED, a_mentee, a_mentor, a_round
from tests.mail.team_mail import NOW, PROGRAMME, a_posting, a_team, composed, parsed, text_of, the_facts

TEAM = LabelledTeam(label="Team 3", team=a_team(), status=TeamStatus.INTRODUCED)
INTRODUCED = a_posting(MailState.SENT, told=Told.of(TEAM.team).as_text(), sent_at=NOW)


def kinds_due(**given):
    return [each.kind for each in due(the_facts(**given))]


def running(at, **given):
    return {"now": at, "teams": [TEAM], "postings": [INTRODUCED], **given}


def turned_away(days_ago):
    applied = NOW - timedelta(days=days_ago)
    return TurnedAway(
        name="Bo", email="bo@example.org", role=Role.MENTOR, reasons=("says 1",), usable=True, applied_at=applied
    )


@pytest.mark.parametrize(("days", "kinds"), [(2, [MessageKind.RECEIPT]), (8, [])])
def test_only_a_recent_application_gets_a_receipt(days, kinds):
    assert kinds_due(accepted=[a_mentee()], now=APPLIED + timedelta(days=days)) == kinds


@pytest.mark.parametrize(("days", "kinds"), [(0, []), (2, [MessageKind.NOT_ELIGIBLE]), (31, [])])
def test_who_is_not_eligible_hears_it_once_the_coordinator_had_a_day_to_waive(days, kinds):
    assert kinds_due(turned_away=[turned_away(days)]) == kinds


def test_who_is_kept_waiting_by_the_form_or_the_sheet_hears_nothing_of_it():
    assert kinds_due(turned_away=[replace(turned_away(2), ours=True)]) == []


def test_who_waits_hears_it_unless_they_are_in_a_team_in_their_other_role():
    sam = TEAM.team.mentees[0]
    waiting = [a_mentee("Jo Li"), a_mentor("Sam Hill")]
    assert waiting[1].email == sam.email
    found = [each for each in due(the_facts(**running(NOW, waiting=waiting))) if each.kind == "waiting list"]
    assert [each.to[0].name for each in found] == ["Jo Li"]


def test_who_is_in_recruit_is_invited_until_applications_close_unless_they_applied():
    recruits = [Recruit(name=name, email=f"{name}@example.org", role=Role.MENTOR) for name in ("ada", "bo")]
    before = datetime(2026, 11, 20, 9, tzinfo=UTC)
    facts = the_facts(now=before, recruits=recruits, turned_away=[turned_away(5)])
    invited = [each for each in due(facts) if each.kind is MessageKind.INVITATION_TO_APPLY]
    assert [each.about for each in invited] == ["ada@example.org"]
    assert parsed(composed(invited[0], facts))["List-Unsubscribe"] == (
        "<mailto:mentoring@example.org?subject=Do%20not%20mail>"
    )
    assert kinds_due(recruits=recruits, now=before + timedelta(days=1)) == []


def test_a_team_is_asked_every_month_and_half_way_once():
    facts, found = the_facts(**running(NOW)), []
    for day in range(150):
        today = replace(facts, now=datetime(2027, 1, 10, 9, tzinfo=UTC) + timedelta(days=day), postings=facts.postings)
        for each in owed(due(today), today):
            found.append((each.kind, each.occasion))
            key = today.key(each.kind, each.about, each.occasion)
            facts = replace(facts, postings=[*facts.postings, a_posting(MailState.SENT, key=key, kind=each.kind)])
    assert found == [
        (MessageKind.FOLLOW_UP, "2027-02"),
        (MessageKind.HALF_WAY, ""),
        (MessageKind.CLOSING_SURVEY, ""),
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
    marks = {
        f"mentee:{mentee.email}": {date(2027, 1, 19): mark}
        for mentee, mark in zip(TEAM.team.mentees, ("missed", "present", "missed"), strict=True)
    }
    facts = the_facts(**running(datetime(2027, 1, 25, 9, tzinfo=UTC), marks=marks))
    (each,) = due(facts)
    assert (each.kind, each.occasion, [reader.name for reader in each.to]) == (
        MessageKind.MISSED_MEETING,
        "2027-01-19",
        ["Maya Okafor"],
    )
    assert "Sam Hill and Amina Yusuf didn't come" in text_of(composed(each, facts))
    late = the_facts(**running(datetime(2027, 2, 10, 9, tzinfo=UTC), marks=marks))
    assert list(due(late)) == []


@pytest.mark.parametrize(
    ("hours", "kinds"), [(25, []), (24, [MessageKind.REMINDER]), (1, [MessageKind.REMINDER]), (0, [])]
)
def test_a_reminder_comes_before_the_meeting_or_not_at_all(hours, kinds):
    meeting = a_round().meetings(TEAM.team.slot)[0]
    asked = Kinds(reminder=Reminder(on=True))
    assert kinds_due(**running(meeting - timedelta(hours=hours), kinds=asked)) == kinds


def test_a_certificate_is_for_those_who_earned_it_once_the_round_is_over():
    earned = [Earned(person=TEAM.team.mentees[0], team="Team 3", attended=3)]
    over = datetime(2027, 5, 10, 9, tzinfo=UTC)
    facts = the_facts(**running(over, earned=earned))
    (each,) = due(facts)
    assert each.kind is MessageKind.CERTIFICATE
    assert "attended 3 meetings of Team 3" in text_of(composed(each, facts))
    assert MessageKind.CERTIFICATE not in kinds_due(**running(over - timedelta(days=9), earned=earned))


def test_the_coordinator_hears_of_what_is_new_in_review_once_a_day():
    problem = Problem(where=Place(tab="Teams", row=4), what="No mentor.", remedy="Name one.")
    facts = the_facts(problems=[problem])
    (each,) = owed(due(facts), facts)
    key = facts.key(each.kind, each.about, each.occasion)
    assert [reader.email for reader in each.to] == [PROGRAMME.contact]
    told = replace(facts, postings=[a_posting(MailState.SENT, key=key)])
    assert owed(due(told), told) == ()


def test_a_kind_that_is_turned_off_is_not_mailed():
    off = Kinds.model_validate({name: {"on": False} for name in Kinds.model_fields})
    given = running(datetime(2027, 2, 18, 9, tzinfo=UTC), waiting=[a_mentee()], turned_away=[turned_away(5)])
    assert kinds_due(**given, kinds=off) == []


def test_what_can_wait_waits_a_day_after_another_mail():
    jo = a_mentee("Jo Li")
    resting = a_posting(MailState.SENT, key="another", to=jo.email, sent_at=NOW - timedelta(hours=3))
    for hours, count in ((0, 0), (24, 1)):
        facts = the_facts(waiting=[jo], postings=[resting], now=NOW + timedelta(hours=hours))
        assert len(owed(due(facts), facts)) == count


def test_what_an_earlier_run_left_owed_is_still_due_when_its_time_is_over():
    key = message_key(PROGRAMME, a_round(), MessageKind.FOLLOW_UP, "Team 3", "2027-02")
    left = a_posting(MailState.OWED, key=key, kind=MessageKind.FOLLOW_UP)
    facts = the_facts(**running(datetime(2027, 3, 1, 9, tzinfo=UTC), postings=[INTRODUCED, left]))
    assert [(each.kind, each.occasion) for each in due(facts)] == [(MessageKind.FOLLOW_UP, "2027-02")]


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, 220), max_size=60))
def test_whenever_runs_come_nothing_is_mailed_twice_and_nobody_twice_in_a_run(days):
    facts = the_facts(teams=[TEAM], waiting=[a_mentee("Jo Li")], kinds=Kinds(reminder=Reminder(on=True)))
    for day in sorted(days):
        today = replace(facts, now=NOW + timedelta(days=day), postings=facts.postings)
        found = owed(due(today), today)
        people = [reader.email for each in found for reader in each.to]
        assert len(people) == len(set(people))
        for each in found:
            key = today.key(each.kind, each.about, each.occasion)
            assert key not in today.posted
            posting = a_posting(
                MailState.SENT,
                key=key,
                kind=each.kind,
                team=each.team,
                told=each.told.as_text() if each.told else "",
                sent_at=today.now,
                to=", ".join(reader.email for reader in each.to),
            )
            facts = replace(facts, postings=[*facts.postings, posting])
