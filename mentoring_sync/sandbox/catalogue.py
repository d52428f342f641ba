"""Drive's catalogue: what every file is called, what it is, whose it is and when it changed.

In: the other rooms tell it of their files (spreadsheets, forms). Out: `Entry`. A spreadsheet's title has its home here.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
ROOT = "root"

SCHEMA = """
CREATE TABLE IF NOT EXISTS drive_files (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    parent TEXT NOT NULL,
    owner TEXT NOT NULL,
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    trashed INTEGER NOT NULL DEFAULT 0,
    description TEXT,
    content BLOB
);
CREATE INDEX IF NOT EXISTS drive_files_by_name ON drive_files (name);
CREATE TABLE IF NOT EXISTS drive_owned (
    file TEXT PRIMARY KEY
) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Entry:
    """A file of Drive's; times in ISO 8601, UTC."""

    id: str
    name: str
    mime: str
    parent: str
    owner: str
    created: str
    modified: str
    version: int
    trashed: bool
    description: str | None


_COLUMNS = "id, name, mime, parent, owner, created, modified, version, trashed, description"


def new_id() -> str:
    """An id as long as Google's."""
    return "1" + secrets.token_urlsafe(32)[:43]


def add(
    db: sqlite3.Connection,
    name: str,
    mime: str,
    now: datetime,
    *,
    owner: str,
    file_id: str | None = None,
    parent: str = ROOT,
) -> Entry:
    """Enter a new file. Raises sqlite3.IntegrityError when its id is taken."""
    found = Entry(file_id or new_id(), name, mime, parent, owner, stamp(now), stamp(now), 1, False, None)
    values = (found.id, name, mime, parent, owner, found.created, found.modified)
    db.execute(
        "INSERT INTO drive_files (id, name, mime, parent, owner, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    db.execute("INSERT INTO drive_owned (file) VALUES (?)", (found.id,))
    return found


def is_owned(db: sqlite3.Connection, file_id: str) -> bool:
    """Whether the file is its owner's alone, until it is shared; one that isn't is everybody's."""
    return db.execute("SELECT 1 FROM drive_owned WHERE file = ?", (file_id,)).fetchone() is not None


def disown(db: sqlite3.Connection, file_id: str) -> None:
    """Leave the file to whoever opens it: nobody's account made it."""
    db.execute("DELETE FROM drive_owned WHERE file = ?", (file_id,))


def find(db: sqlite3.Connection, file_id: str) -> Entry | None:
    """The file with this id, in the trash or not."""
    row = db.execute(f"SELECT {_COLUMNS} FROM drive_files WHERE id = ?", (file_id,)).fetchone()  # noqa: S608
    return _entry(row) if row else None


def everything(db: sqlite3.Connection) -> list[Entry]:
    """All files, the last changed first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM drive_files ORDER BY modified DESC, created DESC, id")  # noqa: S608
    return [_entry(row) for row in rows]


def touch(db: sqlite3.Connection, file_id: str, now: datetime, *, name: str | None = None) -> None:
    """Note a change of the file, and its new name when it got one."""
    db.execute(
        "UPDATE drive_files SET modified = ?, version = version + 1, name = coalesce(?, name) WHERE id = ?",
        (stamp(now), name, file_id),
    )


def remove(db: sqlite3.Connection, file_id: str) -> None:
    """Strike the file out for good."""
    db.execute("DELETE FROM drive_files WHERE id = ?", (file_id,))
    disown(db, file_id)


def stamp(instant: datetime) -> str:
    """The instant as Drive writes it, to the millisecond."""
    return instant.strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03d}Z"


def _entry(row: sqlite3.Row) -> Entry:
    values = dict(row)
    return Entry(**(values | {"trashed": bool(values["trashed"])}))
