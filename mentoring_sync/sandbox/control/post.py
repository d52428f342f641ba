"""The post office: addresses that bounce, and the limits that the accounts live under."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from pydantic import Field
from werkzeug.wrappers import Request

from ..gmail import allowance, deliver
from .bodies import Answer, Strict, read_body


class _Bounce(Strict):
    address: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    reason: str = deliver.NO_SUCH_USER


def list_bounces(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """GET bounces."""
    del request, now
    return {"bounces": deliver.bounces(db)}


def add_bounce(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """POST bounces."""
    bounce = read_body(request, _Bounce)
    deliver.set_bounce(db, bounce.address, bounce.reason)
    return list_bounces(request, db, now)


def remove_bounce(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """DELETE bounces."""
    deliver.set_bounce(db, request.args.get("address", ""), None)
    return list_bounces(request, db, now)


def list_limits(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """GET limits."""
    del request, now
    return {"limits": allowance.limits(db)}


def set_limits(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """PUT limits."""
    for name, value in read_body(request, dict[str, int]).items():
        allowance.set_limit(db, name, value)
    return list_limits(request, db, now)
