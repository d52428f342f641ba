"""The account itself: whose mailbox a call means, its profile, and the addresses it may send from.

In: calls of getProfile and settings.sendAs. Out: Profile and SendAs resources. An alias in the account's own
domain may be used at once; any other waits for a verification that nobody gives here.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from ..call import Call
from ..oauth.service_accounts import is_service_account
from . import mailbox
from .refusals import delegation_denied, invalid, no_mailbox, not_found

SCHEMA = """
CREATE TABLE IF NOT EXISTS mail_aliases (
    user TEXT NOT NULL,
    address TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL,
    reply_to TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (user, address)
);
"""


def check_mailbox(call: Call) -> None:
    """Raises GoogleError for somebody else's mailbox (403) and for a service account without a subject (400)."""
    if is_service_account(call.db, call.user):
        raise no_mailbox()
    asked = str(call.params["userId"])
    if asked != "me" and asked.lower() != call.user.lower():
        raise delegation_denied(call.user)


def get_profile(call: Call) -> dict[str, Any]:
    """users.getProfile."""
    messages, threads = mailbox.totals(call.db, call.user)
    return {
        "emailAddress": call.user,
        "messagesTotal": messages,
        "threadsTotal": threads,
        "historyId": str(mailbox.current_history(call.db, call.user)),
    }


def usable_aliases(db: sqlite3.Connection, user: str) -> list[str]:
    """The addresses, besides the account's own, that it may send from."""
    rows = db.execute("SELECT address FROM mail_aliases WHERE user = ? AND status = 'accepted'", (user,))
    return [str(row[0]) for row in rows]


def list_send_as(call: Call) -> dict[str, Any]:
    """users.settings.sendAs.list: the account's own address first."""
    rows = call.db.execute(
        "SELECT address, name, reply_to, status FROM mail_aliases WHERE user = ? ORDER BY address", (call.user,)
    ).fetchall()
    return {"sendAs": [_primary(call.user), *(_alias(*tuple(row)) for row in rows)]}


def get_send_as(call: Call) -> dict[str, Any]:
    """users.settings.sendAs.get."""
    asked = str(call.params["sendAsEmail"]).lower()
    for shown in list_send_as(call)["sendAs"]:
        if shown["sendAsEmail"].lower() == asked:
            return dict(shown)
    raise not_found()


def create_send_as(call: Call) -> dict[str, Any]:
    """users.settings.sendAs.create."""
    address = str(call.body.get("sendAsEmail", ""))
    if "@" not in address:
        raise invalid("Invalid SendAs Email Address")
    same_domain = address.rpartition("@")[2].lower() == call.user.rpartition("@")[2].lower()
    alias = (
        address,
        str(call.body.get("displayName", "")),
        str(call.body.get("replyToAddress", "")),
        "accepted" if same_domain else "pending",
    )
    call.db.execute(
        "INSERT OR REPLACE INTO mail_aliases (user, address, name, reply_to, status) VALUES (?, ?, ?, ?, ?)",
        (call.user, *alias),
    )
    return _alias(*alias)


def _primary(user: str) -> dict[str, Any]:
    return {
        "sendAsEmail": user,
        "displayName": "",
        "replyToAddress": "",
        "signature": "",
        "isPrimary": True,
        "isDefault": True,
    }


def _alias(address: str, name: str, reply_to: str, status: str) -> dict[str, Any]:
    return {
        "sendAsEmail": address,
        "displayName": name,
        "replyToAddress": reply_to,
        "signature": "",
        "treatAsAlias": True,
        "verificationStatus": status,
    }
