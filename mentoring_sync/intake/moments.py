"""When a response was given: a serial number or a text, in the spreadsheet's zone, as a time in UTC.

Sheets counts days since 30 December 1899 on the wall clock of the spreadsheet's zone
(https://developers.google.com/workspace/sheets/api/guides/formats). An hour that the clock shows twice is read as the
first of the two; which of two responses in it is newer is told by their rows (`order`), because Forms appends.

Nobody but the form writes a timestamp, so one that can't be read is no applicant's fault. Whether `05/11/2026` is in
May or in November is told by the column: by a value that can only be read one way, else by the spreadsheet's locale.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mentoring_sync.intake.answer import Matter, Parsed, Unusable
from mentoring_sync.intake.cells import is_error
from mentoring_sync.intake.rule import Rule
from mentoring_sync.intake.stamps import Stamp, order_of, stamp

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock, whose zone is the spreadsheet's
_SECONDS_PER_DAY = 86_400
_SERIALS = (1.0, 109_574.0)  # 1900 to 2199
_A_SEASON = timedelta(days=60)
"""How far the responses to one form may lie from those whose date is certain, for a date to look right."""

MISSING = Matter(
    "are not there", "Type into each response when it was given; until then it doesn't count.", for_operator=False
)
UNREADABLE = Matter(
    "are no times that can be read",
    "Write them as 2026-11-18 15:48:34, or mend what fills that column. Nobody is mailed about it.",
)
UNDECIDED = Matter(
    "don't say which number is the day and which the month, and others in the column have both orders",
    "Write them as 2026-11-18 15:48:34. Until then these answers wait; nobody is mailed about it.",
)
TURNED = Matter(
    "have day and month the other way round than the spreadsheet's locale, which made some of them into other dates;"
    " they were read as the column writes them",
    "Set the locale under File > Settings to that of the dates and import them once more; or nothing, if all is right.",
)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Reads the timestamps of one column on the wall clock of `zone`.

    `order` is that of day and month in texts, None where the column has both; `turned` says that numbers of the column
    were made of dates in the other order (None: it can't be told of those that could be either).
    """

    zone: ZoneInfo
    locale: str
    formats: tuple[str, ...]
    order: str | None
    turned: bool | None = False

    def read(self, cell: object) -> Parsed[datetime]:
        """The time at which a response was given, in UTC and whole seconds.

        Raises:
            Unusable: the cell is empty, or no time, or could be two.
        """
        if cell == "":
            raise Unusable(Rule.NO_TIME, MISSING)
        if isinstance(cell, int | float):
            wall_clock, matters = self._number(float(cell))
            return Parsed(self._utc(wall_clock), matters)
        return Parsed(self._text(str(cell)))

    def _number(self, serial: float) -> tuple[datetime, tuple[Matter, ...]]:
        wall_clock = _from_serial(serial)
        if wall_clock is None:
            raise _unreadable(serial)
        if self.turned is False or not _is_reversible(wall_clock):
            return wall_clock, ()
        if self.turned is None:
            one, another = f"{wall_clock:%d %B}", f"{_reversed(wall_clock):%d %B}"
            raise Unusable(Rule.UNCERTAIN_TIME, UNDECIDED, one=one, another=another)
        return _reversed(wall_clock), (TURNED,)

    def _text(self, text: str) -> datetime:
        written = stamp(text, self.locale)
        if written is None:
            return self._utc(_by_format(text, self.formats))
        orders = written.orders
        if len(orders) == 2 and self.order is None and written.on("dmy") != written.on("mdy"):
            raise Unusable(Rule.TWO_TIMES, UNDECIDED, answer=text)
        order = self.order if self.order in orders else next(iter(sorted(orders)), "dmy")
        wall_clock = written.on(order or "dmy")
        if wall_clock is None:
            raise _unreadable(text)
        return wall_clock.replace(tzinfo=written.zone).astimezone(UTC) if written.zone else self._utc(wall_clock)

    def _utc(self, wall_clock: datetime) -> datetime:
        return wall_clock.replace(tzinfo=self.zone).astimezone(UTC)


def clock_for(
    column: Collection[object],
    *,
    beside: Collection[object] = (),
    zone: ZoneInfo,
    locale: str,
    formats: tuple[str, ...] = (),
) -> Clock:
    """The clock by which a column of timestamps is read; `beside` is another column of the same spreadsheet."""
    stamps, numbers = _stamps(column, locale), _numbers(column)
    own = order_of(locale)
    shown = _orders_shown(stamps) or _orders_shown(_stamps(beside, locale))
    order = own if not shown else next(iter(shown)) if len(shown) == 1 else None
    foreign = bool(shown) and own != "ymd" and shown != {own}
    turned = _turned(numbers, stamps) if foreign else False
    return Clock(zone=zone, locale=locale, formats=formats, order=order, turned=turned)


def _stamps(column: Iterable[object], locale: str) -> list[Stamp]:
    texts = dict.fromkeys(cell for cell in column if isinstance(cell, str) and cell and not is_error(cell))
    return [found for text in texts if (found := stamp(text, locale))]


def _numbers(column: Iterable[object]) -> list[datetime]:
    numbers = (cell for cell in column if isinstance(cell, int | float))
    return [found for cell in numbers if (found := _from_serial(float(cell)))]


def _orders_shown(stamps: Iterable[Stamp]) -> set[str]:
    """The orders that some value decides, because it is a date in no other."""
    return {order for each in stamps if len(each.orders) == 1 for order in each.orders}


def _turned(numbers: Sequence[datetime], stamps: Sequence[Stamp]) -> bool | None:
    """Whether numbers that could be either date were made in the wrong order: what lies with the rest is right."""
    certain = [each for each in numbers if not _is_reversible(each)]
    certain += [
        read
        for each in stamps
        if len(each.orders) < 2
        for order in (each.orders or {"dmy"})
        if (read := each.on(order))
    ]
    doubtful = [each for each in numbers if _is_reversible(each)]
    if not doubtful:
        return False
    if not certain:
        return None
    first, last = min(certain) - _A_SEASON, max(certain) + _A_SEASON
    as_it_is, reversed_ = (
        all(first <= each <= last for each in dates) for dates in (doubtful, list(map(_reversed, doubtful)))
    )
    return None if as_it_is == reversed_ else reversed_


def _is_reversible(date: datetime) -> bool:
    return date.day <= 12 and date.day != date.month


def _reversed(date: datetime) -> datetime:
    return date.replace(day=date.month, month=date.day)


def _unreadable(cell: object) -> Unusable:
    return Unusable(Rule.UNREAD_TIME, UNREADABLE, answer=str(cell))


def _from_serial(serial: float) -> datetime | None:
    first, last = _SERIALS
    return _DAY_ZERO + timedelta(seconds=round(serial * _SECONDS_PER_DAY)) if first <= serial < last else None


def _by_format(text: str, formats: Iterable[str]) -> datetime:
    for each in formats:
        try:
            read = datetime.strptime(text, each).replace(tzinfo=None)  # noqa: DTZ007 - the zone is the spreadsheet's
        except ValueError:
            continue
        if 1900 <= read.year < 2200:
            return read
    raise _unreadable(text)


def order(given: datetime, zone: ZoneInfo) -> datetime:
    """By what responses of one person are put in order; equal for all given in an hour that `zone` has twice."""
    local = given.astimezone(zone)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return given.replace(minute=0, second=0) if twice else given
