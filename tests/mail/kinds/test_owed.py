"""Which of the mails that are due become owed: each once, and to nobody two in a run."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.mail.kinds.meetings import (
    MEETINGS_CANCELLED,
)
from mentoring_sync.mail.kinds.owed import owed
from mentoring_sync.mail.kinds.settings import Kinds, Reminder
from mentoring_sync.records.message import MailState
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import TeamStatus
from tests.builders import a_mentee, a_mentor
from tests.extent import extent
from tests.mail.running_round import MAYA, MEI, SAM, TEAM, labelled, sent
from tests.mail.team_mail import NOW, a_posting, a_team, the_facts


def kinds_owed(*postings):
    team = LabelledTeam(label="Team 3", team=a_team(), status=TeamStatus.PROPOSED)
    facts = the_facts(teams=[team], postings=postings)
    return [each.kind for each in owed(due(facts), facts)]


def test_a_team_without_a_posting_is_owed_its_introduction():
    assert kinds_owed() == [INTRODUCTION]


@pytest.mark.parametrize("state", sorted(set(MailState) - {MailState.NOT_NEEDED}))
def test_a_team_with_a_posting_in_any_other_state_is_owed_nothing(state):
    assert kinds_owed(a_posting(state)) == []


def test_what_wasnt_needed_is_owed_once_its_reason_is_there_again():
    assert kinds_owed(a_posting(MailState.NOT_NEEDED)) == [INTRODUCTION]


def test_another_teams_posting_settles_nothing():
    another = a_posting(MailState.SENT, key="another", team="Team 4")
    assert kinds_owed(another) == [INTRODUCTION]


def test_who_changes_teams_gets_one_mail_of_it():
    facts = the_facts(
        teams=[labelled(a_team(MAYA, SAM)), labelled(a_team(a_mentor("Bo Lind"), MEI), "Team 7")],
        postings=[sent(a_team(MAYA, SAM, MEI))],
    )
    first = owed(due(facts), facts)
    people = [reader.email for each in first for reader in each.to]
    assert len(people) == len(set(people))
    assert MEETINGS_CANCELLED not in {each.kind for each in first}
    done = [
        a_posting(
            MailState.SENT,
            key=each.key(facts),
            kind=each.kind,
            team=each.team,
            announcement=each.announces.as_text(),
            sent_at=NOW,
        )
        for each in first
    ]
    later = replace(facts, postings=[*facts.postings, *done])
    assert list(owed(due(later), later)) == []


def test_what_can_wait_waits_a_day_after_another_mail():
    jo = a_mentee("Jo Li")
    resting = a_posting(MailState.SENT, key="another", to=jo.email, sent_at=NOW - timedelta(hours=3))
    for hours, count in ((0, 0), (24, 1)):
        facts = the_facts(waiting=[jo], postings=[resting], now=NOW + timedelta(hours=hours))
        assert len(owed(due(facts), facts)) == count


@settings(max_examples=extent(share=20, whole=40), deadline=None)
@given(st.sets(st.integers(0, 220), max_size=60))
def test_whenever_runs_come_nothing_is_mailed_twice_and_nobody_twice_in_a_run(days):
    facts = the_facts(teams=[TEAM], waiting=[a_mentee("Jo Li")], kinds=Kinds(reminder=Reminder(on=True)))
    for day in sorted(days):
        today = replace(facts, now=NOW + timedelta(days=day), postings=facts.postings)
        found = owed(due(today), today)
        people = [reader.email for each in found for reader in each.to]
        assert len(people) == len(set(people))
        for each in found:
            key = each.key(today)
            assert key not in today.posted
            posting = a_posting(
                MailState.SENT,
                key=key,
                kind=each.kind,
                team=each.team,
                announcement=each.announces.as_text() if each.announces else "",
                sent_at=today.now,
                to=", ".join(reader.email for reader in each.to),
            )
            facts = replace(facts, postings=[*facts.postings, posting])
