"""Which of its team's meetings a report is of: the nearest that has passed, or the one whose date somebody typed.

A stamp is on the sheet's clock, a date on somebody's: of a typed date that reading counts (d/m, m/d, y-m-d) which is a
meeting of the team, on the team's clock or on the writer's. One that is none may be a meeting that was moved. What
could be two, or none, is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mentoring_sync.intake.cells import clean
from mentoring_sync.intake.reports.circle import EARLY, Circle
from mentoring_sync.intake.stamps import stamp
from mentoring_sync.records.attendance import MeetingId, TeamMeeting
from mentoring_sync.spreadsheet.serial_dates import moment_of

_TWO_NUMBERS = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{1,2})\.?")
_LATEST_SERIAL, _EARLIEST_SERIAL = 80_000.0, 36_000.0


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting of the team; `moved_to` is the day on which it was held instead."""

    number: int
    moved_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class Unsure:
    """It can't be told which meeting is meant: why, and which it may be."""

    why: str
    options: tuple[Held, ...] = ()


def nearest_passed(circle: Circle, label: str, at: datetime) -> Held | Unsure:
    """The last meeting of a team that had begun."""
    begun = circle.begun(label, at)
    return Held(number=begun[-1].number) if begun else Unsure(why=f"{label} hasn't met yet")


class Days:
    """Finds the meetings of one team. `taken` are the days that were told of its meetings so far, by number."""

    def __init__(self, circle: Circle, label: str, taken: Mapping[int, date | None]) -> None:
        self._circle, self._label, self.taken = circle, label, taken
        self._meetings = circle.meetings.get(label, ())

    def found(self, typed: object, at: datetime, writer: ZoneInfo | None, locale: str) -> Held | Unsure:
        """The meeting that a report sent `at` is of; nothing typed: the last that had begun."""
        if clean(typed) == "":
            return nearest_passed(self._circle, self._label, at)
        days = tuple(dict.fromkeys(days_in(typed, self._years(at), locale)))
        if not days:
            return Unsure(why=f"“{clean(typed)}” is no date that can be read", options=self._passed(at))
        exact = {each.number: each for day in days for each in self._on(day, writer)}
        begun = [each for each in exact.values() if each.start and each.start - EARLY <= at]
        if len(begun) == 1:
            return Held(number=begun[0].number)
        if len(begun) > 1:
            options = tuple(Held(number=each.number) for each in begun)
            return Unsure(why=f"“{_shown(typed, days)}” could be either of two meetings", options=options)
        if exact:
            return Unsure(why=f"the meeting of {_day(days[0])} hasn't been yet", options=self._passed(at))
        return self._moved(days, at)

    def _moved(self, days: Sequence[date], at: datetime) -> Held | Unsure:
        """Of the readings that lie before the report: the meeting that each is nearest to, if it isn't told of yet."""
        said = [day for day in days if self._today(at) >= day]
        near = sorted(((far, day, each) for day in said for far, each in self._near(day)), key=lambda found: found[:2])
        if near and (len(near) == 1 or near[0][0] < near[1][0]):
            _, day, meeting = near[0]
            if self.taken.get(meeting.number, day) == day and not self._is_marked(meeting, at):
                return Held(number=meeting.number, moved_to=day)
        shown = _day(said[0] if said else days[0])
        extra = tuple(Held(number=self._extra(day), moved_to=day) for day in said[:1])
        moved = tuple(Held(number=each.number, moved_to=day) for _, day, each in near)
        return Unsure(
            why=f"{self._label} has no meeting on {shown}", options=(*moved[:2], *extra, *self._passed(at)[-2:])
        )

    def _is_marked(self, meeting: TeamMeeting, at: datetime) -> bool:
        """Whether somebody marked it before any report told of it."""
        marked = self._circle.marked.get(MeetingId(self._label, meeting.number))
        return meeting.number not in self.taken and marked is not None and marked < at

    def _near(self, day: date) -> Iterator[tuple[timedelta, TeamMeeting]]:
        """The meetings that a day is nearer to than half a period, and how near."""
        far = ((abs(day - each.day), each) for each in self._meetings if each.day)
        return (found for found in far if found[0] < self._circle.period / 2)

    def _on(self, day: date, writer: ZoneInfo | None) -> Iterator[TeamMeeting]:
        for each in self._meetings:
            if each.start and day in (each.day, each.start.astimezone(writer or each.start.tzinfo).date()):
                yield each

    def _passed(self, at: datetime) -> tuple[Held, ...]:
        return tuple(Held(number=each.number) for each in self._circle.begun(self._label, at)[-3:])

    def _extra(self, day: date) -> int:
        """The number of an extra meeting: behind the team's own, by the order in which they are told of."""
        set_ = {each.number for each in self._meetings}
        again = [number for number, held in self.taken.items() if held == day and number not in set_]
        return again[0] if again else max((*set_, *self.taken), default=0) + 1

    def _today(self, at: datetime) -> date:
        zone = next((each.start.tzinfo for each in self._meetings if each.start), None)
        return at.astimezone(zone).date()

    def _years(self, at: datetime) -> tuple[int, ...]:
        years = [each.day.year for each in self._meetings if each.day and each.day <= self._today(at)]
        return tuple(dict.fromkeys((*reversed(years), at.year)))


def days_in(typed: object, years: Iterable[int], locale: str) -> Iterator[date]:
    """The days that a cell may mean: as it is read first, then with day and month the other way round."""
    if isinstance(typed, int | float) and not isinstance(typed, bool):
        if _EARLIEST_SERIAL <= typed < _LATEST_SERIAL:
            yield from _both_ways(moment_of(float(typed)).date())
        return
    text = clean(typed)
    if written := stamp(text, locale):
        yield from (at.date() for order in ("dmy", "mdy") if (at := written.on(order)))
    elif found := _TWO_NUMBERS.fullmatch(text):
        one, other = int(found[1]), int(found[2])
        for year in years:
            yield from filter(None, (_date(year, other, one), _date(year, one, other)))
    else:
        named = (stamp(f"{text.rstrip('.')} {year}", locale) for year in years)
        yield from (at.date() for each in named if each and (at := each.on("dmy")))


def _both_ways(day: date) -> Iterator[date]:
    yield day
    if day.day <= 12 and (turned := _date(day.year, day.day, day.month)):
        yield turned


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _shown(typed: object, days: Sequence[date]) -> str:
    return clean(typed) if isinstance(typed, str) else _day(days[0])
