"""The workbook at 50, 500 and 5,000 people: requests, bytes sent and seconds of the runs that a round has.

A first run, a second on the same input, one with one new mentee, and a re-pair, on the sandbox over loopback and
without mail. The time that pairing takes is said apart, since its limit is a setting.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from mentoring_sync.cli.demo import filled
from mentoring_sync.google.session import Transport
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.pairing.pair import pair
from mentoring_sync.run import search_in_time
from mentoring_sync.run.google_services import google_services
from mentoring_sync.run.order import Order
from mentoring_sync.run.steps import Silence
from mentoring_sync.run.sync import sync
from mentoring_sync.sandbox import serving
from mentoring_sync.settings.load import API_ROOT, Configuration, load
from tests.benchmarks.a_round import ROOT, responses
from tests.benchmarks.table import Row

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SIZES = (50, 500, 5_000)
MENTORS_SHARE = 0.23


@dataclass
class Measured:
    """What a run asked and took."""

    bodies: list[int] = field(default_factory=list)
    asked: int = 0
    pairing: float = 0.0
    seconds: float = 0.0


def rows() -> Iterator[Row]:
    for people in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            yield from _runs(Path(folder), people)


def _runs(folder: Path, people: int) -> Iterator[Row]:
    mentors = round(people * MENTORS_SHARE)
    everybody = responses(folder, mentors=mentors, mentees=people - mentors)
    title = "Mentee applications"
    lines = everybody[title].rstrip(b"\n").split(b"\n")
    config = ROOT / "config" / "program.toml"
    spreadsheet = load(config, {}).program.google.spreadsheet
    data = folder / "workspace.sqlite"
    filled(data, spreadsheet, everybody | {title: b"\n".join(lines[:-1])}).close()
    with serving(data) as server:
        there = _without_mail(load(config, {API_ROOT: server.url}))
        for which, before in (
            ("first run", lambda: None),
            ("unchanged", lambda: None),
            ("one new mentee", lambda: _applies(server.url, spreadsheet, title, everybody[title])),
            ("re-pair", lambda: None),
        ):
            before()
            yield _row(f"{which}, {people:,} people", _measured(there, which), which)


def _without_mail(configuration: Configuration) -> Configuration:
    mail = configuration.program.mail.model_copy(update={"delivery": Delivery.OFF})
    return configuration.model_copy(update={"program": configuration.program.model_copy(update={"mail": mail})})


def _applies(root: str, spreadsheet: str, title: str, csv: bytes) -> None:
    import csv as reading
    import io

    last = list(reading.reader(io.StringIO(csv.decode())))[-1]
    url = f"{root}/v4/spreadsheets/{spreadsheet}/values/{title}!A1:append"
    body = {"values": [last]}
    answer = requests.post(
        url,
        params={"valueInputOption": "USER_ENTERED"},
        json=body,
        headers={"Authorization": "Bearer applicant"},
        timeout=60,
    )
    answer.raise_for_status()


def _row(what: str, run: Measured, which: str) -> Row:
    heaviest = f"{max(run.bodies, default=0) / 1e6:.2f}"
    sent = f"{run.asked} requests, {sum(run.bodies) / 1e6:.2f} MB (at most {heaviest}), {run.seconds:.1f} s"
    goals = {"unchanged": "1 request", "first run": "under 2 MB a request, 10 s"}
    return Row(what=what, median=f"{sent}, {run.pairing:.1f} s of it pairing", goal=goals.get(which, ""))


def _measured(there: Configuration, which: str) -> Measured:
    measured = Measured()
    with _watched(measured):
        begun = time.perf_counter()
        order = Order(run=f"bench-{which}", trigger="bench", now=NOW, repair=which == "re-pair")
        sync(there, order, Silence(), google_services(there.program.google, order.run))
        measured.seconds = time.perf_counter() - begun
    return measured


@contextmanager
def _watched(measured: Measured) -> Iterator[None]:
    asked = Transport.request

    def request(self: Transport, *arguments: Any, **named: Any) -> requests.Response:
        response = asked(self, *arguments, **named)
        measured.asked += 1
        measured.bodies += [len(response.request.body)] if response.request.body else []
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Transport, "request", request)
        patch.setattr(search_in_time, "pair", _timed(pair, measured))
        yield


def _timed(pair: Callable[..., Any], measured: Measured) -> Callable[..., Any]:
    def paired(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return pair(*arguments, **named)
        finally:
            measured.pairing += time.perf_counter() - begun

    return paired
