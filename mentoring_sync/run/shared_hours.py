"""The hours at which some people can all meet, in every week of a round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mentoring_sync.records.availability import MINUTES_PER_DAY, MINUTES_PER_WEEK, Weekday, WeeklySlot
from mentoring_sync.records.person import Person
from mentoring_sync.records.round import Round


def suiting(members: Sequence[Person], round_: Round) -> Iterator[WeeklySlot]:
    """The whole hours of the first one's week (the mentor's) at which every member is free in every week."""
    for minute in range(0, MINUTES_PER_WEEK, 60):
        day, start = divmod(minute, MINUTES_PER_DAY)
        slot = WeeklySlot(day=Weekday(day), start=start, zone=members[0].zone)
        if not any(round_.missed(slot, member.hours) for member in members):
            yield slot
