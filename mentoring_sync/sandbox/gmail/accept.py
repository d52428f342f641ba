"""What Gmail does to a message that is handed in: the headers it checks, replaces and adds.

In: the body's base64url `raw` or an uploaded media part. Out: an RFC 5322 message with CRLF lines and Gmail's own
Message-ID. Headers are edited as bytes, so that parts, encodings and `X-` headers stay exactly as they came.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import format_datetime, formataddr, getaddresses, parseaddr

from ..call import Call
from .refusals import invalid

RECIPIENT_HEADERS = ("To", "Cc", "Bcc")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)*")
_NEWLINE = re.compile(rb"\r\n|\r|\n")


def handed_in(call: Call, message: dict[str, object]) -> bytes:
    """The message of a call, from its media part or its `raw`, with CRLF lines.

    Raises GoogleError 400 when there is neither, or `raw` is no base64.
    """
    if call.media is not None:
        return _NEWLINE.sub(b"\r\n", call.media)
    raw = message.get("raw")
    if not isinstance(raw, str) or not raw:
        raise invalid("'raw' RFC822 payload message string or uploading message via /upload/* URL required")
    return _NEWLINE.sub(b"\r\n", _decode(raw))


def with_new_message_id(raw: bytes) -> tuple[bytes, str]:
    """The message under a fresh Message-ID of Gmail's own, and that id.

    Gmail replaces whatever id came with drafts.create, drafts.update, messages.send and drafts.send.
    """
    rfc_id = f"<CA{secrets.token_urlsafe(33)}@mail.gmail.com>"
    return replace_header(raw, "Message-ID", rfc_id), rfc_id


def check_addresses(raw: bytes) -> None:
    """Raises GoogleError 400 when a header that names recipients can't be read."""
    headers = parse_headers(raw)
    for name in RECIPIENT_HEADERS:
        for value in headers.get_all(name, []):
            if not _readable(str(value)):
                raise invalid(f"Invalid {name} header")


def recipients(raw: bytes) -> list[str]:
    """The addresses in To, Cc and Bcc, in lower case, each once, in that order."""
    headers = parse_headers(raw)
    values = [str(value) for name in RECIPIENT_HEADERS for value in headers.get_all(name, [])]
    return list(dict.fromkeys(address.lower() for _, address in getaddresses(values) if address))


def as_sent(raw: bytes, user: str, aliases: Iterable[str], now: datetime) -> tuple[bytes, str]:
    """The sender's copy: From as the account may use it, the present Date, Gmail's Message-ID; and that id."""
    name, address = parseaddr(str(parse_headers(raw).get("From", "")))
    if address.lower() not in {user, *(alias.lower() for alias in aliases)}:
        raw = replace_header(raw, "From", formataddr((name, user)))
    if "MIME-Version" not in parse_headers(raw):
        raw = replace_header(raw, "MIME-Version", "1.0")
    raw = replace_header(raw, "Date", format_datetime(now))
    return with_new_message_id(raw)


def as_received(raw: bytes) -> bytes:
    """The recipients' copy: nobody sees who else was in Bcc."""
    return replace_header(raw, "Bcc", None)


def parse_headers(raw: bytes) -> Message:
    """The headers alone, undecoded."""
    return BytesHeaderParser(policy=policy.compat32).parsebytes(raw)


def readable_header(value: object) -> str:
    """A header's value unfolded and with its encoded words (RFC 2047) decoded."""
    unfolded = re.sub(r"\r?\n[ \t]*", " ", str(value))
    try:
        return str(make_header(decode_header(unfolded)))
    except (UnicodeError, LookupError, ValueError):
        return unfolded


def replace_header(raw: bytes, name: str, value: str | None) -> bytes:
    """The message with every header of that name gone and, unless `value` is None, one put on top."""
    head, separator, body = raw.partition(b"\r\n\r\n")
    pattern = rb"(?im)^" + re.escape(name.encode()) + rb":[^\r]*(?:\r\n[ \t][^\r]*)*(?:\r\n|\Z)"
    head = re.sub(pattern, b"", head).removesuffix(b"\r\n")
    if value is not None:
        head = f"{name}: {value}".encode() + (b"\r\n" + head if head else b"")
    return head + (separator or b"\r\n\r\n") + body


def _readable(value: str) -> bool:
    addresses = getaddresses([value])
    return all(_ADDRESS.fullmatch(address) for _, address in addresses if address or value.strip())


def _decode(raw: str) -> bytes:
    standard = raw.translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise invalid(
            f"Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed for \"{raw[:100]}\""
        ) from problem
