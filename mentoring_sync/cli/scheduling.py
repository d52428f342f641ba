"""`mentoring-sync schedule`: in the foreground, or put onto the machine. Imports stand inside, for start-up time."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mentoring_sync.cli.listing import Whole
from mentoring_sync.errors import MentoringSyncError, UsageError

if TYPE_CHECKING:
    from mentoring_sync.operations.units import Job

STOPPED = threading.Event()


class Interval(click.ParamType[timedelta]):
    """Minutes or hours: `15m`, `2h`."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """The interval; click refuses what is none."""
        text = str(value).strip().lower()
        number, unit = text[:-1], text[-1:]
        if not number.isdecimal() or unit not in ("m", "h") or int(number) < 1:
            self.fail(f"{value!r} is no interval such as 15m or 2h", param, ctx)
        return timedelta(minutes=int(number)) if unit == "m" else timedelta(hours=int(number))


def _options(command: Any) -> Any:
    every = click.option("--every", type=Interval(), default="15m", show_default=True, help="How often.")
    where = click.option(
        "--config", type=click.Path(path_type=Path), default=Path("config/program.toml"), show_default=True
    )
    return every(where(command))


@click.group(cls=Whole, invoke_without_command=True, epilog="Example: mentoring-sync schedule --every 15m")
@_options
@click.option("--runs", type=click.IntRange(1), help="Stop after so many runs; left out: never.")
@click.pass_context
def schedule(ctx: click.Context, *, every: timedelta, config: Path, runs: int | None) -> None:
    """Run in the foreground, again and again. Ends cleanly on SIGTERM.

    `schedule install` puts it onto this machine instead, `schedule remove` takes it away.
    """
    if ctx.invoked_subcommand is None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: STOPPED.set())
        _keep_running(config, every, runs)


def _keep_running(config: Path, every: timedelta, runs: int | None) -> None:
    from mentoring_sync.operations.ticks import Ticks  # start-up time

    ticks, done = Ticks(every=every, seed=str(config.resolve())), 0
    while not STOPPED.is_set():
        began = datetime.now(UTC)
        well = _one_run(config)
        ticks = ticks.left_out() if well is None else ticks.ended(well=well)
        done += 1
        if runs is not None and done >= runs:
            return
        now = datetime.now(UTC)
        due = ticks.after(began, now)
        _say(
            f"next run at {due:%Y-%m-%d %H:%M:%S} UTC" + (f" ({ticks.failed} failed in a row)" if ticks.failed else "")
        )
        while not STOPPED.is_set() and datetime.now(UTC) < due:  # by the clock: a machine that slept is late, not lost
            STOPPED.wait(min(30.0, max(0.05, (due - datetime.now(UTC)).total_seconds())))
    _say("stopped")


def _one_run(config: Path) -> bool | None:
    """One run, if none is at work on this machine (else None); whether it ended well."""
    from mentoring_sync.cli.commands import opened  # start-up time
    from mentoring_sync.run.steps import Silence  # start-up time
    from mentoring_sync.run.sync import sync  # start-up time

    try:
        configuration, order, services = opened(config, "schedule", datetime.now(UTC))
        with _alone(configuration.program.google.spreadsheet, configuration.program.google.state or "") as alone:
            if not alone:
                _say("another run is at work: left out")
                return None
            outcome = sync(configuration, order, Silence(), services)
    except MentoringSyncError as error:
        _say(f"failed: {error}".replace("\n", " "))
        return error.exit_code == 0
    _say(
        f"done: {outcome.rows_changed} rows written, {sum(outcome.mail.values())} mails,"
        f" {outcome.review} rows in Review"
    )
    return True


def _say(line: str) -> None:
    click.echo(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {line}")


@contextmanager
def _alone(spreadsheet: str, folder: str) -> Iterator[bool]:
    """Whether no other run of this programme is at work here: a lock of the kernel's, which no crash leaves behind."""
    path = Path(folder or ".") / f"{spreadsheet}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


