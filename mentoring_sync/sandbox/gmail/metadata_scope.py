"""What a token may not see that holds the scope gmail.metadata, whatever else it holds: no search, no content.

In: a method, its parameters, the scopes of the token. Out: nothing, or Google's refusal
(developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/get: `format` and `q` under this scope).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import GoogleError

METADATA = "https://www.googleapis.com/auth/gmail.metadata"
CONTENT = frozenset({"full", "raw"})
READING = frozenset({"gmail.users.messages.get", "gmail.users.threads.get"})


def keep_to_headers(method: str, params: Mapping[str, Any], scopes: frozenset[str]) -> None:
    """Refuse a search, and formats that show a message's content, where the token holds gmail.metadata."""
    if METADATA not in scopes:
        return
    if params.get("q"):
        raise _refusal("Metadata scope does not support 'q' parameter")
    format_ = str(params.get("format") or "full")
    if method in READING and format_ in CONTENT:
        raise _refusal(f"Metadata scope doesn't allow format {format_.upper()}")


def _refusal(message: str) -> GoogleError:
    return GoogleError(403, "PERMISSION_DENIED", message, reason="forbidden")
