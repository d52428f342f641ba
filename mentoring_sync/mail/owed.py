"""Which messages are owed: in, the messages that could be; out, those that *Mail* knows nothing of.

A posting in any state settles that its message is not owed again: it is on its way, it went, or only a person may take
it further.
"""

from __future__ import annotations

from collections.abc import Iterable

from mentoring_sync.mail.key import message_key
from mentoring_sync.records.message import Message, MessageKind, Posting

__all__ = ["introductions_owed", "message_key"]


def introductions_owed(messages: Iterable[Message], postings: Iterable[Posting]) -> tuple[Message, ...]:
    """The introductions without a posting, in the order given, one for each key."""
    known = {posting.key for posting in postings}
    owed = {message.key: message for message in messages if message.kind is MessageKind.INTRODUCTION}
    return tuple(message for key, message in owed.items() if key not in known)
