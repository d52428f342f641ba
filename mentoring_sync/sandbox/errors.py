"""How Google says no: one exception, and the two shapes in which its servers write it.

In: a `GoogleError` that a handler raised. Out: the JSON body. Sheets and Forms answer in the new shape (a status and
typed details); Drive answers in the old one (a list of errors with a reason each); Gmail in the old one with a status.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"

_REASONS = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    409: "conflict",
    412: "conditionNotMet",
    429: "rateLimitExceeded",
    500: "backendError",
    503: "backendError",
}


class GoogleError(Exception):
    """A refusal: HTTP `code`, canonical `status`, `message`; the old shape's `reason`, `location`; `details`."""

    def __init__(
        self,
        code: int,
        status: str,
        message: str,
        *,
        reason: str | None = None,
        details: list[dict[str, Any]] | None = None,
        location: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.message = message
        self.reason = reason or _REASONS.get(code, "badRequest")
        self.details = details or []
        self.location = location


def invalid(message: str) -> GoogleError:
    """400 INVALID_ARGUMENT with the message alone."""
    return GoogleError(400, "INVALID_ARGUMENT", message, reason="badRequest")


def not_found(message: str = "Requested entity was not found.") -> GoogleError:
    """404 NOT_FOUND."""
    return GoogleError(404, "NOT_FOUND", message, reason="notFound")


def violations(found: Sequence[tuple[str, str]]) -> GoogleError:
    """400 for fields that don't fit: (field, description) pairs become the message's lines and `fieldViolations`."""
    detail = {
        "@type": BAD_REQUEST,
        "fieldViolations": [
            {"field": field, "description": text} if field else {"description": text} for field, text in found
        ],
    }
    message = "\n".join(text for _, text in found)
    return GoogleError(400, "INVALID_ARGUMENT", message, reason="badRequest", details=[detail])


def envelope(error: GoogleError, api: str) -> dict[str, Any]:
    """The JSON body with which the API (`sheets`, `drive`, `gmail`, `forms`) says `error`."""
    body: dict[str, Any] = {"code": error.code, "message": error.message}
    if api in ("drive", "gmail"):
        body["errors"] = [_old_entry(error)]
    if api != "drive":
        body["status"] = error.status
        if error.details:
            body["details"] = error.details
    return {"error": body}


def _old_entry(error: GoogleError) -> dict[str, str]:
    entry = {"message": error.message, "domain": _domain(error), "reason": error.reason}
    if error.location:
        entry |= {"locationType": "parameter", "location": error.location}
    return entry


def _domain(error: GoogleError) -> str:
    return "usageLimits" if error.reason.endswith("LimitExceeded") else "global"
