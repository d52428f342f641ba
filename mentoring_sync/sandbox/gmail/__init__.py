"""Gmail v1 as real mailboxes behave: drafts, sending, threads, labels, search, quotas and sending limits.

In: checked calls. Out: resources of the gmail.v1 discovery document, or `GoogleError`s in Gmail's words. `charge`
counts quota units and is to be called before a request's own transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from ..call import Call
from . import account, allowance, deliver, drafts, labels, mailbox, messages, threads
from .allowance import charge
from .ids import check_ids
from .metadata_scope import keep_to_headers

Handler = Callable[[Call], dict[str, Any]]

SCHEMA = "".join(room.SCHEMA for room in (mailbox, drafts, labels, account, deliver, allowance))

_METHODS: Mapping[str, Handler] = {
    "getProfile": account.get_profile,
    "settings.sendAs.list": account.list_send_as,
    "settings.sendAs.get": account.get_send_as,
    "settings.sendAs.create": account.create_send_as,
    "drafts.create": drafts.create,
    "drafts.get": drafts.get,
    "drafts.list": drafts.list_drafts,
    "drafts.update": drafts.update,
    "drafts.send": drafts.send,
    "drafts.delete": drafts.delete,
    "messages.send": messages.send,
    "messages.insert": messages.insert,
    "messages.list": messages.list_messages,
    "messages.get": messages.get,
    "messages.attachments.get": messages.get_attachment,
    "messages.modify": messages.modify,
    "messages.batchModify": messages.batch_modify,
    "messages.batchDelete": messages.batch_delete,
    "messages.trash": messages.trash,
    "messages.untrash": messages.untrash,
    "messages.delete": messages.delete,
    "threads.get": threads.get,
    "threads.list": threads.list_threads,
    "threads.modify": threads.modify,
    "threads.trash": threads.trash,
    "threads.untrash": threads.untrash,
    "threads.delete": threads.delete,
    "labels.list": labels.list_labels,
    "labels.get": labels.get,
    "labels.create": labels.create,
    "labels.patch": labels.patch,
    "labels.update": labels.update,
    "labels.delete": labels.delete,
}


def _in_own_mailbox(name: str, handler: Handler) -> Handler:
    @wraps(handler)
    def checked(call: Call) -> dict[str, Any]:
        account.check_mailbox(call)
        check_ids(name, call)
        return handler(call)

    return checked


HANDLERS: dict[str, Handler] = {
    f"gmail.users.{name}": _in_own_mailbox(name, handler) for name, handler in _METHODS.items()
}

__all__ = ["HANDLERS", "SCHEMA", "charge", "keep_to_headers"]
