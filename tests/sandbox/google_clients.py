"""Google's own Python client over a requests session whose every https address is the sandbox on loopback."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from email.message import EmailMessage
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httplib2
import requests
from googleapiclient.discovery import build
from requests.adapters import HTTPAdapter


class Loopback(HTTPAdapter):
    """Sends what was meant for https://*.googleapis.com to the sandbox."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._scheme, self._host, *_ = urlsplit(url)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        target = urlsplit(str(request.url))
        request.url = urlunsplit((self._scheme, self._host, target.path, target.query, ""))
        return super().send(request, *args, **kwargs)


class RequestsHttp:
    """What googleapiclient wants of its `http`, over a requests session."""

    def __init__(self, session: requests.Session) -> None:
        self.session = session

    def request(self, uri, method="GET", body=None, headers=None, **_):
        answer = self.session.request(method, uri, data=body, headers=headers, allow_redirects=False, timeout=20)
        shown = {key.lower(): value for key, value in answer.headers.items() if key.lower() != "transfer-encoding"}
        response = httplib2.Response(shown | {"status": str(answer.status_code)})
        response.reason = answer.reason
        return response, answer.content

    def close(self) -> None:
        self.session.close()


def new_session(url: str, token: str | None) -> requests.Session:
    """A session that holds the token and knows no proxy."""
    session = requests.Session()
    session.trust_env = False
    session.mount("https://", Loopback(url))
    if token is not None:
        session.headers["Authorization"] = f"Bearer {token}"
    return session


@lru_cache(maxsize=16)
def new_service(url: str, name: str, version: str, token: str) -> Any:
    """A client; kept, because making one reads a large document."""
    return build(name, version, http=RequestsHttp(new_session(url, token)), static_discovery=True)


@lru_cache(maxsize=16)
def _collection(url: str, name: str, version: str, token: str, collection: str) -> Any:
    """A client's outermost resource; kept, because its methods are made anew at each call."""
    return getattr(new_service(url, name, version, token), collection)()


@dataclass(frozen=True)
class Workspace:
    """A running sandbox: its address, its data file, and clients for whoever holds the token."""

    url: str
    data: Path

    def session(self, token: str | None = "any") -> requests.Session:
        return new_session(self.url, token)

    def service(self, name: str, version: str, token: str = "any") -> Any:
        return new_service(self.url, name, version, token)

    def gmail(self, token: str = "any") -> Any:
        return _collection(self.url, "gmail", "v1", token, "users")

    def forms(self, token: str = "any") -> Any:
        return _collection(self.url, "forms", "v1", token, "forms")

    def sheets(self, token: str = "any") -> Any:
        return _collection(self.url, "sheets", "v4", token, "spreadsheets")

    def control(self, verb: str, path: str, body: Any = None, **params: Any) -> Any:
        """The control room's answer; its refusals are raised."""
        answer = self.ask_control(verb, path, body, **params)
        answer.raise_for_status()
        return answer.json()

    def ask_control(self, verb: str, path: str, body: Any = None, **params: Any) -> requests.Response:
        return requests.request(verb, f"{self.url}/_sandbox/{path}", json=body, params=params, timeout=20)


def letter(
    to: str = "mentor@example.org", subject: str = "Hello", text: str = "Welcome to the team.", **headers: str
) -> EmailMessage:
    """A message with good defaults; `headers` with underscores for hyphens."""
    message = EmailMessage()
    if to:
        message["To"] = to
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def raw(message: EmailMessage) -> dict[str, str]:
    """The message as Gmail's API takes it."""
    return {"raw": base64.urlsafe_b64encode(message.as_bytes()).decode()}


def headers_of(resource: dict[str, Any]) -> dict[str, str]:
    """A Message resource's headers by name."""
    return {header["name"]: header["value"] for header in resource["payload"]["headers"]}
