"""Drafts: messages that a person may still change.

In: calls of users.drafts. Out: Draft and Message resources. A draft keeps its id while the message inside gets a new
one with every update. Sending consumes the draft: a new message, labelled SENT, stands in the draft's own thread
(https://developers.google.com/workspace/gmail/api/guides/drafts).
"""

from __future__ import annotations

import secrets
from typing import Any

from ..call import Call
from . import accept, deliver, listing, mailbox, present
from .mailbox import Mail
from .refusals import invalid, not_found

SCHEMA = """
CREATE TABLE IF NOT EXISTS mail_drafts (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    message TEXT
);
CREATE INDEX IF NOT EXISTS mail_drafts_by_message ON mail_drafts (message);
"""
"""A draft without a message was sent: its id never comes back."""


def create(call: Call) -> dict[str, Any]:
    """users.drafts.create."""
    body = call.body.get("message", {})
    if call.media is None and not body:
        raise invalid("Missing draft message")
    mail = _file(call, body, thread=_thread_asked(call, body))
    draft_id = f"r{secrets.randbits(62)}"
    call.db.execute("INSERT INTO mail_drafts (id, user, message) VALUES (?, ?, ?)", (draft_id, call.user, mail.id))
    return {"id": draft_id, "message": present.brief(mail)}


def get(call: Call) -> dict[str, Any]:
    """users.drafts.get."""
    draft_id = str(call.params["id"])
    mail = _standing(call, draft_id)
    return {"id": draft_id, "message": present.message(mail, str(call.params.get("format") or "full"))}


def list_drafts(call: Call) -> dict[str, Any]:
    """users.drafts.list, newest first."""
    draft_of = {
        row[0]: row[1] for row in call.db.execute("SELECT message, id FROM mail_drafts WHERE user = ?", (call.user,))
    }
    drafts = [
        {"id": draft_of[mail.id], "message": present.reference(mail)}
        for mail in listing.selected(call, always=["DRAFT"])
        if mail.id in draft_of
    ]
    return listing.page(call, "drafts", drafts, dict)


def update(call: Call) -> dict[str, Any]:
    """users.drafts.update: the whole message is replaced, within its thread."""
    draft_id = str(call.params["id"])
    old = _changeable(call, draft_id)
    return {"id": draft_id, "message": present.brief(_replace(call, draft_id, old, call.body.get("message", {})))}


def send(call: Call) -> dict[str, Any]:
    """users.drafts.send: the draft as it stands or, when the body brings a message, with that one."""
    draft_id = str(call.body.get("id", ""))
    if not draft_id:
        raise invalid("Missing draft id")
    draft = _standing(call, draft_id)
    body = call.body.get("message", {})
    if call.media is not None or body.get("raw"):
        draft = _replace(call, draft_id, draft, body)
    mailbox.delete(call.db, draft)
    call.db.execute("UPDATE mail_drafts SET message = NULL WHERE id = ?", (draft_id,))
    return present.brief(deliver.send(call, draft.raw, draft.thread))


def delete(call: Call) -> dict[str, Any]:
    """users.drafts.delete: for good, not to the trash."""
    draft_id = str(call.params["id"])
    mailbox.delete(call.db, _standing(call, draft_id))
    call.db.execute("DELETE FROM mail_drafts WHERE id = ?", (draft_id,))
    return {}


def forget(call: Call, mail: Mail) -> None:
    """Remove the draft that holds a message which is being deleted by itself."""
    call.db.execute("DELETE FROM mail_drafts WHERE user = ? AND message = ?", (call.user, mail.id))


def _file(call: Call, body: dict[str, Any], *, thread: str | None) -> Mail:
    raw = accept.handed_in(call, body)
    accept.check_addresses(raw)
    raw, rfc_id = accept.with_new_message_id(raw)
    return mailbox.file(call.db, call.user, raw, call.now, labels=["DRAFT"], rfc_id=rfc_id, thread=thread)


def _replace(call: Call, draft_id: str, old: Mail, body: dict[str, Any]) -> Mail:
    mail = _file(call, body, thread=_thread_asked(call, body) or old.thread)
    mailbox.delete(call.db, old)
    call.db.execute("UPDATE mail_drafts SET message = ? WHERE id = ?", (mail.id, draft_id))
    return mail


def _thread_asked(call: Call, body: dict[str, Any]) -> str | None:
    """The thread that the body names. Raises GoogleError 404 when there is no such thread."""
    thread = body.get("threadId")
    if not thread:
        return None
    if not mailbox.in_thread(call.db, call.user, str(thread)):
        raise not_found()
    return str(thread)


def _standing(call: Call, draft_id: str) -> Mail:
    row = call.db.execute("SELECT message FROM mail_drafts WHERE id = ? AND user = ?", (draft_id, call.user)).fetchone()
    mail = mailbox.find(call.db, call.user, row[0]) if row and row[0] else None
    if mail is None:
        raise not_found()
    return mail


def _changeable(call: Call, draft_id: str) -> Mail:
    """The draft's message. Gmail answers 400, not 404, to changes of a draft that was sent."""
    row = call.db.execute("SELECT message FROM mail_drafts WHERE id = ? AND user = ?", (draft_id, call.user)).fetchone()
    if row is not None and row[0] is None:
        raise invalid("Message not a draft")
    return _standing(call, draft_id)
