"""How many HTTP requests a first and an unchanged run make, and how long they take, on the sandbox over loopback."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from mentoring_sync.cli.demo import filled
from mentoring_sync.run.google_services import google_services
from mentoring_sync.run.order import Order
from mentoring_sync.run.steps import Silence
from mentoring_sync.run.sync import sync
from mentoring_sync.sandbox import serving
from mentoring_sync.settings.load import API_ROOT, load
from tests.benchmarks.a_round import ROOT, responses
from tests.benchmarks.table import Row

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROUNDS = ((12, 40), (40, 130))


def rows() -> Iterator[Row]:
    for mentors, mentees in ROUNDS:
        with tempfile.TemporaryDirectory() as folder:
            yield from _runs(Path(folder), mentors, mentees)


def _runs(folder: Path, mentors: int, mentees: int) -> Iterator[Row]:
    config = ROOT / "config" / "program.toml"
    configuration = load(config, {})
    data = folder / "workspace.sqlite"
    filled(data, configuration.program.google.spreadsheet, responses(folder, mentors=mentors, mentees=mentees)).close()
    with serving(data) as server:
        there = load(config, {API_ROOT: server.url})
        for number, (which, goal) in enumerate((("first", "at most 6 to Sheets"), ("unchanged", "1 to Sheets"))):
            begun = time.perf_counter()
            order = Order(run=f"bench-{number}", trigger="bench", now=NOW)
            outcome = sync(there, order, Silence(), google_services(there.program.google, order.run))
            seconds = time.perf_counter() - begun
            asked = ", ".join(f"{count} {service}" for service, count in sorted(outcome.requests.items()))
            people = f"{mentees} mentees, {mentors} mentors"
            yield Row(what=f"{which} run, {people}: requests", median=asked, goal=goal)
            yield Row(what=f"{which} run, {people}: seconds", median=f"{seconds:.2f} s")
