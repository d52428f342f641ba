"""Every kind of mail, the most important first: the order in which mail is owed, and goes out.

A new kind is an entry in its family's file and here, its letters, and its settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentoring_sync.mail.kinds.applicants import (
    ANSWERS_REPLACED,
    INVITATION_TO_APPLY,
    NOT_ELIGIBLE,
    RECEIPT,
    WAITING_LIST,
    WELCOME_BACK,
)
from mentoring_sync.mail.kinds.calendar import DATES_MOVED, MILESTONE
from mentoring_sync.mail.kinds.certificates import CERTIFICATE, NOT_COMPLETED, TAKEN_BACK
from mentoring_sync.mail.kinds.coordinator import DIGEST, WEEKLY_COUNT
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.introductions import INTRODUCTION, NEW_MENTOR
from mentoring_sync.mail.kinds.kind import Due, Kind
from mentoring_sync.mail.kinds.meetings import MEETINGS_CANCELLED, MEETINGS_CHANGED, NEW_MEMBER, REMINDER
from mentoring_sync.mail.kinds.reports import MEETING_REPORT
from mentoring_sync.mail.kinds.round import CLOSING_SURVEY, FOLLOW_UP, HALF_WAY, MISSED_MEETING
from mentoring_sync.mail.kinds.surveys import CLOSING_REMINDER, HALF_WAY_REMINDER
from mentoring_sync.records.message import Posting

KINDS: tuple[Kind, ...] = (
    INTRODUCTION,
    NEW_MENTOR,
    NEW_MEMBER,
    MEETINGS_CHANGED,
    MEETINGS_CANCELLED,
    DATES_MOVED,
    REMINDER,
    MILESTONE,
    MISSED_MEETING,
    MEETING_REPORT,
    ANSWERS_REPLACED,
    NOT_ELIGIBLE,
    WAITING_LIST,
    RECEIPT,
    CERTIFICATE,
    TAKEN_BACK,
    CLOSING_SURVEY,
    CLOSING_REMINDER,
    HALF_WAY,
    HALF_WAY_REMINDER,
    FOLLOW_UP,
    NOT_COMPLETED,
    WELCOME_BACK,
    INVITATION_TO_APPLY,
    WEEKLY_COUNT,
    DIGEST,
)

_BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}


def by_name(name: str) -> Kind:
    """The kind of this name. What nobody knows is taken for an introduction, the one that is never let go of."""
    return _BY_NAME.get(name, INTRODUCTION)


def rank(name: str) -> int:
    """How many kinds are more important."""
    return KINDS.index(by_name(name))


def introduces(posting: Posting) -> bool:
    """Whether a message is the first that its team hears of itself."""
    return by_name(posting.kind).introduces


def due(facts: Facts) -> Iterator[Due]:
    """All that is due, the most important first, whether *Mail* knows of it or not."""
    for rule in dict.fromkeys(kind.due for kind in KINDS):
        yield from rule(facts)
