"""Batched HTTP: several requests in one multipart body, each answered as if it had come alone.

In: a `multipart/mixed` request to a batch path, its parts `application/http`
(https://developers.google.com/workspace/gmail/api/guides/batch). Out: a `multipart/mixed` answer with a part for each
request, in order, under the request's Content-ID. The parts aren't one transaction, as they aren't on Google's side.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from email import message_from_bytes
from email.message import Message
from http import HTTPStatus
from urllib.parse import parse_qsl

from .errors import GoogleError
from .perform import Answer, Asked, refusal

PREFIX = "/batch"
MOST_PARTS = 100


def is_batch(path: str) -> bool:
    """Whether a request to the path is a batch: `/batch`, or an API's own as `/batch/gmail/v1`."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def carry_out(asked: Asked, one: Callable[[Asked], Answer]) -> Answer:
    """Carry out each part with `one` and collect the answers; their notes are the answer's notes.

    Raises GoogleError 400 for a body that is no batch and for more than 100 parts.
    """
    parts = _parts(asked)
    answers = [_answered(_inner(part, asked), one) for part in parts]
    boundary = f"batch_{secrets.token_urlsafe(24)}"
    content = b"".join(map(_as_part, parts, answers, [boundary] * len(parts))) + f"--{boundary}--\r\n".encode()
    notes = [_note(answer) for answer in answers] + [note for answer in answers for note in answer.notes]
    return Answer(200, content, f"multipart/mixed; boundary={boundary}", method="batch", notes=notes)


def _parts(asked: Asked) -> Sequence[Message]:
    whole = message_from_bytes(f"Content-Type: {asked.content_type}\r\n\r\n".encode() + asked.content)
    parts = [part for part in whole.walk() if part.get_content_type() == "application/http"]
    if not parts or whole.get_content_type() != "multipart/mixed":
        raise _invalid("Failed to parse batch request, error: the body is no multipart/mixed of application/http.")
    if len(parts) > MOST_PARTS:
        raise _invalid(f"The maximum number of calls in a batch request is {MOST_PARTS}.")
    return parts


def _answered(inner: Asked, one: Callable[[Asked], Answer]) -> Answer:
    """The part's answer; Sheets takes part in no batch, as live clients were told."""
    if inner.path.lstrip("/").startswith("v4/spreadsheets"):
        text = "Operation is not implemented, or supported, or enabled."
        return refusal(GoogleError(501, "UNIMPLEMENTED", text), "sheets")
    return one(inner)


def _inner(part: Message, outer: Asked) -> Asked:
    """The request in a part; it has the batch's authorisation unless it brings its own."""
    payload = part.get_payload(decode=True)
    content = (payload if isinstance(payload, bytes) else b"").lstrip().replace(b"\r\n", b"\n")
    line, _, rest = content.partition(b"\n")
    words = line.decode("latin-1").split()
    if len(words) < 2:
        raise _invalid("Failed to parse batch request, error: a part has no request line.")
    head, _, body = rest.partition(b"\n\n")
    headers = message_from_bytes(head + b"\n\n")
    path, _, query = words[1].partition("?")
    return Asked(
        verb=words[0],
        path=path,
        query=parse_qsl(query, keep_blank_values=True),
        content=body,
        content_type=str(headers.get("Content-Type", "")),
        authorization=str(headers["Authorization"]) if "Authorization" in headers else outer.authorization,
    )


def _as_part(part: Message, answer: Answer, boundary: str) -> bytes:
    content_id = str(part.get("Content-ID", "")).strip("<>")
    lines = [
        f"--{boundary}",
        "Content-Type: application/http",
        *([f"Content-ID: <response-{content_id}>"] if content_id else []),
        "",
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
        f"Content-Type: {answer.content_type}",
        f"Content-Length: {len(answer.content)}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + answer.content + b"\r\n"


def _note(answer: Answer) -> str:
    return f"part: {answer.method or 'no method'} {answer.status}"


def _invalid(message: str) -> GoogleError:
    return GoogleError(400, "INVALID_ARGUMENT", message, reason="badRequest")
