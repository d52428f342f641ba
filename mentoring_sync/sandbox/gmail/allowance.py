"""What an account may use up: quota units a minute, messages and recipients a day.

In: the methods called and the messages sent. Out: Gmail's refusal once an allowance is spent. The defaults are
Google's for a Workspace account and a project begun after May 2026
(https://developers.google.com/workspace/gmail/api/reference/quota and https://support.google.com/a/answer/166852);
the control room can set others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime, timedelta

from . import refusals
from .mailbox import to_ms

DEFAULTS: Mapping[str, int] = {
    "units_per_minute": 6_000,
    "messages_per_day": 2_000,
    "recipients_per_day": 10_000,
    "recipients_per_message": 500,
    "search_lag_seconds": 5,
}

UNITS: Mapping[str, int] = {
    "getProfile": 1,
    "drafts.create": 10,
    "drafts.update": 15,
    "drafts.get": 20,
    "drafts.list": 5,
    "drafts.delete": 10,
    "drafts.send": 100,
    "messages.send": 100,
    "messages.get": 20,
    "messages.list": 5,
    "messages.insert": 25,
    "messages.modify": 5,
    "messages.batchModify": 50,
    "messages.trash": 20,
    "messages.untrash": 20,
    "messages.delete": 10,
    "messages.attachments.get": 20,
    "threads.get": 40,
    "threads.list": 10,
    "threads.modify": 10,
    "threads.trash": 40,
    "threads.untrash": 40,
    "threads.delete": 20,
    "labels.list": 1,
    "labels.get": 1,
    "labels.create": 5,
    "labels.patch": 5,
    "labels.update": 5,
    "labels.delete": 5,
    "settings.sendAs.list": 1,
    "settings.sendAs.get": 1,
    "settings.sendAs.create": 100,
}
"""Quota units of each method, without the leading `gmail.users.`."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS mail_limits (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS mail_units (user TEXT NOT NULL, at_ms INTEGER NOT NULL, units INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS mail_units_by_time ON mail_units (user, at_ms);
CREATE TABLE IF NOT EXISTS mail_sendings (user TEXT NOT NULL, at_ms INTEGER NOT NULL, recipients INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS mail_sendings_by_time ON mail_sendings (user, at_ms);
"""

MINUTE = timedelta(minutes=1)
DAY = timedelta(hours=24)


def limit(db: sqlite3.Connection, name: str) -> int:
    """The limit that holds now."""
    row = db.execute("SELECT value FROM mail_limits WHERE name = ?", (name,)).fetchone()
    return DEFAULTS[name] if row is None else int(row[0])


def limits(db: sqlite3.Connection) -> dict[str, int]:
    """Every limit that holds now."""
    return {name: limit(db, name) for name in DEFAULTS}


def set_limit(db: sqlite3.Connection, name: str, value: int) -> None:
    """Raises ValueError for a limit that doesn't exist or a value below zero."""
    if name not in DEFAULTS:
        raise ValueError(f"no limit is called {name}; there are {', '.join(DEFAULTS)}")
    if value < 0:
        raise ValueError(f"{name} can't be below zero")
    db.execute("INSERT OR REPLACE INTO mail_limits (name, value) VALUES (?, ?)", (name, value))


def charge(db: sqlite3.Connection, method: str, user: str, now: datetime) -> None:
    """Charge a Gmail method's units to the user, in a transaction of its own; other APIs' methods cost nothing here.

    To be called before the request's own transaction, as Google charges requests that then fail too. Raises
    GoogleError 403 (rateLimitExceeded) when the minute's units are spent; a refused request isn't charged.
    """
    units = UNITS.get(method.removeprefix("gmail.users."), 0)
    if not units:
        return
    spent = units_spent(db, user, now)
    if spent + units > limit(db, "units_per_minute"):
        raise refusals.quota_spent()
    db.execute("INSERT INTO mail_units (user, at_ms, units) VALUES (?, ?, ?)", (user, to_ms(now), units))
    db.execute("DELETE FROM mail_units WHERE at_ms < ?", (to_ms(now - DAY),))
    if db.in_transaction:
        db.commit()


def units_spent(db: sqlite3.Connection, user: str, now: datetime) -> int:
    """Quota units the user spent within the last minute."""
    row = db.execute(
        "SELECT COALESCE(SUM(units), 0) FROM mail_units WHERE user = ? AND at_ms > ? AND at_ms <= ?",
        (user, to_ms(now - MINUTE), to_ms(now)),
    ).fetchone()
    return int(row[0])


def count_sending(db: sqlite3.Connection, user: str, recipients: int, now: datetime) -> None:
    """Count a message against the account's rolling 24 hours.

    Raises GoogleError: 400 for too many recipients in one message, 429 when the day's allowance is spent.
    """
    if recipients > limit(db, "recipients_per_message"):
        raise refusals.invalid("Recipient count exceeds the limit")
    messages, sent_to, oldest = db.execute(
        "SELECT COUNT(*), COALESCE(SUM(recipients), 0), MIN(at_ms) FROM mail_sendings"
        " WHERE user = ? AND at_ms > ? AND at_ms <= ?",
        (user, to_ms(now - DAY), to_ms(now)),
    ).fetchone()
    too_many = messages + 1 > limit(db, "messages_per_day")
    if too_many or sent_to + recipients > limit(db, "recipients_per_day"):
        waited = timedelta(milliseconds=to_ms(now) - oldest) if oldest is not None else timedelta()
        raise refusals.sending_limit_reached(now + DAY - waited)
    db.execute("INSERT INTO mail_sendings (user, at_ms, recipients) VALUES (?, ?, ?)", (user, to_ms(now), recipients))
