"""What a scheduled job meets: no variable but HOME, no keyring, nobody logged in. Tried before it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mentoring_sync.errors import NotAllowedError

if TYPE_CHECKING:
    from mentoring_sync.operations.units import Job

NAMES = ("XDG_STATE_HOME", "MENTORING_SYNC_API_ROOT", "MENTORING_SYNC_SPREADSHEET")
FILES = ("MENTORING_SYNC_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")
PROXIES = ("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy")
LONGEST = 120.0
"""Seconds until the sign-in must have been tried."""


def carried(environment: Mapping[str, str]) -> dict[str, str]:
    """Of the operator's variables those that a run needs and that are no secret: a file's path, never what is in it; a
    proxy's address, if no password stands in it."""
    plain = {name: environment[name] for name in NAMES if environment.get(name)}
    files = {name: str(Path(environment[name]).resolve()) for name in FILES if _is_file(environment.get(name, ""))}
    proxies = {name: environment[name] for name in PROXIES if environment.get(name) and "@" not in environment[name]}
    return {**plain, **files, **proxies}


def _is_file(value: str) -> bool:
    try:
        return bool(value) and Path(value).is_file()
    except OSError:  # the file's whole text, say
        return False


def tried(job: Job, *, folder: Path, ask: bool) -> str:
    """Who is signed in where the job will run, in words. With `ask`, a sign-in that is in the keyring may be moved.

    Raises:
        NotAllowedError: nobody is, there.
    """
    try:
        return _status(job, folder)
    except NotAllowedError:
        if not (ask and _moved()):
            raise
    return _status(job, folder)


def _status(job: Job, folder: Path) -> str:
    command = (*job.command[:3], "auth", "status", "--config", str(job.config))
    environment = {"HOME": str(Path.home()), **job.environment}
    try:
        done = subprocess.run(  # noqa: S603 - it is this program
            command, env=environment, cwd=folder, capture_output=True, text=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(f"it took longer than {LONGEST:.0f} seconds") from error
    if done.returncode:
        raise _refused((done.stderr or done.stdout).strip())
    return f"Tried as the job will run: {(done.stdout.strip() or 'signed in').splitlines()[0]}"


def _refused(why: str) -> NotAllowedError:
    return NotAllowedError(
        f"As the job would run, without your variables and without a keyring, the sign-in fails: {why}",
        remedy="Nothing is installed. Keep the sign-in where a job can read it: mentoring-sync auth login --in-file"
        " --client FILE; or name a credentials file in [google] credentials, by its whole path.",
    )


def _moved() -> bool:
    """Whether a sign-in has been moved out of the keyring, into a file."""
    from mentoring_sync.google.signed_in import is_in_keyring, keep, kept  # start-up time
    from mentoring_sync.settings.load import state_folder  # start-up time

    folder = Path(state_folder(os.environ))
    if not is_in_keyring(folder) or not click.confirm(
        "The sign-in is in this machine's keyring, which a job can't reach."
        " Keep it in a file that only you can read instead?"
    ):
        return False
    click.echo(f"It is kept in {keep(folder, kept(folder) or {})} now.")
    return True


def lingering() -> str:
    """Whether the timers of whoever asks go on while they aren't logged in, in words."""
    if not shutil.which("loginctl"):
        return "So that it runs while you aren't logged in: loginctl enable-linger"
    shown = subprocess.run(  # noqa: S603 - as it is found
        ["loginctl", "show-user", str(os.getuid()), "--property=Linger"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    if shown.stdout.strip() == "Linger=yes":
        return "It runs while you aren't logged in, too."
    return "It stops when you log out, until you allow it to linger: loginctl enable-linger"
