"""What a run is given to work with: doors to the world outside, each with more than one thing that may stand behind it.

The command line hands in Gmail and a clock that waits; tests hand in doubles that die, stay silent, or don't wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from mentoring_sync.mail.outbox.evidence import Carried, Evidence, HeldDraft, SentMessage, ThreadMessage
from mentoring_sync.mail.replies.letter import Received, ThreadLetter
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.spreadsheet.grid import Workbook

Sleep = Callable[[float], None]
"""Lets seconds pass."""

Say = Callable[[str], None]
"""Tells the person who watches something that can't wait."""


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

    def held_text(self, draft_id: str) -> str:
        """All that a draft says: to whom it is, its subject, its text; empty where there is no such draft.

        Raises:
            NotAllowedError: the account doesn't let texts be read.
        """

    def look(self, *, draft_id: str, thread_id: str, key: str) -> Evidence:
        """What became of a draft: whether it is there, and whether its thread holds a sent message that was it."""

    def account(self) -> str:
        """The account's address; empty where it isn't said."""

    def draft_ids(self) -> Mapping[str, str]:
        """The ids of all drafts that are there, and of their messages as they are now."""

    def sent_ids(self) -> Iterable[str]:
        """The ids of all sent messages; as a rule the newest come first."""

    def carried(self, message_id: str) -> Carried | None:
        """A message by its headers; None where there is no such message (any more)."""

    def thread(self, thread_id: str) -> Sequence[ThreadMessage]:
        """The messages of a thread, the oldest first; none where there is no such thread."""

    def received(self, query: str = "") -> Iterable[Received]:
        """The messages of the inbox that a search finds (all, without one); as a rule the newest come first."""

    def letters(self, thread_id: str) -> Sequence[ThreadLetter]:
        """The letters of a thread with their text, the oldest first; none where there is no such thread."""

    def rfc_id(self, message_id: str) -> str:
        """The Message-ID of a sent message, for replies to name; empty where there is none."""

    def may_write_as(self, address: str) -> bool:
        """Whether the account sends as this address."""


class SpreadsheetService(Protocol):
    """Where the workbook is: read whole, written in one atomic batch on top of the commit it was read at."""

    def pull(self) -> Workbook:
        """The whole spreadsheet as it stands, in one request.

        Raises:
            MentoringSyncError: it can't be read.
        """

    def weight(self, edits: Sequence[Edit], *, after: Workbook) -> int:
        """How many bytes a batch of these edits takes, as it would be sent."""

    def write(self, edits: Sequence[Edit], *, after: Workbook) -> Workbook:
        """Land all edits in one batch on top of the commit that `after` was read at; the workbook with them.

        Raises:
            OverlapError: another run's batch landed in between; nothing was written.
            TryLaterError: nothing was written, or all of it: the next run sees which.
        """


@dataclass(frozen=True, kw_only=True)
class Services:
    """What a run works with.

    `mail_channel` is opened when there is mail to see to, with somebody to tell what can't wait; `deadline` gives, for
    as long as it is held, when pairing is to stop searching; `requests` counts what was asked so far, by service.
    """

    spreadsheet: SpreadsheetService
    mail_channel: Callable[[Say], MailChannel]
    sleep: Sleep
    deadline: Callable[[], AbstractContextManager[Deadline]]
    requests: Callable[[], Mapping[str, int]]
