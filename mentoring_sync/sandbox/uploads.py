"""What a request's body brings: JSON, a file, or both.

In: the raw body with its content type, for a plain or an `/upload/` address. Out: `Payload`.
https://developers.google.com/workspace/drive/api/guides/manage-uploads
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any

from .errors import invalid


@dataclass(frozen=True)
class Payload:
    """The decoded JSON (None without any) and the uploaded file with its type."""

    json: Any = None
    media: bytes | None = None
    media_type: str | None = None


def read_payload(content: bytes, content_type: str, *, is_upload: bool) -> Payload:
    """Raises GoogleError 400 for a body that can't be read."""
    if not is_upload:
        return Payload(_decoded(content))
    if content_type.lower().startswith("multipart/"):
        return _from_parts(parts(content, content_type))
    return Payload(None, content, content_type or "application/octet-stream")


@dataclass(frozen=True)
class Part:
    """One part of a multipart body: its type and its bytes, exactly as they came."""

    content_type: str
    content: bytes


def parts(content: bytes, content_type: str) -> list[Part]:
    """The parts of a multipart body. Raises GoogleError 400.

    Cut by hand: an e-mail parser would take a part of type message/rfc822 to pieces and lose its bytes.
    """
    boundary = _headers(f"Content-Type: {content_type}".encode()).get_boundary()
    if not boundary:
        raise invalid("Malformed multipart body.")
    line = rb"(?:\A|\r?\n)--" + re.escape(boundary.encode()) + rb"(?:--)?[ \t]*(?=\r?\n|\Z)"
    return [_part(piece) for piece in re.split(line, content)[1:-1]]


def _part(piece: bytes) -> Part:
    head, *rest = re.split(rb"\r?\n\r?\n", piece, maxsplit=1)
    content = rest[0] if rest else b""
    headers = _headers(head.lstrip())
    if headers.get("Content-Transfer-Encoding", "").strip().lower() == "base64":
        try:
            content = base64.b64decode(content)
        except ValueError as problem:
            raise invalid("Malformed multipart body.") from problem
    return Part(headers.get_content_type(), content)


def _headers(head: bytes) -> Message:
    return BytesHeaderParser().parsebytes(head + b"\r\n\r\n")


def _from_parts(found: list[Part]) -> Payload:
    if len(found) != 2:
        raise invalid("Malformed multipart body.")
    description, file = found
    return Payload(_decoded(description.content), file.content, file.content_type)


def _decoded(content: bytes) -> Any:
    if not content.strip():
        return None
    try:
        return _without_lone_surrogates(json.loads(content, parse_constant=_refused), content)
    except (ValueError, RecursionError) as error:
        text = content[:40].decode("utf-8", "replace")
        raise invalid(f"Invalid JSON payload received. Unexpected token.\n{text}\n^") from error


def _refused(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


def _without_lone_surrogates(value: Any, content: bytes) -> Any:
    r"""Half a character, as `"\ud83d"` alone, becomes U+FFFD: no text that could not be stored gets in."""
    if b"\\u" not in content:
        return value
    text = json.dumps(value, ensure_ascii=False)
    return json.loads(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
