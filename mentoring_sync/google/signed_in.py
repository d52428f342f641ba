"""The sign-in that is kept: a file of the state folder, which only its owner can read; its secrets in the operating
system's keyring where there is one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mentoring_sync.errors import NotAllowedError, UsageError
from mentoring_sync.google import desktop_keyring

FILE = "sign-in.json"
SECRETS = ("refresh_token", "client_secret")
KEYRING = "keyring"


def keep(folder: Path, info: Mapping[str, Any], *, in_keyring: bool = False) -> str:
    """Write it, whole or not at all; where it is, in words. `in_keyring`: its secrets there, if there is one.

    Raises:
        UsageError: the folder can't be written.
    """
    path = folder / FILE
    info = {name: value for name, value in info.items() if name != "kept_in"}
    _leave_no_secret(folder)
    secrets = {name: info[name] for name in SECRETS if name in info}
    if in_keyring and desktop_keyring.put(str(path), json.dumps(secrets)):
        public = {name: value for name, value in info.items() if name not in SECRETS}
        _write(path, {**public, "kept_in": KEYRING})
        return "this machine's keyring"
    _write(path, info)
    return str(path)


def _write(path: Path, info: Mapping[str, Any]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(dict(info), file)
        fresh.replace(path)
    except OSError as error:
        raise UsageError(
            f"The sign-in can't be kept in {path.parent}: {error.strerror}.",
            remedy="Let XDG_STATE_HOME name another folder.",
        ) from error


def kept(folder: Path) -> Mapping[str, Any] | None:
    """What was kept; None where nothing was, or it can't be read.

    Raises:
        NotAllowedError: its secrets are in a keyring that can't be reached from here.
    """
    info = _read(folder)
    if info is None or info.get("kept_in") != KEYRING:
        return info
    try:
        return {**info, **json.loads(desktop_keyring.get(str(folder / FILE)) or "")}
    except (ValueError, TypeError) as error:
        raise NotAllowedError(
            "The sign-in is in this machine's keyring, which can't be reached from here.",
            remedy="Unlock it; or, for scheduled runs, keep the sign-in in a file that only you can read:"
            " mentoring-sync auth login --in-file --client FILE.",
        ) from error


def _read(folder: Path) -> Mapping[str, Any] | None:
    try:
        info = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return info if isinstance(info, dict) and info.get("type") == "authorized_user" else None


def is_in_keyring(folder: Path) -> bool:
    """Whether a sign-in is kept whose secrets are in the keyring."""
    return (_read(folder) or {}).get("kept_in") == KEYRING


def _leave_no_secret(folder: Path) -> None:
    """Take what an earlier sign-in left in the keyring."""
    if is_in_keyring(folder):
        desktop_keyring.remove(str(folder / FILE))


def erase(folder: Path) -> bool:
    """Take it away, the keyring's part, too; whether there was one."""
    _leave_no_secret(folder)
    try:
        (folder / FILE).unlink()
    except FileNotFoundError:
        return False
    return True
