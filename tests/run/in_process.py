"""A whole programme on the embedded Workspace, in this process: the real readers and writers, no HTTP, no file.

What is asked of Google goes by a call into the Workspace's own engine, on a database in memory: so what becomes of
keys, notes, validations and metadata when people sort, cut and paste is what Sheets makes of it. A programme begins as
a copy of one that was formed once, at an instant of its own.
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from googleapiclient import discovery
from googleapiclient.discovery_cache import get_static_doc
from requests.adapters import BaseAdapter

from mentoring_sync.google import gmail
from mentoring_sync.google.session import open_session
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.google_services import services_over
from mentoring_sync.run.order import Order
from mentoring_sync.run.outcome import Outcome
from mentoring_sync.run.services import Services
from mentoring_sync.run.steps import Silence
from mentoring_sync.run.sync import sync
from mentoring_sync.run.undo import TakenBack, take_back
from mentoring_sync.sandbox import catalogue, clock, sheets_door
from mentoring_sync.sandbox.app import SCHEMAS
from mentoring_sync.sandbox.batch import carry_out, is_batch
from mentoring_sync.sandbox.call import Call
from mentoring_sync.sandbox.fields import Mask, Pruned
from mentoring_sync.sandbox.oauth.grants import DEFAULT_USER
from mentoring_sync.sandbox.perform import HANDLERS, Answer, Asked, perform
from mentoring_sync.sandbox.sheets import describe_cells, spreadsheets, storage
from mentoring_sync.sandbox.sheets.boxes import Box
from mentoring_sync.sandbox.sheets.document import Document
from mentoring_sync.sandbox.sheets.grid import Sheet
from mentoring_sync.sandbox.sheets.reading import Reading
from mentoring_sync.sandbox.store import transaction
from mentoring_sync.settings.load import Configuration
from mentoring_sync.spreadsheet.grid import Scalar
from tests.intake.response_tabs import header, the_questions
from tests.run.in_memory import _patient, as_shipped
from tests.run.remembered import remembering

SPREADSHEET, BATCH = "in-process", "sheets.spreadsheets.batchUpdate"
KEPT_SHEETS = 400
RESPONSE_SHEETS = {Role.MENTOR: 1, Role.MENTEE: 2}
Change = dict[str, Any]
Asking = Callable[[int, str, str], requests.Response | None]
"""Told of each request of a run before it is carried out (its number, verb, path); may answer in Google's stead."""


@dataclass
class _Engine(BaseAdapter):
    """Carries requests to the Workspace's engine."""

    db: sqlite3.Connection
    before: Asking
    writes: Callable[[], None]
    account: str

    def __post_init__(self) -> None:
        super().__init__()
        self._count = count(1)

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        verb, url = str(request.method), str(request.url)
        instead = self.before(next(self._count), verb, urlsplit(url).path)
        self.writes()
        return instead if instead is not None else _as_response(self._answer(self._by_account(_asked(request))), url)

    def close(self) -> None:
        """Nothing is held."""

    def _by_account(self, asked: Asked) -> Asked:
        """What is asked of Gmail is asked of this account's mailbox."""
        return replace(asked, authorization=f"Bearer {self.account}") if asked.path.startswith("/gmail/") else asked

    def _answer(self, asked: Asked) -> Answer:
        def one(inner: Asked) -> Answer:
            return perform(self.db, inner, check_responses=False)

        return carry_out(asked, one) if is_batch(asked.path) else one(asked)


def _asked(request: requests.PreparedRequest) -> Asked:
    url, body = urlsplit(str(request.url)), request.body or b""
    return Asked(
        verb=str(request.method),
        path=url.path,
        query=parse_qsl(url.query, keep_blank_values=True),
        content=body if isinstance(body, bytes) else str(body).encode(),
        content_type=str(request.headers.get("Content-Type", "")),
        authorization=request.headers.get("Authorization"),
    )


def _as_response(answer: Answer, url: str) -> requests.Response:
    return answered(answer.status, answer.content, url, answer.content_type)


