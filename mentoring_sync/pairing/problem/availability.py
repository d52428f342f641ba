"""At which starts of a mentor's week is a person free for the whole meeting, in every week of a round?

A mentor's start is fixed on the mentor's wall clock; where it falls on another person's clock changes when either of
them changes to or from daylight-saving time. So each start is turned into an instant for every week, each instant into
a quarter hour of the person's own week, and the person must be free at all of them. Zones whose clocks agree throughout
the round are reckoned once. A meeting that spans a change must fit by the clock at its start and by the clock at its
end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from mentoring_sync.records.availability import MINUTES_PER_DAY, MINUTES_PER_WEEK, WeeklyHours
from mentoring_sync.records.round import Round

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

QUARTER = 15
QUARTERS = MINUTES_PER_WEEK // QUARTER
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_QUARTER = 3 * MINUTES_PER_DAY // QUARTER
"""1970 began on a Thursday."""


@dataclass(frozen=True)
class UtcOffsets:
    """A zone's clock during a round: the instants at which it changes, and the offsets between them (seconds)."""

    changes: tuple[int, ...]
    offsets: tuple[int, ...]

    def offset_at(self, instants: Ints) -> Ints:
        """Seconds ahead of UTC at each instant."""
        return np.asarray(self.offsets)[np.searchsorted(self.changes, instants, side="right")]

    def instants(self, wall: Ints) -> Ints:
        """The instants of wall-clock seconds; a time that comes twice is the first, one left out counts as before."""
        pairs = zip(self.changes, self.offsets[:-1], self.offsets[1:], strict=True)
        limits = [change + max(before, after) for change, before, after in pairs]
        found: Ints = wall - np.asarray(self.offsets)[np.searchsorted(limits, wall, side="right")]
        return found


@cache
def utc_offsets(zone: str, start: date, weeks: int) -> UtcOffsets:
    """The clock of an IANA zone from two days before the round to nine days after it."""
    tz = ZoneInfo(zone)
    days = [datetime.combine(start, datetime.min.time(), UTC) + timedelta(days=day) for day in range(-2, 7 * weeks + 9)]
    changes, offsets = [], [_offset(tz, days[0])]
    for before, after in pairwise(days):
        if _offset(tz, after) != offsets[-1]:
            changes.append(_change_between(tz, before, after))
            offsets.append(_offset(tz, after))
    return UtcOffsets(tuple(changes), tuple(offsets))


def _offset(tz: ZoneInfo, at: datetime) -> int:
    shift = at.astimezone(tz).utcoffset()
    return int(shift.total_seconds()) if shift else 0


def _change_between(tz: ZoneInfo, before: datetime, after: datetime) -> int:
    first = _offset(tz, before)
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(tz, EPOCH + timedelta(seconds=middle)) == first else (low, middle)
    return high


def possible_starts(hours: WeeklyHours, minutes: int) -> Bools:
    """For each quarter hour of the person's own week, whether they are free for `minutes` from it."""
    mask = np.zeros(QUARTERS, dtype=np.bool_)
    for first, end in _stretches(hours):
        quarters = np.arange(-(-first // QUARTER), (end - minutes) // QUARTER + 1)
        mask[quarters % QUARTERS] = True
    return mask


def _stretches(hours: WeeklyHours) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for block in hours.blocks:
        first = block.day * MINUTES_PER_DAY + block.start
        end = block.day * MINUTES_PER_DAY + block.end
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((first, end))
    if joined and joined[0][0] == 0 and joined[-1][1] == MINUTES_PER_WEEK:
        joined[-1] = (joined[-1][0], MINUTES_PER_WEEK + joined[0][1])
    return joined


class Availability:
    """The availability of some people, `hours`, over the starts (minutes of a mentor's week, ascending) of a round."""

    def __init__(self, hours: Sequence[WeeklyHours], starts: Sequence[int] | Ints, round_: Round) -> None:
        self.starts = np.asarray(starts, dtype=np.int64)
        self._round = round_
        self._free = np.zeros((QUARTERS, len(hours)), dtype=np.bool_)
        for person, each in enumerate(hours):
            self._free[:, person] = possible_starts(each, round_.meeting_minutes)
        self._by_offsets: dict[UtcOffsets, list[int]] = {}
        for person, each in enumerate(hours):
            self._by_offsets.setdefault(self.offsets_in(each.zone), []).append(person)
        self._seen_from: dict[UtcOffsets, Bools] = {}

    def offsets_in(self, zone: str) -> UtcOffsets:
        """What a zone's clock does in this round."""
        return utc_offsets(zone, self._round.start, self._round.weeks)

    def seen_from(self, zone: str) -> Bools:
        """Who is free in every week at each start of a week in `zone`: [starts, people]."""
        clock = self.offsets_in(zone)
        if clock not in self._seen_from:
            self._seen_from[clock] = self._all_weeks(clock)
        return self._seen_from[clock]

    def _all_weeks(self, clock: UtcOffsets) -> Bools:
        mask = np.ones((len(self.starts), self._free.shape[1]), dtype=np.bool_)
        instants = clock.instants(self._wall_seconds())
        for other, people in self._by_offsets.items():
            free = self._free[:, people]
            for quarters in _distinct(self._quarters(other, instants)):
                mask[:, people] &= free[quarters]
        return mask

    def _wall_seconds(self) -> Ints:
        """Wall-clock seconds since 1970 of each start in each week that is promised: [weeks, starts]."""
        first_day = (self._round.start - EPOCH.date()).days
        days = first_day + (self.starts // MINUTES_PER_DAY - self._round.start.weekday()) % 7
        week = np.arange(0, self._round.weeks, self._round.held_every)[:, None] * 7
        wall: Ints = (days + week) * 86400 + (self.starts % MINUTES_PER_DAY) * 60
        return wall

    def _quarters(self, other: UtcOffsets, instants: Ints) -> Ints:
        length = self._round.meeting_minutes * 60
        at_start = instants + other.offset_at(instants)
        at_end = instants + other.offset_at(instants + length - 60)
        both = np.concatenate([at_start, at_end]) // (QUARTER * 60)
        quarters: Ints = (both + EPOCH_QUARTER) % QUARTERS
        return quarters


def _distinct(rows: Ints) -> Iterable[Ints]:
    """Each row once; weeks between the same clock changes are alike, and `np.unique` would sort them all."""
    return {row.tobytes(): row for row in rows}.values()
