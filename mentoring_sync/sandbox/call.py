"""What a method of Google's gets to work with, and what it may give back.

In: one checked request. Out: `Call`, handed to a handler; `Media` for the few methods that answer with a file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .fields import Mask


@dataclass(frozen=True)
class Call:
    """One request within its transaction.

    `method` is the discovery id. `params` holds path and query parameters, typed as the discovery document says,
    defaults filled in, repeated ones as lists. `body` is the checked JSON body, `media` the uploaded part. `now` is
    the sandbox's clock in UTC; `user` the account the token speaks for, and `editor` the same where it has less than an
    owner's rights in the file, so that protected ranges may stop it. Lines added to `notes` appear in the journal.
    `fields` is the parsed `fields` parameter: a handler may leave out what it doesn't name. With `streams` lists of
    the answer may be `Streamed`.
    """

    method: str
    params: Mapping[str, Any]
    body: dict[str, Any]
    media: bytes | None
    media_type: str | None
    db: sqlite3.Connection
    now: datetime
    user: str
    notes: list[str]
    fields: Mask | None = None
    editor: str | None = None
    streams: bool = False


@dataclass(frozen=True)
class Media:
    """A file as an answer, for `alt=media` and exports."""

    content: bytes
    content_type: str


Handler = Callable[[Call], dict[str, Any] | Media]
