"""Runs on a schedule, as an operator starts it: three ticks, no overlap, a clean end on SIGTERM; put onto a machine."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.fixture
def scratch(tmp_path: Path) -> dict[str, str]:
    """A machine of one's own: a `systemctl` and a `crontab` that write down what they are asked."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in (
        ("systemctl", f'#!/bin/sh\necho "$@" >> {tmp_path}/systemctl.log\n'),
        ("crontab", f'#!/bin/sh\n[ "$1" = "-l" ] && exec cat {tmp_path}/crontab\ncat > {tmp_path}/crontab\n'),
    ):
        (programs / name).write_text(text)
        (programs / name).chmod(stat.S_IRWXU)
    (tmp_path / "crontab").write_text("0 5 * * * backup\n")
    return {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(tmp_path), "XDG_CONFIG_HOME": ""}


def asked(scratch: dict[str, str], *arguments: str) -> str:
    command = [
        sys.executable,
        "-m",
        "mentoring_sync",
        "schedule",
        *arguments,
        "--config",
        str(PROGRAMME / "program.toml"),
    ]
    environment = {**os.environ, **scratch, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, text=True, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_timer_is_shown_installed_and_removed(scratch: dict[str, str], tmp_path: Path) -> None:
    units = tmp_path / ".config" / "systemd" / "user"
    assert "OnUnitActiveSec=20min" in asked(scratch, "install", "--every", "20m", "--dry-run")
    assert not units.exists()
    assert "Installed as" in asked(scratch, "install", "--every", "20m", "--yes")
    assert len(list(units.iterdir())) == 2
    assert "Removed the timer." in asked(scratch, "remove")
    assert list(units.iterdir()) == []
    said = (tmp_path / "systemctl.log").read_text()
    assert [line.split()[1] for line in said.splitlines()] == ["daemon-reload", "enable", "disable", "daemon-reload"]


def test_a_line_of_the_crontab_is_installed_and_removed(scratch: dict[str, str], tmp_path: Path) -> None:
    asked(scratch, "install", "--cron", "--yes")
    assert (tmp_path / "crontab").read_text().startswith("0 5 * * * backup\n*/15 * * * * ")
    assert "Removed the line of the crontab." in asked(scratch, "remove")
    assert (tmp_path / "crontab").read_text() == "0 5 * * * backup\n"
    assert "Nothing was installed." in asked(scratch, "remove")
