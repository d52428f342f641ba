"""Signing in as a person: an installed app's flow (RFC 8252) with PKCE (RFC 7636), over a loopback address.

In: an OAuth client, the scopes. Out: a refresh token with what was granted. The library for this (google-auth-oauthlib)
ends at the first request that reaches its port, whoever sent it, and takes fewer scopes, or another order, for an error
of its own: so the listening (`loopback`) and the exchange stand here.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
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
            if error != "access_denied":
                raise refused(error)
            raise NotAllowedError("Nobody is signed in: it was refused on the page.", remedy=PAGES)
        return asked.get("code")

    def _exchanged(self, asked: Mapping[str, str]) -> Mapping[str, Any]:
        try:
            answer = requests.post(self.client["token_uri"], data=asked, timeout=30, allow_redirects=False)
            said = answer.json()
        except requests.RequestException as error:
            raise TryLaterError("Google can't be reached to sign in.", remedy="Try again in a while.") from error
        if not isinstance(said, dict):
            raise TryLaterError("Google's answer to the sign-in can't be read.", remedy="Try again in a while.")
        if not answer.ok:
            raise refused(str(said.get("error", "")))
        return said

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
        said = self._exchanged(asked)
        if not said.get("refresh_token"):
            raise NotAllowedError(
                "Google gave a token that ends within the hour, and none to renew it.",
                remedy=f"Take the app's access away at myaccount.google.com/permissions. {AGAIN}",
            )
        granted = set(str(said.get("scope", "")).split()) or set(self.scopes)
        if SHEETS_SCOPE in self.scopes and SHEETS_SCOPE not in granted:
            raise NotAllowedError(
                f"Nobody is signed in: {PURPOSE[SHEETS_SCOPE]} wasn't allowed, and nothing works without it.",
                remedy="Sign in again, and tick every box on the page.",
            )
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


_UNLIKE_A_WORD = re.compile(r"[^a-z_]")
_MENDS: Mapping[str, str] = {
    "invalid_client": "The client is gone, or its secret was changed: download its file anew"
    " (console.cloud.google.com/apis/credentials).",
    "deleted_client": "Make a client anew (console.cloud.google.com/apis/credentials), and download its file.",
    "invalid_grant": "The code was used already, or is too old; or this machine's clock is wrong. Sign in again.",
    "redirect_uri_mismatch": "The client must be a desktop app: make one"
    " (console.cloud.google.com/apis/credentials > Create credentials > OAuth client ID > Desktop app).",
    "admin_policy_enforced": "Ask the organisation's admin to trust the client id: admin.google.com > Security > API"
    " controls > App access control.",
}


def refused(error: str) -> NotAllowedError:
    """What an OAuth error says to the operator; nothing of it is quoted that isn't a word of RFC 6749's kind."""
    word = _UNLIKE_A_WORD.sub("", error)[:40]
    return NotAllowedError(f"Google gives no token: {word or 'no reason'}.", remedy=_MENDS.get(word, AGAIN))


def revoke(info: Mapping[str, Any], revoke_uri: str = "https://oauth2.googleapis.com/revoke") -> bool:
    """End a sign-in at Google, too; whether it could be."""
    try:
        return requests.post(revoke_uri, data={"token": info.get("refresh_token", "")}, timeout=30).ok
    except requests.RequestException:
        return False
