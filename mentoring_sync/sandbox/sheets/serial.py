"""Dates as Sheets counts them: days since 30 December 1899, the fraction being the time of day.

A serial number has no time zone: it shows what a clock in the spreadsheet's zone shows.
https://developers.google.com/workspace/sheets/api/guides/formats#about_date_time_values
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .cells import plain_number

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers have no zone


def to_serial(moment: datetime | date | time) -> int | float:
    """The serial number of a date, of a date with a time, or of a time of day."""
    if isinstance(moment, time):
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6
        return plain_number(seconds / 86400)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - no zone
    past = moment.replace(tzinfo=None) - EPOCH
    return plain_number(past.days + (past.seconds + past.microseconds / 1e6) / 86400)


def from_serial(number: float) -> datetime | None:
    """The clock's reading, to the millisecond; None when no calendar has it."""
    try:
        return EPOCH + timedelta(milliseconds=round(number * 86_400_000))
    except OverflowError:
        return None
