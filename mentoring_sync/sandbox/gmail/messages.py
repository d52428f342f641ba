"""Messages: sending, listing, reading, labelling, deleting.

In: calls of users.messages. Out: Message resources.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..call import Call
from . import accept, deliver, drafts, labels, listing, mailbox, present
from .mailbox import Mail
from .refusals import not_found


def send(call: Call) -> dict[str, Any]:
    """users.messages.send."""
    raw = accept.handed_in(call, call.body)
    thread = call.body.get("threadId")
    if thread and not mailbox.in_thread(call.db, call.user, thread):
        raise not_found()
    return present.brief(deliver.send(call, raw, thread or None))


def insert(call: Call) -> dict[str, Any]:
    """users.messages.insert: filed as it is, without being sent; the only way in that keeps a Message-ID."""
    raw = accept.handed_in(call, call.body)
    own = accept.parse_headers(raw).get("Message-ID")
    raw, rfc_id = (raw, str(own).strip()) if own else accept.with_new_message_id(raw)
    wanted = [str(label) for label in call.body.get("labelIds", [])]
    for label in wanted:
        labels.check_exists(call, label)
    mail = mailbox.file(
        call.db, call.user, raw, call.now, labels=wanted, rfc_id=rfc_id, thread=call.body.get("threadId")
    )
    return present.brief(mail)


def list_messages(call: Call) -> dict[str, Any]:
    """users.messages.list, newest first."""
    return listing.page(call, "messages", listing.selected(call), present.reference)


def get(call: Call) -> dict[str, Any]:
    """users.messages.get."""
    return present.message(
        _found(call), str(call.params.get("format") or "full"), call.params.get("metadataHeaders", [])
    )


def get_attachment(call: Call) -> dict[str, Any]:
    """users.messages.attachments.get."""
    mail = mailbox.find(call.db, call.user, str(call.params["messageId"]))
    content = None if mail is None else present.attachment(mail, str(call.params["id"]))
    if content is None:
        raise not_found()
    return {"size": len(content), "data": present.encode(content)}


def modify(call: Call) -> dict[str, Any]:
    """users.messages.modify."""
    return present.brief(change_labels(call, [_found(call)])[0])


def batch_modify(call: Call) -> dict[str, Any]:
    """users.messages.batchModify; ids that don't exist are passed over, as Gmail does."""
    change_labels(call, _existing(call, call.body.get("ids", [])))
    return {}


def batch_delete(call: Call) -> dict[str, Any]:
    """users.messages.batchDelete."""
    for mail in _existing(call, call.body.get("ids", [])):
        remove(call, mail)
    return {}


def trash(call: Call) -> dict[str, Any]:
    """users.messages.trash."""
    return present.brief(mailbox.relabel(call.db, _found(call), add=["TRASH"], remove=["INBOX"]))


def untrash(call: Call) -> dict[str, Any]:
    """users.messages.untrash."""
    return present.brief(mailbox.relabel(call.db, _found(call), remove=["TRASH"]))


def delete(call: Call) -> dict[str, Any]:
    """users.messages.delete: for good."""
    remove(call, _found(call))
    return {}


def change_labels(call: Call, mails: Iterable[Mail]) -> list[Mail]:
    """The mails with the body's `addLabelIds` and `removeLabelIds` carried out. Raises GoogleError 400."""
    add = labels.check_changeable(call, call.body.get("addLabelIds", []))
    remove_ = labels.check_changeable(call, call.body.get("removeLabelIds", []))
    return [mailbox.relabel(call.db, mail, add=add, remove=remove_) for mail in mails]


def remove(call: Call, mail: Mail) -> None:
    """Delete a message and the draft that holds it, if one does."""
    drafts.forget(call, mail)
    mailbox.delete(call.db, mail)


def _found(call: Call) -> Mail:
    mail = mailbox.find(call.db, call.user, str(call.params["id"]))
    if mail is None:
        raise not_found()
    return mail


def _existing(call: Call, ids: Iterable[str]) -> list[Mail]:
    found = (mailbox.find(call.db, call.user, str(message_id)) for message_id in ids)
    return [mail for mail in found if mail is not None]
