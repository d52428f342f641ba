"""How long parsing and validating 10,000 responses takes, from the tabs' cells to records."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mentoring_sync.intake.read import read_applications
from mentoring_sync.settings.load import load
from mentoring_sync.spreadsheet.grid import Tab
from tests.benchmarks.a_round import ROOT, responses
from tests.benchmarks.table import Row, median_seconds


def rows() -> Iterator[Row]:
    configuration = load(ROOT / "config" / "program.toml", {})
    with tempfile.TemporaryDirectory() as folder:
        texts = responses(Path(folder), mentors=2_300, mentees=7_700)
    tabs = [Tab(title=title, sheet_id=number, rows=_rows(text)) for number, (title, text) in enumerate(texts.items())]
    count = sum(len(tab.rows) - 1 for tab in tabs)

    def read() -> None:
        read_applications(
            tabs,
            questions=configuration.questions,
            requirements=configuration.program.requirements,
            time_zone="America/New_York",
        )

    seconds = median_seconds(read, runs=3)
    yield Row(what=f"parse and validate {count:,} responses", median=f"{seconds:.2f} s", goal="10,000 in under 3 s")


def _rows(text: bytes) -> tuple[tuple[str | None, ...], ...]:
    cells = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""))
    return tuple(tuple(cell or None for cell in row) for row in cells)
