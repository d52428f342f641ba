"""Dates as they stand in a header once somebody has typed them again: as text in one of many forms, or as the serial
number that Sheets made of it.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from mentoring_sync.spreadsheet.serial_dates import moment_of, serial

EARLIEST, LATEST = serial(date(2000, 1, 1)), serial(date(2100, 1, 1))
"""A whole number between these is a date in a header; a year or an amount isn't."""

_WEEKDAY = re.compile(r"^[A-Za-z]{3,9}\.?,?\s+(?=\d|[A-Za-z]{3})")
_FORMS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%b %d %Y",
    "%B %d %Y",
)
_EITHER = ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y")


def date_in(text: str) -> date | None:
    """The day that a header names; None where it names none, or could name two."""
    text = " ".join(text.replace(",", " ").split())
    if text.isdecimal():
        number = float(text)
        return moment_of(number).date() if EARLIEST <= number < LATEST else None
    plain = _WEEKDAY.sub("", text)
    for form in _FORMS:
        for words in (text, plain):
            if day := _read(words, form):
                return day
    found = {day for form in _EITHER if (day := _read(text, form))}
    return found.pop() if len(found) == 1 else None


def _read(text: str, form: str) -> date | None:
    try:
        day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None
