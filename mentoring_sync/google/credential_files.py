"""Credentials by the shape of their file: which kinds can be used, and what is said of the others.

Nothing of a file, and no value of the configuration, is ever quoted: it may be a secret.
"""

from __future__ import annotations

import base64
import binascii
import json
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import credentials as user
from google.oauth2 import service_account

from mentoring_sync.errors import NotAllowedError
from mentoring_sync.google import damage

Info = Mapping[str, Any]

WANTED = (
    "Wanted is the file of an OAuth client (console.cloud.google.com/apis/credentials > Create credentials > OAuth"
    " client ID > Desktop app > Download JSON), with which you sign in once: mentoring-sync auth login --client FILE."
    " Or a service account's key, named in [google] credentials."
)
_SIGN_IN_WITH_IT = "It is an OAuth client's file: sign in with it, once: mentoring-sync auth login --client FILE. Then"
_SIGN_IN_WITH_IT += " leave [google] credentials out."
KEYLESS = ("external_account", "impersonated_service_account")
"""Kinds of files that say where to get a token: another cloud's identity, an account that may sign for another."""

_KINDS: Sequence[tuple[str, str]] = (
    ("installed", _SIGN_IN_WITH_IT),
    ("web", f"It is the file of a web client, which can't sign in here. {WANTED}"),
    ("api_key", f"It holds an API key, which may read public files only. {WANTED}"),
    ("private_key_id", f"It is a part of a service account's key: download the whole file again. {WANTED}"),
    ("refresh_token", f"It is a token without its client. {WANTED}"),
    ("access_token", f"It is an access token, which lasts an hour. {WANTED}"),
)


def read_info(given: str) -> Info:
    """What a credentials file holds; `given` is a path, or the file's JSON itself (plain, or in base64).

    Raises:
        NotAllowedError: there is no such file, or it is none of credentials.
    """
    text = _json_in(given)
    if text is None:
        path = Path(given)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise _unusable("the file isn't text, so it is no JSON", WANTED) from error
        except (OSError, ValueError) as error:
            raise _unusable(damage.of_text(given) or "it names no file that can be read", WANTED) from error
    try:
        info = json.loads(text)
    except json.JSONDecodeError as error:
        why = damage.of_text(text) or "it may be cut off, or another file"
        raise _unusable(f"it isn't whole JSON: {why}", WANTED) from error
    if not isinstance(info, dict):
        raise _unusable("it isn't what Google gives", WANTED)
    return info


def _json_in(given: str) -> str | None:
    """The JSON that stands where a path belongs; None for a path."""
    plain = given.strip().removeprefix("\ufeff").strip()
    if plain.startswith("{"):
        return plain
    if len(plain) < 100 or "/" in plain[:1]:
        return None
    try:
        found = base64.b64decode("".join(plain.split()), validate=True).decode("utf-8-sig")
    except (binascii.Error, ValueError):
        return None
    return found if found.lstrip().startswith("{") else None


def from_info(info: Info, act_as: str | None, scopes: Sequence[str]) -> Credentials:
    """The credentials that a file's content gives: a service account's, an authorised user's.

    A service account has no mailbox: it acts for the person whom `act_as` names. What holds no key of its own (of
    `KEYLESS`) only signs in its name.

    Raises:
        NotAllowedError: it is another kind of file, or damaged; it says which is wanted.
    """
    kind = info.get("type")
    try:
        if kind == "service_account":
            return cast(
                "Credentials",
                service_account.Credentials.from_service_account_info(info, scopes=scopes, subject=act_as),
            )
        if kind == "authorized_user":
            return cast("Credentials", user.Credentials.from_authorized_user_info(dict(info), scopes=scopes))
        if kind in KEYLESS:
            from mentoring_sync.google.keyless import keyless_from  # start-up time

            return keyless_from(info, scopes)
    except (GoogleAuthError, ValueError, KeyError, TypeError) as error:
        why = damage.of_key(info) if kind == "service_account" else ""
        why = why or "a part of it is missing, or isn't what Google gives"
        raise _unusable(f"the file is damaged: {why}", "Download it again, or copy it whole.") from error
    said = next((words for key, words in _KINDS if key in info), f"It is of a kind that isn't known here. {WANTED}")
    raise _unusable("it is another kind of file", said)


def of_client(given: str) -> Info:
    """An OAuth client (`client_id`, `client_secret`, `auth_uri`, `token_uri`) out of a file as Google gives it.

    Raises:
        NotAllowedError: it is another kind of file.
    """
    info = read_info(given)
    client = info.get("installed")
    if isinstance(client, dict) and {"client_id", "auth_uri", "token_uri"} <= set(client):
        if not all(_is_safe(str(client[key])) for key in ("auth_uri", "token_uri")):
            raise _unusable("it leads to a place to which a secret would go in the open", "Download it again.")
        return client
    if info.get("type") in ("service_account", "authorized_user"):
        raise _unusable(
            "it is no OAuth client's file",
            "A service account or an authorised user signs in by itself: name the file in [google] credentials.",
        )
    said = next((words for key, words in _KINDS[1:] if key in info), WANTED)
    raise _unusable("it is no desktop client's file", said)


def _is_safe(address: str) -> bool:
    """Whether nobody on the way can read what is sent there."""
    found = urlsplit(address)
    return found.scheme == "https" or found.hostname in ("127.0.0.1", "localhost", "::1")


def open_to_others(path: Path) -> bool:
    """Whether others on this machine can read a file."""
    try:
        return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except (OSError, ValueError):
        return False


def _unusable(why: str, remedy: str) -> NotAllowedError:
    return NotAllowedError(f"The credentials that were named can't be used: {why}.", remedy=remedy)
