"""A team's weekly slot on another person's clock: from when to when it is at which hour there.

The slot is fixed on the mentor's clock. Wherever clocks change on other dates than the mentor's, or not at all, the
hour moves for that reader in some weeks of the round, now and then past midnight into another weekday.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from mentoring_sync.records.availability import Weekday, WeeklySlot, clock_text
from mentoring_sync.records.round import Round

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_and_month(day: date) -> str:
    """`19 Jan`, whatever the machine's language."""
    return f"{day.day} {MONTHS[day.month - 1]}"


@dataclass(frozen=True, kw_only=True)
class LocalHour:
    """Successive starts that are at one hour of one weekday on a clock; `minute` counts from local midnight."""

    weekday: Weekday
    minute: int
    starts: tuple[datetime, ...]

    @property
    def since(self) -> date:
        """The local date of the first of them."""
        return self.starts[0].date()

    def __str__(self) -> str:
        return f"{self.weekday.short} {clock_text(self.minute)}"


@dataclass(frozen=True, kw_only=True)
class ClockChange:
    """The clocks of `zone` change: the first instant (aware, in `zone`) at which they show another time."""

    zone: str
    at: datetime

    @property
    def on(self) -> date:
        """The date in the zone."""
        return self.at.date()


def on_the_clock_of(zone: str, starts: Iterable[datetime]) -> tuple[datetime, ...]:
    """The same instants on the wall clock of a zone.

    By way of UTC: an hour that a clock change leaves out becomes the hour that the clock really shows.
    """
    return tuple(start.astimezone(UTC).astimezone(ZoneInfo(zone)) for start in starts)


def local_hours(starts: Iterable[datetime], zone: str) -> tuple[LocalHour, ...]:
    """The starts on the clock of a zone, those that follow each other at the same hour together."""
    local = on_the_clock_of(zone, starts)
    return tuple(
        LocalHour(weekday=Weekday(weekday), minute=minute, starts=tuple(group))
        for (weekday, minute), group in groupby(local, key=_hour_of_the_week)
    )


def _hour_of_the_week(start: datetime) -> tuple[int, int]:
    return start.weekday(), start.hour * 60 + start.minute


def in_local_time(slot: WeeklySlot, round_: Round, zone: str) -> str:
    """`Tue 11:00 America/New_York; from 16 Mar 12:00; from 30 Mar 11:00`: the slot on a reader's clock, week by week.

    A date is the reader's, of the first week at the new hour; the weekday is said again where it is another.
    """
    hours = local_hours(round_.every_week(slot), zone)
    words = [f"{hours[0]} {zone}"]
    for before, after in pairwise(hours):
        hour = clock_text(after.minute) if after.weekday is before.weekday else str(after)
        words.append(f"from {day_and_month(after.since)} {hour}")
    return "; ".join(words)


def clock_changes(zone: str, start: datetime, end: datetime) -> tuple[ClockChange, ...]:
    """The clock changes of a zone after `start` and up to `end` (both aware), to the minute."""
    clock, found = ZoneInfo(zone), []
    day, end = start.astimezone(UTC), end.astimezone(UTC)
    while day < end:
        next_day = min(day + timedelta(days=1), end)
        if day.astimezone(clock).utcoffset() != next_day.astimezone(clock).utcoffset():
            found.append(ClockChange(zone=zone, at=_change_between(clock, day, next_day)))
        day = next_day
    return tuple(found)


def clock_changes_in(zones: Iterable[str], start: datetime, end: datetime) -> tuple[ClockChange, ...]:
    """The clock changes of several zones, the earliest first."""
    changes = {change for zone in zones for change in clock_changes(zone, start, end)}
    return tuple(sorted(changes, key=lambda change: (change.at, change.zone)))


def _change_between(clock: ZoneInfo, before: datetime, after: datetime) -> datetime:
    offset = before.astimezone(clock).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        if middle.astimezone(clock).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(second=0, microsecond=0).astimezone(clock)
