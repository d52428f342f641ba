"""The WSGI application: which room answers a request, what goes wrong on the way, and a line in the journal.

In: HTTP requests. Out: answers, or, when a fault is due, a closed connection or half an answer.
"""

from __future__ import annotations

import json
import logging
import socket
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response
from werkzeug.wsgi import FileWrapper

from . import batch, clock, control, door, drive, faults, forms, gmail, journal, oauth, sheets
from .errors import GoogleError
from .perform import Answer, Asked, perform, refusal
from .store import Store, transaction

SCHEMAS = tuple(room.SCHEMA for room in (clock, faults, journal, oauth, drive, sheets, gmail, forms))
_log = logging.getLogger(__name__)
PIECE = 2**16
"""Bytes of a long answer that are read from its file at a time."""
Room = Callable[[Request, sqlite3.Connection, datetime], Response]


class Workspace:
    """A Google Workspace on a data file.

    `rooms` adds further addresses by their first path segment, such as a page for people to look in. With
    `check_responses` every answer is held against its discovery schema: for tests.
    """

    def __init__(
        self,
        data: Path,
        *,
        check_responses: bool = False,
        rooms: Mapping[str, Room] | None = None,
        names: Collection[str] = (),
    ) -> None:
        """Opens the file, or makes it; `names` are hosts to answer to beside `localhost` and plain addresses.

        Raises sqlite3.DatabaseError when the file is something else.
        """
        self.store = Store(Path(data), SCHEMAS)
        self.check_responses = check_responses
        self._names = names
        self.rooms: dict[str, Room] = {control.PREFIX.strip("/"): control.respond, **(rooms or {})}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        try:
            response = self._answered(request)
        except HTTPException as error:
            response = _turned_away(error)
        return response(environ, start_response)

    def _answered(self, request: Request) -> Response:
        """Raises HTTPException for who may not ask, or asks too much at once."""
        door.check(request, self._names)
        door.read_body(request)  # before anything is locked: it may come slowly
        with self.store.connection() as db:
            room = self._room(request)
            return self._own(room, request, db) if room else self._google(request, db)

    def close(self) -> None:
        """Let go of the data file."""
        self.store.close()

    def _room(self, request: Request) -> Room | None:
        if request.path in oauth.PATHS:
            return oauth.respond
        return self.rooms.get(request.path.strip("/").partition("/")[0])

    def _own(self, room: Room, request: Request, db: sqlite3.Connection) -> Response:
        with transaction(db, writing=request.method not in ("GET", "HEAD")):
            return room(request, db, clock.now(db))

    def _google(self, request: Request, db: sqlite3.Connection) -> Response:
        began = time.perf_counter()
        asked = _asked(request)
        fault = faults.next_fault(db, asked.verb, request.path)
        answer = self._faulty(db, asked, fault)
        entry = journal.Entry(
            at=clock.now(db),
            verb=asked.verb,
            path=request.full_path.rstrip("?"),
            method=answer.method if answer else None,
            status=answer.status if answer else None,
            ms=(time.perf_counter() - began) * 1000,
            request_bytes=len(asked.content),
            response_bytes=answer.size if answer else 0,
            notes=answer.notes if answer else (),
            fault=fault.kind.value if fault else None,
        )
        journal.record(db, entry)
        return _response(request, answer, fault)

    def _faulty(self, db: sqlite3.Connection, asked: Asked, fault: faults.Fault | None) -> Answer | None:
        """The answer, unless the fault keeps the request from being carried out."""
        if fault is None:
            return self._carry_out(db, asked)
        if fault.kind is faults.Kind.REFUSE:
            return None
        if fault.kind in (faults.Kind.STATUS, faults.Kind.EXPIRED):
            return refusal(fault.error(), _api(asked.path))
        if fault.kind is faults.Kind.DELAY:
            time.sleep(fault.seconds)
        return self._carry_out(db, asked)

    def _carry_out(self, db: sqlite3.Connection, asked: Asked) -> Answer:
        def one(inner: Asked, *, streams: bool = False) -> Answer:
            return perform(db, inner, check_responses=self.check_responses, streams=streams)

        try:
            return batch.carry_out(asked, one) if batch.is_batch(asked.path) else one(asked, streams=True)
        except GoogleError as error:
            return refusal(error, "gmail")
        except Exception as error:
            _log.exception("%s %s", asked.verb, asked.path)
            answer = refusal(GoogleError(500, "INTERNAL", "Internal error encountered."), _api(asked.path))
            answer.notes.append(f"{type(error).__name__}: {error}")
            return answer


def _turned_away(error: HTTPException) -> Response:
    said = {"code": error.code, "message": error.description or error.name}
    response = Response(json.dumps({"error": said}), error.code, content_type="application/json; charset=utf-8")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _asked(request: Request) -> Asked:
    raw = str(request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or request.full_path)
    path = raw.partition("?")[0]
    query = parse_qsl(request.query_string.decode("latin-1"), keep_blank_values=True)
    return Asked(
        verb=request.method,
        path=path.partition("://")[2].partition("/")[2] if "://" in path else path,
        query=query,
        content=request.get_data(cache=False),
        content_type=request.headers.get("Content-Type", ""),
        authorization=request.headers.get("Authorization"),
    )


def _api(path: str) -> str:
    return next((api for api in ("gmail", "drive") if f"/{api}/" in path), "sheets")


def _response(request: Request, answer: Answer | None, fault: faults.Fault | None) -> Response:
    if answer is None or (fault and fault.kind is faults.Kind.DROP):
        return Response(_hang_up(request.environ))
    if fault and fault.kind is faults.Kind.TRUNCATE:
        half = _start_of(answer, answer.size // 2)
        response = Response(_hang_up(request.environ, half), answer.status, content_type=answer.content_type)
        response.headers["Content-Length"] = str(answer.size)
        return response
    response = Response(_whole(answer), answer.status, content_type=answer.content_type)
    response.headers["Content-Length"] = str(answer.size)
    response.headers["Vary"] = "Origin, X-Origin, Referer"
    return response


def _whole(answer: Answer) -> bytes | FileWrapper:
    return answer.content if answer.file is None else FileWrapper(answer.file, PIECE)


def _start_of(answer: Answer, size: int) -> bytes:
    return answer.content[:size] if answer.file is None else answer.file.read(size)


def _hang_up(environ: Mapping[str, Any], first: bytes = b"") -> Iterator[bytes]:
    """A body that ends the connection: at once, or after sending what it was given."""
    if first:
        yield first
    connection = environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionResetError("closed on purpose")
