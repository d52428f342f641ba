"""Batched HTTP: several requests in one multipart body, each answered as if it had come alone.

In: a `multipart/mixed` request to a batch path, its parts `application/http`
(https://developers.google.com/workspace/gmail/api/guides/batch). Out: a `multipart/mixed` response with one part an
answer, in order, each with the Content-ID of its request. The parts aren't one transaction, as they aren't on
Google's side.
"""

from __future__ import annotations

import secrets
from email import message_from_bytes
from email.message import Message
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from .errors import GoogleError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PREFIX = "/batch"
MOST_PARTS = 100


def is_batch(path: str) -> bool:
    """Whether a request to the path is a batch: `/batch`, or an API's own as `/batch/gmail/v1`."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def respond(request: Request, application: WSGIApplication) -> Response:
    """Send each part through the application and collect the answers.

    Raises GoogleError 400 for a body that is no batch and for more than 100 parts.
    """
    answers = [(part, _answer(part, request, application)) for part in _parts(request)]
    boundary = f"batch_{secrets.token_urlsafe(24)}"
    body = b"".join(_as_part(part, answer, boundary) for part, answer in answers) + f"--{boundary}--\r\n".encode()
    return Response(body, content_type=f"multipart/mixed; boundary={boundary}")


def _parts(request: Request) -> list[Message]:
    head = f"Content-Type: {request.headers.get('Content-Type', '')}\r\n\r\n".encode()
    parsed = message_from_bytes(head + request.get_data())
    parts = [part for part in parsed.walk() if part.get_content_type() == "application/http"]
    if not parts or parsed.get_content_type() != "multipart/mixed":
        raise _invalid(
            "Failed to parse batch request, error: No valid parts. Received batch body is no multipart/mixed."
        )
    if len(parts) > MOST_PARTS:
        raise _invalid(f"The maximum number of calls in a batch request is {MOST_PARTS}.")
    return parts


def _answer(part: Message, outer: Request, application: WSGIApplication) -> Response:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    line, _, rest = content.lstrip().replace(b"\r\n", b"\n").partition(b"\n")
    words = line.decode("latin-1").split()
    if len(words) < 2:
        raise _invalid("Failed to parse batch request, error: a part has no request line.")
    head, _, body = rest.partition(b"\n\n")
    inner = message_from_bytes(head + b"\n\n")
    target = urlsplit(words[1])
    builder = EnvironBuilder(
        path=target.path,
        query_string=target.query,
        method=words[0],
        base_url=outer.host_url,
        input_stream=BytesIO(body),
        content_length=len(body),
        headers=_headers(inner, outer),
    )
    return Response.from_app(application, builder.get_environ(), buffered=True)


def _headers(inner: Message, outer: Request) -> list[tuple[str, str]]:
    """The part's own headers, and the batch's authorisation where the part has none."""
    headers = [(name, str(value)) for name, value in inner.items() if name.lower() != "content-length"]
    if "Authorization" not in inner and "Authorization" in outer.headers:
        headers.append(("Authorization", outer.headers["Authorization"]))
    return headers


def _as_part(part: Message, answer: Response, boundary: str) -> bytes:
    content_id = str(part.get("Content-ID", "")).strip("<>")
    lines = [f"--{boundary}", "Content-Type: application/http"]
    if content_id:
        lines.append(f"Content-ID: <response-{content_id}>")
    lines += ["", f"HTTP/1.1 {answer.status}", *(f"{name}: {value}" for name, value in answer.headers), "", ""]
    return "\r\n".join(lines).encode() + answer.get_data() + b"\r\n"


def _invalid(message: str) -> GoogleError:
    return GoogleError(400, "INVALID_ARGUMENT", message, reason="badRequest")
