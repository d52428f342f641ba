"""One transport for every Google client: credentials, time-outs, another server if asked, and a count of requests.

gspread takes the session as it is; google-api-python-client takes it through `as_http.as_http`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession, Request
from requests.adapters import HTTPAdapter

from mentoring_sync.google.causes import Asking
from mentoring_sync.google.clock import apart
from mentoring_sync.google.ended import EndedError
from mentoring_sync.google.identity import identity
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
    """An authorised session with a time-out on every request, counting requests by service (`sheets`, `gmail`).

    `asking` says in whose name, for what is said of refusals.
    """

    def __init__(self, credentials: Credentials, api_root: str | None, asking: Asking | None = None) -> None:
        self.asking = asking or Asking()
        renewing = self._renewing = _Renewing()
        super().__init__(credentials, auth_request=Request(renewing))
        self.counted: Counter[str] = Counter()
        self.auth = _as_it_is
        if api_root:
            for session in (self, renewing):
                session.mount("https://", _OtherServer(api_root))

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """Send one request; `timeout` defaults to ours, since gspread passes None.

        Raises:
            UnreadableError: what came back isn't an answer of Google's. EndedError: the credentials aren't renewed.
        """
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = (CONNECT_SECONDS, READ_SECONDS)
        self.counted[(urlsplit(url).hostname or "").split(".")[0]] += 1
        try:
            response: requests.Response = super().request(method, url, *args, **kwargs)
        except RefreshError as error:
            raise EndedError(error, made=self.asking.made, ahead=self._renewing.ahead) from error
        return readable(response, method=method)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """What stands in `requests`' place for credentials, so that it doesn't put those of a `.netrc` over our token."""
    return request


class _Renewing(requests.Session):
    """The session in which credentials are renewed: tokens are asked for with POST, and come as JSON.

    google-auth takes any text of a 200 for a token's JSON, and a 5xx for a refusal of the credentials. `ahead` is how
    far Google's clock was ahead of this machine's when it refused, None where that isn't known.
    """

    ahead: timedelta | None = None

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        response = super().request(method, url, *args, **kwargs)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            unreadable(response.headers.get("Content-Type", ""), response.content)
        if not response.ok:
            self.ahead = apart(response)
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


def open_session(settings: GoogleSettings, *, read_replies: bool = False, more: Sequence[str] = ()) -> Transport:
    """The transport for these settings; with `more` scopes where something else is to be done than a run.

    Raises:
        NotAllowedError: there are no credentials, or their file is not usable.
    """
    scopes = (*(SCOPES_TO_READ if read_replies else SCOPES), *more)
    found = identity(settings, scopes)
    return Transport(found.credentials, settings.api_root, found.asking)
