"""A programme of a few people in this process, whose coordinator can do something between any two requests of a run.

Runs are threads that wait at a gate before each request, until they are let through: so what happens when is decided
by the test alone. The coordinator speaks to the sandbox over the same HTTP API as Google's web page stands for.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import requests

from mentoring_sync.cli.demo import filled
from mentoring_sync.errors import MentoringSyncError
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.run.order import Order
from mentoring_sync.run.outcome import Outcome
from mentoring_sync.run.services import Services
from mentoring_sync.run.steps import Silence
from mentoring_sync.run.sync import sync
from mentoring_sync.run.undo import take_back
from mentoring_sync.sandbox import Workspace, serving
from mentoring_sync.sandbox.sheets.grid import Formula, Sheet, Value
from mentoring_sync.sandbox.sheets.storage import read
from mentoring_sync.sandbox.store import transaction
from mentoring_sync.settings.load import Configuration, load
from mentoring_sync.spreadsheet.grid import Scalar, Tab, cell_text
from tests.run.remembered import remembering
from tests.run.watched_services import watched_services

ROOT = Path(__file__).parents[2]
SPREADSHEET = "small-programme"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MENTORS, MENTEES = 7, 7
ANSWERED = ("Mentor applications", "Mentee applications")
KEY = "_key"
_GATE: threading.local = threading.local()


def few_people(mentors: int = MENTORS, mentees: int = MENTEES) -> dict[str, bytes]:
    """The first responses of the fixtures, by tab."""
    return {
        title: _first((ROOT / "fixtures" / f"{title}.csv").read_text("utf-8"), count)
        for title, count in zip(ANSWERED, (mentors, mentees), strict=True)
    }


def _first(text: str, count: int) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(row for number, row in enumerate(csv.reader(io.StringIO(text))) if number <= count)
    return out.getvalue().encode()


@dataclass
class Run:
    """A run in a thread: it stands at the gate before each of its requests until it is let through."""

    does: Callable[[], Outcome]
    outcome: Outcome | None = None
    gave_up: MentoringSyncError | None = None
    broke: BaseException | None = None
    _thread: threading.Thread | None = None
    _moved: threading.Condition = field(default_factory=threading.Condition)
    _standing: bool = False
    _let: bool = False
    over: bool = False

    def start(self) -> None:
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()
        self._until_it_stands()

    def go_on(self) -> None:
        """Let it through to its next request, or to its end."""
        with self._moved:
            self._standing, self._let = False, True
            self._moved.notify_all()
        self._until_it_stands()

    def finish(self) -> Outcome | None:
        while not self.over:
            self.go_on()
        if self.broke:
            raise self.broke
        return self.outcome

    def _until_it_stands(self) -> None:
        with self._moved:
            if not self._moved.wait_for(lambda: self._standing or self.over, timeout=60):
                raise AssertionError("the run neither asks nor ends")

    def _gate(self) -> None:
        with self._moved:
            self._standing, self._let = True, False
            self._moved.notify_all()
            self._moved.wait_for(lambda: self._let)

    def _work(self) -> None:
        _GATE.passed = self._gate
        try:
            self.outcome = self.does()
        except MentoringSyncError as error:
            self.gave_up = error
        except BaseException as error:
            self.broke = error
        finally:
            with self._moved:
                self.over = True
                self._moved.notify_all()


SHARE = re.compile(r"""=IFERROR\(\(SUM\([A-Z]+\d+\)\)/\(SUM\([A-Z]+\d+\)\),""\)""")
"""The share of two numbers in *Progress*: places, and no word of anybody's."""


