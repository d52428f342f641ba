"""The sandbox's clock: the system's time unless somebody set another one.

In: an instant to show, running on from there or standing still. Out: `now(db)`, aware and in UTC. It lives in the
data file, so every process that serves the file tells the same time.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

SCHEMA = """
CREATE TABLE IF NOT EXISTS clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    shown TEXT NOT NULL,
    set_at TEXT NOT NULL,
    running INTEGER NOT NULL
);
"""


@dataclass(frozen=True)
class Setting:
    """What the clock was set to: `shown` at the system's `set_at`; it runs on from there, or stands still."""

    shown: datetime
    set_at: datetime
    running: bool


def now(db: sqlite3.Connection) -> datetime:
    """The sandbox's present instant, aware, in UTC."""
    setting = read_setting(db)
    if setting is None:
        return datetime.now(UTC)
    if not setting.running:
        return setting.shown
    return setting.shown + (datetime.now(UTC) - setting.set_at)


def read_setting(db: sqlite3.Connection) -> Setting | None:
    """How the clock was set, or None while it follows the system."""
    row = db.execute("SELECT shown, set_at, running FROM clock").fetchone()
    if row is None:
        return None
    return Setting(datetime.fromisoformat(row[0]), datetime.fromisoformat(row[1]), bool(row[2]))


def set_clock(db: sqlite3.Connection, instant: datetime | None, *, running: bool = True) -> None:
    """Show `instant` from now on (running or standing still); None follows the system's clock again.

    Raises ValueError for an instant without a time zone.
    """
    if instant is None:
        db.execute("DELETE FROM clock")
        return
    if instant.tzinfo is None:
        raise ValueError(f"the clock needs an instant with a time zone, not {instant.isoformat()}")
    db.execute(
        "INSERT OR REPLACE INTO clock (id, shown, set_at, running) VALUES (1, ?, ?, ?)",
        (instant.astimezone(UTC).isoformat(), datetime.now(UTC).isoformat(), int(running)),
    )
