"""The time zones that there are, by their IANA keys."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones


@cache
def known_zones() -> frozenset[str]:
    """All of them, read once: the call walks the files of the zone database, and every record asks."""
    return frozenset(available_timezones())
