"""Mailboxes to read: drafts, what was sent, and what everybody got.

In: an address and a box. Out: pages. A message's HTML is a stranger's: it is given by an address of its own, under a
policy without scripts and requests, and shown in a sandboxed frame.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Request, Response

from . import guard
from .methods import Methods, Resource
from .rendering import page

BOXES: Mapping[str, str] = {"inbox": "INBOX", "sent": "SENT", "drafts": "DRAFT"}
"""The label of each box."""
AT_ONCE = 50

_HEADERS = ["From", "To", "Cc", "Bcc", "Reply-To", "Subject", "Date"]
_READABLE = ("text/", "application/json", "message/")
_LINKS_LEAVE = '<base target="_blank">'


def show_box(request: Request, methods: Methods, user: str, box: str) -> Response:
    """GET /mail/ADDRESS/BOX, newest first; `?page=` is the token of a later page."""
    later = request.args.get("page", "")
    asked = {"userId": "me", "labelIds": [BOXES[box]], "maxResults": AT_ONCE, "pageToken": later}
    listed = methods.call("gmail.users.messages.list", asked, user=user)
    messages = [_message(methods, user, each["id"], "metadata") for each in listed.get("messages", [])]
    return page(
        "mailbox.html",
        user=user,
        box=box,
        boxes=list(BOXES),
        messages=[_summary(each) for each in messages],
        next_page=listed.get("nextPageToken"),
    )


def show_message(request: Request, methods: Methods, user: str, message_id: str) -> Response:
    """GET /mail/ADDRESS/message/ID."""
    del request
    message = _message(methods, user, message_id)
    parts = list(_parts(message["payload"]))
    return page(
        "message.html",
        user=user,
        message=_summary(message),
        box=next((box for box, label in BOXES.items() if label in message["labelIds"]), "inbox"),
        boxes=list(BOXES),
        headers=message["payload"]["headers"],
        has_html=any(_is_body(part, "text/html") for part in parts),
        text=next((_decoded(part) for part in parts if _is_body(part, "text/plain")), None),
        attachments=[_attachment(methods, user, message_id, part) for part in parts if part.get("filename")],
    )


def show_html(request: Request, methods: Methods, user: str, message_id: str) -> Response:
    """GET /mail/ADDRESS/message/ID/html: the message's own HTML, caged."""
    del request
    for part in _parts(_message(methods, user, message_id)["payload"]):
        if _is_body(part, "text/html"):
            document = f"<!doctype html>{_LINKS_LEAVE}{_decoded(part)}"
            return guard.caged(Response(document, content_type="text/html; charset=utf-8"))
    raise NotFound("This message has no HTML.")


def give_attachment(request: Request, methods: Methods, user: str, message_id: str, attachment_id: str) -> Response:
    """GET /mail/ADDRESS/message/ID/attachments/ID: to be saved, never shown by the browser itself."""
    del request
    content = _content(methods, user, message_id, attachment_id)
    names = {
        part["body"].get("attachmentId"): part["filename"]
        for part in _parts(_message(methods, user, message_id)["payload"])
    }
    response = guard.caged(Response(content, content_type="application/octet-stream"))
    response.headers.set("Content-Disposition", "attachment", filename=names.get(attachment_id) or "attachment")
    return response


def _message(methods: Methods, user: str, message_id: str, format_: str = "full") -> Resource:
    asked = {"userId": "me", "id": message_id, "format": format_, "metadataHeaders": _HEADERS}
    return methods.call("gmail.users.messages.get", asked, user=user)


def _summary(message: Resource) -> dict[str, Any]:
    headers = {header["name"].lower(): header["value"] for header in message["payload"].get("headers", [])}
    return {
        "id": message["id"],
        "from": headers.get("from", ""),
        "to": ", ".join(headers[name] for name in ("to", "cc", "bcc") if headers.get(name)),
        "subject": headers.get("subject") or "(no subject)",
        "snippet": html.unescape(message["snippet"]),
        "at": datetime.fromtimestamp(int(message["internalDate"]) / 1000, UTC),
        "is_unread": "UNREAD" in message["labelIds"],
    }


def _parts(part: Resource) -> Iterator[Resource]:
    yield part
    for child in part.get("parts", []):
        yield from _parts(child)


def _is_body(part: Resource, kind: str) -> bool:
    return bool(part["mimeType"] == kind and not part.get("filename"))


def _decoded(part: Resource) -> str:
    return base64.urlsafe_b64decode(part["body"].get("data", "")).decode("utf-8", "replace")


def _attachment(methods: Methods, user: str, message_id: str, part: Resource) -> dict[str, Any]:
    """Name, kind, size and, for what a person can read, the text."""
    attachment_id = part["body"]["attachmentId"]
    is_text = part["mimeType"].startswith(_READABLE)
    content = _content(methods, user, message_id, attachment_id) if is_text else b""
    return {
        "id": attachment_id,
        "name": part["filename"],
        "kind": part["mimeType"],
        "size": part["body"]["size"],
        "text": content.decode("utf-8", "replace") if is_text else None,
    }


def _content(methods: Methods, user: str, message_id: str, attachment_id: str) -> bytes:
    asked = {"userId": "me", "messageId": message_id, "id": attachment_id}
    answer = methods.call("gmail.users.messages.attachments.get", asked, user=user)
    return base64.urlsafe_b64decode(answer["data"])
