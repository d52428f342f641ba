"""How much of the slow properties and matrices is tried: a seeded share (make test), or the whole (make test-all)."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")
WHOLE = bool(os.environ.get("WHOLE_SUITE"))


def extent(*, share: T, whole: T) -> T:
    """What is tried: `share` as a rule, `whole` in `make test-all`."""
    return whole if WHOLE else share
