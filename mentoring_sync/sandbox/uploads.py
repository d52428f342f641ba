"""What a request's body brings: JSON, a file, or both.

In: the raw body with its content type, for a plain or an `/upload/` address. Out: `Payload`.
https://developers.google.com/workspace/drive/api/guides/manage-uploads
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
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


def parts(content: bytes, content_type: str) -> list[Message]:
    """The parts of a multipart body."""
    whole = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + content)
    if not whole.is_multipart():
        raise invalid("Malformed multipart body.")
    return [part for part in whole.get_payload() if isinstance(part, Message)]


def _from_parts(found: list[Message]) -> Payload:
    if len(found) != 2:
        raise invalid("Malformed multipart body.")
    description, file = found
    media = file.get_payload(decode=True)
    if not isinstance(media, bytes):
        media = file.as_bytes()
    described = description.get_payload(decode=True)
    return Payload(_decoded(described if isinstance(described, bytes) else b""), media, file.get_content_type())


def _decoded(content: bytes) -> Any:
    if not content.strip():
        return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        text = content[:40].decode("utf-8", "replace")
        raise invalid(f"Invalid JSON payload received. Unexpected token.\n{text}\n^") from error
