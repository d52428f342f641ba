"""The crash matrix, a seeded share or whole: whatever fails, whenever, everybody gets every mail exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.extent import extent
from tests.run.crash_matrix import FAULTS
from tests.run.small_programme import ROOT

SHARE, PARTS, SECONDS = extent(share=("0.0086", 1, 500), whole=("1", 24, 1_500))


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_gets_none_and_nobody_gets_two(part: int) -> None:
    done = carried_out(SHARE, f"{part}/{PARTS}")
    assert done.returncode == 0, done.stdout + done.stderr
    *_, sums = [line.split() for line in done.stdout.splitlines() if line.startswith("all ")]
    _, cases, owed, once, lost, doubled, person, untrue, noisy = (int(each) if each.isdigit() else 0 for each in sums)
    assert cases >= len(FAULTS)
    assert [
        how for how in (*FAULTS, "killed before", "killed after", "two runs race") if f"{how}, " not in done.stdout
    ] == []
    assert (owed, lost, doubled, person, untrue, noisy) == (once, 0, 0, 0, 0, 0), done.stdout + done.stderr


def carried_out(share: str, part: str) -> subprocess.CompletedProcess[str]:
    """Part of the matrix in a process of its own, since it forks; what it forked ends with it."""
    command = [sys.executable, "-m", "tests.run.crash_matrix", share, part]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        try:
            out, err = running.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(command, running.returncode, out, err)
