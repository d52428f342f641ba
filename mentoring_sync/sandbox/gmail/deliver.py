"""Sending: the sender's copy, the recipients' inboxes, and what comes back from addresses that bounce.

In: a message as handed in. Out: the sender's stored copy, labelled SENT. Every address has an inbox on the sandbox,
unless it was set to bounce; then a delivery failure from the mailer daemon lands in the sender's thread.
"""

from __future__ import annotations

import re
import secrets
import sqlite3
from datetime import datetime
from email.utils import format_datetime

from ..call import Call
from . import accept, account, allowance, mailbox
from .mailbox import Mail
from .refusals import invalid

SCHEMA = """
CREATE TABLE IF NOT EXISTS mail_bounces (address TEXT PRIMARY KEY, reason TEXT NOT NULL);
"""

NO_SUCH_USER = "550 5.1.1 The email account that you tried to reach does not exist."
_REPLY_MARK = re.compile(r"(?i)^\s*(re|fwd?|aw|sv)\s*:\s*")


def send(call: Call, raw: bytes, thread: str | None) -> Mail:
    """Send the message in the caller's name; without a thread it begins its own.

    Raises GoogleError 400 without recipients or with unreadable ones, 429 over the account's sending limits.
    """
    accept.check_addresses(raw)
    recipients = accept.recipients(raw)
    if not recipients:
        raise invalid("Recipient address required")
    allowance.count_sending(call.db, call.user, len(recipients), call.now)
    sent_raw, rfc_id = accept.as_sent(raw, call.user, account.usable_aliases(call.db, call.user), call.now)
    to_self = ("INBOX", "UNREAD") if call.user in recipients else ()
    sent = mailbox.file(call.db, call.user, sent_raw, call.now, labels=("SENT", *to_self), rfc_id=rfc_id, thread=thread)
    for address in recipients:
        if address != call.user:
            _deliver(call, sent, rfc_id, address)
    return sent


def set_bounce(db: sqlite3.Connection, address: str, reason: str | None) -> None:
    """Let mail to the address bounce with the reason given; None lets it arrive again."""
    if reason is None:
        db.execute("DELETE FROM mail_bounces WHERE address = ?", (address.lower(),))
    else:
        db.execute("INSERT OR REPLACE INTO mail_bounces (address, reason) VALUES (?, ?)", (address.lower(), reason))


def bounces(db: sqlite3.Connection) -> dict[str, str]:
    """The addresses that bounce, with their reasons."""
    return {row[0]: row[1] for row in db.execute("SELECT address, reason FROM mail_bounces ORDER BY address")}


def receive(db: sqlite3.Connection, user: str, raw: bytes, at: datetime, *, rfc_id: str) -> Mail:
    """Put a message into an inbox, in the thread it answers.

    A reply joins a thread only when it cites one of its messages and has the same subject
    (https://developers.google.com/workspace/gmail/api/guides/threads).
    """
    thread = _thread_answered(db, user, raw)
    return mailbox.file(db, user, raw, at, labels=("INBOX", "UNREAD"), rfc_id=rfc_id, thread=thread)


def _deliver(call: Call, sent: Mail, rfc_id: str, address: str) -> None:
    reason = bounces(call.db).get(address)
    if reason is None:
        receive(call.db, address, accept.as_received(sent.raw), call.now, rfc_id=rfc_id)
        return
    call.notes.append(f"mail to {address} bounced: {reason}")
    notice, notice_id = _delivery_failure(sent, rfc_id, address, reason, call.now)
    mailbox.file(call.db, call.user, notice, call.now, labels=("INBOX", "UNREAD"), rfc_id=notice_id, thread=sent.thread)


def _thread_answered(db: sqlite3.Connection, user: str, raw: bytes) -> str | None:
    headers = accept.parse_headers(raw)
    cited = re.findall(r"<[^<>\s]+>", f"{headers.get('References', '')} {headers.get('In-Reply-To', '')}")
    subject = _bare_subject(raw)
    for mail in mailbox.with_rfc_id(db, user, cited) if cited else ():
        if _bare_subject(mail.raw) == subject:
            return mail.thread
    return None


def _bare_subject(raw: bytes) -> str:
    subject = accept.readable_header(accept.parse_headers(raw).get("Subject", ""))
    while (shorter := _REPLY_MARK.sub("", subject)) != subject:
        subject = shorter
    return " ".join(subject.split()).lower()


def _delivery_failure(sent: Mail, rfc_id: str, address: str, reason: str, now: datetime) -> tuple[bytes, str]:
    """The mailer daemon's message (RFC 3464) in the words of Google's, and its Message-ID."""
    boundary, notice_id = secrets.token_hex(12), f"<{secrets.token_hex(12)}@mx.google.com>"
    text = _FAILURE.format(
        address=address,
        boundary=boundary,
        date=format_datetime(now),
        notice_id=notice_id,
        reason=" ".join(reason.split()),
        rfc_id=rfc_id,
        sender=sent.user,
    )
    return text.replace("\n", "\r\n").encode(), notice_id


_FAILURE = """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: {sender}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
Date: {date}
Message-ID: {notice_id}
In-Reply-To: {rfc_id}
References: {rfc_id}
X-Failed-Recipients: {address}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"

--{boundary}
Content-Type: text/plain; charset="UTF-8"

** Address not found **

Your message wasn't delivered to {address} because the address couldn't be found, or is unable to receive mail.

The response was:

{reason}

--{boundary}
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; {reason}

--{boundary}--
"""
