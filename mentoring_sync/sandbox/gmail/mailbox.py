"""The mailboxes: every message of every account on the sandbox, with its labels and thread.

In: messages to file, labels to put on and take off. Out: `Mail`, as stored. Nothing here knows how a message is
shown or sent. Every address has a mailbox; nothing ever leaves the data file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SCHEMA = """
CREATE TABLE IF NOT EXISTS mail_messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    user TEXT NOT NULL,
    thread TEXT NOT NULL,
    raw BLOB NOT NULL,
    internal_ms INTEGER NOT NULL,
    history INTEGER NOT NULL,
    rfc_id TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS mail_messages_by_thread ON mail_messages (user, thread);
CREATE INDEX IF NOT EXISTS mail_messages_by_rfc_id ON mail_messages (user, rfc_id);
CREATE TABLE IF NOT EXISTS mail_message_labels (
    message TEXT NOT NULL REFERENCES mail_messages (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    PRIMARY KEY (message, label)
);
CREATE INDEX IF NOT EXISTS mail_message_labels_by_label ON mail_message_labels (label, message);
CREATE TABLE IF NOT EXISTS mail_history (user TEXT PRIMARY KEY, newest INTEGER NOT NULL);
"""

FIRST_HISTORY = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SCATTER = 0x9E375
"""Odd, so that neighbouring numbers are sent to distinct, distant ones."""
_COLUMNS = "m.id, m.user, m.thread, m.raw, m.internal_ms, m.history"


@dataclass(frozen=True)
class Mail:
    """One message in one mailbox; `raw` is RFC 5322 with CRLF, `at` Gmail's internal date."""

    id: str
    user: str
    thread: str
    raw: bytes
    at: datetime
    history: int
    labels: tuple[str, ...]

    def has(self, label: str) -> bool:
        """Whether the message carries the label's id."""
        return label in self.labels


def file(
    db: sqlite3.Connection,
    user: str,
    raw: bytes,
    at: datetime,
    *,
    labels: Iterable[str],
    rfc_id: str,
    thread: str | None = None,
) -> Mail:
    """Put a message into a mailbox; without a thread it begins its own, named after itself."""
    message_id = _new_id(db, at)
    history = next_history(db, user)
    db.execute(
        "INSERT INTO mail_messages (id, user, thread, raw, internal_ms, history, rfc_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (message_id, user, thread or message_id, raw, to_ms(at), history, rfc_id),
    )
    _put_labels(db, message_id, labels)
    return Mail(message_id, user, thread or message_id, raw, at, history, tuple(labels))


def find(db: sqlite3.Connection, user: str, message_id: str) -> Mail | None:
    """The message, or None."""
    return _first(_select(db, "m.user = ? AND m.id = ?", (user, message_id)))


def in_thread(db: sqlite3.Connection, user: str, thread: str) -> list[Mail]:
    """The thread's messages, oldest first; empty when there is no such thread."""
    return list(reversed(_select(db, "m.user = ? AND m.thread = ?", (user, thread))))


def all_of(db: sqlite3.Connection, user: str, labels: Sequence[str] = ()) -> list[Mail]:
    """The mailbox's messages that carry all the labels, newest first."""
    carries = " AND EXISTS (SELECT 1 FROM mail_message_labels l WHERE l.message = m.id AND l.label = ?)"
    return _select(db, "m.user = ?" + carries * len(labels), (user, *labels))


def with_rfc_id(db: sqlite3.Connection, user: str, rfc_ids: Sequence[str]) -> list[Mail]:
    """The mailbox's messages with one of these Message-IDs (angle brackets included), newest first."""
    marks = ", ".join("?" * len(rfc_ids))
    return _select(db, f"m.user = ? AND m.rfc_id IN ({marks})", (user, *rfc_ids))


def relabel(db: sqlite3.Connection, mail: Mail, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> Mail:
    """The message with labels put on, then others taken off."""
    _put_labels(db, mail.id, add)
    db.executemany(
        "DELETE FROM mail_message_labels WHERE message = ? AND label = ?", [(mail.id, label) for label in remove]
    )
    db.execute("UPDATE mail_messages SET history = ? WHERE id = ?", (next_history(db, mail.user), mail.id))
    changed = find(db, mail.user, mail.id)
    assert changed is not None, "relabelling keeps the message"  # noqa: S101
    return changed


def delete(db: sqlite3.Connection, mail: Mail) -> None:
    """Remove the message for good."""
    next_history(db, mail.user)
    db.execute("DELETE FROM mail_message_labels WHERE message = ?", (mail.id,))
    db.execute("DELETE FROM mail_messages WHERE id = ?", (mail.id,))


def users(db: sqlite3.Connection) -> list[str]:
    """Every address whose mailbox holds something, in alphabetical order."""
    return [row[0] for row in db.execute("SELECT DISTINCT user FROM mail_messages ORDER BY user")]


def totals(db: sqlite3.Connection, user: str) -> tuple[int, int]:
    """How many messages and threads the mailbox holds."""
    row = db.execute("SELECT COUNT(*), COUNT(DISTINCT thread) FROM mail_messages WHERE user = ?", (user,)).fetchone()
    return int(row[0]), int(row[1])


def current_history(db: sqlite3.Connection, user: str) -> int:
    """The mailbox's newest history id."""
    row = db.execute("SELECT newest FROM mail_history WHERE user = ?", (user,)).fetchone()
    return FIRST_HISTORY if row is None else int(row[0])


def next_history(db: sqlite3.Connection, user: str) -> int:
    """The history id of a change that is being made; they only ever grow."""
    newest = current_history(db, user) + 1
    db.execute("INSERT OR REPLACE INTO mail_history (user, newest) VALUES (?, ?)", (user, newest))
    return newest


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970 in UTC, Gmail's internal date."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _new_id(db: sqlite3.Connection, at: datetime) -> str:
    """16 hexadecimal digits that grow with time, as Gmail's do, and never come twice, even while the clock stands."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'mail_messages'").fetchone()
    scattered = (0 if row is None else int(row[0])) * _SCATTER % (1 << 20)
    return f"{to_ms(at) << 20 | scattered:016x}"


def _put_labels(db: sqlite3.Connection, message_id: str, labels: Iterable[str]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO mail_message_labels (message, label) VALUES (?, ?)",
        [(message_id, label) for label in labels],
    )


def _select(db: sqlite3.Connection, condition: str, values: Sequence[str]) -> list[Mail]:
    rows = db.execute(
        f"SELECT {_COLUMNS}, (SELECT group_concat(label, char(10)) FROM mail_message_labels WHERE message = m.id)"  # noqa: S608
        f" FROM mail_messages m WHERE {condition} ORDER BY m.internal_ms DESC, m.number DESC",
        values,
    )
    return [_mail(tuple(row)) for row in rows]


def _mail(row: tuple[str, str, str, bytes, int, int, str | None]) -> Mail:
    message_id, user, thread, raw, ms, history, labels = row
    at = _EPOCH + timedelta(milliseconds=ms)
    return Mail(message_id, user, thread, raw, at, history, tuple((labels or "").split()))


def _first(mails: Sequence[Mail]) -> Mail | None:
    return mails[0] if mails else None
