"""Service accounts: keys registered with the sandbox, and the signed assertions made with them.

In: an account's address, its public key and, for domain-wide delegation, the scopes it may use in another user's name.
Out: the `Grant` that an assertion (RFC 7523) deserves, or Google's refusal.
"""

from __future__ import annotations

import base64
import json
import sqlite3
from datetime import datetime, timedelta
from typing import Any

from .grants import Grant, format_scopes, parse_scopes
from .refusals import GrantRefusedError

TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address, no secret
LONGEST = timedelta(hours=1)
SKEW = timedelta(minutes=5)


def create(
    db: sqlite3.Connection, email: str, *, delegated: frozenset[str] | None, token_uri: str = TOKEN_URI
) -> dict[str, str]:
    """Register a service account with a fresh key and return its key file, as Google's console downloads it.

    `delegated`: the scopes allowed under domain-wide delegation; None where there is no delegation.
    """
    # start-up time: only whoever makes a key pays for the cryptography package
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    register(db, email, public.decode(), delegated=delegated)
    return {
        "type": "service_account",
        "project_id": "sandbox",
        "private_key_id": "sandbox",
        "private_key": private.decode(),
        "client_email": email,
        "client_id": "100000000000000000000",
        "token_uri": token_uri,
    }


def register(db: sqlite3.Connection, email: str, public_key: str, *, delegated: frozenset[str] | None) -> None:
    """Accept assertions signed with this key (PEM) in this account's name."""
    db.execute(
        "INSERT OR REPLACE INTO oauth_service_accounts (email, public_key, delegated) VALUES (?, ?, ?)",
        (email, public_key, format_scopes(delegated)),
    )


def is_service_account(db: sqlite3.Connection, user: str) -> bool:
    """Whether the user is a service account, which has no mailbox of its own."""
    found = db.execute("SELECT 1 FROM oauth_service_accounts WHERE email = ?", (user,)).fetchone()
    return found is not None


def grant_of(db: sqlite3.Connection, assertion: str, now: datetime, *, audiences: frozenset[str]) -> Grant:
    """The grant that a signed assertion deserves.

    Raises GrantRefusedError in the words Google's token endpoint uses.
    """
    claims = _claims(assertion)
    issuer = str(claims.get("iss", ""))
    row = db.execute("SELECT public_key, delegated FROM oauth_service_accounts WHERE email = ?", (issuer,)).fetchone()
    if row is None:
        raise GrantRefusedError("invalid_grant", "Invalid grant: account not found")
    _check_signature(assertion, row[0])
    _check_times(claims, now)
    if claims.get("aud") not in audiences:
        raise GrantRefusedError("invalid_grant", "Invalid JWT: Failed audience check.")
    scopes = parse_scopes(str(claims.get("scope", "")))
    if not scopes:
        raise GrantRefusedError("invalid_scope", "Empty or missing scope not allowed.")
    subject = claims.get("sub")
    if subject is None or subject == issuer:
        return Grant(issuer, scopes)
    _check_delegation(scopes, parse_scopes(row[1]))
    return Grant(str(subject), scopes)


def _claims(assertion: str) -> dict[str, Any]:
    try:
        _, payload, _ = assertion.split(".")
        claims = json.loads(_decode(payload))
    except ValueError as problem:
        raise GrantRefusedError("invalid_grant", "Invalid JWT: the assertion can't be read.") from problem
    if not isinstance(claims, dict):
        raise GrantRefusedError("invalid_grant", "Invalid JWT: the claims are no JSON object.")
    return claims


def _check_signature(assertion: str, public_key: str) -> None:
    # start-up time: only whoever signs in pays for the cryptography package
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    signed, _, signature = assertion.rpartition(".")
    key = serialization.load_pem_public_key(public_key.encode())
    assert isinstance(key, rsa.RSAPublicKey), "only RSA keys are registered"  # noqa: S101
    try:
        key.verify(_decode(signature), signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError) as problem:
        raise GrantRefusedError("invalid_grant", "Invalid JWT Signature.") from problem


def _decode(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _check_times(claims: dict[str, Any], now: datetime) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    seconds = now.timestamp()
    reasonable = (
        isinstance(issued, int)
        and isinstance(expires, int)
        and expires - issued <= LONGEST.total_seconds()
        and issued <= seconds + SKEW.total_seconds()
        and expires > seconds - SKEW.total_seconds()
    )
    if not reasonable:
        raise GrantRefusedError(
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
            " Check your iat and exp values in the JWT claim.",
        )


def _check_delegation(scopes: frozenset[str], delegated: frozenset[str] | None) -> None:
    if delegated is None or not scopes <= delegated:
        raise GrantRefusedError(
            "unauthorized_client",
            "Client is unauthorized to retrieve access tokens using this method, or client not authorized for"
            " any of the scopes requested.",
            status=401,
        )
