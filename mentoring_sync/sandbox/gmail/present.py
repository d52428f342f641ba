"""A stored message as Gmail's API shows it: the Message resource in its four formats.

In: `Mail` and a format. Out: JSON with `id`, `threadId`, `labelIds`, `snippet`, `historyId`, `internalDate`,
`sizeEstimate`, and `payload` (full, metadata) or `raw`.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Collection, Iterator
from email import message_from_bytes, policy
from email.message import Message
from typing import Any

from .accept import readable_header
from .mailbox import Mail, to_ms

SNIPPET_LENGTH = 200
_ATTACHMENT_PREFIX = "ANGjdJ"


def reference(mail: Mail) -> dict[str, Any]:
    """What a list holds of a message."""
    return {"id": mail.id, "threadId": mail.thread}


def brief(mail: Mail) -> dict[str, Any]:
    """What an answer to a write holds of a message."""
    return reference(mail) | {"labelIds": list(mail.labels)}


def message(mail: Mail, format_: str = "full", wanted_headers: Collection[str] = ()) -> dict[str, Any]:
    """The Message resource; `wanted_headers` narrows the headers of the `metadata` format."""
    parsed = message_from_bytes(mail.raw, policy=policy.compat32)
    shown = brief(mail) | {
        "snippet": snippet(parsed),
        "historyId": str(mail.history),
        "internalDate": str(to_ms(mail.at)),
        "sizeEstimate": len(mail.raw),
    }
    if format_ == "raw":
        shown["raw"] = encode(mail.raw)
    elif format_ == "full":
        shown["payload"] = _part(parsed, "", mail.id)
    elif format_ == "metadata":
        shown["payload"] = {
            "mimeType": parsed.get_content_type(),
            "headers": _headers(parsed, {name.lower() for name in wanted_headers}),
        }
    return shown


def snippet(parsed: Message) -> str:
    """The beginning of the text, on one line and with HTML's special characters escaped, as Gmail does it."""
    text = " ".join(text_of(parsed).split())
    return html.escape(text[:SNIPPET_LENGTH].rstrip()).replace("&#x27;", "&#39;")


def text_of(parsed: Message) -> str:
    """The plain text of a message, or its HTML without the tags."""
    parts = [part for part in parsed.walk() if part.get_content_maintype() == "text" and not part.get_filename()]
    for part in parts:
        if part.get_content_subtype() == "plain":
            return _text(part)
    for part in parts:
        if part.get_content_subtype() == "html":
            return html.unescape(re.sub(r"(?is)<(style|script).*?</\1>|<[^>]+>", " ", _text(part)))
    return ""


def attachment(mail: Mail, attachment_id: str) -> bytes | None:
    """The decoded bytes behind an attachment's id, or None when the message has no such attachment."""
    parsed = message_from_bytes(mail.raw, policy=policy.compat32)
    for part_id, part in _numbered(parsed, ""):
        if _attachment_id(mail.id, part_id) == attachment_id:
            return _content(part)
    return None


def encode(data: bytes) -> str:
    """Base64 in the alphabet for addresses, padded, as Gmail writes it."""
    return base64.urlsafe_b64encode(data).decode()


def _part(part: Message, part_id: str, message_id: str) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "partId": part_id,
        "mimeType": part.get_content_type(),
        "filename": readable_header(part.get_filename() or ""),
        "headers": _headers(part),
    }
    children = _children(part)
    if children:
        shown["body"] = {"size": 0}
        shown["parts"] = [_part(child, _child_id(part_id, index), message_id) for index, child in enumerate(children)]
        return shown
    content = _content(part)
    shown["body"] = {"size": len(content)}
    if shown["filename"]:
        shown["body"]["attachmentId"] = _attachment_id(message_id, part_id)
    elif content:
        shown["body"]["data"] = encode(content)
    return shown


def _headers(part: Message, wanted: Collection[str] = ()) -> list[dict[str, str]]:
    return [
        {"name": name, "value": readable_header(value)}
        for name, value in part.items()
        if not wanted or name.lower() in wanted
    ]


def _numbered(part: Message, part_id: str) -> Iterator[tuple[str, Message]]:
    yield part_id, part
    for index, child in enumerate(_children(part)):
        yield from _numbered(child, _child_id(part_id, index))


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _child_id(part_id: str, index: int) -> str:
    return f"{part_id}.{index}" if part_id else str(index)


def _content(part: Message) -> bytes:
    """The part's bytes; text is given in UTF-8 whatever its charset was."""
    if part.get_content_maintype() == "text" and not part.get_filename():
        return _text(part).encode()
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _attachment_id(message_id: str, part_id: str) -> str:
    return _ATTACHMENT_PREFIX + encode(f"{message_id}/{part_id}".encode()).rstrip("=")
