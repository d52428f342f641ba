"""Who is reminded of a survey: once, whoever was asked and hasn't answered in any way, and only where that is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.round import CLOSING_SURVEY, HALF_WAY
from mentoring_sync.mail.kinds.settings import Kinds, Survey
from mentoring_sync.mail.kinds.surveys import CLOSING_REMINDER, HALF_WAY_REMINDER
from mentoring_sync.records.leave import Leave
from mentoring_sync.records.message import MailState
from mentoring_sync.records.roster import person_key
from mentoring_sync.records.survey import SurveyName, SurveyStatus
from tests.mail.running_round import TEAM, running
from tests.mail.team_mail import a_posting, composed, text_of, the_facts

SENT_AT = datetime(2027, 3, 12, 9, tzinfo=UTC)
MEMBERS = TEAM.team.members
FORM = "https://docs.google.com/forms/d/e/1/viewform"
STATUS = SurveyStatus(form=FORM, reminds=True, since=datetime(2026, 12, 1, tzinfo=UTC))


def facts(name: SurveyName = SurveyName.CLOSING, *, days: float = 7, **given: Any) -> Facts:
    """So many days after a survey was put to the team."""
    kind = HALF_WAY if name is SurveyName.HALF_WAY else CLOSING_SURVEY
    found = the_facts(**running(SENT_AT + timedelta(days=days)))
    posting = a_posting(
        MailState.SENT,
        key=found.key(kind.name, TEAM.label),
        kind=kind.name,
        team=TEAM.label,
        to=", ".join(member.email for member in MEMBERS),
        sent_at=SENT_AT,
    )
    status = replace(STATUS, **{key: value for key, value in given.items() if key in vars(STATUS)})
    others = {key: value for key, value in given.items() if key not in vars(STATUS)}
    return replace(found, postings=[*found.postings, posting], surveys={name: status}, **others)


def reminded(found: Facts) -> list[str]:
    dues = [each for each in due(found) if each.kind in (HALF_WAY_REMINDER, CLOSING_REMINDER)]
    return [reader.email for each in dues for reader in each.to]


@pytest.mark.parametrize("name", SurveyName)
def test_everyone_who_was_asked_and_has_not_answered_is_reminded_by_themselves(name):
    assert reminded(facts(name)) == [member.email for member in MEMBERS]
    assert reminded(facts(name, answered=frozenset({MEMBERS[1].id}))) == [
        member.email for member in MEMBERS if member is not MEMBERS[1]
    ]


def test_who_was_asked_at_an_earlier_address_is_known_by_it():
    found, before = facts(known_as={"earlier@example.org": MEMBERS[0].id}), MEMBERS[0].email
    posting = replace(found.postings[-1], to=found.postings[-1].to.replace(before, "earlier@example.org"))
    found = replace(found, postings=[*found.postings[:-1], posting])
    assert before in reminded(found)
    status = replace(STATUS, answered=frozenset({MEMBERS[0].id}))
    assert before not in reminded(replace(found, surveys={SurveyName.CLOSING: status}))


@pytest.mark.parametrize(
    "given",
    [
        {"days": 6.9},
        {"days": 14},
        {"reminds": False},
        {"form": ""},
        {"since": None},
        {"since": SENT_AT + timedelta(hours=1)},
        {"closes": SENT_AT + timedelta(days=5)},
        {"kinds": Kinds(closing_survey=Survey(reminder_days=0))},
        {"kinds": Kinds(closing_survey=Survey(on=False))},
    ],
)
def test_nobody_is_reminded_too_early_or_late_or_of_what_cant_be_seen(given):
    assert reminded(facts(**given)) == []


def test_who_is_on_leave_is_not_reminded():
    away = {person_key(MEMBERS[0].role, MEMBERS[0].id): [Leave(start=date(2027, 3, 1))]}
    assert MEMBERS[0].email not in reminded(facts(on_leave=away))


@pytest.mark.parametrize("name", SurveyName)
def test_a_reminder_names_the_form_and_the_last_day(name):
    found = facts(name, last_day=date(2027, 3, 31))
    (first, *_) = [each for each in due(found) if each.kind in (HALF_WAY_REMINDER, CLOSING_REMINDER)]
    text = text_of(composed(first, found))
    assert FORM in text
    assert "31 March" in text
    assert ("first half" in text) is (name is SurveyName.HALF_WAY)
