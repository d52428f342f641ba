"""Files that a command leaves in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mentoring_sync.errors import UsageError


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made if it isn't there; those of the same name are replaced.

    Raises:
        UsageError: the folder can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise UsageError(f"{folder} can't be written: {error.strerror}.", remedy="Name another with --out.") from error
