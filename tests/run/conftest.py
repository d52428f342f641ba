"""A programme as a newcomer has it: a folder with the configuration, a sandbox on loopback, the command line.

Each in a process of its own (`command`, `SandboxProcess`) where that is what is tested; else in this one (`here`,
`Sandbox`), where the imports are paid for once, nobody waits for a server to recover, and what was paired is known.
The people are a few of the fixtures'; `test_first_and_second_run.py` has all of them.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mentoring_sync.cli.commands import main
from mentoring_sync.cli.demo import filled, tick_send
from mentoring_sync.run.google_services import services_over
from mentoring_sync.sandbox import serving
from tests.run.remembered import remembering
from tests.run.small_programme import few_people

ROOT = Path(__file__).parents[2]
SPREADSHEET = "demo-mentoring-groups-2027"
NOW = "2026-11-23T09:00:00Z"


@dataclass
class Finished:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


def command(*arguments: str, cwd: Path = ROOT, **environment: str) -> Finished:
    """`mentoring-sync` with these arguments, in a process of its own."""
    plain = {name: value for name, value in os.environ.items() if not _is_ours(name)}
    done = subprocess.run(
        [sys.executable, "-m", "mentoring_sync", *arguments],
        cwd=cwd,
        env={**plain, **environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def here(*arguments: str, **environment: str) -> Finished:
    """`mentoring-sync` with these arguments, in this process, without waiting."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, remembering(), redirect_stdout(out), redirect_stderr(err):
        patch.setattr(services_over, "__kwdefaults__", {"sleep": lambda _: None})
        for name in filter(_is_ours, tuple(os.environ)):
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.chdir(ROOT)
        patch.setattr(sys, "argv", ["mentoring-sync", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    return Finished(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def _is_ours(variable: str) -> bool:
    return variable.startswith(("MENTORING_SYNC", "GOOGLE"))


@dataclass
class Sandbox:
    """A sandbox on a data file, and what it holds."""

    data: Path
    url: str = ""
    _open: ExitStack = field(default_factory=ExitStack, repr=False)

    def start(self) -> None:
        self.url = self._open.enter_context(serving(self.data)).url

    def stop(self) -> None:
        self._open.close()

    def api(self, path: str, *, body: object = None, method: str = "GET") -> dict[str, Any]:
        """What the sandbox's own API answers."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            self.url + urllib.parse.quote(path, safe="/?&=:!*%,()"),
            data=data,
            method="POST" if data and method == "GET" else method,
        )
        request.add_header("Authorization", "Bearer test")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: dict[str, Any] = json.loads(answer.read() or b"{}")
        return found

    def rows(self, title: str) -> list[dict[str, Any]]:
        """A tab's rows by column title."""
        values = self.api(f"/v4/spreadsheets/{SPREADSHEET}/values/{title}?valueRenderOption=UNFORMATTED_VALUE")[
            "values"
        ]
        return [dict(zip(values[0], row, strict=False)) for row in values[1:] if any(row)]

    def sent(self) -> list[str]:
        """The ids of the sent messages."""
        found = self.api("/gmail/v1/users/me/messages?labelIds=SENT&maxResults=500")
        return [message["id"] for message in found.get("messages", [])]

    def introduced(self) -> list[str]:
        """The keys of the introductions among the sent messages, by *Mail*."""
        sent = set(self.sent())
        return [row["Key"] for row in self.rows("Mail") if row["Kind"] == "introduction" and row["Gmail id"] in sent]

    def approve(self) -> None:
        """The coordinator ticks *Send* in *Control*."""
        tick_send(self.url, SPREADSHEET)

    def sync(self, *arguments: str, now: str = NOW, config: Path | None = None) -> Finished:
        named = ("--config", str(config)) if config else ()
        return here("sync", "--json", "--now", now, *named, *arguments, MENTORING_SYNC_API_ROOT=self.url)


@dataclass
class SandboxProcess(Sandbox):
    """`mentoring-sync sandbox serve` in a process of its own; runs are processes of their own as well."""

    _process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mentoring_sync", "sandbox", "serve", "--data", str(self.data), "--port", "0"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().split()[-1].rstrip("/")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=20)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def sync(self, *arguments: str, now: str = NOW, config: Path | None = None, **environment: str) -> Finished:
        named = ("--config", str(config)) if config else ()
        changes = {"MENTORING_SYNC_API_ROOT": self.url, **environment}
        return command("sync", "--json", "--now", now, *named, *arguments, cwd=ROOT, **changes)


@pytest.fixture(scope="session")
def filled_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sandbox's file with a few people's responses, to be copied."""
    data = tmp_path_factory.mktemp("filled") / "workspace.sqlite"
    filled(data, SPREADSHEET, few_people(mentors=9, mentees=16)).close()
    return data


@pytest.fixture
def sandbox(filled_data: Path, tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox with responses."""
    data = tmp_path / "workspace.sqlite"
    shutil.copy(filled_data, data)
    running = Sandbox(data)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def after_first_run(filled_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The sandbox's file once a first run has proposed, the coordinator has ticked *Send* and the next run has sent, to
    be copied; and what the run that sent reported."""
    data = tmp_path_factory.mktemp("synced") / "workspace.sqlite"
    shutil.copy(filled_data, data)
    return data, introduced_by(Sandbox(data))


def introduced_by(running: Sandbox) -> dict[str, Any]:
    """A first run, the tick and the run that sends; what that one reported."""
    running.start()
    assert running.sync().code == 0
    running.approve()
    done = running.sync()
    running.stop()
    assert done.code == 0, done.err
    return done.json


@pytest.fixture
def synced(after_first_run: tuple[Path, dict[str, Any]], tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox whose teams have been introduced."""
    data = tmp_path / "workspace.sqlite"
    shutil.copy(after_first_run[0], data)
    running = Sandbox(data)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def synced_process(after_first_run: tuple[Path, dict[str, Any]], tmp_path: Path) -> Iterator[SandboxProcess]:
    """The same in a process of its own."""
    data = tmp_path / "workspace.sqlite"
    shutil.copy(after_first_run[0], data)
    running = SandboxProcess(data)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def first(after_first_run: tuple[Path, dict[str, Any]]) -> dict[str, Any]:
    """What the run that introduced the teams reported."""
    return after_first_run[1]


@pytest.fixture
def empty_sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox with nothing in it."""
    running = Sandbox(tmp_path / "empty.sqlite")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the configuration, to be changed."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    return tmp_path / "config" / "program.toml"
