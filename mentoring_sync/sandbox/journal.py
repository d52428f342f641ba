"""The journal: every request the sandbox answered, refused or broke off, for tests and people to read.

In: one `Entry` a request, written after the request's own transaction ended, so that failures are there too.
Out: the newest 10,000, oldest first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

KEPT = 10_000
PRUNE_EVERY = 200

SCHEMA = """
CREATE TABLE IF NOT EXISTS journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    verb TEXT NOT NULL,
    path TEXT NOT NULL,
    method TEXT,
    status INTEGER,
    ms REAL NOT NULL,
    request_bytes INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL,
    notes TEXT NOT NULL,
    fault TEXT
);
"""


@dataclass(frozen=True)
class Entry:
    """One request: when (the sandbox's clock), what, how it ended, how long it took in milliseconds.

    `method` is the discovery id (None outside the APIs), `status` None when no answer was sent at all, `fault` the
    kind of fault that was due. `seq` is given by the journal.
    """

    at: datetime
    verb: str
    path: str
    method: str | None
    status: int | None
    ms: float
    request_bytes: int = 0
    response_bytes: int = 0
    notes: Sequence[str] = ()
    fault: str | None = None
    seq: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The entry as the control room and `sandbox journal --json` show it."""
        return asdict(self) | {"at": self.at.isoformat(), "notes": list(self.notes)}


def record(db: sqlite3.Connection, entry: Entry) -> int:
    """Write the entry in a transaction of its own and return its number."""
    cursor = db.execute(
        "INSERT INTO journal (at, verb, path, method, status, ms, request_bytes, response_bytes, notes, fault)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.at.isoformat(),
            entry.verb,
            entry.path,
            entry.method,
            entry.status,
            round(entry.ms, 3),
            entry.request_bytes,
            entry.response_bytes,
            json.dumps(list(entry.notes)),
            entry.fault,
        ),
    )
    seq = int(cursor.lastrowid or 0)
    if seq % PRUNE_EVERY == 0:
        db.execute("DELETE FROM journal WHERE seq <= ?", (seq - KEPT,))
    if db.in_transaction:
        db.commit()
    return seq


def entries(db: sqlite3.Connection, *, after: int = 0, last: int = KEPT) -> list[Entry]:
    """The newest `last` entries with a number above `after`, oldest first."""
    rows = db.execute(
        "SELECT seq, at, verb, path, method, status, ms, request_bytes, response_bytes, notes, fault"
        " FROM journal WHERE seq > ? ORDER BY seq DESC LIMIT ?",
        (after, min(last, KEPT)),
    ).fetchall()
    return [_entry(row) for row in reversed(rows)]


def clear(db: sqlite3.Connection) -> None:
    """Forget every entry; numbers go on from where they were."""
    db.execute("DELETE FROM journal")


def _entry(row: Sequence[Any]) -> Entry:
    seq, at, verb, path, method, status, ms, request_bytes, response_bytes, notes, fault = tuple(row)
    return Entry(
        at=datetime.fromisoformat(at),
        verb=verb,
        path=path,
        method=method,
        status=status,
        ms=ms,
        request_bytes=request_bytes,
        response_bytes=response_bytes,
        notes=tuple(json.loads(notes)),
        fault=fault,
        seq=seq,
    )
