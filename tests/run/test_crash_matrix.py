"""A seeded tenth of the crash matrix: whatever dies or fails, whenever, everybody gets every mail exactly once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.run.crash_matrix import FAULTS, ROOT

PARTS = 2


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_gets_none_and_nobody_gets_two(part: int) -> None:
    """Carried out in a process of its own, since it forks."""
    command = [sys.executable, "-m", "tests.run.crash_matrix", "0.1", f"{part}/{PARTS}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    *_, sums = [line.split() for line in done.stdout.splitlines() if line.startswith("all ")]
    _, cases, owed, once, lost, doubled, person, noisy = (int(each) if each.isdigit() else 0 for each in sums)
    assert cases >= len(FAULTS)
    assert (owed, lost, doubled, person, noisy) == (once, 0, 0, 0, 0), done.stdout + done.stderr
