"""Labels: the system's and the account's own.

In: calls of users.labels. Out: Label resources. A label's name is unique in its mailbox whatever its letters' case,
and the system's names are reserved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from ..call import Call
from . import mailbox
from .refusals import invalid, label_conflict, not_found

SCHEMA = """
CREATE TABLE IF NOT EXISTS mail_labels (
    user TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    looks TEXT NOT NULL,
    PRIMARY KEY (user, id),
    UNIQUE (user, name)
);
"""

SYSTEM = (
    "CHAT",
    "SENT",
    "INBOX",
    "IMPORTANT",
    "TRASH",
    "DRAFT",
    "SPAM",
    "CATEGORY_FORUMS",
    "CATEGORY_UPDATES",
    "CATEGORY_PERSONAL",
    "CATEGORY_PROMOTIONS",
    "CATEGORY_SOCIAL",
    "STARRED",
    "UNREAD",
)
FIXED = frozenset({"SENT", "DRAFT", "CHAT"})
"""Labels that only Gmail itself puts on and takes off."""

_RESERVED = frozenset({*(name.lower() for name in SYSTEM), "drafts", "sent mail", "all mail", "important"})
_LOOKS = ("messageListVisibility", "labelListVisibility", "color")


def list_labels(call: Call) -> dict[str, Any]:
    """users.labels.list: without counts."""
    return {"labels": _all(call)}


def get(call: Call) -> dict[str, Any]:
    """users.labels.get: with counts."""
    label = _find(call, str(call.params["id"]))
    mails = mailbox.all_of(call.db, call.user, [label["id"]])
    unread = [mail for mail in mails if mail.has("UNREAD")]
    return label | {
        "messagesTotal": len(mails),
        "messagesUnread": len(unread),
        "threadsTotal": len({mail.thread for mail in mails}),
        "threadsUnread": len({mail.thread for mail in unread}),
    }


def create(call: Call) -> dict[str, Any]:
    """users.labels.create."""
    name = _checked_name(call, call.body.get("name"), own_id=None)
    row = call.db.execute(
        "SELECT COUNT(*), MAX(CAST(substr(id, 7) AS INTEGER)) FROM mail_labels WHERE user = ?", (call.user,)
    )
    number = (row.fetchone()[1] or 0) + 1
    label_id = f"Label_{number}"
    looks = {key: call.body[key] for key in _LOOKS if key in call.body}
    call.db.execute(
        "INSERT INTO mail_labels (user, id, name, looks) VALUES (?, ?, ?, ?)",
        (call.user, label_id, name, json.dumps(looks)),
    )
    return _find(call, label_id)


def patch(call: Call) -> dict[str, Any]:
    """users.labels.patch: what the body names changes, the rest stays."""
    label = _own(call)
    return _rewrite(call, label, {**label, **call.body})


def update(call: Call) -> dict[str, Any]:
    """users.labels.update: what the body doesn't name goes back to the default."""
    return _rewrite(call, _own(call), call.body)


def delete(call: Call) -> dict[str, Any]:
    """users.labels.delete: off every message and thread."""
    label = _own(call)
    for mail in mailbox.all_of(call.db, call.user, [label["id"]]):
        mailbox.relabel(call.db, mail, remove=[label["id"]])
    call.db.execute("DELETE FROM mail_labels WHERE user = ? AND id = ?", (call.user, label["id"]))
    return {}


def check_exists(call: Call, label_id: str) -> None:
    """Raises GoogleError 400 for a label that the mailbox doesn't have."""
    known = call.db.execute("SELECT 1 FROM mail_labels WHERE user = ? AND id = ?", (call.user, label_id)).fetchone()
    if label_id not in SYSTEM and known is None:
        raise invalid(f"Invalid label: {label_id}")


def check_changeable(call: Call, label_ids: Iterable[str]) -> list[str]:
    """The labels, all of which a client may put on or take off. Raises GoogleError 400."""
    checked = list(label_ids)
    for label_id in checked:
        check_exists(call, label_id)
        if label_id in FIXED:
            raise invalid(f"Invalid label: {label_id}")
    return checked


def ids_by_name(call: Call) -> dict[str, str]:
    """Each label's id by its name in lower case."""
    return {label["name"].lower(): label["id"] for label in _all(call)}


def _all(call: Call) -> list[dict[str, Any]]:
    rows = call.db.execute("SELECT id, name, looks FROM mail_labels WHERE user = ? ORDER BY id", (call.user,))
    own = [{"id": row[0], "name": row[1], "type": "user"} | json.loads(row[2]) for row in rows]
    return [{"id": name, "name": name, "type": "system"} for name in SYSTEM] + own


def _find(call: Call, label_id: str) -> dict[str, Any]:
    for label in _all(call):
        if label["id"] == label_id:
            return label
    raise not_found()


def _own(call: Call) -> dict[str, Any]:
    label = _find(call, str(call.params["id"]))
    if label["type"] == "system":
        raise invalid("Invalid update request")
    return label


def _rewrite(call: Call, label: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    name = _checked_name(call, wanted.get("name"), own_id=label["id"])
    looks = {key: wanted[key] for key in _LOOKS if key in wanted}
    call.db.execute(
        "UPDATE mail_labels SET name = ?, looks = ? WHERE user = ? AND id = ?",
        (name, json.dumps(looks), call.user, label["id"]),
    )
    return _find(call, label["id"])


def _checked_name(call: Call, name: object, *, own_id: str | None) -> str:
    cleaned = re.sub(r"\s+", " ", str(name or "")).strip()
    if not cleaned or cleaned.lower() in _RESERVED or len(cleaned) > 225:
        raise invalid("Invalid label name")
    row = call.db.execute("SELECT id FROM mail_labels WHERE user = ? AND name = ?", (call.user, cleaned)).fetchone()
    if row is not None and row[0] != own_id:
        raise label_conflict()
    return cleaned
