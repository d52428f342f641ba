"""Another mail server that speaks Gmail's API, written from Google's documentation alone and unlike our sandbox.

Its habits differ wherever the documentation leaves it open: other ids, two drafts to a page, header names in lower
case, no list of labels where there is none, drafts listed without their threads. It fails on demand, before or after.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, make_server

PAGE = 2
Answer = tuple[int, dict[str, Any] | None]
NOT_FOUND: Answer = (404, {"error": {"code": 404, "message": "Requested entity was not found.", "status": "NOT_FOUND"}})


@dataclass
class Letter:
    """A message as this server holds it."""

    id: str
    thread: str
    raw: bytes
    draft: str = ""
    sent: bool = False

    def shown(self) -> dict[str, Any]:
        parsed: Message = message_from_bytes(self.raw)
        headers = [{"name": name.lower(), "value": str(value)} for name, value in parsed.items()]
        found: dict[str, Any] = {"id": self.id, "threadId": self.thread, "payload": {"headers": headers}}
        if self.sent or self.draft:
            found["labelIds"] = ["SENT"] if self.sent else ["DRAFT"]
        return found


@dataclass
class AnotherGmail:
    """The server's letters, and what goes wrong next: `breaks` is asked for each request's method and path."""

    letters: list[Letter] = field(default_factory=list)
    aliases: tuple[str, ...] = ()
    breaks: Callable[[str, str], str] = lambda _method, _path: ""
    url: str = ""
    asked: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(0xA11CE))

    def sent_keys(self) -> list[str]:
        sent = (message_from_bytes(letter.raw) for letter in self.letters if letter.sent)
        return sorted(str(mail["X-Mentoring-Sync-Key"]) for mail in sent)

    def drafts(self) -> list[Letter]:
        return [letter for letter in self.letters if letter.draft]

    def comes_in(self, thread: str, raw: bytes) -> None:
        self.letters.append(Letter(self._new_id(), thread, raw))

    def answer(self, method: str, path: str, asked: dict[str, list[str]], body: dict[str, Any]) -> Answer:
        routes: list[tuple[str, str, Callable[..., Answer]]] = [
            ("POST", r"drafts/send", lambda: self._send(body["id"])),
            ("POST", r"drafts", lambda: self._create(body["message"])),
            ("GET", r"drafts", lambda: self._page("drafts", self._listed_drafts(), asked)),
            ("GET", r"drafts/([\w-]+)", self._draft),
            ("DELETE", r"drafts/([\w-]+)", self._throw_away),
            ("GET", r"threads/([\w-]+)", self._thread),
            ("GET", r"messages", lambda: self._page("messages", self._listed_messages(asked), asked)),
            ("GET", r"messages/([\w-]+)", self._message),
            ("GET", r"profile", lambda: (200, {"emailAddress": "Coordinator@Example.org"})),
            ("GET", r"settings/sendAs", lambda: (200, {"sendAs": [{"sendAsEmail": each} for each in self.aliases]})),
        ]
        for verb, pattern, act in routes:
            found = re.fullmatch(rf"/gmail/v1/users/me/{pattern}", path)
            if found and verb == method:
                return act(*found.groups())
        return 501, {"error": {"code": 501, "message": f"{method} {path} is not served here"}}

    def _create(self, message: dict[str, Any]) -> Answer:
        raw = base64.urlsafe_b64decode(message["raw"])
        number = self._new_id()
        letter = Letter(number, message.get("threadId") or number, raw, draft=f"d{number}")
        self.letters.append(letter)
        return 200, {"id": letter.draft, "message": {"id": letter.id, "threadId": letter.thread}}

    def _send(self, draft: str) -> Answer:
        letter = next((each for each in self.letters if each.draft == draft), None)
        if letter is None:
            return NOT_FOUND
        letter.draft, letter.sent, letter.id = "", True, self._new_id()
        letter.raw = b"Message-ID: <" + letter.id.encode() + b"@mail.another.example>\r\n" + letter.raw
        return 200, {"id": letter.id, "threadId": letter.thread, "labelIds": ["SENT"]}

    def _draft(self, draft: str) -> Answer:
        letter = next((each for each in self.letters if each.draft == draft), None)
        return (200, {"id": draft, "message": letter.shown()}) if letter else NOT_FOUND

    def _throw_away(self, draft: str) -> Answer:
        self.letters = [each for each in self.letters if each.draft != draft]
        return 204, None

    def _thread(self, thread: str) -> Answer:
        letters = [each for each in self.letters if each.thread == thread]
        return (200, {"id": thread, "messages": [each.shown() for each in letters]}) if letters else NOT_FOUND

    def _message(self, number: str) -> Answer:
        letter = next((each for each in self.letters if each.id == number), None)
        return (200, letter.shown()) if letter else NOT_FOUND

    def _listed_drafts(self) -> list[dict[str, Any]]:
        return [{"id": each.draft, "message": {"id": each.id}} for each in reversed(self.drafts())]

    def _listed_messages(self, asked: dict[str, list[str]]) -> list[dict[str, Any]]:
        only_sent = "SENT" in asked.get("labelIds", ())
        return [{"id": each.id} for each in reversed(self.letters) if each.sent or not only_sent]

    def _page(self, name: str, entries: list[dict[str, Any]], asked: dict[str, list[str]]) -> Answer:
        size = PAGE if name == "drafts" else int(asked.get("maxResults", ["100"])[0])
        start = int(asked.get("pageToken", ["0"])[0])
        page: dict[str, Any] = {name: entries[start : start + size]} if entries else {}
        if start + size < len(entries):
            page["nextPageToken"] = str(start + size)
        return 200, page

    def _new_id(self) -> str:
        return f"{next(self._numbers):x}"


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def another_gmail() -> Iterator[AnotherGmail]:
    """The server on loopback."""
    gmail = AnotherGmail()

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        gmail.asked.append(f"{method} {path}")
        size = int(environ.get("CONTENT_LENGTH") or 0)
        body = json.loads(environ["wsgi.input"].read(size) or b"{}")
        fate = gmail.breaks(method, path)
        if fate == "before":
            start("503 Service Unavailable", [("Content-Type", "text/html")])
            return [b"<html>later</html>"]
        code, said = gmail.answer(method, path, parse_qs(environ.get("QUERY_STRING", "")), body)
        if fate == "after":
            start("502 Bad Gateway", [("Content-Type", "text/html")])
            return [b"<html>who knows</html>"]
        start(f"{code} Whatever", [("Content-Type", "application/json")])
        return [json.dumps(said).encode()] if said is not None else []

    server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)
    gmail.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield gmail
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
