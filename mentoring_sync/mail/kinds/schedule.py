"""When each reader of a mail meets: the meetings on each one's own clock, and why the hour moves when it does.

In: a slot, the round, a reader's zone. Out: dates and minutes as data; the templates put them into words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.local_time import ClockChange, LocalHour, clock_changes_in, local_hours
from mentoring_sync.records.round import Round


@dataclass(frozen=True, kw_only=True)
class HourChange:
    """From the meeting on `since` on it is at the hour of `after` instead of that of `before`, since clocks changed
    (`causes`)."""

    before: LocalHour
    after: LocalHour
    causes: tuple[ClockChange, ...]

    @property
    def since(self) -> date:
        """The reader's date of the first meeting at the new hour."""
        return self.after.since


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A reader's meetings: the zone of their clock, the hours with their dates, and how one follows on another."""

    zone: str
    hours: tuple[LocalHour, ...]
    moves: tuple[HourChange, ...]

    @property
    def first(self) -> datetime:
        """The first meeting, on the reader's clock."""
        return self.hours[0].starts[0]


def schedule(slot: WeeklySlot, round_: Round, zone: str) -> Schedule:
    """The meetings of a slot on the clock of a zone."""
    return on_the_clock(round_.meetings(slot), slot.zone, zone)


def on_the_clock(meetings: Sequence[datetime], fixed_in: str, zone: str) -> Schedule:
    """Meetings whose hour is fixed in one zone, on the clock of another."""
    hours = local_hours(meetings, zone)
    moves = tuple(
        HourChange(
            before=before, after=after, causes=clock_changes_in((zone, fixed_in), before.starts[-1], after.starts[0])
        )
        for before, after in pairwise(hours)
    )
    return Schedule(zone=zone, hours=hours, moves=moves)


def place(zone: str) -> str:
    """How a person calls a zone: `New York` for `America/New_York`, `UTC+3` for `Etc/GMT-3`."""
    area, _, city = zone.rpartition("/")
    if area != "Etc":
        return city.replace("_", " ")
    hours = -int(city.removeprefix("GMT") or "0") if city.startswith("GMT") else 0
    return f"UTC{hours:+d}" if hours else "UTC"
