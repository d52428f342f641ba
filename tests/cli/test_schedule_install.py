"""A schedule put onto a machine and taken off it: tried first as the job will run, in an environment of its own."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from mentoring_sync.cli import in_the_job
from mentoring_sync.cli.in_the_job import carried, tried
from mentoring_sync.cli.scheduling import _enable
from mentoring_sync.errors import NotAllowedError, UsageError
from mentoring_sync.google import desktop_keyring
from mentoring_sync.google.signed_in import is_in_keyring, keep
from mentoring_sync.operations.units import Job
from mentoring_sync.sandbox import serving

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "fixtures" / "programmes" / "hours-as-rows" / "program.toml"


@pytest.fixture(scope="module")
def google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("google") / "workspace.sqlite") as server:
        yield server.url


@pytest.fixture
def machine(tmp_path: Path, google: str) -> dict[str, str]:
    """A machine of one's own: its programs write down what they are asked."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in (
        ("systemctl", f'echo "$@" >> {tmp_path}/systemctl.log\n[ "$2" = "$REFUSES" ] && echo no bus >&2 && exit 1'),
        ("loginctl", 'echo "Linger=$LINGER"'),
        ("crontab", f'[ "$1" = "-l" ] && exec cat {tmp_path}/crontab\ncat > {tmp_path}/crontab'),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{text}\nexit 0\n")
        (programs / name).chmod(stat.S_IRWXU)
    (tmp_path / "crontab").write_text("0 5 * * * backup\n")
    return {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": "",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "MENTORING_SYNC_API_ROOT": google,
        "LINGER": "yes",
    }


def asked(machine: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mentoring_sync", "schedule", *arguments, "--config", str(CONFIG)]
    environment = {**os.environ, **machine, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, text=True, capture_output=True, check=False, cwd=ROOT)


def test_a_timer_is_shown_tried_installed_and_removed(machine: dict[str, str], tmp_path: Path) -> None:
    units = tmp_path / ".config" / "systemd" / "user"
    shown = asked(machine, "install", "--every", "20m", "--dry-run").stdout
    assert "OnCalendar=*-*-* *:00/20:00 UTC" in shown
    assert f'Environment="XDG_STATE_HOME={tmp_path}/state"' in shown
    assert not units.exists()
    done = asked(machine, "install", "--every", "20m", "--yes").stdout
    assert "Tried as the job will run: coordinator@example.org" in done
    assert "It runs while you aren't logged in, too." in done
    assert len(list(units.iterdir())) == 2
    assert "Removed the timer." in asked(machine, "remove").stdout
    assert list(units.iterdir()) == []
    said = (tmp_path / "systemctl.log").read_text()
    assert [line.split()[1] for line in said.splitlines()] == ["daemon-reload", "enable", "disable", "daemon-reload"]


def test_what_systemd_refuses_leaves_nothing_behind(
    machine: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**machine, "REFUSES": "enable"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match="no bus"):
        _enable(Job(command=("mentoring-sync",), config=CONFIG, every=timedelta(minutes=15)))
    assert list((tmp_path / ".config" / "systemd" / "user").iterdir()) == []


def test_a_line_of_the_crontab_is_installed_and_removed(machine: dict[str, str], tmp_path: Path) -> None:
    assert "Installed as" in asked(machine, "install", "--cron", "--yes").stdout
    line = (tmp_path / "crontab").read_text().splitlines()[1]
    assert line.startswith(f"*/15 * * * * /usr/bin/env XDG_STATE_HOME={tmp_path}/state MENTORING_SYNC_API_ROOT=")
    assert "Removed the line of the crontab." in asked(machine, "remove").stdout
    assert (tmp_path / "crontab").read_text() == "0 5 * * * backup\n"
    assert "Nothing was installed." in asked(machine, "remove").stdout


def test_where_the_job_could_not_sign_in_nothing_is_installed(machine: dict[str, str], tmp_path: Path) -> None:
    state = tmp_path / "state" / "mentoring-sync"
    state.mkdir(parents=True)
    (state / "sign-in.json").write_text('{"type": "authorized_user", "kept_in": "keyring", "client_id": "x"}')
    (state / "sign-in.json").chmod(0o600)
    done = asked(machine, "install", "--yes")
    assert done.returncode == 4
    assert "keyring, which can't be reached from here" in done.stderr
    assert "Nothing is installed." in done.stderr
    assert not (tmp_path / ".config").exists()


def test_timers_that_would_stop_with_the_session_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "loginctl").write_text("#!/bin/sh\necho Linger=no\n")
    (tmp_path / "loginctl").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "loginctl enable-linger" in in_the_job.lingering()
    assert "until you allow it" in in_the_job.lingering()


def test_a_job_is_handed_what_it_needs_and_no_secret(tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    key.write_text("{}")
    found = carried(
        {
            "XDG_STATE_HOME": "/srv/state",
            "MENTORING_SYNC_CREDENTIALS": '{"private_key": "secret"}' * 1000,
            "GOOGLE_APPLICATION_CREDENTIALS": str(key),
            "HTTPS_PROXY": "http://me:password@proxy.example.org",
            "NO_PROXY": "localhost",
            "PATH": "/usr/bin",
        }
    )
    assert found == {
        "XDG_STATE_HOME": "/srv/state",
        "GOOGLE_APPLICATION_CREDENTIALS": str(key),
        "NO_PROXY": "localhost",
    }


@pytest.mark.parametrize("moved", [True, False])
def test_a_sign_in_in_the_keyring_is_moved_if_one_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, moved: bool
) -> None:
    held: dict[str, str] = {}
    monkeypatch.setattr(desktop_keyring, "put", lambda name, secret: bool(held.update({name: secret}) or True))
    monkeypatch.setattr(desktop_keyring, "get", held.get)
    monkeypatch.setattr(desktop_keyring, "remove", held.pop)
    monkeypatch.setattr("click.confirm", lambda _: moved)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    state = tmp_path / "mentoring-sync"
    keep(state, {"type": "authorized_user", "refresh_token": "r", "client_secret": "s"}, in_keyring=True)

    def status(*_: object) -> str:
        if is_in_keyring(state):
            raise NotAllowedError("not from here")
        return "signed in"

    monkeypatch.setattr(in_the_job, "_status", status)
    job = Job(command=(), config=CONFIG, every=timedelta(minutes=15))
    if not moved:
        with pytest.raises(NotAllowedError, match="not from here"):
            tried(job, folder=tmp_path, ask=True)
        assert held
        return
    assert tried(job, folder=tmp_path, ask=True) == "signed in"
    assert not held
    assert '"refresh_token": "r"' in (state / "sign-in.json").read_text()
