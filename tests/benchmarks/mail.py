"""200 introductions against a sandbox that takes 50 ms for each request: requests per mail, seconds, memory.

The teams are formed beforehand, without mail. Gmail's allowance of quota units is lifted: with it, an account sends
about 54 messages a minute, whoever asks. Memory is the growth of a process that mails 50 and of one that mails 200.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import requests

from mentoring_sync.cli.demo import filled
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.run.google_services import google_services
from mentoring_sync.run.order import Order
from mentoring_sync.run.outcome import Outcome
from mentoring_sync.run.steps import Silence
from mentoring_sync.run.sync import sync
from mentoring_sync.sandbox import serving
from mentoring_sync.settings.load import API_ROOT, Configuration, load
from tests.benchmarks.a_round import ROOT, responses
from tests.benchmarks.table import Row

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MAILS = (50, 200)
MENTORS, MENTEES = 260, 800
DELAY = 0.05


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "teams.sqlite"
        spreadsheet = load(ROOT / "config" / "program.toml", {}).program.google.spreadsheet
        filled(data, spreadsheet, responses(Path(folder), mentors=MENTORS, mentees=MENTEES)).close()
        with serving(data) as server:
            _run(_there(server.url, Delivery.OFF, 1), "teams")
        grown = []
        for mails in MAILS:
            copy = data.with_name(f"{mails}.sqlite")
            shutil.copy(data, copy)
            said = _mailed(copy, mails)
            grown.append(said["kilobytes"] / 1024)
        per_mail = (said["gmail"] + said["sheets"]) / said["sent"]
        yield Row(
            what=f"{said['sent']} mails, 50 ms a request: requests each", median=f"{per_mail:.2f}", goal="at most 3"
        )
        yield Row(what="the same: seconds", median=f"{said['seconds']:.1f} s")
        yield Row(what="memory, 50 and 200 mails", median=f"{grown[0]:.0f}, {grown[1]:.0f} MiB", goal="flat")


def _there(url: str, delivery: Delivery, most: int) -> Configuration:
    configuration = load(ROOT / "config" / "program.toml", {API_ROOT: url})
    mail = configuration.program.mail.model_copy(update={"delivery": delivery, "most_a_run": most})
    return configuration.model_copy(update={"program": configuration.program.model_copy(update={"mail": mail})})


def _mailed(data: Path, mails: int) -> dict[str, float]:
    """A run that mails so many, in a process of its own."""
    reads, writes = os.pipe()
    with serving(data) as server:
        requests.put(f"{server.url}/_sandbox/limits", json={"units_per_minute": 10**9}, timeout=10).raise_for_status()
        fault = {"kind": "delay", "path": "*", "seconds": DELAY}
        requests.post(f"{server.url}/_sandbox/faults", json=fault, timeout=10).raise_for_status()
        pid = os.fork()
        if pid == 0:
            os.write(writes, json.dumps(_in_this_process(server.url, mails)).encode())
            os._exit(0)
        os.close(writes)
        said = os.read(reads, 10_000)
        os.waitpid(pid, 0)
    found: dict[str, float] = json.loads(said)
    return found


def _in_this_process(url: str, mails: int) -> dict[str, float]:
    there = _there(url, Delivery.SEND, mails)
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    outcome = _run(there, "mail")
    return {
        "sent": outcome.mail["sent"],
        "seconds": time.perf_counter() - begun,
        "kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before,
        "gmail": outcome.requests["gmail"],
        "sheets": outcome.requests["sheets"],
    }


def _run(there: Configuration, name: str) -> Outcome:
    order = Order(run=name, trigger="bench", now=NOW)
    return sync(there, order, Silence(), google_services(there.program.google, name))
