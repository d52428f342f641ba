"""Which messages become owed: of what is due, what *Mail* knows nothing of, and no more than people can take at once.

A posting in any state but *not needed* settles that its message is not owed again: it is on its way, it went, or only a
person may take it further. Of several mails that are due to a person the most important becomes owed; while it is on
its way, as a draft too, they are busy, and most of the others wait for a day without any other mail. What is urgent
waits for what is urgent alone. Introductions become owed at once. The coordinator is a person like any other, and the
digest a mail that can wait. (`outbox.quota` holds that one mail a run goes to a person.)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.kind import Due
from mentoring_sync.records.message import MailState, Posting

REST = timedelta(hours=20)
"""How long after a mail a person gets none that can wait."""


def owed(dues: Iterable[Due], facts: Facts) -> tuple[Due, ...]:
    """What becomes owed in this run, in the order given."""
    known = {each.key for each in facts.postings if each.state is not MailState.NOT_NEEDED}
    every = {each.key(facts): each for each in dues}
    resting = mailed_since(facts.postings, facts.now - REST)
    underway = {each: by_key for each, by_key in facts.posted.items() if _is_underway(by_key) and each in every}
    waited_for = frozenset(email for each in underway.values() for email in each.readers)
    urgently = frozenset(email for key, each in underway.items() if every[key].kind.urgent for email in each.readers)
    busy: set[str] = set()
    taken: dict[str, Due] = {}
    for key, each in every.items():
        people = {reader.email for reader in each.to}
        held = people & (busy | urgently) or (not each.kind.urgent and people & (resting | waited_for))
        if key in known or (held and not each.kind.introduces):
            continue
        taken[key] = each
        busy |= people
    return tuple(taken.values())


def _is_underway(posting: Posting) -> bool:
    return posting.state in (MailState.OWED, MailState.DRAFTED, MailState.SENDING)


def mailed_since(postings: Iterable[Posting], since: datetime) -> frozenset[str]:
    """Who was mailed after this instant."""
    recent = (each for each in postings if each.sent_at and each.sent_at > since)
    return frozenset(email for each in recent for email in each.readers)
