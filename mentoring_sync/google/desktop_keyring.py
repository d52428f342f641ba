"""The keyring of the operating system, where there is one: macOS' Keychain, Windows' Credential Locker, Secret Service.

In: a name and a secret. Out: whether it is kept, or what was kept. Each call has an end, since a locked keyring waits
for a password that nobody types in a scheduled job.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

SERVICE = "mentoring-sync"
SECONDS = 5.0
"""So long a keyring may take, the unlocking by hand included."""


def put(name: str, secret: str) -> bool:
    """Whether it keeps a secret: what doesn't come back isn't kept."""
    import keyring  # start-up time

    def kept() -> bool:
        keyring.set_password(SERVICE, name, secret)
        return keyring.get_password(SERVICE, name) == secret

    return bool(_bounded(kept))


def get(name: str) -> str | None:
    """The secret; None where there is none, or no keyring can be reached."""
    import keyring  # start-up time

    return _bounded(lambda: keyring.get_password(SERVICE, name))


def remove(name: str) -> None:
    """Take a secret away, if it is there."""
    import keyring  # start-up time

    _bounded(lambda: keyring.delete_password(SERVICE, name))


def _bounded(call: Callable[[], T]) -> T | None:
    """What a call gives; None where it fails (each backend does in its own way) or takes too long."""
    given: list[T] = []

    def asked() -> None:
        with contextlib.suppress(Exception):
            given.append(call())

    thread = threading.Thread(target=asked, daemon=True)
    thread.start()
    thread.join(SECONDS)
    return given[0] if given else None
