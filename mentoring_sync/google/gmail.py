"""Gmail: drafts and sends, looks back at what became of a draft, and reads what people answer.

Creating a draft and sending one are never repeated by themselves: an unclear outcome is settled by reading
(`look`), because Gmail has no way to recognise a repeated request.
"""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

import httplib2
from googleapiclient.discovery import build

from mentoring_sync.errors import NotAllowedError, UnfitError
from mentoring_sync.google.as_http import as_http
from mentoring_sync.google.refusals import (
    GMAIL,
    GOOGLE_ERRORS,
    explain,
    is_of_the_account,
    is_open,
    is_passing,
    is_rate_refusal,
    retrying,
    said_by,
    status_of,
)
from mentoring_sync.google.session import Transport
from mentoring_sync.mail.outbox.evidence import (
    Carried,
    Evidence,
    GoneError,
    HeldDraft,
    RefusedError,
    SentMessage,
    ThreadMessage,
    UnclearError,
)
from mentoring_sync.mail.replies.letter import LONGEST_TEXT, Received, ThreadLetter
from mentoring_sync.mail.replies.plain import plain
from mentoring_sync.records.message import CONTENT_HEADER, KEY_HEADER, TOLD_HEADER

T = TypeVar("T")
_RFC_ID = re.compile(r"<[^<>\s]+>")
READ_SECONDS = 30.0
"""Gmail answers within seconds or not at all."""

PAGE = 500
"""The most that Gmail lists at a time."""

INBOX_PAGE = 100
"""So many of the inbox are listed at a time: as a rule fewer are new."""

ANSWERING = ("From", "Message-ID", "In-Reply-To", "References", "X-Failed-Recipients")
"""The headers that say who answers which message, and whom it didn't reach."""

NAMING = (KEY_HEADER, "To", "Cc", "Bcc", "Subject")
"""The headers in which people are named."""

CARRYING = (KEY_HEADER, CONTENT_HEADER, TOLD_HEADER, "To", "Subject")
"""The headers that say which of our messages one is, and what *Mail* would say of it."""


class _Client:
    """What Gmail can be asked, made from the discovery document that ships with the client: half the cost of a first
    request. It is the same for every mailbox; each request is carried out over its mailbox's own session."""

    def __init__(self) -> None:
        nowhere = httplib2.Http()
        self.users = build("gmail", "v1", http=nowhere, static_discovery=True, cache_discovery=False).users()
        self.drafts, self.messages, self.threads = self.users.drafts(), self.users.messages(), self.users.threads()


@cache
def _client() -> _Client:
    return _Client()


