"""One transport for every Google client: credentials, time-outs, another server if asked, and a count of requests.

gspread takes the session as it is; google-api-python-client takes it through `as_http.as_http`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

import google.auth
import requests
from google.auth.credentials import AnonymousCredentials, Credentials
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2 import credentials as user
from google.oauth2 import service_account
from requests.adapters import HTTPAdapter

from mentoring_sync.errors import NotAllowedError
from mentoring_sync.google.unreadable import readable, unreadable
from mentoring_sync.settings.google import GoogleSettings

_EVERY = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/gmail.compose")
SCOPES = (*_EVERY, "https://www.googleapis.com/auth/gmail.metadata")
"""The least that reading and writing the workbook, drafting, sending and looking back at threads needs."""

SCOPES_TO_READ = (*_EVERY, "https://www.googleapis.com/auth/gmail.readonly")
"""The same where answers are read: beside gmail.metadata Gmail would show no text."""

CONNECT_SECONDS, READ_SECONDS = 5.0, 180.0
"""Sheets gives up on a request after 180 s itself (developers.google.com/workspace/sheets/api/limits)."""


class Transport(AuthorizedSession):
    """An authorised session with a time-out on every request, counting requests by service (`sheets`, `gmail`)."""

    def __init__(self, credentials: Credentials, api_root: str | None) -> None:
        renewing = _Renewing()
        super().__init__(credentials, auth_request=Request(renewing))
        self.counted: Counter[str] = Counter()
        self.auth = _as_it_is
        if api_root:
            for session in (self, renewing):
                session.mount("https://", _OtherServer(api_root))

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """Send one request; `timeout` defaults to ours, since gspread passes None.

        Raises:
            UnreadableError: what came back isn't an answer of Google's.
        """
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = (CONNECT_SECONDS, READ_SECONDS)
        self.counted[(urlsplit(url).hostname or "").split(".")[0]] += 1
        response: requests.Response = super().request(method, url, *args, **kwargs)
        return readable(response, method=method)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """What stands in `requests`' place for credentials, so that it doesn't put those of a `.netrc` over our token."""
    return request


class _Renewing(requests.Session):
    """The session in which credentials are renewed: tokens are asked for with POST, and come as JSON.

    google-auth takes any text of a 200 for a token's JSON, and a 5xx for a refusal of the credentials.
    """

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        response = super().request(method, url, *args, **kwargs)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            unreadable(response.headers.get("Content-Type", ""), response.content)
        return readable(response, method="POST") if response.ok and method == "POST" else response


class _OtherServer(HTTPAdapter):
    """Sends what is meant for Google to another server that speaks the same APIs, path and query unchanged."""

    def __init__(self, api_root: str) -> None:
        self._root = urlsplit(api_root)
        super().__init__()

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        asked = urlsplit(str(request.url))
        request.url = urlunsplit((self._root.scheme, self._root.netloc, asked.path, asked.query, ""))
        # What the environment says of proxies is meant for Google's addresses, not for this one.
        return super().send(request, *args, **{**kwargs, "proxies": {}})


def open_session(settings: GoogleSettings, *, read_replies: bool = False) -> Transport:
    """The transport for these settings.

    Raises:
        NotAllowedError: there are no credentials, or their file is not usable.
    """
    scopes = SCOPES_TO_READ if read_replies else SCOPES
    return Transport(_credentials(settings, scopes), settings.api_root)


def _credentials(settings: GoogleSettings, scopes: Sequence[str]) -> Credentials:
    if settings.credentials:
        return _from_file(Path(settings.credentials), settings.act_as, scopes)
    if settings.api_root:
        return _Bearer()
    try:
        credentials, _ = google.auth.default(scopes=scopes)
    except DefaultCredentialsError as error:
        raise NotAllowedError(
            "There are no Google credentials.",
            remedy="Name a service account's or an authorised user's file in [google] credentials.",
        ) from error
    return credentials


def _from_file(path: Path, act_as: str | None, scopes: Sequence[str]) -> Credentials:
    """A service account's key or an authorised user's token: of other kinds of file none is trusted.

    A service account has no mailbox: it acts for the person whom `act_as` names.
    """
    try:
        info = json.loads(path.read_text(encoding="utf-8"))
        kind = info["type"]
        if kind == "service_account":
            return cast("Credentials", _of_service_account(info, act_as, scopes))
        if kind == "authorized_user":
            return cast("Credentials", user.Credentials.from_authorized_user_info(info, scopes=scopes))
        raise ValueError(f"its type is {kind!r}, not service_account or authorized_user")
    except (GoogleAuthError, OSError, ValueError, KeyError, TypeError) as error:
        raise NotAllowedError(
            f"The credentials in {path} can't be used: {error}",
            remedy="Download the service account's key file again, or mend [google] credentials in the configuration.",
        ) from error


def _of_service_account(info: dict[str, str], act_as: str | None, scopes: Sequence[str]) -> Any:
    return service_account.Credentials.from_service_account_info(info, scopes=scopes, subject=act_as)


class _Bearer(AnonymousCredentials):
    """For another server named by `api_root` without credentials: it decides whom it lets in."""

    def before_request(self, request: Any, method: str, url: str, headers: dict[str, str]) -> None:  # noqa: ARG002
        headers["authorization"] = "Bearer anonymous"
