"""Dates as people type them, in a header or a cell: as text in one of many forms, or as the serial number that Sheets
made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

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
_YEARLESS = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d.%m %Y", "%d/%m %Y", "%m/%d %Y")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EITHER = ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y")


@lru_cache(maxsize=1_000)
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


def days_in(text: str, years: Iterable[int] = ()) -> frozenset[date]:
    """All days that a cell may name: 6/10/2026 two, `19 Jan` and `19.1.` one in each of these `years`."""
    text = " ".join(text.replace(",", " ").split())
    if _SERIAL.fullmatch(text) and EARLIEST <= float(text) < LATEST:
        return frozenset({moment_of(float(text)).date()})
    plain = _WEEKDAY.sub("", text)
    forms = (*_FORMS, *_EITHER)
    found = {day for form in forms for words in (text, plain) if (day := _read(words, form))}
    if not found:
        found = {day for year in years for form in _YEARLESS if (day := _read(f"{plain.rstrip('.')} {year}", form))}
    return frozenset(found)


def _read(text: str, form: str) -> date | None:
    try:
        day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None
