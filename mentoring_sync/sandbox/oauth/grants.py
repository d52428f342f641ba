"""Who a request's access token speaks for, and what it may do.

In: an Authorization header. Out: a `Grant`. Tokens that the sandbox's own token endpoint issued carry their user,
scopes and expiry. Any other bearer token has every scope and speaks for the address that it is, or else for the
default user, so that a quick trial needs no sign-in. The literal token `expired` never works.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from .refusals import expired_token, key_refused, missing_token

DEFAULT_USER = "coordinator@example.org"
LIFETIME = timedelta(seconds=3599)
ISSUED_PREFIX = "ya29."

SCHEMA = """
CREATE TABLE IF NOT EXISTS oauth_access_tokens (
    token TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    scopes TEXT,
    expires TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS oauth_refresh_tokens (
    token TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    scopes TEXT,
    revoked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS oauth_codes (
    code TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    scopes TEXT,
    redirect_uri TEXT NOT NULL,
    challenge TEXT,
    expires TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS oauth_service_accounts (
    email TEXT PRIMARY KEY,
    public_key TEXT NOT NULL,
    delegated TEXT
);
"""


@dataclass(frozen=True)
class Grant:
    """A user and the scopes granted; None means every scope."""

    user: str = DEFAULT_USER
    scopes: frozenset[str] | None = None


def authorise(db: sqlite3.Connection, header: str | None, now: datetime) -> Grant:
    """The grant behind an Authorization header.

    Raises GoogleError 401 without a bearer token and for one that expired or was revoked.
    """
    kind, _, token = (header or "").partition(" ")
    token = token.strip()
    if kind.lower() != "bearer" or not token:
        raise missing_token()
    if token == "expired":  # noqa: S105 - a word that tests use, no secret
        raise expired_token()
    row = db.execute("SELECT user, scopes, expires FROM oauth_access_tokens WHERE token = ?", (token,)).fetchone()
    if row is not None:
        if datetime.fromisoformat(row[2]) <= now:
            raise expired_token()
        return Grant(row[0], parse_scopes(row[1]))
    if token.startswith(ISSUED_PREFIX):
        raise expired_token()
    return Grant(token.lower()) if "@" in token else Grant()


def with_key(*, can_have_a_key: bool) -> Grant:
    """The grant of an API key: nobody's account, every scope. Any key is taken, as any token is.

    Raises GoogleError 401 for a method that wants to know who asks.
    """
    if not can_have_a_key:
        raise key_refused()
    return Grant(user="")


def issue_access_token(db: sqlite3.Connection, grant: Grant, now: datetime) -> str:
    """A new access token for the grant, valid for an hour."""
    token = ISSUED_PREFIX + secrets.token_urlsafe(32)
    db.execute("DELETE FROM oauth_access_tokens WHERE expires < ?", ((now - 24 * LIFETIME).isoformat(),))
    db.execute(
        "INSERT INTO oauth_access_tokens (token, user, scopes, expires) VALUES (?, ?, ?, ?)",
        (token, grant.user, format_scopes(grant.scopes), (now + LIFETIME).isoformat()),
    )
    return token


def issue_refresh_token(db: sqlite3.Connection, grant: Grant) -> str:
    """A new refresh token for the grant, valid until it is revoked."""
    token = "1//" + secrets.token_urlsafe(32)
    db.execute(
        "INSERT INTO oauth_refresh_tokens (token, user, scopes) VALUES (?, ?, ?)",
        (token, grant.user, format_scopes(grant.scopes)),
    )
    return token


def revoke(db: sqlite3.Connection, token: str) -> bool:
    """End an access or refresh token; False when the sandbox never issued it."""
    ended = db.execute("DELETE FROM oauth_access_tokens WHERE token = ?", (token,)).rowcount
    ended += db.execute("UPDATE oauth_refresh_tokens SET revoked = 1 WHERE token = ?", (token,)).rowcount
    return ended > 0


def parse_scopes(text: str | None) -> frozenset[str] | None:
    """Scopes as OAuth writes them, separated by blanks; None stays None (every scope)."""
    return None if text is None else frozenset(text.split())


def format_scopes(scopes: frozenset[str] | None) -> str | None:
    """The opposite of `parse_scopes`, in a stable order."""
    return None if scopes is None else " ".join(sorted(scopes))
