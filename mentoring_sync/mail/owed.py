"""Which messages are owed: in, the messages that could be; out, those that *Mail* knows nothing of.

A posting in any state settles that its message is not owed again: it is on its way, it went, or only a person may take
it further.
"""

from __future__ import annotations

from collections.abc import Iterable

from mentoring_sync.records.message import Message, Posting


def introductions_owed(messages: Iterable[Message], postings: Iterable[Posting]) -> tuple[Message, ...]:
    """Of the round's introductions those without a posting, in the order given, one for each key."""
    known = {posting.key for posting in postings}
    owed = {message.key: message for message in messages}
    return tuple(message for key, message in owed.items() if key not in known)
