"""Threads: messages that belong together.

In: calls of users.threads. Out: Thread resources; a thread exists as long as one of its messages does.
"""

from __future__ import annotations

from email import message_from_bytes
from typing import Any

from ..call import Call
from . import listing, mailbox, messages, present
from .mailbox import Mail
from .refusals import not_found


def get(call: Call) -> dict[str, Any]:
    """users.threads.get: its messages, oldest first."""
    mails = _found(call)
    format_ = str(call.params.get("format") or "full")
    wanted = call.params.get("metadataHeaders", [])
    return {
        "id": mails[0].thread,
        "historyId": str(max(mail.history for mail in mails)),
        "messages": [present.message(mail, format_, wanted) for mail in mails],
    }


def list_threads(call: Call) -> dict[str, Any]:
    """users.threads.list: the threads with a message that fits, by their newest such message."""
    newest: dict[str, Mail] = {}
    for mail in listing.selected(call):
        newest.setdefault(mail.thread, mail)
    return listing.page(call, "threads", list(newest.values()), _shown)


def modify(call: Call) -> dict[str, Any]:
    """users.threads.modify: every message of the thread."""
    return _brief(messages.change_labels(call, _found(call)))


def trash(call: Call) -> dict[str, Any]:
    """users.threads.trash."""
    return _brief([mailbox.relabel(call.db, mail, add=["TRASH"], remove=["INBOX"]) for mail in _found(call)])


def untrash(call: Call) -> dict[str, Any]:
    """users.threads.untrash."""
    return _brief([mailbox.relabel(call.db, mail, remove=["TRASH"]) for mail in _found(call)])


def delete(call: Call) -> dict[str, Any]:
    """users.threads.delete: every message of it, for good."""
    for mail in _found(call):
        messages.remove(call, mail)
    return {}


def _found(call: Call) -> list[Mail]:
    mails = mailbox.in_thread(call.db, call.user, str(call.params["id"]))
    if not mails:
        raise not_found()
    return mails


def _brief(mails: list[Mail]) -> dict[str, Any]:
    return {"id": mails[0].thread, "messages": [present.brief(mail) for mail in mails]}


def _shown(mail: Mail) -> dict[str, Any]:
    return {
        "id": mail.thread,
        "snippet": present.snippet(message_from_bytes(mail.raw)),
        "historyId": str(mail.history),
    }
