"""How long a command takes to start: whole processes, from outside."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial

from tests.benchmarks.table import Row, median_seconds


def rows() -> Iterator[Row]:
    for arguments, goal in ((["--help"], "under 0.1 s"), (["sync", "--help"], "")):
        command = [sys.executable, "-m", "mentoring_sync", *arguments]
        seconds = median_seconds(partial(subprocess.run, command, check=True, capture_output=True), runs=10)
        yield Row(what=f"mentoring-sync {' '.join(arguments)}, whole process", median=f"{seconds:.3f} s", goal=goal)
