"""Signing in as a person: an installed app's flow (RFC 8252) with PKCE (RFC 7636), over a loopback address.

In: an OAuth client, the scopes. Out: a refresh token with what was granted. The library for this ends at the first
request that reaches its port, whoever sent it, and takes fewer scopes for an error of its own: so the listening and the
exchange stand here.
"""

from __future__ import annotations

import base64
import hashlib
import http.server
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from mentoring_sync.errors import NotAllowedError, TryLaterError
from mentoring_sync.google.credential_files import Info

SHEETS_SCOPE = "https://www.googleapis.com/auth/spreadsheets"
COMPOSE_SCOPE = "https://www.googleapis.com/auth/gmail.compose"
METADATA_SCOPE = "https://www.googleapis.com/auth/gmail.metadata"
READ_SCOPE = "https://www.googleapis.com/auth/gmail.readonly"
FORMS_SCOPE = "https://www.googleapis.com/auth/forms.body"
FILES_SCOPE = "https://www.googleapis.com/auth/drive.file"
SET_UP = (FORMS_SCOPE, FILES_SCOPE)
"""What making the forms and the spreadsheet needs, once."""

PURPOSE: Mapping[str, str] = {
    SHEETS_SCOPE: "reading and writing the workbook",
    COMPOSE_SCOPE: "drafting and sending mail",
    METADATA_SCOPE: "seeing which mails went out already",
    READ_SCOPE: "reading the answers to our mails",
    FORMS_SCOPE: "making the forms",
    FILES_SCOPE: "sharing the spreadsheet and the forms that are made",
}
"""What each scope is for: without it, that won't work."""

WAITS = 300.0
"""Seconds in which somebody can sign in."""

PAGES = (
    "The page may show: “Google hasn't verified this app” (Advanced > Go to …), “Access blocked” (add yourself as a"
    " test user on the consent screen, console.cloud.google.com/auth/audience, or ask your organisation's admin to"
    " trust the client), or “redirect_uri_mismatch” (the client must be a desktop app)."
)
TESTING = (
    "While the consent screen's status is Testing, this sign-in ends after seven days: make the app internal, or"
    " publish it (console.cloud.google.com/auth/audience), and then sign in anew."
)
AGAIN = "Sign in again: mentoring-sync auth login --client FILE."


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """What came of it: the token as it is kept, the scopes that weren't granted."""

    info: Mapping[str, Any]
    lacking: tuple[str, ...]


@dataclass
class SignIn:
    """One attempt. `redirect` is the loopback address to which the browser comes back."""

    client: Info
    scopes: Sequence[str]
    redirect: str
    state: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def url(self) -> str:
        """The page on which a person allows it."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client["client_id"],
            "redirect_uri": self.redirect,
            "scope": " ".join(self.scopes),
            "state": self.state,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            "access_type": "offline",
            "prompt": "consent",
        }
        return f"{self.client['auth_uri']}?{urlencode(asked)}"

    def code_in(self, address: str) -> str | None:
        """The code in an address to which the browser came back; None where it is another's request.

        Raises:
            NotAllowedError: the person didn't allow it.
        """
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address.strip()).query).items()}
        if not secrets.compare_digest(asked.get("state", ""), self.state):
            return None
        if error := asked.get("error"):
            why = "it was refused on the page" if error == "access_denied" else f"Google says {error[:40]}"
            raise NotAllowedError(f"Nobody is signed in: {why}.", remedy=PAGES)
        return asked.get("code")

    def redeem(self, code: str) -> SignedIn:
        """The token for a code.

        Raises:
            NotAllowedError: Google doesn't give one, or none that lasts. TryLaterError: Google can't be reached.
        """
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "client_id": self.client["client_id"],
            "client_secret": self.client.get("client_secret", ""),
            "redirect_uri": self.redirect,
            "code_verifier": self.verifier,
        }
        try:
            answer = requests.post(self.client["token_uri"], data=asked, timeout=30)
            said = answer.json()
        except requests.RequestException as error:
            raise TryLaterError("Google can't be reached to sign in.", remedy="Try again in a while.") from error
        if not answer.ok:
            raise NotAllowedError(f"Google gives no token: {_reason(said)}.", remedy=AGAIN)
        if not said.get("refresh_token"):
            raise NotAllowedError(
                "Google gave a token that ends within the hour, and none to renew it.",
                remedy=f"Take the app's access away at myaccount.google.com/permissions. {AGAIN}",
            )
        granted = set(str(said.get("scope", "")).split()) or set(self.scopes)
        return SignedIn(
            info={
                "type": "authorized_user",
                "client_id": self.client["client_id"],
                "client_secret": self.client.get("client_secret", ""),
                "refresh_token": said["refresh_token"],
                "token_uri": self.client["token_uri"],
                "scopes": sorted(granted),
            },
            lacking=tuple(scope for scope in self.scopes if scope not in granted),
        )


def _reason(said: object) -> str:
    found = said.get("error") if isinstance(said, dict) else None
    return str(found)[:60] if found else "its answer can't be read"


class Loopback:
    """A port of this machine to which the browser comes back. Requests that aren't of this sign-in don't end it."""

    def __init__(self) -> None:
        self._asked: list[str] = []
        self._server = http.server.HTTPServer(("127.0.0.1", 0), self._handler())
        self._server.timeout = 0.5

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def wait(self, sign_in: SignIn, *, seconds: float = WAITS, now: Callable[[], float] = time.monotonic) -> str:
        """The code with which the browser comes back.

        Raises:
            NotAllowedError: nobody came in time, or it was refused.
        """
        until = now() + seconds
        try:
            while now() < until:
                self._server.handle_request()
                for address in self._asked:
                    if code := sign_in.code_in(address):
                        return code
                self._asked.clear()
        finally:
            self._server.server_close()
        raise NotAllowedError(f"Nobody signed in within {seconds / 60:.0f} minutes.", remedy=PAGES)

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        asked = self._asked

        class Handler(http.server.BaseHTTPRequestHandler):
            """Answers each request with a sentence."""

            timeout = 5

            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; charset=utf-8")
                self.end_headers()
                self.wfile.write(b"You can close this page and go back to the terminal.")

            def log_message(self, *_: object) -> None:
                """Nothing: an address holds a code."""

        return Handler


def revoke(info: Mapping[str, Any], revoke_uri: str = "https://oauth2.googleapis.com/revoke") -> bool:
    """End a sign-in at Google, too; whether it could be."""
    try:
        return requests.post(revoke_uri, data={"token": info["refresh_token"]}, timeout=30).ok
    except requests.RequestException:
        return False
