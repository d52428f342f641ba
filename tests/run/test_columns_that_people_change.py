"""What the coordinator does to columns: what was said in one holds, and nobody is mailed because a header changed."""

from __future__ import annotations

import copy
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from mentoring_sync.cli.demo import filled
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from mentoring_sync.run import google_services
from mentoring_sync.run.google_services import services_over
from tests.run.conftest import SPREADSHEET, Sandbox
from tests.run.in_memory import Programme, as_shipped
from tests.run.small_programme import SHEETS, few_people
from tests.workbook.live import Header, LiveTab

MET = "2027-03-18T09:00:00Z"
"""A day on which some team has met."""

BOX = {"condition": {"type": "BOOLEAN"}, "strict": True}


@dataclass
class Coordinated(Sandbox):
    """A small programme whose teams were introduced; one mentee has withdrawn, and all have been told."""

    withdrawn: str = ""

    def change(self, *wanted: dict[str, Any]) -> None:
        self.api(f"/v4/spreadsheets/{SPREADSHEET}:batchUpdate", body={"requests": wanted})

    def header(self, title: str) -> list[str]:
        path = f"/v4/spreadsheets/{SPREADSHEET}/values/{title}!1:1?valueRenderOption=UNFORMATTED_VALUE"
        return [str(cell) for cell in self.api(path)["values"][0]]

    def type(self, title: str, row: int, column: int, value: str | float | bool) -> None:
        kind = {bool: "boolValue", str: "stringValue"}.get(type(value), "numberValue")
        cell = {"userEnteredValue": {kind: value}}
        start = {"sheetId": SHEETS[title], "rowIndex": row, "columnIndex": column}
        self.change({"updateCells": {"rows": [{"values": [cell]}], "fields": "userEnteredValue", "start": start}})

    def tick(self, title: str, key: str, column: str) -> None:
        keys = [row["_key"] for row in self.rows(title)]
        self.type(title, keys.index(key) + 1, self.header(title).index(column), True)

    def rename(self, title: str, column: str, to: str | float) -> None:
        self.type(title, 0, self.header(title).index(column), to)

    def move(self, title: str, column: str, to: int) -> None:
        at = self.header(title).index(column)
        self.change({"moveDimension": {"source": _columns(title, at), "destinationIndex": to}})

    def insert_boxes(self, title: str, at: int, header: str) -> None:
        """A column of the coordinator's own with boxes, all ticked."""
        count = len(self.rows(title))
        cells = [{"values": [{"userEnteredValue": {"boolValue": True}, "dataValidation": BOX}]}] * count
        start = {"sheetId": SHEETS[title], "rowIndex": 1, "columnIndex": at}
        self.change(
            {"insertDimension": {"range": _columns(title, at), "inheritFromBefore": True}},
            {"updateCells": {"rows": cells, "fields": "userEnteredValue,dataValidation", "start": start}},
        )
        self.type(title, 0, at, header)

    def forget_marks(self) -> None:
        """As a workbook is that was made before there were marks."""
        every = {"dataFilter": {"developerMetadataLookup": {"metadataKey": "mentoring-sync-column"}}}
        self.change({"deleteDeveloperMetadata": every})

    def without_note(self, title: str, column: str) -> None:
        start = {"sheetId": SHEETS[title], "rowIndex": 0, "columnIndex": self.header(title).index(column)}
        self.change({"updateCells": {"rows": [{"values": [{}]}], "fields": "note", "start": start}})

    def status(self) -> dict[str, str]:
        return {row["_key"]: row["Status"] for row in self.rows("Roster")}

    def mails(self) -> dict[str, str]:
        return {row["Key"]: row["State"] for row in self.rows("Mail") if row["Kind"] != "digest"}


