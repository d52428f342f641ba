"""Runs on a schedule, as an operator starts it: three ticks, no overlap, a clean end on SIGTERM; put onto a machine."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

from mentoring_sync.cli.demo import filled
from mentoring_sync.sandbox import serving

ROOT = Path(__file__).parents[2]
PROGRAMME = ROOT / "fixtures" / "programmes" / "hours-as-rows"


def started(tmp_path: Path, url: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "MENTORING_SYNC_API_ROOT": url,
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": "",
        "PYTHONPATH": str(ROOT),
    }
    command = [
        sys.executable,
        "-m",
        "mentoring_sync",
        "schedule",
        "--config",
        str(PROGRAMME / "program.toml"),
        *arguments,
    ]
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT
    )


def test_it_runs_says_when_it_runs_next_and_ends_cleanly(tmp_path: Path) -> None:
    data = tmp_path / "workspace.sqlite"
    filled(data, "tandem-2027", {path.stem: path.read_bytes() for path in PROGRAMME.glob("*.csv")}).close()
    with serving(data) as server:
        once = started(tmp_path, server.url, "--runs", "1")
        assert "done: " in once.communicate(timeout=60)[0]
        running = started(tmp_path, server.url, "--every", "1h")
        assert running.stdout
        assert "done: 0 rows written" in running.stdout.readline()
        assert "next run at" in running.stdout.readline()
        running.send_signal(signal.SIGTERM)
        assert "stopped" in running.communicate(timeout=20)[0]
    assert running.returncode == 0


def test_while_google_is_away_it_waits_and_goes_on(tmp_path: Path) -> None:
    running = started(tmp_path, "http://127.0.0.1:9", "--every", "1m")
    assert running.stdout
    assert "failed: Google Sheets can't be had now" in running.stdout.readline()
    assert "(1 failed in a row)" in running.stdout.readline()
    running.send_signal(signal.SIGTERM)
    assert "stopped" in running.communicate(timeout=20)[0]


def test_a_tick_that_finds_another_run_at_work_is_left_out(tmp_path: Path) -> None:
    lock = tmp_path / ".local" / "state" / "mentoring-sync" / "tandem-2027.lock"
    lock.parent.mkdir(parents=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        once = started(tmp_path, "http://127.0.0.1:9", "--runs", "1")
        assert "another run is at work: left out" in once.communicate(timeout=60)[0]
