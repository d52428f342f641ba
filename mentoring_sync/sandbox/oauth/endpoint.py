"""OAuth's addresses: the token endpoint, the consent page (which says yes at once), revocation and token info.

In: form-encoded requests as RFC 6749 describes them. Out: JSON, or a redirect with a code. Consent is given in the
default user's name, or in that of `login_hint`. Whoever opens the consent page may add what a person would do there:
`allow` (the scopes that are ticked, of those asked for) or `deny` (the error with which the browser goes back).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from werkzeug.wrappers import Request, Response

from ..errors import GoogleError
from . import service_accounts
from .grants import (
    DEFAULT_USER,
    LIFETIME,
    Grant,
    authorise,
    format_scopes,
    issue_access_token,
    issue_refresh_token,
    parse_scopes,
    revoke,
)
from .refusals import GrantRefusedError

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ONCE = "4/1h-"
"""How a code begins for which no refresh token is given: it wasn't asked for (access_type=offline)."""
CODE_LIFETIME = timedelta(minutes=10)
_LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?")
_EXPIRED = "Token has been expired or revoked."


def respond(request: Request, db: sqlite3.Connection, now: datetime) -> Response:
    """Answer a request to one of `PATHS`."""
    try:
        return PATHS[request.path](request, db, now)
    except GrantRefusedError as refusal:
        return _json({"error": refusal.error, "error_description": refusal.description}, refusal.status)
    except GoogleError as error:
        return _json({"error": "invalid_request", "error_description": error.message}, error.code)


def _token(request: Request, db: sqlite3.Connection, now: datetime) -> Response:
    form: Mapping[str, str] = request.form
    kind = form.get("grant_type", "")
    if kind == "refresh_token":
        return _json(_answer(db, _refresh(db, form), now))
    if kind == JWT_BEARER:
        audiences = frozenset({service_accounts.TOKEN_URI, request.base_url})
        grant = service_accounts.grant_of(db, form.get("assertion", ""), now, audiences=audiences)
        return _json(_answer(db, grant, now))
    if kind == "authorization_code":
        grant = _redeem(db, form, now)
        lasting = {} if form.get("code", "").startswith(ONCE) else {"refresh_token": issue_refresh_token(db, grant)}
        return _json(_answer(db, grant, now) | lasting)
    raise GrantRefusedError("unsupported_grant_type", f"Invalid grant_type: {kind}")


def _answer(db: sqlite3.Connection, grant: Grant, now: datetime) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "access_token": issue_access_token(db, grant, now),
        "expires_in": int(LIFETIME.total_seconds()),
        "token_type": "Bearer",
    }
    scope = format_scopes(grant.scopes)
    return answer if scope is None else answer | {"scope": scope}


def _refresh(db: sqlite3.Connection, form: Mapping[str, str]) -> Grant:
    """A refresh token that we issued keeps its grant; an unknown one is taken for the default user's.

    Asking for fewer scopes narrows the access token; asking for more is refused.
    """
    token = form.get("refresh_token", "")
    if not token:
        raise GrantRefusedError("invalid_request", "Missing required parameter: refresh_token")
    row = db.execute("SELECT user, scopes, revoked FROM oauth_refresh_tokens WHERE token = ?", (token,)).fetchone()
    if token in ("expired", "revoked") or (row is not None and row[2]):
        raise GrantRefusedError("invalid_grant", _EXPIRED)
    granted = Grant() if row is None else Grant(row[0], parse_scopes(row[1]))
    wanted = parse_scopes(form.get("scope"))
    if wanted is None:
        return granted
    if granted.scopes is not None and not wanted <= granted.scopes:
        raise GrantRefusedError("invalid_scope", "Some requested scopes were not granted.")
    return Grant(granted.user, wanted)


def _consent(request: Request, db: sqlite3.Connection, now: datetime) -> Response:
    asked = request.args
    redirect = asked.get("redirect_uri", "")
    if not _is_loopback(redirect):
        raise GrantRefusedError("redirect_uri_mismatch", f"Not a loopback address: {redirect}")
    if "deny" in asked:
        return _back(redirect, {"error": asked["deny"] or "access_denied"}, asked)
    ticked = asked.get("allow", asked.get("scope", ""))
    code = ("4/" if asked.get("access_type") == "offline" else ONCE) + secrets.token_urlsafe(24)
    db.execute(
        "INSERT INTO oauth_codes (code, user, scopes, redirect_uri, challenge, expires) VALUES (?, ?, ?, ?, ?, ?)",
        (
            code,
            asked.get("login_hint") or DEFAULT_USER,
            ticked,
            redirect,
            asked.get("code_challenge"),
            (now + CODE_LIFETIME).isoformat(),
        ),
    )
    return _back(redirect, {"code": code, "scope": ticked}, asked)


def _back(redirect: str, said: Mapping[str, str], asked: Mapping[str, str]) -> Response:
    back = {**said, **({"state": asked["state"]} if "state" in asked else {})}
    return Response(status=302, headers={"Location": f"{redirect}{'&' if '?' in redirect else '?'}{urlencode(back)}"})


def _is_loopback(address: str) -> bool:
    """Whether the address leads to this machine, by its exact host: `http://localhost@evil.example` doesn't."""
    if not address.isascii() or not address.isprintable() or any(each in address for each in " \\#"):
        return False
    try:
        found = urlsplit(address)
    except ValueError:
        return False
    return found.scheme == "http" and _LOOPBACK.fullmatch(found.netloc) is not None


def _redeem(db: sqlite3.Connection, form: Mapping[str, str], now: datetime) -> Grant:
    row = db.execute(
        "DELETE FROM oauth_codes WHERE code = ? RETURNING user, scopes, redirect_uri, challenge, expires",
        (form.get("code", ""),),
    ).fetchone()
    if row is None or datetime.fromisoformat(row[4]) <= now:
        raise GrantRefusedError("invalid_grant", "Malformed auth code.")
    if form.get("redirect_uri") != row[2]:
        raise GrantRefusedError("redirect_uri_mismatch", "Bad Request")
    if row[3] and row[3] != _challenge(form.get("code_verifier", "")):
        raise GrantRefusedError("invalid_grant", "Invalid code verifier.")
    return Grant(row[0], parse_scopes(row[1]))


def _challenge(verifier: str) -> str:
    """RFC 7636's S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _revoke(request: Request, db: sqlite3.Connection, now: datetime) -> Response:
    del now  # a revocation is valid at any time
    if not revoke(db, request.values.get("token", "")):
        raise GrantRefusedError("invalid_token", "Token expired or revoked")
    return _json({})


def _userinfo(request: Request, db: sqlite3.Connection, now: datetime) -> Response:
    grant = authorise(db, request.headers.get("Authorization"), now)
    return _json({"sub": grant.user, "email": grant.user, "email_verified": True})


def _json(body: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(body, indent=2), status, content_type="application/json; charset=utf-8")


PATHS: Mapping[str, Callable[[Request, sqlite3.Connection, datetime], Response]] = {
    "/token": _token,
    "/oauth2/v4/token": _token,
    "/o/oauth2/v2/auth": _consent,
    "/o/oauth2/auth": _consent,
    "/revoke": _revoke,
    "/oauth2/v3/userinfo": _userinfo,
}
"""What the application hands to this room, by path."""
