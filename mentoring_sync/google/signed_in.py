"""The sign-in that is kept: one file of the state folder, which only its owner can read."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mentoring_sync.errors import UsageError

FILE = "sign-in.json"


def keep(folder: Path, info: Mapping[str, Any]) -> Path:
    """Write it, whole or not at all; where it is.

    Raises:
        UsageError: the folder can't be written.
    """
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(dict(info), file)
        fresh.replace(path)
    except OSError as error:
        raise UsageError(
            f"The sign-in can't be kept in {folder}: {error.strerror}.",
            remedy="Let XDG_STATE_HOME name another folder.",
        ) from error
    return path


def kept(folder: Path) -> Mapping[str, Any] | None:
    """What was kept; None where nothing was, or it can't be read."""
    try:
        info = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return info if isinstance(info, dict) and info.get("type") == "authorized_user" else None


def erase(folder: Path) -> bool:
    """Take it away; whether there was one."""
    try:
        (folder / FILE).unlink()
    except FileNotFoundError:
        return False
    return True
