"""Which messages become owed: of what is due, what *Mail* knows nothing of, and no more than people can take at once.

A posting in any state but *not needed* settles that its message is not owed again: it is on its way, it went, or only a
person may take it further. A person gets at most one mail a run, the most important; the others wait for a later one,
and most of them for a day without any other mail. Introductions wait for nothing.
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
    resting = _mailed_since(facts.postings, facts.now - REST)
    busy: set[str] = set()
    taken: dict[str, Due] = {}
    for each in dues:
        key, people = each.key(facts), {reader.email for reader in each.to}
        held = people & busy or (not each.kind.urgent and people & resting)
        if key in known or key in taken or (held and not each.kind.introduces):
            continue
        taken[key] = each
        busy |= people
    return tuple(taken.values())


def _mailed_since(postings: Iterable[Posting], since: datetime) -> frozenset[str]:
    recent = (each for each in postings if each.sent_at and each.sent_at > since)
    return frozenset(email for each in recent for email in each.readers)
