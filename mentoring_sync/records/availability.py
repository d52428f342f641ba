"""When people are free: weekly hours on their own clock, and a weekly slot at which a team meets.

A day runs from minute 0 to minute 1440 of the local wall clock. Hours past midnight are two blocks
(Mon 22:00-24:00 and Tue 00:00-02:00), which `WeeklyHours` treats as one stretch.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from mentoring_sync.records.zones import known_zones

MINUTES_PER_DAY = 1440
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY


_SLOT = re.compile(r"(?P<day>[A-Z][a-z]{2}) (?P<hour>\d\d):(?P<minute>\d\d) (?P<zone>\S+)")
_TYPED_HOUR = re.compile(
    r"(?P<day>[a-z]{2,10})[ ,.]+(?:at )?"
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))? ?(?P<half>am|pm)?(?: (?P<zone>\S+))?",
    re.IGNORECASE,
)
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Weekday(IntEnum):
    """Monday is 0, as in `datetime.date.weekday()`."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6

    @property
    def short(self) -> str:
        """`Mon` … `Sun`."""
        return self.name.capitalize()


def _known_zone(key: str) -> str:
    if key not in known_zones():
        raise ValueError(f"{key!r} is no IANA time zone (such as Europe/Berlin)")
    return key


TimeZone = Annotated[str, AfterValidator(_known_zone)]
"""The key of an IANA time zone, such as `America/Toronto`."""


def clock_text(minute: int) -> str:
    """`17:00` for 1020 minutes after midnight; the end of the day is `24:00`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


class Block(BaseModel):
    """A stretch of one weekday, `start` up to `end` in minutes after local midnight (0 <= start < end <= 1440)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: Weekday
    start: int = Field(ge=0, lt=MINUTES_PER_DAY)
    end: int = Field(gt=0, le=MINUTES_PER_DAY)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Block:
        if self.start >= self.end:
            raise ValueError(f"a block must end after it starts, not {clock_text(self.start)}-{clock_text(self.end)}")
        return self

    def __str__(self) -> str:
        return f"{self.day.short} {clock_text(self.start)}-{clock_text(self.end)}"


class WeeklyHours(BaseModel):
    """The hours of a week in which a person is free, on the wall clock of their own `zone`.

    `blocks` are sorted and merged when the record is made, so equal hours are equal records.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    zone: TimeZone
    blocks: tuple[Block, ...]

    @field_validator("blocks")
    @classmethod
    def _sorted_and_merged(cls, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        merged: list[Block] = []
        for block in sorted(blocks, key=lambda each: (each.day, each.start, each.end)):
            last = merged[-1] if merged else None
            if last and last.day == block.day and block.start <= last.end:
                merged[-1] = Block(day=last.day, start=last.start, end=max(last.end, block.end))
            else:
                merged.append(block)
        return tuple(merged)

    def covers(self, start_minute: int, minutes: int) -> bool:
        """Whether the person is free for `minutes` from `start_minute` of their local week (Monday 00:00 is 0).

        A stretch may run past midnight and past the end of the week.
        """
        at, needed = start_minute % MINUTES_PER_WEEK, minutes
        while needed > 0:
            free = self._free_from(at)
            if free == 0:
                return False
            needed -= free
            at = (at + free) % MINUTES_PER_WEEK
        return True

    def _free_from(self, minute: int) -> int:
        day, start = divmod(minute, MINUTES_PER_DAY)
        return next(
            (block.end - start for block in self.blocks if block.day == day and block.start <= start < block.end),
            0,
        )

    def free_at(self, start: datetime, minutes: int) -> bool:
        """Whether the person is free for `minutes` from `start` (aware), by their own wall clock on that day."""
        local = start.astimezone(ZoneInfo(self.zone))
        return self.covers(local.weekday() * MINUTES_PER_DAY + local.hour * 60 + local.minute, minutes)


class WeeklySlot(BaseModel):
    """A weekly start time, fixed on the wall clock of `zone` (the mentor's), so that it follows daylight saving."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: Weekday
    start: int = Field(ge=0, lt=MINUTES_PER_DAY)
    zone: TimeZone

    def on(self, day: date) -> datetime:
        """The slot's start on a date (aware, in `zone`)."""
        return datetime(day.year, day.month, day.day, self.start // 60, self.start % 60, tzinfo=ZoneInfo(self.zone))

    def first_on_or_after(self, day: date) -> date:
        """The first date from `day` on that is the slot's weekday."""
        return day + timedelta(days=(self.day - day.weekday()) % 7)

    def __str__(self) -> str:
        return f"{self.day.short} {clock_text(self.start)} {self.zone}"

    @classmethod
    def parse(cls, text: str) -> WeeklySlot | None:
        """The slot that prints as this text (`Tue 17:00 Europe/Berlin`); None if none does."""
        found = _SLOT.fullmatch(text.strip())
        if not found or found["day"].upper() not in Weekday.__members__:
            return None
        minute = int(found["hour"]) * 60 + int(found["minute"])
        try:
            return cls(day=Weekday[found["day"].upper()], start=minute, zone=found["zone"])
        except ValueError:
            return None

    @classmethod
    def parse_typed(cls, words: str, zone: str) -> WeeklySlot | None:
        """The weekly hour that a person means by `Tue 18:00`, `tuesday 6pm` or `Tue 18:00 Europe/Berlin`, on the clock
        of `zone`; None if it is no hour, or one on another clock.
        """
        found = _TYPED_HOUR.fullmatch(words.strip())
        if not found or (found["zone"] and found["zone"].casefold() != zone.casefold()):
            return None
        days = [day for day in Weekday if f"{_DAY_NAMES[day]}s".startswith(found["day"].casefold())]
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if found["half"]:
            hour = hour % 12 + (12 if found["half"].casefold() == "pm" else 0)
        if len(days) != 1 or hour > 23 or minute > 59:
            return None
        return cls(day=days[0], start=hour * 60 + minute, zone=zone)
