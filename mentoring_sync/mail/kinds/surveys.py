"""Who is reminded of a survey: once, some days after it was put to their team, whoever hasn't answered.

In: the facts. Out: what is due. Nobody is reminded where it can't be seen who has answered: the form is anonymous,
doesn't ask for the address, or its answers aren't in the spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.introductions import introduced_teams
from mentoring_sync.mail.kinds.kind import Due, Kind, Reader
from mentoring_sync.mail.kinds.round import CLOSING_SURVEY, HALF_WAY
from mentoring_sync.mail.kinds.settings import Survey
from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.records.message import KindName, Posting
from mentoring_sync.records.person import Person
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.records.survey import SurveyName, SurveyStatus

WITHIN = timedelta(days=7)
"""So long after its day a reminder is still sent."""


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """A survey, the mail that asks for it and the one that reminds of it, and its settings."""

    name: SurveyName
    by: Kind
    again: Kind
    settings: Survey
    status: SurveyStatus


def reminders(facts: Facts) -> Iterator[Due]:
    """For everyone who was asked and hasn't answered, of each survey of which that can be seen."""
    kinds = facts.kinds
    for name, by, again, settings in (
        (SurveyName.HALF_WAY, HALF_WAY, HALF_WAY_REMINDER, kinds.half_way),
        (SurveyName.CLOSING, CLOSING_SURVEY, CLOSING_REMINDER, kinds.closing_survey),
    ):
        status = facts.surveys.get(name, SurveyStatus())
        if settings.on and settings.reminder_days and status.reminds and status.form:
            yield from _of(_Asked(name=name, by=by, again=again, settings=settings, status=status), facts)


def _of(asked: _Asked, facts: Facts) -> Iterator[Due]:
    for each, _ in introduced_teams(facts):
        posting = facts.posted.get(facts.key(asked.by.name, each.label))
        for member in each.team.members if posting else ():
            about = person_key(member.role, member.id)
            pending = facts.pending(asked.again.name, about)
            if posting and _is_silent(member, posting, asked, facts) and (pending or _is_time(posting, asked, facts)):
                yield _reminder(each, member, asked, facts)


def _is_silent(member: Person, posting: Posting, asked: _Asked, facts: Facts) -> bool:
    """Whether somebody was asked, hasn't answered in any way, and is there."""
    was_asked = member.id in {facts.who(email) for email in posting.readers}
    return (
        was_asked and member.id not in asked.status.answered and not facts.is_away(member.role, member.id, facts.today)
    )


def _is_time(posting: Posting, asked: _Asked, facts: Facts) -> bool:
    since, closes = asked.status.since, asked.status.closes
    if not posting.told or posting.sent_at is None or since is None or posting.sent_at < since:
        return False
    at = posting.sent_at + timedelta(days=asked.settings.reminder_days)
    return at <= facts.now < at + WITHIN and (closes is None or facts.now < closes)


def _reminder(each: LabelledTeam, member: Person, asked: _Asked, facts: Facts) -> Due:
    return Due(
        kind=asked.again,
        about=person_key(member.role, member.id),
        team=each.label,
        to=(Reader.of(member),),
        says=facts.always
        | {
            "name": in_one_line(member.name),
            "team": each.label,
            "survey": asked.status.form,
            "half_way": asked.name is SurveyName.HALF_WAY,
            "until": asked.status.last_day,
        },
    )


HALF_WAY_REMINDER = Kind(
    name=KindName("half-way reminder"), due=reminders, optional=True, said_as="survey-reminder", set_as="half_way"
)
CLOSING_REMINDER = Kind(
    name=KindName("closing reminder"),
    due=reminders,
    optional=True,
    said_as="survey-reminder",
    set_as="closing_survey",
)
