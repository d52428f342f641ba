"""How long a command takes to start: whole processes, from outside."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.table import Row, median_seconds


def rows() -> Iterator[Row]:
    for arguments, goal in ((["--help"], "under 0.25 s"), (["sync", "--help"], "")):
        command = [sys.executable, "-m", "mentoring_sync", *arguments]
        seconds = median_seconds(lambda c=command: subprocess.run(c, check=True, capture_output=True), runs=10)
        yield Row(what=f"mentoring-sync {' '.join(arguments)}, whole process", median=f"{seconds:.3f} s", goal=goal)
