"""How dates, hours and lists read in a mail: the filters that templates use.

Months and weekdays are spelt here, not by the machine's locale, so that a mail reads the same wherever it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from mentoring_sync.records.availability import clock_text
from mentoring_sync.records.local_time import LocalHour

MOST_DATES = 6
"""Up to how many dates are listed one by one."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(on: date) -> str:
    """`16 March`."""
    return f"{on.day} {_MONTHS[on.month - 1]}"


def day_of_year(on: date) -> str:
    """`16 March 2027`."""
    return f"{day(on)} {on.year}"


def weekday(hour: LocalHour) -> str:
    """`Tuesday`."""
    return _WEEKDAYS[hour.weekday]


def clock(hour: LocalHour) -> str:
    """`17:00`."""
    return clock_text(hour.minute)


def days(hour: LocalHour) -> str:
    """The dates at an hour: `24 November, 22 December 2026; 19 January 2027`; of many only the first and the last."""
    dates = [start.date() for start in hour.starts]
    if len(dates) > MOST_DATES:
        return f"{len(dates)} meetings, {day_of_year(dates[0])} to {day_of_year(dates[-1])}"
    by_year = groupby(dates, key=lambda on: on.year)
    return "; ".join(f"{', '.join(day(on) for on in of_a_year)} {year}" for year, of_a_year in by_year)


def listed(items: Sequence[str]) -> str:
    """`Git`, `Git and Python`, `Git, Python and R`; with semicolons alone where an item has a comma of its own."""
    if len(items) < 2:
        return "".join(items)
    if any("," in item for item in items):
        return "; ".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def weeks_apart(weeks: int) -> str:
    """`every week`, `every second week`, `every 4 weeks`."""
    return {1: "every week", 2: "every second week"}.get(weeks, f"every {weeks} weeks")


def counted(count: int, noun: str) -> str:
    """`1 meeting`, `4 meetings`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


FILTERS: dict[str, Callable[..., str]] = {
    filter_.__name__: filter_ for filter_ in (day, day_of_year, weekday, clock, days, listed, weeks_apart, counted)
}
