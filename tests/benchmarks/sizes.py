"""`python -m tests.benchmarks.sizes [PEOPLE ...]`: what runs take as rounds grow, each in a process of its own.

A first run, one on the same input, one with one new mentee, and a re-pair, without mail, beside a sandbox that is a
process too: its time is not the run's. CPU seconds are those of the run but for imports and pairing, which stand beside
them; received megabytes are JSON, before the connection packs it.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from mentoring_sync.cli.demo import filled
from mentoring_sync.settings.load import load
from tests.benchmarks.a_round import ROOT, responses

SIZES = (50, 500, 2_000, 5_000, 10_000)
MENTORS_SHARE = 0.23
MENTEES = "Mentee applications"
KINDS = ("first", "unchanged", "one new", "re-pair")
COLUMNS = (
    ("CPU s", "cpu", ".2f"),
    ("pairing s", "pairing", ".1f"),
    ("imports s", "imports", ".2f"),
    ("gspread s", "gspread", ".2f"),
    ("memory MiB", "memory", ".0f"),
    ("requests", "requests", "d"),
    ("MB sent", "sent", ".2f"),
    ("heaviest", "heaviest", ".2f"),
    ("MB received", "received", ".1f"),
    ("rows", "rows", ",d"),
)


def main(sizes: list[int]) -> None:
    print(f"{'people':>7} {'run':<10}" + "".join(f"{title:>12}" for title, _, _ in COLUMNS))
    for people in sizes or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            for kind, figures in runs(Path(folder), people):
                shown = "".join(f"{format(figures[name], form):>12}" for _, name, form in COLUMNS)
                print(f"{people:>7,} {kind:<10}{shown}", flush=True)


def runs(folder: Path, people: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each kind of run took."""
    mentors = round(people * MENTORS_SHARE)
    everybody = responses(folder, mentors=mentors, mentees=people - mentors)
    lines = everybody[MENTEES].rstrip(b"\n").split(b"\n")
    spreadsheet = load(ROOT / "config" / "program.toml", {}).program.google.spreadsheet
    data = folder / "workspace.sqlite"
    filled(data, spreadsheet, everybody | {MENTEES: b"\n".join(lines[:-1])}).close()
    with served(data) as url:
        for kind in KINDS:
            if kind == "one new":
                applies(url, spreadsheet, everybody[MENTEES])
            yield kind, run(url, *(["--repair"] if kind == "re-pair" else []))


@contextmanager
def served(data: Path) -> Iterator[str]:
    """A sandbox in a process of its own, as its address."""
    command = [sys.executable, "-m", "mentoring_sync", "sandbox", "serve", "--data", str(data), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().split()[-1].rstrip("/")
        finally:
            process.terminate()


def run(url: str, *more: str) -> dict[str, Any]:
    """One run's figures."""
    command = [sys.executable, "-m", "tests.benchmarks.a_run", url, *more]
    done = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def applies(url: str, spreadsheet: str, responses_: bytes) -> None:
    """The last mentee answers."""
    last = list(csv.reader(io.StringIO(responses_.decode())))[-1]
    where = f"{url}/v4/spreadsheets/{spreadsheet}/values/{MENTEES}!A1:append?valueInputOption=USER_ENTERED"
    headers = {"Authorization": "Bearer applicant"}
    requests.post(where, json={"values": [last]}, headers=headers, timeout=60).raise_for_status()


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]])
