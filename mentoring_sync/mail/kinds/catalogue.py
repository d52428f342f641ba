"""Which messages are owed: of what is due, what *Mail* knows nothing of, and no more than people can take at once.

A posting in any state settles that its message is not owed again: it is on its way, it went, or only a person may take
it further. A person gets at most one mail a run, the most important; the others wait for a later one, and most of them
for a day without any other mail. Introductions wait for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from mentoring_sync.mail.kinds.applicants import invitations_to_apply, not_eligible, receipts, waiting_list
from mentoring_sync.mail.kinds.due import Due, Facts, Rule
from mentoring_sync.mail.kinds.meetings import cancellations, changes, introductions
from mentoring_sync.mail.kinds.round import (
    certificates,
    closing_surveys,
    digests,
    follow_ups,
    half_way,
    missed_meetings,
    reminders,
)
from mentoring_sync.records.message import MessageKind, Posting

RULES: tuple[Rule, ...] = (
    introductions,
    changes,
    cancellations,
    reminders,
    missed_meetings,
    not_eligible,
    waiting_list,
    receipts,
    certificates,
    closing_surveys,
    half_way,
    follow_ups,
    invitations_to_apply,
    digests,
)
"""What may be due, the most important first."""

REST = timedelta(hours=20)
"""How long after a mail a person gets none that can wait."""

CAN_NOT_WAIT = frozenset(
    {
        MessageKind.INTRODUCTION,
        MessageKind.NEW_MENTOR,
        MessageKind.NEW_MEMBER,
        MessageKind.MEETINGS_CHANGED,
        MessageKind.MEETINGS_CANCELLED,
        MessageKind.REMINDER,
    }
)


def due(facts: Facts) -> Iterator[Due]:
    """All that is due, the most important first, whether *Mail* knows of it or not."""
    for rule in RULES:
        yield from rule(facts)


def owed(dues: Iterable[Due], facts: Facts) -> tuple[Due, ...]:
    """What becomes owed in this run, in the order given."""
    resting = _mailed_since(facts.postings, facts.now - REST)
    busy: set[str] = set()
    taken: dict[str, Due] = {}
    for each in dues:
        key, people = facts.key(each.kind, each.about, each.occasion), {reader.email for reader in each.to}
        held = people & busy or (each.kind not in CAN_NOT_WAIT and people & resting)
        if key in facts.posted or key in taken or (held and not each.kind.introduces):
            continue
        taken[key] = each
        busy |= people
    return tuple(taken.values())


def _mailed_since(postings: Iterable[Posting], since: datetime) -> frozenset[str]:
    recent = (each for each in postings if each.sent_at and each.sent_at > since)
    return frozenset(email for each in recent for email in each.to.split(", "))