@schedule.command(epilog="Example: mentoring-sync schedule install --every 1h --dry-run")
@_options
@click.option("--cron", is_flag=True, help="A line of the crontab, instead of a systemd user timer.")
@click.option("--dry-run", is_flag=True, help="Show it; change nothing.")
@click.option("--yes", is_flag=True, help="Without asking.")
def install(*, every: timedelta, config: Path, cron: bool, dry_run: bool, yes: bool) -> None:
    """Put the runs onto this machine: a systemd user timer, or a line of the crontab. It is shown first.

    The sign-in is tried before, as the job will have it: without your variables, without a keyring.
    """
    from mentoring_sync.cli.in_the_job import carried, lingering, tried  # start-up time
    from mentoring_sync.operations.units import Job  # start-up time

    job = Job(command=_command(config), config=config.resolve(), every=every, environment=carried(os.environ))
    shown = job.crontab_line() if cron else "\n".join(f"# {name}\n{text}" for name, text in job.units().items())
    click.echo(shown)
    if dry_run:
        return
    if not config.exists():
        raise UsageError(
            f"{config}: there is no such file.", remedy="Name it with --config, or make it: mentoring-sync init."
        )
    if not yes and not click.confirm("Install it?"):
        return
    crontab = _crontab() if cron else ""
    click.echo(tried(job, folder=Path.home() if cron else job.config.parent, ask=not yes))
    if cron:
        _write_crontab(job.in_crontab(crontab))
        click.echo(f"Installed as {job.name} in the crontab.")
        return
    _enable(job)
    click.echo(f"Installed as {job.name}.timer. {lingering()}")


def _enable(job: Job) -> None:
    """Write the timer and start it; where systemd refuses, nothing stays behind."""
    folder = _units_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in job.units().items():
        (folder / name).write_text(text, "utf-8")
    try:
        _systemctl("daemon-reload")
        _systemctl("enable", "--now", f"{job.name}.timer")
    except UsageError:
        for name in job.units():
            (folder / name).unlink()
        raise


@schedule.command(epilog="Example: mentoring-sync schedule remove")
@_options
def remove(*, every: timedelta, config: Path) -> None:
    """Take the runs off this machine, wherever `install` has put them."""
    from mentoring_sync.operations.units import Job  # start-up time

    job, gone = Job(command=(), config=config.resolve(), every=every), []
    found = [path for name in job.units() if (path := _units_folder() / name).exists()]
    if found:
        _systemctl("disable", "--now", f"{job.name}.timer")
        for path in found:
            path.unlink()
        _systemctl("daemon-reload")
        gone.append("the timer")
    if shutil.which("crontab") and f"# {job.name}" in (before := _crontab()):
        _write_crontab(job.out_of_crontab(before))
        gone.append("the line of the crontab")
    click.echo(f"Removed {' and '.join(gone)}." if gone else "Nothing was installed.")


def _command(config: Path) -> tuple[str, ...]:
    """The run, called from anywhere and without an environment."""
    return (sys.executable, "-m", "mentoring_sync", "sync", "--config", str(config.resolve()), "--trigger", "schedule")


def _units_folder() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path(os.environ.get("HOME", ".")) / ".config")
    return Path(base) / "systemd" / "user"


def _crontab() -> str:
    if not shutil.which("crontab"):
        raise UsageError("There is no cron on this machine.", remedy="Leave --cron out, or install it.")
    shown = subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False)  # noqa: S607 - as it is found
    return shown.stdout if shown.returncode == 0 else ""


def _write_crontab(text: str) -> None:
    done = subprocess.run(["crontab", "-"], input=text, capture_output=True, text=True, check=False)  # noqa: S607
    if done.returncode:
        raise UsageError(f"The crontab can't be written: {done.stderr.strip()}.")


def _systemctl(*arguments: str) -> None:
    if not shutil.which("systemctl"):
        raise UsageError(
            "There is no systemd on this machine.", remedy="Use --cron, or `mentoring-sync schedule` itself."
        )
    done = subprocess.run(["systemctl", "--user", *arguments], capture_output=True, text=True, check=False)  # noqa: S603, S607
    if done.returncode:
        raise UsageError(
            f"systemctl --user {' '.join(arguments)} failed: {done.stderr.strip()}.",
            remedy="Use --cron on this machine.",
        )