def _columns(title: str, at: int) -> dict[str, Any]:
    return {"sheetId": SHEETS[title], "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}


@pytest.fixture(scope="module")
def formed(tmp_path_factory: pytest.TempPathFactory) -> Coordinated:
    """The file, to be copied."""
    data = tmp_path_factory.mktemp("columns") / "few.sqlite"
    filled(data, SPREADSHEET, few_people(4, 5)).close()
    running = Coordinated(data)
    running.start()
    assert running.sync().code == 0
    leaving = running.rows("Teams")[0]["_key"]
    running.withdrawn = f"mentee:{leaving}"
    running.tick("Roster", running.withdrawn, "Withdrawn")
    assert running.sync().code == 0
    running.approve()
    assert running.sync().code == 0
    running.stop()
    return running


@pytest.fixture
def coordinated(formed: Coordinated, tmp_path: Path) -> Iterator[Coordinated]:
    shutil.copy(formed.data, tmp_path / "few.sqlite")
    running = Coordinated(tmp_path / "few.sqlite", withdrawn=formed.withdrawn)
    running.start()
    yield running
    running.stop()


def nothing_comes_of_it(coordinated: Coordinated, before: tuple[dict[str, str], ...], sent: int) -> None:
    """Two runs with the coordinator's word to send: everybody stands as before, nobody is mailed, all is quiet."""
    coordinated.approve()
    assert coordinated.sync().code == 0
    assert (coordinated.status(), coordinated.mails()) == before
    assert coordinated.sync().json["edits"] == 0
    assert len(coordinated.sent()) == sent


def test_withdrawn_renamed_and_moved_takes_nobody_back_into_a_team_and_mails_nobody(coordinated: Coordinated) -> None:
    before, sent = (coordinated.status(), coordinated.mails()), len(coordinated.sent())
    assert before[0][coordinated.withdrawn] == "Withdrawn"
    coordinated.rename("Roster", "Withdrawn", "Has left")
    coordinated.move("Roster", "Has left", 1)
    nothing_comes_of_it(coordinated, before, sent)
    assert "Withdrawn" not in coordinated.header("Roster")


def test_ticks_in_an_own_column_put_in_before_a_renamed_withdrawn_withdraw_nobody(coordinated: Coordinated) -> None:
    before, sent = (coordinated.status(), coordinated.mails()), len(coordinated.sent())
    coordinated.insert_boxes("Roster", coordinated.header("Roster").index("Withdrawn"), "Has paid")
    coordinated.rename("Roster", "Withdrawn", "Has left")
    nothing_comes_of_it(coordinated, before, sent)


@pytest.mark.parametrize("marked", [True, False], ids=["marked", "of a version without marks"])
def test_meetings_whose_headers_are_typed_again_are_still_those_meetings(
    coordinated: Coordinated, marked: bool
) -> None:
    if not marked:
        coordinated.forget_marks()
    meetings, row = ("Meeting 1", "Meeting 2"), coordinated.rows("Attendance")[0]
    for meeting in meetings:
        coordinated.type("Attendance", 1, coordinated.header("Attendance").index(meeting), "present")
    coordinated.rename("Attendance", meetings[0], "meeting 1" if marked else "Meeting no. 1")
    coordinated.rename("Attendance", meetings[1], "Kick-off" if marked else "MEETING 2")
    width = len(coordinated.header("Attendance"))
    assert coordinated.sync(now=MET).code == 0
    assert len(coordinated.header("Attendance")) == width
    assert coordinated.rows("Attendance")[0]["Attended"] == 2
    assert coordinated.rows("Attendance")[0]["_key"] == row["_key"]


def test_a_withdrawn_known_by_nothing_any_more_is_asked_about_and_stops_the_mail(coordinated: Coordinated) -> None:
    before, sent = coordinated.status(), len(coordinated.sent())
    coordinated.forget_marks()
    coordinated.without_note("Roster", "Withdrawn")
    coordinated.rename("Roster", "Withdrawn", "Has left")
    coordinated.insert_boxes("Roster", 1, "Has paid")
    other = next(row["_key"] for row in coordinated.rows("Teams"))
    coordinated.tick("Teams", other, "Keep apart")
    coordinated.approve()
    assert coordinated.sync().code == 0
    assert coordinated.status()[coordinated.withdrawn] == before[coordinated.withdrawn] == "Withdrawn"
    assert sum(status == "Withdrawn" for status in coordinated.status().values()) == 1
    assert len(coordinated.sent()) == sent
    [asked] = [row["What"] for row in coordinated.rows("Review") if "which column is “Withdrawn”" in row["What"]]
    assert "B (“Has paid”)" in asked
    assert "Withdrawn" not in coordinated.header("Roster")
    coordinated.rename("Roster", "Has left", "Withdrawn")
    assert coordinated.sync().code == 0
    assert not [row for row in coordinated.rows("Review") if "which column is" in row["What"]]
    assert coordinated.status()[coordinated.withdrawn] == "Withdrawn"
    assert len(coordinated.mails()) > 0


class _Page(BaseHTTPRequestHandler):
    """What a guest network's gate answers, whatever is asked."""

    def do_GET(self) -> None:
        body = b"<html>\n Please sign in to the guest network</html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def gate() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_proxys_page_instead_of_the_spreadsheet_is_told_in_one_line_and_exit_75(
    formed: Coordinated, monkeypatch: pytest.MonkeyPatch, gate: str
) -> None:
    monkeypatch.setattr(
        google_services, "services_over", lambda *given, **_: services_over(*given, sleep=lambda _: None)
    )
    done = Coordinated(formed.data, url=gate).sync()
    assert done.code == 75
    assert "Traceback" not in done.err
    [line] = [line for line in done.err.splitlines() if "it answered with" in line]
    assert "text/html and “<html> Please sign in to the guest network" in line


# The whole programme in memory


