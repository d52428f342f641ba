"""Where Google is, which spreadsheet, and whose credentials."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, EmailStr, Field, field_validator, model_validator

_IN_ADDRESS = re.compile(r"/spreadsheets/d/([A-Za-z0-9_-]+)")
_ID = re.compile(r"[A-Za-z0-9_-]{8,100}")


class GoogleSettings(BaseModel):
    """`[google]` of the configuration. `spreadsheet` is an id or the spreadsheet's whole address.

    `act_as` is the person in whose name a service account works, by domain-wide delegation. `state` is the folder in
    which a sign-in is kept. Nothing of this is ever quoted: it may be a secret, put into the wrong place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    spreadsheet: str
    api_root: str | None = Field(default=None, pattern=r"^https?://[^/\s]+/?$")
    credentials: str | None = None
    act_as: EmailStr | None = None
    state: str | None = None

    @model_validator(mode="after")
    def _shows_credentials_to_google_alone(self) -> GoogleSettings:
        root = urlsplit(self.api_root or "")
        if self.credentials and root.scheme == "http" and root.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError("with credentials, api_root must begin with https:// or be on this machine")
        return self

    @field_validator("spreadsheet")
    @classmethod
    def _id_of(cls, given: str) -> str:
        found = _IN_ADDRESS.search(given)
        if found:
            return found[1]
        if not _ID.fullmatch(given):
            raise ValueError(
                "it is neither a spreadsheet's id nor its address (https://docs.google.com/spreadsheets/d/…)"
            )
        return given
