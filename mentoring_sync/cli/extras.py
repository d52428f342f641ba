"""What only some commands need: packages that an extra installs, and one line where they are missing."""

from __future__ import annotations

from mentoring_sync.errors import UsageError

SANDBOX = ("cryptography", "openpyxl", "werkzeug")
"""What `mentoring-sync[sandbox]` installs, by the names that are imported."""


def require_sandbox() -> None:
    """Ask for the sandbox's packages before its modules are imported: a server that only syncs needn't have them.

    Raises:
        UsageError: some of them aren't installed.
    """
    from importlib.util import find_spec  # start-up time

    missing = [name for name in SANDBOX if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"This command needs the sandbox's packages, and {' and '.join(missing)} can't be found: "
            "pip install 'mentoring-sync[sandbox]'"
        )
