"""Where Google is, which spreadsheet, and whose credentials."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, EmailStr, Field, field_validator

_IN_ADDRESS = re.compile(r"/spreadsheets/d/([A-Za-z0-9_-]+)")
_ID = re.compile(r"[A-Za-z0-9_-]{8,100}")


class GoogleSettings(BaseModel):
    """`[google]` of the configuration. `spreadsheet` is an id or the spreadsheet's whole address.

    `act_as` is the person in whose name a service account works, by domain-wide delegation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    spreadsheet: str
    api_root: str | None = Field(default=None, pattern=r"^https?://[^/\s]+/?$")
    credentials: str | None = None
    act_as: EmailStr | None = None

    @field_validator("spreadsheet")
    @classmethod
    def _id_of(cls, given: str) -> str:
        found = _IN_ADDRESS.search(given)
        if found:
            return found[1]
        if not _ID.fullmatch(given):
            raise ValueError(f"{given!r} is neither a spreadsheet's id nor its address")
        return given
