"""Faults on demand: which requests go wrong, how, and when.

In: a `Rule` a fault (what to match, when it is due, what happens). Out: `next_fault` counts a request against every
rule that matches it and returns the fault due, if any; carrying it out is the application's. Rules and counts live in
the data file, so another process can set them while a server runs.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any, ClassVar

from pydantic import ConfigDict

from .errors import GoogleError
from .oauth.refusals import expired_token

SCHEMA = """
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    verb TEXT NOT NULL,
    path TEXT NOT NULL,
    nth INTEGER,
    probability REAL,
    seed INTEGER NOT NULL,
    status INTEGER NOT NULL,
    seconds REAL NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0
);
"""


class Kind(StrEnum):
    """What happens to the request."""

    REFUSE = "refuse"
    """The connection is closed before anything is applied."""
    DROP = "drop"
    """Applied and committed, then the connection is closed without an answer."""
    STATUS = "status"
    """Not applied; one of `STATUSES` in Google's shape."""
    TRUNCATE = "truncate"
    """Applied; the body is cut in the middle although Content-Length announces all of it."""
    DELAY = "delay"
    """Waits `seconds`, then goes on normally."""
    EXPIRED = "expired"
    """Not applied; 401 as for an access token that has expired."""


STATUSES: Mapping[int, tuple[str, str, str]] = {
    403: ("PERMISSION_DENIED", "rateLimitExceeded", "Rate Limit Exceeded"),
    429: (
        "RESOURCE_EXHAUSTED",
        "rateLimitExceeded",
        "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute per user'.",
    ),
    500: ("INTERNAL", "backendError", "Internal error encountered."),
    502: ("UNAVAILABLE", "badGateway", "Bad Gateway"),
    503: ("UNAVAILABLE", "backendError", "The service is currently unavailable."),
}
"""HTTP status -> (status, reason, message) as Google's servers word them."""


@dataclass(frozen=True)
class Rule:
    """When a request to `verb` and `path` goes wrong.

    `verb` is GET, POST ... or `*`; `path` an fnmatch pattern on the path without its query (`*` crosses slashes).
    `nth`: only the nth matching request counted from 1; `probability`: that share of them, drawn with `seed`;
    neither: every one.
    """

    kind: Kind
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    verb: str = "*"
    path: str = "*"
    nth: int | None = None
    probability: float | None = None
    seed: int = 0
    status: int = 503
    seconds: float = 1.0

    def __post_init__(self) -> None:
        """Raises ValueError, in words for the person who set the fault."""
        if self.nth is not None and self.probability is not None:
            raise ValueError("a fault is due either at the nth request or with a probability, not both")
        if self.nth is not None and self.nth < 1:
            raise ValueError("requests are counted from 1")
        if self.probability is not None and not 0 <= self.probability <= 1:
            raise ValueError("a probability lies between 0 and 1")
        if self.kind is Kind.STATUS and self.status not in STATUSES:
            raise ValueError(f"status {self.status} is none of {', '.join(map(str, STATUSES))}")
        if not 0 <= self.seconds <= 600:
            raise ValueError("a delay lasts between 0 and 600 seconds")

    def matches(self, verb: str, path: str) -> bool:
        """Whether a request counts for this rule."""
        return self.verb in ("*", verb) and fnmatchcase(path, self.path)

    def is_due(self, count: int) -> bool:
        """Whether the rule's `count`th matching request goes wrong; the same seed always gives the same answers."""
        if self.nth is not None:
            return count == self.nth
        if self.probability is not None:
            return random.Random(f"{self.seed}/{count}").random() < self.probability  # noqa: S311 - not a secret
        return True


@dataclass(frozen=True)
class Fault:
    """A fault that is due now; `status` counts for `status`, `seconds` for `delay`."""

    kind: Kind
    status: int
    seconds: float

    def error(self) -> GoogleError:
        """The refusal that a `status` or `expired` fault answers with."""
        if self.kind is Kind.EXPIRED:
            return expired_token()
        status, reason, message = STATUSES[self.status]
        return GoogleError(self.status, status, message, reason=reason)


def next_fault(db: sqlite3.Connection, verb: str, path: str) -> Fault | None:
    """Count the request against every rule that matches it; the fault of the first rule that is due, else None.

    Each count is one statement, so two processes never count the same request twice.
    """
    due: Fault | None = None
    for number, rule, _ in rules(db):
        if rule.matches(verb, path) and rule.is_due(_count(db, number)) and due is None:
            due = Fault(rule.kind, rule.status, rule.seconds)
    if db.in_transaction:
        db.commit()
    return due


def add(db: sqlite3.Connection, rule: Rule) -> int:
    """Set the rule and return its number."""
    columns = asdict(rule)
    names = ", ".join(columns)
    marks = ", ".join(f":{name}" for name in columns)
    return int(db.execute(f"INSERT INTO faults ({names}) VALUES ({marks})", columns).lastrowid or 0)  # noqa: S608


def rules(db: sqlite3.Connection) -> list[tuple[int, Rule, int]]:
    """Every rule with its number and how many requests it has counted, in the order they were set."""
    rows = db.execute(
        "SELECT id, seen, kind, verb, path, nth, probability, seed, status, seconds FROM faults ORDER BY id"
    ).fetchall()
    return [(row[0], Rule(Kind(row[2]), *tuple(row)[3:]), row[1]) for row in rows]


def clear(db: sqlite3.Connection) -> None:
    """Forget every rule: nothing goes wrong any more."""
    db.execute("DELETE FROM faults")


def describe(number: int, rule: Rule, seen: int) -> dict[str, Any]:
    """One rule as the control room shows it."""
    return {"id": number, "seen": seen} | asdict(rule)


def _count(db: sqlite3.Connection, number: int) -> int:
    row = db.execute("UPDATE faults SET seen = seen + 1 WHERE id = ? RETURNING seen", (number,)).fetchone()
    return int(row[0]) if row else 0
