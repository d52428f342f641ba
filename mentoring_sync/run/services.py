"""What a run is given to work with: doors to the world outside, each with more than one thing that may stand behind it.

The command line hands in Gmail and a clock that waits; tests hand in doubles that die, stay silent, or don't wait.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from mentoring_sync.mail.outbox.evidence import Evidence, HeldDraft, SentMessage

Sleep = Callable[[float], None]
"""Lets seconds pass."""


class MailChannel(Protocol):
    """Where mail is drafted and goes out: an account that holds drafts, threads and sent messages.

    Making a draft and sending one are never repeated by the channel; all the rest is reading and may be.
    """

    def draft(self, mime: bytes, *, thread_id: str = "") -> HeldDraft:
        """Make a draft of a whole RFC 5322 message, in a thread that stands if one is given.

        Raises:
            UnclearError: the draft may have been made; look for it before making another.
            RefusedError: the channel doesn't take it.
        """

    def send(self, draft_id: str) -> SentMessage:
        """Send a draft as it stands.

        Raises:
            UnclearError: it may have been sent. GoneError: there is no such draft (any more).
            RefusedError: the channel doesn't send it.
        """

    def discard(self, draft_id: str) -> None:
        """Delete a draft that was never sent; anything else is left alone."""

    def look(self, *, draft_id: str, thread_id: str, key: str) -> Evidence:
        """What became of a draft: whether it is there, and whether its thread holds a sent message that was it."""

    def drafts_by_key(self) -> Mapping[str, HeldDraft]:
        """Every draft that carries a key of ours, by key."""

    def sent_by_key(self) -> Mapping[str, SentMessage]:
        """The newest sent messages that carry a key of ours, by key."""

    def returned(self, thread_id: str) -> bool:
        """Whether something in the thread couldn't be delivered."""

    def rfc_id(self, message_id: str) -> str:
        """The Message-ID of a sent message, for replies to name; empty where there is none."""

    def may_write_as(self, address: str) -> bool:
        """Whether the account sends as this address."""
