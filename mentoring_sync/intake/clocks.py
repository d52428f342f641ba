"""Whether the clocks of time zones always show the same, and by which of several clocks most people live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from mentoring_sync.intake.towns import people_by

Clock = tuple[timedelta | None, ...]
"""Offsets from UTC through two years."""

_INSTANTS = [datetime(2026, 1, 15, tzinfo=UTC) + timedelta(days=30 * month) for month in range(24)]
"""At which clocks are compared: through two years, so that those that change differ from those that don't."""

MANY_TIMES = 10
"""How many times as many people make one clock the likely one."""


@cache
def clock(zone: str) -> Clock:
    """What a zone's clock shows, month by month."""
    return tuple(instant.astimezone(ZoneInfo(zone)).utcoffset() for instant in _INSTANTS)


def same(one: str, other: str) -> bool:
    """Whether two zones' clocks always show the same."""
    return clock(one) == clock(other)


@cache
def names_of(zone: str) -> frozenset[str]:
    """The short names of a zone in the zone database: `cst` and `cdt` of America/Chicago."""
    return frozenset((instant.astimezone(ZoneInfo(zone)).tzname() or "").lower() for instant in _INSTANTS)


def one_clock(zones: Iterable[str]) -> bool:
    """Whether there are zones, and the clocks of all show the same."""
    return len({clock(zone) for zone in zones}) == 1


def most_people(zones: Iterable[str], *, times: int = MANY_TIMES) -> str:
    """Of the zones of one clock the largest; of several clocks that of `times` as many people as all others' together.

    Empty where there is none.
    """
    ranked = sorted(zones, key=lambda zone: (-people_by(zone), zone))
    if not ranked or one_clock(ranked):
        return ranked[0] if ranked else ""
    by_clock: Counter[Clock] = Counter()
    for zone in ranked:
        by_clock[clock(zone)] += people_by(zone)
    (first, most), *others = by_clock.most_common()
    enough = most >= times * sum(people for _, people in others) and most > 0
    return next(zone for zone in ranked if clock(zone) == first) if enough else ""
