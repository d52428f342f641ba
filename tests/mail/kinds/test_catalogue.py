"""Every kind of mail stands in the catalogue once, and is called what it has always been called."""

from datetime import UTC, datetime, timedelta

import pytest

from mentoring_sync.mail.kinds.catalogue import KINDS, by_name, due, introduces
from mentoring_sync.mail.kinds.introductions import INTRODUCTION, NEW_MENTOR
from mentoring_sync.mail.kinds.meetings import MEETINGS_CHANGED
from mentoring_sync.mail.kinds.settings import Kinds
from mentoring_sync.records.problem import Place, Problem
from tests.builders import a_mentee
from tests.mail.running_round import TEAM, kinds_due, running, sent, turned_away
from tests.mail.team_mail import NOW, a_posting, a_team, the_facts


def test_a_kind_that_is_turned_off_is_not_mailed():
    off = Kinds.model_validate({name: {"on": False} for name in Kinds.model_fields if name != "introduction"})
    given = running(datetime(2027, 2, 18, 9, tzinfo=UTC), waiting=[a_mentee()], turned_away=[turned_away(5)])
    assert kinds_due(**given, kinds=off) == []


def test_the_kinds_are_called_in_mail_what_they_have_always_been_called():
    assert {kind.name for kind in KINDS} == {
        "answers replaced",
        "invitation to apply",
        "receipt",
        "not eligible yet",
        "waiting list",
        "introduction",
        "new mentor",
        "new member",
        "meetings changed",
        "meetings cancelled",
        "monthly follow-up",
        "missed meeting",
        "meeting report",
        "reminder",
        "milestone",
        "welcome back",
        "dates moved",
        "half-way check-in",
        "half-way reminder",
        "closing survey",
        "closing reminder",
        "certificate",
        "certificate taken back",
        "not completed",
        "weekly count",
        "digest",
    }


def test_no_two_kinds_have_one_name():
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_a_kind_is_found_by_its_name(kind):
    assert by_name(kind.name) is kind


def test_a_kind_that_nobody_knows_is_treated_with_the_care_of_an_introduction():
    assert by_name("love letter") is INTRODUCTION


def test_only_the_first_mail_to_a_team_introduces_it():
    assert [kind for kind in KINDS if introduces(a_posting(kind=kind))] == [INTRODUCTION, NEW_MENTOR]


def test_what_is_due_comes_with_the_most_important_first():
    applied = NOW - timedelta(days=1)
    problem = Problem(where=Place(tab="Teams", row=4), what="No mentor.", remedy="Name one.")
    facts = the_facts(
        teams=[TEAM], waiting=[a_mentee("Jo Li")], accepted=[a_mentee("Ed Oh", applied_at=applied)], problems=[problem]
    )
    assert [each.kind.name for each in due(facts)] == ["introduction", "waiting list", "receipt", "digest"]


def test_kinds_that_share_a_rule_are_due_once():
    facts = the_facts(teams=[TEAM], postings=[sent(a_team(at="Thu 18:00"))])
    assert [each.kind for each in due(facts)] == [MEETINGS_CHANGED]


def test_opting_out_is_offered_where_nobodys_place_depends_on_the_mail():
    assert {kind.name for kind in KINDS if kind.optional} == {
        "invitation to apply",
        "monthly follow-up",
        "reminder",
        "milestone",
        "welcome back",
        "half-way check-in",
        "half-way reminder",
        "closing survey",
        "closing reminder",
    }
