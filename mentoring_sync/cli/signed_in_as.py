"""Who is signed in: what `auth status` shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mentoring_sync.google.causes import Asking
from mentoring_sync.google.credential_files import open_to_others
from mentoring_sync.google.identity import How, identity
from mentoring_sync.google.session import SCOPES, SCOPES_TO_READ
from mentoring_sync.google.sign_in import PURPOSE
from mentoring_sync.google.signed_in import kept
from mentoring_sync.run.google_services import google_services
from mentoring_sync.settings.google import GoogleSettings


@dataclass(frozen=True, kw_only=True)
class SignedInAs:
    """The account, where its credentials come from, the scopes that it was given and those that are lacking.

    `made` is when the sign-in was made, `allow` how a scope is allowed; `is_open`: others can read the file.
    """

    account: str
    how: How
    scopes: tuple[str, ...]
    lacking: tuple[str, ...]
    made: datetime | None
    allow: str
    is_open: bool

    @classmethod
    def of(cls, google: GoogleSettings, *, read_replies: bool) -> SignedInAs:
        """As it stands now; Gmail is asked for the account.

        Raises:
            NotAllowedError: nobody is signed in, or not any more.
        """
        wanted = SCOPES_TO_READ if read_replies else SCOPES
        found = identity(google, wanted)
        account = google_services(google, "auth status", read_replies=read_replies).mail_channel(lambda _: None)
        info = (kept(Path(google.state)) if google.state and found.how is How.SIGN_IN else None) or {}
        scopes = tuple(map(str, info.get("scopes", ())))
        return cls(
            account=account.account(),
            how=found.how,
            scopes=scopes,
            lacking=tuple(scope for scope in wanted if scopes and scope not in scopes),
            made=found.asking.made,
            allow=found.asking.allow,
            is_open=bool(google.credentials) and open_to_others(Path(str(google.credentials))),
        )

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it; `made` in ISO 8601."""
        return {
            "account": self.account,
            "how": self.how.value,
            "scopes": list(self.scopes),
            "lacking": list(self.lacking),
            "made": self.made.isoformat() if self.made else None,
        }

    def in_words(self, now: datetime) -> Iterator[str]:
        """Line by line."""
        yield f"{self.account}, by {self.how.value}."
        if self.made:
            yield f"Signed in on {self.made:%Y-%m-%d}, {(now - self.made).days} days ago."
            yield "It ends after seven days while the app's status is Testing, else when access is taken away."
        yield from (f"  {PURPOSE.get(scope, 'nothing here')}: {scope}" for scope in self.scopes)
        yield from (f"  Lacking: {PURPOSE.get(scope, 'nothing here')}: {scope}" for scope in self.lacking)
        if self.lacking or self.allow != Asking().allow:
            yield self.allow
        if self.is_open:
            yield "Others on this machine can read the file of [google] credentials. Better: chmod 600 FILE."