@dataclass
class Programme:
    """The programme, its spreadsheet as people see it, and what they do to it."""

    url: str
    configuration: Configuration
    workspace: Workspace
    runs: int = 0
    _browser: requests.Session = field(default_factory=requests.Session)
    _seen: dict[str, tuple[Tab, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._browser.headers["Authorization"] = "Bearer coordinator"

    def run(self, *, repair: bool = False) -> Run:
        """A run, not started yet."""
        order = self._order(repair=repair)
        return Run(partial(sync, self.configuration, order, Silence(), self._services(order)))

    def undo(self) -> Run:
        """The last run taken back."""
        order = self._order()

        def does() -> Outcome:
            take_back(order, self._services(order), "")
            after = replace(order, run=f"{order.run}-after")
            return sync(self.configuration, after, Silence(), self._services(after))

        return Run(does)

    def synced(self, *, repair: bool = False) -> Outcome:
        """A run from beginning to end."""
        order = self._order(repair=repair)
        return sync(self.configuration, order, Silence(), self._services(order))

    def _services(self, order: Order) -> Services:
        """A run's services: it passes a gate before each request, where there is one."""
        return watched_services(self.configuration, order.run, before=lambda: getattr(_GATE, "passed", lambda: None)())

    def _order(self, *, repair: bool = False) -> Order:
        self.runs += 1
        return Order(run=f"run-{self.runs}", trigger="test", now=NOW, repair=repair)

    @contextmanager
    def failing(self, kind: str, status: int) -> Iterator[None]:
        """The next request to Sheets goes wrong; the coordinator's never do."""
        faults = f"{self.url}/_sandbox/faults"
        body = {"kind": kind, "path": "/v4/*", "nth": 1, "status": status}
        requests.post(faults, json=body, timeout=10).raise_for_status()
        yield
        requests.delete(faults, timeout=10).raise_for_status()

    def seen(self) -> tuple[Tab, ...]:
        """The tabs as they stand in the sandbox's file."""
        with self.workspace.store.connection() as db, transaction(db, writing=False):
            document = read(db, SPREADSHEET)
        if document.version not in self._seen:
            self._seen = {document.version: tuple(_tab(sheet) for sheet in document.sheets)}
        return self._seen[document.version]

    def formulas(self, *, ours_too: bool = False) -> list[str]:
        """The formulas in the tabs that runs write; our own, links and figures, only if asked."""
        url = f"{self.url}/v4/spreadsheets/{SPREADSHEET}"
        fields = "sheets(properties(sheetId),data(rowData(values(userEnteredValue))))"
        answer = self._browser.get(url, params={"fields": fields}, timeout=10).json()
        found = [
            cell["userEnteredValue"]["formulaValue"]
            for sheet in answer["sheets"]
            for row in sheet["data"][0].get("rowData", ())
            for cell in row.get("values", ())
            if "formulaValue" in cell.get("userEnteredValue", {})
        ]
        ours = ('=HYPERLINK("#gid=', "=COUNTIF(", "=IFERROR((COUNTIF(")
        others = [each for each in found if not each.startswith(ours) and not SHARE.fullmatch(each)]
        return found if ours_too else others

    def tab(self, title: str) -> Tab:
        """A tab by the title it was made with, whatever it is called now."""
        return next(tab for tab in self.seen() if tab.sheet_id == SHEETS[title])

    def type(self, tab: Tab, row: int, column: int, value: Scalar) -> None:
        self.change(_cell(tab.sheet_id, row, column, value))

    def sort(self, tab: Tab, column: int, *, descending: bool = False) -> None:
        whole = {"sheetId": tab.sheet_id, "startRowIndex": 1, "startColumnIndex": 0}
        order = {"dimensionIndex": column, "sortOrder": "DESCENDING" if descending else "ASCENDING"}
        self.change({"sortRange": {"range": whole, "sortSpecs": [order]}})

    def insert(self, tab: Tab, kind: str, at: int) -> None:
        place = {"sheetId": tab.sheet_id, "dimension": kind, "startIndex": at, "endIndex": at + 1}
        self.change({"insertDimension": {"range": place, "inheritFromBefore": at > 1}})

    def delete_row(self, tab: Tab, row: int) -> None:
        place = {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
        self.change({"deleteDimension": {"range": place}})

    def rename_tab(self, tab: Tab, title: str) -> None:
        properties = {"sheetId": tab.sheet_id, "title": title}
        self.change({"updateSheetProperties": {"properties": properties, "fields": "title"}})

    def change(self, *wanted: dict[str, Any]) -> None:
        url = f"{self.url}/v4/spreadsheets/{SPREADSHEET}:batchUpdate"
        answer = self._browser.post(url, json={"requests": wanted}, timeout=10)
        assert answer.ok, answer.text


SHEETS = {"Control": 7_100_001, "Roster": 7_100_002, "Teams": 7_100_003, "Attendance": 7_100_004, "Review": 7_100_006}


def _cell(sheet_id: int, row: int, column: int, value: Scalar) -> dict[str, Any]:
    kind = {bool: "boolValue", float: "numberValue", str: "stringValue"}.get(type(value), "")
    cell = {"userEnteredValue": {kind: value}} if kind else {}
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"rows": [{"values": [cell]}], "fields": "userEnteredValue", "start": start}}


def _tab(sheet: Sheet) -> Tab:
    rows = [tuple(_scalar(value) for value in row.values) if row else () for row in sheet.rows]
    while rows and not rows[-1]:
        rows.pop()
    return Tab(
        title=sheet.title,
        sheet_id=sheet.id,
        rows=tuple(rows),
        row_count=sheet.row_count,
        column_count=sheet.column_count,
    )


def _scalar(value: Value) -> Scalar:
    """A cell as a run would read it; a formula as it was entered."""
    if isinstance(value, Formula):
        return value.text
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def keys(tab: Tab) -> dict[str, int]:
    """The rows of a tab by key; of two with one key the upper."""
    found: dict[str, int] = {}
    for row in range(1, len(tab.rows)):
        key = cell_text(tab.cell(row, tab.header.index(KEY)))
        if key:
            found.setdefault(key, row)
    return found


@contextmanager
def programme(data: Path, start: Path | None = None, people: dict[str, bytes] | None = None) -> Iterator[Programme]:
    """A programme on a new data file (with other people, if given), or on a copy of the data file `start`."""
    if start:
        shutil.copy(start, data)
    else:
        filled(data, SPREADSHEET, people or few_people(), now=NOW).close()
    with serving(data) as server, remembering():
        yield Programme(url=server.url, configuration=_configuration(server.url), workspace=server.workspace)


@cache
def _as_shipped() -> Configuration:
    return load(ROOT / "config" / "program.toml", {})


def _configuration(url: str) -> Configuration:
    """The configuration as shipped, for the small programme's spreadsheet, and without mail."""
    there = _as_shipped()
    program = there.program
    google = program.google.model_copy(update={"spreadsheet": SPREADSHEET, "api_root": url})
    mail = program.mail.model_copy(update={"delivery": Delivery.OFF})
    return there.model_copy(update={"program": program.model_copy(update={"google": google, "mail": mail})})
