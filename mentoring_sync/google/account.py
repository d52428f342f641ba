"""Whose sign-in it is: Gmail is asked for the address, once, when it is made.

In: a token as it is kept. Out: the address, or why Gmail doesn't say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from google.auth.exceptions import GoogleAuthError

from mentoring_sync.google.causes import Asking, Cause, cause_of, refusal_of
from mentoring_sync.google.credential_files import from_info
from mentoring_sync.google.session import Transport

PROFILE = "https://gmail.googleapis.com/gmail/v1/users/me/profile"
_GOOGLES = (".googleapis.com", ".google.com")


@dataclass(frozen=True, kw_only=True)
class Account:
    """An address (empty where it isn't known), and why it isn't."""

    address: str = ""
    trouble: Cause | None = None


def account_of(info: Mapping[str, Any]) -> Account:
    """The account that signed in. A server that stands for Google gave the token, and is asked itself."""
    session = Transport(from_info(info, None, tuple(info.get("scopes", ()))), _root(str(info.get("token_uri", ""))))
    try:
        answer = session.request("GET", PROFILE, timeout=(5, 30))
        if answer.ok:
            return Account(address=str(answer.json().get("emailAddress", "")))
    except (requests.RequestException, GoogleAuthError):
        return Account()
    return Account(trouble=cause_of(refusal_of(answer.status_code, answer.text), Asking()))


def _root(token_uri: str) -> str | None:
    found = urlsplit(token_uri)
    is_google = (found.hostname or "").endswith(_GOOGLES)
    return None if is_google else f"{found.scheme}://{found.netloc}"
