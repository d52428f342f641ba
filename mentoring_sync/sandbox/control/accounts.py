"""Who may do what: tokens for a user with some scopes, and service accounts with their key files."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from werkzeug.wrappers import Request

from ..oauth import grants, service_accounts
from .bodies import Answer, Strict, read_body


class _Account(Strict):
    user: str = grants.DEFAULT_USER
    scopes: frozenset[str] | None = None


class _ServiceAccount(Strict):
    email: str
    delegated: frozenset[str] | None = None


def issue_tokens(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """POST tokens."""
    account = read_body(request, _Account)
    grant = grants.Grant(account.user.lower(), account.scopes)
    return {
        "refresh_token": grants.issue_refresh_token(db, grant),
        "access_token": grants.issue_access_token(db, grant, now),
    }


def create_service_account(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """POST service-accounts."""
    del now
    wanted = read_body(request, _ServiceAccount)
    token_uri = f"{request.host_url}token"
    return dict(service_accounts.create(db, wanted.email, delegated=wanted.delegated, token_uri=token_uri))
