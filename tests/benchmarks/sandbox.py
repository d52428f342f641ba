"""How fast the sandbox answers over loopback, and how much memory it takes: a server in a process of its own.

The sheet is as wide as a form's response tab with thirty questions and holds 20,000 answers.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.benchmarks.table import Row, median_seconds

COLUMNS = 30
RESPONSES = 20_000
PART = 5_000
READ = 10_000
BATCH_ROWS, BATCH_COLUMNS = 250, 20
SMALL_READS = 300
SERVE = (
    "import sys, pathlib, mentoring_sync.sandbox.server as s; s.serve_forever(pathlib.Path(sys.argv[1]), ready=print)"
)


@dataclass(frozen=True)
class Sheet:
    """A spreadsheet of the server's, with one sheet called Answers."""

    session: requests.Session
    address: str

    def get(self, path: str, **query: str) -> requests.Response:
        return self._checked(self.session.get(self.address + path, params=query, timeout=60))

    def send(self, verb: str, path: str, body: dict[str, Any]) -> requests.Response:
        return self._checked(self.session.request(verb, self.address + path, json=body, timeout=60))

    @staticmethod
    def _checked(answer: requests.Response) -> requests.Response:
        answer.raise_for_status()
        return answer


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder, "workspace.sqlite")) as (url, process):
        sheet = _new_sheet(url)
        for start in range(0, RESPONSES, PART):
            _fill(sheet, start)
        yield _batch_get(sheet)
        yield _batch_update(sheet)
        yield _small_reads(sheet)
        yield from _memory(process)


@contextmanager
def _server(data: Path) -> Iterator[tuple[str, int]]:
    """A server's address and its process's number."""
    command = [sys.executable, "-u", "-c", SERVE, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip(), server.pid
        finally:
            server.terminate()


def _new_sheet(url: str) -> Sheet:
    session = requests.Session()
    session.headers["Authorization"] = "Bearer bench"
    grid = {"rowCount": RESPONSES + 1, "columnCount": COLUMNS}
    body = {"sheets": [{"properties": {"sheetId": 0, "title": "Answers", "gridProperties": grid}}]}
    answer = session.post(f"{url}/v4/spreadsheets", json=body, timeout=60)
    answer.raise_for_status()
    return Sheet(session, f"{url}/v4/spreadsheets/{answer.json()['spreadsheetId']}")


def _fill(sheet: Sheet, start: int) -> None:
    """Put a part of the answers: mostly texts as people write them, and numbers."""
    lines = [
        [row * 1.5 if column % 5 == 0 else f"answer {row} to question {column}" for column in range(COLUMNS)]
        for row in range(start, start + PART)
    ]
    sheet.send("PUT", f"/values/Answers!A{start + 1}?valueInputOption=RAW", {"values": lines})


def _batch_get(sheet: Sheet) -> Row:
    seconds = median_seconds(lambda: sheet.get("/values:batchGet", ranges=f"Answers!A1:AD{READ}"), runs=7)
    what = f"sandbox: values.batchGet of {READ:,} x {COLUMNS} cells"
    return Row(what=what, median=f"{seconds * 1000:.0f} ms", goal="under 150 ms")


def _batch_update(sheet: Sheet) -> Row:
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": BATCH_ROWS, "endColumnIndex": BATCH_COLUMNS}
    turn = iter(range(100))

    def update() -> None:
        cell = {"userEnteredValue": {"stringValue": f"turn {next(turn)}"}}
        lines = [{"values": [cell] * BATCH_COLUMNS}] * BATCH_ROWS
        change = {"updateCells": {"range": area, "fields": "userEnteredValue", "rows": lines}}
        sheet.send("POST", ":batchUpdate", {"requests": [change]})

    seconds = median_seconds(update, runs=7)
    what = f"sandbox: batchUpdate of {BATCH_ROWS * BATCH_COLUMNS:,} cells"
    return Row(what=what, median=f"{seconds * 1000:.0f} ms", goal="under 400 ms")


def _small_reads(sheet: Sheet) -> Row:
    begun = time.perf_counter()
    for _ in range(SMALL_READS):
        sheet.get("/values/Answers!A1:C2")
    rate = SMALL_READS / (time.perf_counter() - begun)
    return Row(what="sandbox: small reads, one after another", median=f"{rate:.0f}/s")


def _memory(process: int) -> Iterator[Row]:
    """What the process holds now, and the most it ever held; only where /proc tells."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return
    figures = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    for name, when in (("VmRSS", "now"), ("VmHWM", "at most")):
        mebibytes = int(figures[name].split()[0]) / 1024
        what = f"sandbox: memory with {RESPONSES:,} responses, {when}"
        yield Row(what=what, median=f"{mebibytes:.0f} MiB", goal="under 300 MiB")
