"""The bytes of a mail: headers and parts as RFC 5322, 2045-2047 and 6532 want them, the same for the same input.

In: a `Letter`. Out: bytes with CRLF lines: text, HTML and the calendar invitation as alternatives, and the invitation
once more as a file for programs that don't read it in place. There is no Message-ID: Gmail gives its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import quote

from email_validator import validate_email

from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.mail.writing.headers import address_list_value, text_value
from mentoring_sync.records.message import CONTENT_HEADER, KEY_HEADER, TOLD_HEADER, Address


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file that goes with a mail: what it is called, its type (`application/pdf`), and its bytes."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Letter:
    """All that goes into a mail. `date` is aware; `invitation` an iCalendar text with this `method`, or empty;
    `cancelled` are further ones that take meetings out of a calendar;
    `optional` mail says how to opt out; `digest` is of all that it says (empty: it doesn't carry one, nor `told`, the
    hour that it tells a team)."""

    key: str
    sender: Address
    reply_to: Address
    to: tuple[Address, ...]
    subject: str
    date: datetime
    text: str
    html: str
    invitation: bytes = b""
    method: str = "REQUEST"
    cancelled: tuple[bytes, ...] = ()
    attached: tuple[Attached, ...] = ()
    optional: bool = False
    digest: str = ""
    told: str = ""


def seal(letter: Letter) -> bytes:
    """The letter as bytes."""
    headers = policy.SMTP if _fit_ascii([letter.sender, letter.reply_to, *letter.to]) else policy.SMTPUTF8
    mail = EmailMessage(policy=headers.clone(refold_source="none"))
    for name, addresses in (("From", [letter.sender]), ("To", letter.to), ("Reply-To", [letter.reply_to])):
        mail.set_raw(name, address_list_value([_for_header(address) for address in addresses], name=name))
    mail.set_raw("Subject", text_value(in_one_line(letter.subject), name="Subject"))
    mail["Date"] = format_datetime(letter.date)
    # As it stands: a folded or encoded key would not be found again.
    mail.set_raw(KEY_HEADER, letter.key)
    if letter.digest:
        mail.set_raw(CONTENT_HEADER, letter.digest)
        if letter.told:
            mail.set_raw(TOLD_HEADER, letter.told)
        # A robot answers no robot (RFC 3834; the second is Exchange's). They are no part of what a mail says.
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
    if letter.optional:
        mail["List-Unsubscribe"] = f"<mailto:{_reachable(letter.reply_to)}?subject=Do%20not%20mail>"
    _fill(mail, letter)
    _fix_boundaries(mail, letter.key)
    return mail.as_bytes()


def plain_text(mail: bytes) -> str:
    """What a sealed letter says, as plain text."""
    part = message_from_bytes(mail, policy=policy.default).get_body(("plain",))
    return str(part.get_content()) if part else ""


def _fill(mail: EmailMessage, letter: Letter) -> None:
    mail.set_content(letter.text, cte="quoted-printable")
    mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    for each in letter.attached:
        maintype, _, subtype = each.type.partition("/")
        mail.add_attachment(each.content, maintype=maintype, subtype=subtype, filename=each.name)
    if not letter.invitation:
        return
    invitation = letter.invitation.decode("utf-8")
    mail.add_alternative(invitation, subtype="calendar", params={"method": letter.method}, cte="base64")
    mail.add_attachment(letter.invitation, maintype="application", subtype="ics", filename="invite.ics")
    for number, cancelled in enumerate(letter.cancelled, start=1):
        mail.add_attachment(cancelled, maintype="application", subtype="ics", filename=f"cancelled-{number}.ics")


def _fix_boundaries(mail: EmailMessage, key: str) -> None:
    """Boundaries made from the key; `=_` can't stand in a part, all of which are quoted-printable or base64."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{digest}_{number}")


def _fit_ascii(addresses: Iterable[Address]) -> bool:
    """Whether the headers can do with ASCII; an address with other letters before the @ needs UTF-8 (RFC 6532)."""
    return all(_local_and_domain(address.email)[0].isascii() for address in addresses)


def _for_header(address: Address) -> tuple[str, str]:
    return in_one_line(address.name), "@".join(_local_and_domain(address.email))


def _reachable(address: Address) -> str:
    """An address as it stands in a link (RFC 6068)."""
    return quote("@".join(_local_and_domain(address.email)), safe="@.+-_")


def _local_and_domain(email: str) -> tuple[str, str]:
    """Before and after the @; an international domain in its ASCII form, which every mail server knows."""
    checked = validate_email(email, check_deliverability=False, test_environment=True)
    return checked.local_part, checked.ascii_domain
