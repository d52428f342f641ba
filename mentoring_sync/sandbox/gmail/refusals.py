"""How Gmail refuses: the status, reason and wording that its servers answer with.

Out: `GoogleError`s to raise. Wording as Gmail's error guide documents it
(https://developers.google.com/workspace/gmail/api/guides/handle-errors) or as real mailboxes were seen to answer.
"""

from __future__ import annotations

from datetime import datetime

from ..errors import GoogleError


def not_found() -> GoogleError:
    """404: no such message, thread, draft or attachment, or not any more."""
    return GoogleError(404, "NOT_FOUND", "Requested entity was not found.", reason="notFound")


def invalid(message: str) -> GoogleError:
    """400 with the given wording."""
    return GoogleError(400, "INVALID_ARGUMENT", message, reason="invalidArgument")


def no_mailbox() -> GoogleError:
    """400: a service account acting in its own name, which has no mailbox."""
    return GoogleError(400, "FAILED_PRECONDITION", "Precondition check failed.", reason="failedPrecondition")


def delegation_denied(user: str) -> GoogleError:
    """403: somebody else's mailbox."""
    return GoogleError(403, "PERMISSION_DENIED", f"Delegation denied for {user}", reason="forbidden")


def label_conflict() -> GoogleError:
    """409: the mailbox has a label of that name, in whatever letters."""
    return GoogleError(409, "ABORTED", "Label name exists or conflicts", reason="aborted")


def quota_spent() -> GoogleError:
    """403: more quota units within a minute than the user has."""
    return GoogleError(
        403,
        "PERMISSION_DENIED",
        "Quota exceeded for quota metric 'Total Query Cost' and limit 'Units per minute per user' of service"
        " 'gmail.googleapis.com' for consumer 'project_number:0'.",
        reason="rateLimitExceeded",
    )


def sending_limit_reached(again: datetime) -> GoogleError:
    """429: more messages or recipients within 24 hours than the account may send; `again` stands only in the text."""
    instant = again.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return GoogleError(
        429,
        "RESOURCE_EXHAUSTED",
        f"User-rate limit exceeded.  Retry after {instant} (Mail sending)",
        reason="rateLimitExceeded",
    )
