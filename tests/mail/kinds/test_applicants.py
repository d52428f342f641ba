"""What applicants hear, and when: never of what isn't true any more, and never too late."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mentoring_sync.mail.kinds.applicants import INVITATION_TO_APPLY, NOT_ELIGIBLE, RECEIPT, WAITING_LIST
from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.facts import Recruit
from mentoring_sync.records.requirement import Role
from tests.builders import APPLIED, a_mentee, a_mentor
from tests.mail.running_round import TEAM, kinds_due, running, turned_away
from tests.mail.team_mail import NOW, composed, parsed, the_facts


@pytest.mark.parametrize(("days", "kinds"), [(2, [RECEIPT]), (8, [])])
def test_only_a_recent_application_gets_a_receipt(days, kinds):
    assert kinds_due(accepted=[a_mentee()], now=APPLIED + timedelta(days=days)) == kinds


@pytest.mark.parametrize(("days", "kinds"), [(0, []), (2, [NOT_ELIGIBLE]), (31, [])])
def test_who_is_not_eligible_hears_it_once_the_coordinator_had_a_day_to_waive(days, kinds):
    assert kinds_due(turned_away=[turned_away(days)]) == kinds


def test_who_is_kept_waiting_by_the_form_or_the_sheet_hears_nothing_of_it():
    assert kinds_due(turned_away=[replace(turned_away(2), ours=True)]) == []


def test_who_waits_hears_it_unless_they_are_in_a_team_in_their_other_role():
    sam = TEAM.team.mentees[0]
    waiting = [a_mentee("Jo Li"), a_mentor("Sam Hill")]
    assert waiting[1].email == sam.email
    found = [each for each in due(the_facts(**running(NOW, waiting=waiting))) if each.kind is WAITING_LIST]
    assert [each.to[0].name for each in found] == ["Jo Li"]


def test_who_is_in_recruit_is_invited_until_applications_close_unless_they_applied():
    recruits = [Recruit(name=name, email=f"{name}@example.org", role=Role.MENTOR) for name in ("ada", "bo")]
    before = datetime(2026, 11, 20, 9, tzinfo=UTC)
    facts = the_facts(now=before, recruits=recruits, turned_away=[turned_away(5)])
    invited = [each for each in due(facts) if each.kind is INVITATION_TO_APPLY]
    assert [each.about for each in invited] == ["ada@example.org"]
    assert parsed(composed(invited[0], facts))["List-Unsubscribe"] == (
        "<mailto:mentoring@example.org?subject=Do%20not%20mail>"
    )
    assert kinds_due(recruits=recruits, now=before + timedelta(days=1)) == []
