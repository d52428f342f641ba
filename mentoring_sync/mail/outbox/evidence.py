"""What a mail channel shows of a posting, and how it says that it can't say.

The channel returns it, the decisions are made by it: one set of types on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class UnclearError(Exception):
    """Nobody knows whether the draft was made or sent: no answer came, or none that can be read."""


class GoneError(Exception):
    """The draft isn't there any more: it was sent or thrown away."""


class RefusedError(Exception):
    """The channel will never take this message: an address it can't read, say."""


@dataclass(frozen=True, kw_only=True)
class HeldDraft:
    """A draft that the channel holds, the thread it stands in, the id of its message as it is now (another after every
    edit), and the digest of what it was made to say; empty where it isn't known."""

    id: str
    thread_id: str
    message_id: str = ""
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class SentMessage:
    """A message that was sent, the thread it went out in, and when, if that is known."""

    id: str
    thread_id: str
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A message in the mailbox by its headers: the key that it carries (empty: it is none of ours), the digest of what
    it says, what it told a team, whom it is to, and when it was sent. Empty where it isn't known."""

    id: str
    thread_id: str
    key: str = ""
    digest: str = ""
    told: str = ""
    to: str = ""
    subject: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ThreadMessage:
    """A message in a thread, as far as its headers tell: the Message-IDs that it cites, the addresses that it says a
    message didn't reach, and whether the account sent it."""

    id: str
    rfc_id: str = ""
    sender: str = ""
    cites: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    is_sent: bool = False


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the channel holds of a posting, read at least 5 seconds after the last request whose outcome is unclear.

    For an owed posting: any draft (Gmail: drafts.list) and any sent message that carry its key. For a drafted or
    sending one: the draft of its id (drafts.get), and a sent message with its key in its thread (threads.get).
    """

    draft: HeldDraft | None = None
    sent: SentMessage | None = None
