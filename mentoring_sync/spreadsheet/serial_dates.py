"""Dates as Sheets counts them: days since 1899-12-30, the time of day as the fraction, on the spreadsheet's own clock.

(developers.google.com/workspace/sheets/api/guides/formats: "Date & time serial numbers".)
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's clock has no zone
LAST = 2_958_465
"""The serial number of 9999-12-31, the last day of Python's calendar."""


def serial(moment: date) -> float:
    """A date, or a naive datetime to the second, as its serial number."""
    at = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    return round((at - DAY_ZERO).total_seconds() / 86400, 8)


def moment_of(number: float) -> datetime:
    """The naive datetime, to the second, that a serial number stands for.

    Raises:
        ValueError: it lies outside the calendar.
    """
    if not 0 <= number <= LAST:
        raise ValueError(f"{number!r} is no date")
    return DAY_ZERO + timedelta(seconds=round(number * 86400))