class Mailbox:
    """The account's mailbox over a session: a mail channel (`run.services`). `sleep` takes seconds; `say` hears, once,
    that Gmail can't be had and is asked again."""

    def __init__(
        self,
        session: Transport,
        *,
        sleep: Callable[[float], None] = time.sleep,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self._http, self._gmail = as_http(session, read_seconds=READ_SECONDS), _client()
        self._sleep, self._say, self._asking = sleep, say, session.asking
        self._account: str | None = None

    def draft(self, mime: bytes, *, thread_id: str = "") -> HeldDraft:
        """Make a draft of a whole RFC 5322 message, in a thread that stands if one is given.

        Raises:
            UnclearError: the draft may have been made; look for it before making another.
            RefusedError: Gmail doesn't take it.
        """
        raw = base64.urlsafe_b64encode(mime).decode()
        asked = self._gmail.drafts.create(
            userId="me", body={"message": {"raw": raw, **({"threadId": thread_id} if thread_id else {})}}
        )
        try:
            return self._once(asked, _made, what="the draft")
        except GoneError as error:
            raise UnfitError("There is no mailbox to draft in.", remedy=GMAIL.missing) from error

    def send(self, draft_id: str) -> SentMessage:
        """Send a draft as it stands.

        Raises:
            UnclearError: it may have been sent. GoneError: there is no such draft (any more).
            RefusedError: Gmail doesn't send it (a draft that was sent in the meantime may be refused like this too).
        """
        asked = self._gmail.drafts.send(userId="me", body={"id": draft_id})
        return self._once(asked, lambda sent: SentMessage(id=sent["id"], thread_id=sent["threadId"]), what="the draft")

    def discard(self, draft_id: str) -> None:
        """Delete a draft that was never sent. What Gmail doesn't show as a draft is left alone."""
        found = self._read(self._gmail.drafts.get(userId="me", id=draft_id, format="minimal"))
        if found and "DRAFT" in found.get("message", {}).get("labelIds", ()):
            self._read(self._gmail.drafts.delete(userId="me", id=draft_id))

    def held_text(self, draft_id: str) -> str:
        """All that a draft says: the headers that name people, and each of its texts; empty where there is none.

        Raises:
            NotAllowedError: the account doesn't let texts be read.
        """
        found = self._read(self._gmail.drafts.get(userId="me", id=draft_id, format="full")) or {}
        message = found.get("message", {})
        texts = [_decoded(part) for part in _parts(message.get("payload", {})) if part.get("body", {}).get("data")]
        return "\n".join((*(_header(message, each) for each in NAMING), *texts))

    def look(self, *, draft_id: str, thread_id: str, key: str) -> Evidence:
        """What became of a draft: whether it is there, and whether its thread holds a sent message that was it.

        Gmail's editor may leave our header out of a draft that a person edits. So once the draft is gone, a sent
        message in its thread that carries no key counts as well: another of ours would carry its own.
        """
        there = self._read(self._gmail.drafts.get(userId="me", id=draft_id, format="minimal"))
        now = there.get("message", {}).get("id", "") if there else ""
        held = HeldDraft(id=draft_id, thread_id=thread_id, message_id=now) if there else None
        sent = {
            message["id"]: _header(message, KEY_HEADER)
            for message in self._thread(thread_id, KEY_HEADER)
            if "SENT" in message.get("labelIds", ())
        }
        ours = [each for each, carried in sent.items() if carried == key]
        nameless = [] if there else [each for each, carried in sent.items() if not carried]
        found = next(iter([*ours, *reversed(nameless)]), None)
        return Evidence(
            draft=held,
            sent=SentMessage(id=found, thread_id=thread_id) if found else None,
        )

    def thread(self, thread_id: str) -> tuple[ThreadMessage, ...]:
        """The messages of a thread, the oldest first, by their headers."""
        return tuple(map(_thread_message, self._thread(thread_id, *ANSWERING)))

    def rfc_id(self, message_id: str) -> str:
        """The Message-ID that Gmail gave a sent message, for replies to name; empty where there is none."""
        asked = self._gmail.messages.get(userId="me", id=message_id, format="metadata", metadataHeaders=["Message-ID"])
        return _header(self._read(asked) or {}, "Message-ID")

    def may_write_as(self, address: str) -> bool:
        """Whether the account sends as this address; yes where the account may not be asked for its other addresses."""
        if (self.account() or address).casefold() == address.casefold():
            return True
        try:
            known = self._read(self._gmail.users.settings().sendAs().list(userId="me")) or {}
        except NotAllowedError:
            return True
        return any(
            each.get("sendAsEmail", "").casefold() == address.casefold()
            and each.get("verificationStatus", "accepted") == "accepted"
            for each in known.get("sendAs", ())
        )

    def _thread(self, thread_id: str, *headers: str) -> list[dict[str, Any]]:
        asked = self._gmail.threads.get(userId="me", id=thread_id, format="metadata", metadataHeaders=list(headers))
        return list((self._read(asked) or {}).get("messages", ()))

    def account(self) -> str:
        """The account's address; it is asked for once."""
        if self._account is None:
            found = self._read(self._gmail.users.getProfile(userId="me")) or {}
            self._account = str(found.get("emailAddress", ""))
        return self._account

    def sent_ids(self) -> Iterator[str]:
        """The ids of all sent messages, those in the bin too, a page at a time (the label is up to date, search is
        not); the newest come first, as a rule that Google has never written down."""
        asked = self._gmail.messages.list
        for page in self._pages(asked, labelIds=["SENT"], includeSpamTrash=True):
            yield from (entry["id"] for entry in page.get("messages", ()))

    def draft_ids(self) -> dict[str, str]:
        """The ids of all drafts that Gmail holds, and of their messages as they are now."""
        pages = self._pages(self._gmail.drafts.list)
        return {entry["id"]: entry["message"]["id"] for page in pages for entry in page.get("drafts", ())}

    def carried(self, message_id: str) -> Carried | None:
        """A message by its headers; None where there is no such message (any more)."""
        asked = self._gmail.messages.get(userId="me", id=message_id, format="metadata", metadataHeaders=list(CARRYING))
        message = self._read(asked)
        return _carried(message) if message else None

    def received(self, query: str = "") -> Iterator[Received]:
        """The messages of the inbox that a search finds (all, without one), a page at a time; the newest come first."""
        which = {"labelIds": ["INBOX"], **({"q": query} if query else {})}
        for page in self._pages(self._gmail.messages.list, size=INBOX_PAGE, **which):
            yield from (Received(id=entry["id"], thread_id=entry["threadId"]) for entry in page.get("messages", ()))

    def letters(self, thread_id: str) -> tuple[ThreadLetter, ...]:
        """The letters of a thread with their text, the oldest first; none where there is no such thread."""
        found = self._read(self._gmail.threads.get(userId="me", id=thread_id, format="full")) or {}
        shown = (each for each in found.get("messages", ()) if "DRAFT" not in each.get("labelIds", ()))
        return tuple(map(_letter, shown))

    def _pages(self, listing: Callable[..., Any], size: int = PAGE, **which: Any) -> Iterator[dict[str, Any]]:
        token: str | None = None
        while True:
            page = self._read(listing(userId="me", maxResults=size, pageToken=token, **which)) or {}
            yield page
            token = page.get("nextPageToken")
            if not token:
                return

    def _read(self, asked: Any) -> dict[str, Any] | None:
        """A harmless request's answer, asked again while refusals pass; None where there is no such thing."""
        try:
            answer: dict[str, Any] = retrying(
                lambda: asked.execute(http=self._http), when=is_passing, sleep=self._sleep, again=self._again
            )
        except GOOGLE_ERRORS as error:
            if status_of(error) == 404:
                return None
            explain(error, what="mailbox", service=GMAIL, asking=self._asking)
        return answer

    def _again(self, error: BaseException) -> None:
        if self._say:
            self._say(f"Gmail can't be had now ({said_by(error)}); it is asked again for a minute or two.")
            self._say = None

    def _once(self, asked: Any, understood: Callable[[dict[str, Any]], T], *, what: str) -> T:
        """A request that must not be repeated once it may have been carried out; its answer as `understood` has it."""
        try:
            answer = retrying(
                lambda: asked.execute(http=self._http), when=is_rate_refusal, sleep=self._sleep, again=self._again
            )
            return understood(answer)
        except GOOGLE_ERRORS as error:
            if status_of(error) == 400 and not is_of_the_account(error):
                raise RefusedError(said_by(error)) from error
            if status_of(error) == 404:
                raise GoneError from error
            if is_open(error):
                raise UnclearError from error
            explain(error, what=what, service=GMAIL, asking=self._asking)
        except (ValueError, KeyError, TypeError) as error:
            raise UnclearError from error


def _thread_message(message: dict[str, Any]) -> ThreadMessage:
    cited = f"{_header(message, 'In-Reply-To')} {_header(message, 'References')}"
    return ThreadMessage(
        id=message["id"],
        rfc_id=_header(message, "Message-ID"),
        sender=_header(message, "From"),
        cites=tuple(_RFC_ID.findall(cited)),
        failed=tuple(each.strip() for each in _header(message, "X-Failed-Recipients").split(",") if each.strip()),
        is_sent="SENT" in message.get("labelIds", ()),
    )


def _carried(message: dict[str, Any]) -> Carried:
    at = str(message.get("internalDate", ""))
    return Carried(
        id=message["id"],
        thread_id=message["threadId"],
        key=_header(message, KEY_HEADER),
        digest=_header(message, CONTENT_HEADER),
        told=_header(message, TOLD_HEADER),
        to=_header(message, "To"),
        subject=_header(message, "Subject"),
        at=datetime.fromtimestamp(int(at) / 1000, UTC) if at.isdigit() else None,
    )


def _letter(message: dict[str, Any]) -> ThreadLetter:
    payload = message.get("payload", {})
    return ThreadLetter(
        id=message["id"],
        at=datetime.fromtimestamp(int(message.get("internalDate", 0)) / 1000, UTC),
        headers={header["name"].lower(): header["value"].strip() for header in payload.get("headers", ())},
        text=_text(payload)[:LONGEST_TEXT],
        is_sent="SENT" in message.get("labelIds", ()),
    )


def _text(payload: dict[str, Any]) -> str:
    """The plain text of a message, or else its HTML as text; what is attached is no text."""
    parts = list(_parts(payload))
    for kind, read in (("text/plain", str), ("text/html", plain)):
        texts = [_decoded(part) for part in parts if part.get("mimeType") == kind and not part.get("filename")]
        if said := next((read(text) for text in texts if text.strip()), ""):
            return said
    return ""


def _parts(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield part
    for each in part.get("parts", ()):
        yield from _parts(each)


def _decoded(part: dict[str, Any]) -> str:
    """A part's text. Gmail gives most of it in UTF-8 whatever its header says, and some as it was sent."""
    data = str(part.get("body", {}).get("data", ""))
    content = base64.urlsafe_b64decode(data + "=" * (-len(data) % 4))
    said = re.search(r'charset="?([^";\s]+)', _part_header(part, "Content-Type"), re.IGNORECASE)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _as_said(content, said[1] if said else "latin-1")


def _as_said(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, "replace")
    except LookupError:
        return content.decode("latin-1")


def _part_header(part: dict[str, Any], name: str) -> str:
    return next((each["value"] for each in part.get("headers", ()) if each["name"].lower() == name.lower()), "")


def _made(answer: dict[str, Any]) -> HeldDraft:
    message = answer["message"]
    return HeldDraft(id=answer["id"], thread_id=message["threadId"], message_id=message.get("id", ""))


def _header(message: dict[str, Any], name: str) -> str:
    headers = message.get("payload", {}).get("headers", ())
    return next((header["value"].strip() for header in headers if header["name"].lower() == name.lower()), "")
