"""Steering a Workspace and looking on: health, faults, the clock, the journal."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from pydantic import AwareDatetime
from werkzeug.wrappers import Request

from .. import clock, faults, journal
from .bodies import Answer, Strict, read_body


class _Clock(Strict):
    now: AwareDatetime | None
    running: bool = True


def health(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """GET health."""
    del request, db
    return {"status": "ok", "now": now.isoformat()}


def list_faults(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """GET faults."""
    del request, now
    return {"faults": [faults.describe(*entry) for entry in faults.rules(db)]}


def add_fault(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """POST faults."""
    del now
    return {"id": faults.add(db, read_body(request, faults.Rule))}


def clear_faults(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """DELETE faults."""
    del request, now
    faults.clear(db)
    return {}


def read_clock(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """GET clock."""
    del request
    setting = clock.read_setting(db)
    return {"now": now.isoformat(), "set": setting is not None, "running": setting is None or setting.running}


def set_clock(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """PUT clock."""
    del now
    wanted = read_body(request, _Clock)
    clock.set_clock(db, wanted.now, running=wanted.running)
    return read_clock(request, db, clock.now(db))


def read_journal(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """GET journal."""
    del now
    after, last = int(request.args.get("after", 0)), int(request.args.get("last", journal.KEPT))
    return {"entries": [entry.as_json() for entry in journal.entries(db, after=after, last=last)]}


def clear_journal(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """DELETE journal."""
    del request, now
    journal.clear(db)
    return {}
