"""A letter of the mailbox as it was read: what its headers say, and its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr

LONGEST_TEXT = 20_000
"""So many characters of a letter are looked at: more is quoted, or attached."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """An entry of the inbox: which message, of which thread."""

    id: str
    thread_id: str


@dataclass(frozen=True, kw_only=True)
class ThreadLetter:
    """A letter in a thread. `headers` are by their names in small letters; `is_sent`: the account sent it."""

    id: str
    at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    is_sent: bool = False

    def header(self, name: str) -> str:
        """A header's value; empty where there is none."""
        return self.headers.get(name.lower(), "")

    @property
    def sender(self) -> str:
        """The address that it is from, in small letters."""
        return parseaddr(self.header("From"))[1].lower()

    @property
    def subject(self) -> str:
        """Its subject."""
        return self.header("Subject")