def answered(status: int, content: bytes, url: str = "", content_type: str = "application/json") -> requests.Response:
    """An answer as it comes over HTTP."""
    response = requests.Response()
    response.status_code, response.url, response.reason = status, url, ""
    response._content = content  # as the library's own adapters fill it
    response.headers["Content-Type"] = content_type
    return response


def _nothing(_number: int, _verb: str, _path: str) -> None:
    """Nobody watches."""


@contextmanager
def quickly() -> Iterator[None]:
    """Runs that don't work out twice what is the same, and that read Gmail's description once."""
    with remembering(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(gmail, "build", _built)
        patch.setattr(describe_cells, "_rows", _described_once(describe_cells._rows))
        patch.setitem(HANDLERS, BATCH, _answering_what_is_asked)
        yield


def _described_once(rows: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """The rows of a sheet that nobody has changed are described as they were: a sheet is forked before it changes."""
    known: OrderedDict[tuple[int, object, str], tuple[Sheet, list[Any]]] = OrderedDict()

    def described(reading: Reading, sheet: Sheet, box: Box, mask: Mask) -> list[Any]:
        place = (id(sheet), box, str(mask))
        if place not in known:
            known[place] = (sheet, rows(reading, sheet, box, mask))
            while len(known) > KEPT_SHEETS:
                known.popitem(last=False)
        return known[place][1]

    return described


def _answering_what_is_asked(call: Call) -> dict[str, Any]:
    """A batch's answer describes no more of the spreadsheet than is asked for."""
    if not call.fields or not call.body.get("includeSpreadsheetInResponse"):
        return spreadsheets.batch_update(call)
    spreadsheets.batch_update(replace(call, body={"requests": call.body["requests"]}))
    whole = {"spreadsheetId": call.params["spreadsheetId"], "ranges": [], "includeGridData": True}
    return Pruned(
        updatedSpreadsheet=spreadsheets.get(replace(call, params=whole, fields=call.fields.below("updatedSpreadsheet")))
    )


def _built(*_: Any, http: Any, **__: Any) -> Any:
    return discovery.build_from_document(_described(), http=http)


@cache
def _described() -> Any:
    return json.loads(get_static_doc("gmail", "v1"))


@dataclass
class Programme:
    """The programme at an instant; `before` is told of every request that its runs make. Its mail goes from `account`,
    and its workbook is the configured spreadsheet."""

    db: sqlite3.Connection
    configuration: Configuration
    now: datetime
    before: Asking = _nothing
    runs: int = 0
    account: str = DEFAULT_USER
    _seen: Document | None = None

    def run(self, *, repair: bool = False) -> Outcome:
        """A run from its beginning to its end."""
        order = self._order(repair=repair)
        return sync(self.configuration, order, Silence(), self._services(order))

    def undo(self) -> TakenBack:
        """The last run taken back."""
        order = self._order(repair=False)
        return take_back(order, self._services(order), "")

    def change(self, *wanted: Change) -> None:
        """What a person does to the spreadsheet."""
        self._moves_on()
        with transaction(self.db, writing=True):
            sheets_door.batch_update(self.db, self.spreadsheet, wanted)

    def document(self) -> Document:
        """The spreadsheet as it stands."""
        if self._seen is None:
            with transaction(self.db, writing=False):
                self._seen = storage.read(self.db, self.spreadsheet)
        return self._seen

    def put_back(self, earlier: Document) -> None:
        """The spreadsheet as it stood once, by its version history: cells, tabs, metadata, all of it."""
        self._moves_on()
        with transaction(self.db, writing=True), storage.changing(self.db, self.spreadsheet, self.now) as document:
            document.sheets = [storage._owned(sheet) for sheet in earlier.sheets]
            document.metadata, document.named_ranges = list(earlier.metadata), list(earlier.named_ranges)
            document.properties = dict(earlier.properties)

    @property
    def spreadsheet(self) -> str:
        """The id of the spreadsheet that is the workbook."""
        return self.configuration.program.google.spreadsheet

    def signs_in(self, account: str) -> None:
        """Mail goes from another account from now on, which may write as the programme's sender."""
        self.account = account
        sender = self.configuration.program.mail.sender.email
        alias = (account, sender, "", "", "accepted")
        with transaction(self.db, writing=True):
            self.db.execute("INSERT OR REPLACE INTO mail_aliases VALUES (?, ?, ?, ?, ?)", alias)

    def goes_on_in_a_copy(self, *, keeps_metadata: bool) -> None:
        """The spreadsheet is copied, and the copy is the workbook from now on. Whether a copy has the developer
        metadata isn't documented."""
        self._moves_on()
        with transaction(self.db, writing=True):
            made = catalogue.add(self.db, "A copy", catalogue.SPREADSHEET, self.now, owner=DEFAULT_USER)
            storage.copy(self.db, self.spreadsheet, made.id)
            with storage.changing(self.db, made.id, self.now) as document:
                document.metadata = document.metadata if keeps_metadata else []
        google = self.configuration.program.google.model_copy(update={"spreadsheet": made.id})
        program = self.configuration.program.model_copy(update={"google": google})
        self.configuration = self.configuration.model_copy(update={"program": program})

    def copy(self) -> bytes:
        """All of the Workspace, to begin other programmes with."""
        return bytes(self.db.serialize())

    def _moves_on(self) -> None:
        self._seen = None

    def _order(self, *, repair: bool) -> Order:
        self.runs += 1
        clock.set_clock(self.db, self.now, running=False)
        return Order(run=f"run-{self.runs}", trigger="test", now=self.now, repair=repair)

    def _services(self, order: Order) -> Services:
        google = self.configuration.program.google
        session = open_session(google)
        session.mount("https://", _Engine(self.db, self.before, self._moves_on, self.account))
        services = services_over(session, google.spreadsheet, order.run, sleep=lambda _: None)
        return replace(services, deadline=_patient)


def begun(people: Mapping[Role, Sequence[Sequence[Scalar]]], now: datetime) -> Programme:
    """A programme before its first run, with these rows in its form's tabs."""
    db = _database()
    clock.set_clock(db, now, running=False)
    tabs = [_tab(role, rows) for role, rows in people.items()]
    properties = {"title": "In process", "timeZone": "Etc/UTC", "locale": "en_US"}
    with transaction(db, writing=True):
        sheets_door.create(db, {"spreadsheetId": SPREADSHEET, "properties": properties, "sheets": tabs})
    return Programme(db, _configuration(), now)


def copied(start: bytes, now: datetime, *, runs: int) -> Programme:
    """A programme that goes on from where another was copied, after so many runs."""
    db = _database()
    db.deserialize(start)
    return Programme(db, _configuration(), now, runs=runs)


def _database() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    db.executescript("".join(SCHEMAS))
    return db


@cache
def _configuration() -> Configuration:
    """The configuration as shipped, for this spreadsheet, and without waiting for anybody's credentials."""
    there = as_shipped()
    named = {"spreadsheet": SPREADSHEET, "api_root": "http://in.process"}
    google = there.program.google.model_copy(update=named)
    return there.model_copy(update={"program": there.program.model_copy(update={"google": google})})


def _tab(role: Role, rows: Sequence[Sequence[Scalar]]) -> dict[str, Any]:
    table = [header(role), *rows]
    grid = {"rowCount": len(table) + 20, "columnCount": len(table[0])}
    title = the_questions().tab(role)
    data = [{"values": [cell(value) for value in row]} for row in table]
    properties = {"sheetId": RESPONSE_SHEETS[role], "title": title, "gridProperties": grid}
    return {"properties": properties, "data": [{"startRow": 0, "startColumn": 0, "rowData": data}]}


def cell(value: Scalar) -> dict[str, Any]:
    """A cell that holds a value."""
    kind = {bool: "boolValue", float: "numberValue", str: "stringValue"}.get(type(value), "")
    return {"userEnteredValue": {kind: value}} if kind else {}