@pytest.fixture(scope="module")
def told() -> Programme:
    """Two teams of two, introduced; Cy has withdrawn, and everybody knows."""
    shipped = as_shipped()
    mail = shipped.program.mail.model_copy(update={"delivery": Delivery.SEND})
    program = shipped.program.model_copy(update={"mail": mail})
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    programme = Programme(configuration=shipped.model_copy(update={"program": program}), now=now)
    for name in ("Ada Brandt", "Al Gore"):
        programme.answers(Role.MENTOR, name, f"{name.split()[0].lower()}@example.org", capacity=2.0, hours_WED="")
    for name in ("Bo Lund", "Cy Roth", "Di Moll", "Ed Nore"):
        programme.answers(Role.MENTEE, name, f"{name.split()[0].lower()}@example.org")
    programme.run()
    programme.approve()
    programme.run()
    programme.live.tab("Roster").type("mentee:cy@example.org", "Withdrawn", True)
    for _ in range(2):
        programme.run()
        programme.approve()
    programme.run()
    return programme


@pytest.fixture
def programme(told: Programme) -> Programme:
    return a_copy(told)


def a_copy(told: Programme) -> Programme:
    return copy.deepcopy(told, {id(told.configuration): told.configuration})


def of_an_older_version(programme: Programme) -> LiveTab:
    """The roster without marks, and `_sync` without what was known of columns."""
    for tab in programme.live.tabs.values():
        if isinstance(tab.header, Header):
            tab.forget_marks()
    memory = programme.live.tab("_sync")
    memory.cells = [row for row in memory.cells if row[0] not in ("_columns", "_heard")]
    memory.cells += [[None] * len(memory.header) for _ in range(5)]
    return programme.live.tab("Roster")


def an_own_box_column(tab: LiveTab, at: int, title: str) -> None:
    tab.insert_column(at, title)
    for row in tab.cells[1:]:
        row[at] = True if row[tab.column("_key")] else None


def test_where_nobody_ever_wrote_down_what_a_lost_column_said_the_run_changes_nothing(programme: Programme) -> None:
    before, sent = (programme.teams(), programme.cells("Roster", "Status")), len(programme.mailed())
    roster = of_an_older_version(programme)
    head = roster.header
    assert isinstance(head, Header)
    at = roster.column("Withdrawn")
    head[at], head.notes[at] = "Has left", ""
    an_own_box_column(roster, at, "Has paid")
    for _ in range(3):
        programme.run()
        programme.approve()
    assert (programme.teams(), programme.cells("Roster", "Status")) == before
    assert len(programme.mailed()) == sent
    assert any("which column is “Withdrawn”" in each for each in programme.asked())
    head[head.index("Has left")] = "Withdrawn"
    programme.run()
    assert (programme.teams(), programme.cells("Roster", "Status")) == before
    assert len(programme.mailed()) == sent
    assert not any("which column is" in each for each in programme.asked())


def test_a_mark_that_landed_on_a_column_moved_there_meanwhile_is_taken_away_again(programme: Programme) -> None:
    before, sent = (programme.teams(), programme.cells("Roster", "Status")), len(programme.mailed())
    roster = of_an_older_version(programme)
    write, meddled = programme.sheets.write, []

    def meanwhile(edits: Any, *, after: Any) -> Any:
        if not meddled:
            meddled.append(True)
            an_own_box_column(roster, 3, "Has paid")
        return write(edits, after=after)

    programme.sheets.write = meanwhile  # type: ignore[method-assign]
    programme.run()
    assert meddled
    marks = {mark.title: mark.column for mark in roster.read().marks}
    assert marks["Withdrawn"] == roster.column("Withdrawn")
    assert 3 not in marks.values()
    assert (programme.teams(), programme.cells("Roster", "Status")) == before
    assert len(programme.mailed()) == sent
    assert programme.run().edits == 0


@pytest.mark.parametrize(
    ("title", "column"), [("Control", "Value"), ("Teams", "Keep apart"), ("Mail", "Send"), ("Review", "Answer")]
)
def test_in_every_tab_a_lost_column_of_the_coordinators_stops_the_mail_until_it_is_headed_again(
    programme: Programme, title: str, column: str
) -> None:
    before, sent = programme.teams(), len(programme.mailed())
    tab = programme.live.tab(title)
    tab.forget_marks()
    head = tab.header
    assert isinstance(head, Header)
    at = tab.column(column)
    head[at], head.notes[at] = "Renamed", ""
    programme.answers(Role.MENTEE, "Flo Ek", "flo@example.org")
    programme.run()
    programme.run()
    assert column not in head
    assert any(f"which column is “{column}”" in each for each in programme.asked())
    assert len(programme.mailed()) == sent
    assert before.items() <= programme.teams().items()
    head[head.index("Renamed")] = column
    programme.run()
    assert not any("which column is" in each for each in programme.asked())
