"""Answers that aren't Google's: a proxy's page, nothing at all, JSON that was cut off.

In: an answer as it came. Out: the same, or an error that is treated like a connection that broke: a read is asked
again, what became of a write is found out by reading.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, NoReturn

import requests

WORDS = 80
"""So many characters of an answer are shown."""


class UnreadableError(requests.RequestException):
    """An answer that nobody can read; its text says what came instead of Google's."""


def readable(response: requests.Response, *, method: str) -> requests.Response:
    """The answer, if it can be one of Google's: a JSON object, or nothing where something was deleted.

    Raises:
        UnreadableError: it can't.
    """
    body = response.content.strip()
    if response.status_code == HTTPStatus.NO_CONTENT or (method.upper() == "DELETE" and not body):
        return response
    if response.ok and not (body.startswith(b"{") and body.endswith(b"}")):
        unreadable(response.headers.get("Content-Type", ""), body)
    if not response.ok and _is_odd_refusal(response):
        unreadable(response.headers.get("Content-Type", ""), body)
    return response


def whole(response: requests.Response) -> requests.Response:
    """The answer, if its JSON is whole; for a client that takes JSON that was cut off for a text.

    Raises:
        UnreadableError: it isn't.
    """
    try:
        if response.ok and response.content:
            json.loads(response.content)
    except ValueError:
        unreadable(response.headers.get("Content-Type", ""), response.content)
    return response


def unreadable(content_type: str, body: bytes | str) -> NoReturn:
    """Raise what says that this was answered.

    Raises:
        UnreadableError: always.
    """
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    kind = one_line(content_type.partition(";")[0]) or "something of no declared type"
    words = f"“{one_line(text)}”" if text.strip() else "nothing in it"
    raise UnreadableError(f"it answered with {kind} and {words}, which isn't what Google answers")


def one_line(text: str, most: int = WORDS) -> str:
    """The beginning of a text on one line; what can't be printed is written out."""
    line = " ".join(text.split())
    shown = line if len(line) <= most else f"{line[: most - 1]}…"
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in shown)


def _is_odd_refusal(response: requests.Response) -> bool:
    """Whether it is a refusal in JSON, but not of Google's shape, which the clients take for granted."""
    try:
        error: Any = response.json()["error"]
    except (ValueError, KeyError, TypeError, IndexError):
        return False
    return not (isinstance(error, dict) and "code" in error and "message" in error)
