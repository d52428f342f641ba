"""The sandbox in a process of its own, as Google is: a round takes half the time where there are two processors."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentoring_sync.errors import UsageError


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The address at which the file is served until the block ends.

    Raises:
        UsageError: it can't be served.
    """
    command = [sys.executable, "-m", "mentoring_sync", "sandbox", "serve", "--data", str(data), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own command
        try:
            announced = server.stdout.readline() if server.stdout else ""
            _, found, url = announced.strip().rstrip("/").rpartition(" at ")
            if not found:
                raise UsageError(f"{data} can't be served.", remedy="Try mentoring-sync sandbox serve by itself.")
            yield url
        finally:
            server.terminate()
