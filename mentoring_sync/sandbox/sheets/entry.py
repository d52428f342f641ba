"""What Sheets makes of what a person types (USER_ENTERED).

In: a text, the spreadsheet's locale and today's date. Out: `Entered`: the value, and the number format it brings, as
`10%` brings a percentage. A leading apostrophe keeps the rest as text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from .cells import checked_text, plain_number
from .grid import Formula, Value
from .locales import Locale
from .serial import to_serial

_DIGITS = re.compile(r"(?:\d+(?:,\d{3})+|\d+)(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?", re.ASCII)
_SIGNED = re.compile(
    r"(?P<sign>[+-]?) ?(?P<before>[$€£¥₹]?) ?(?P<inner>[+-]?)(?P<digits>[^+$€£¥₹-].*?) ?(?P<after>[$€£¥₹]?)"
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?(?:,?[ -](\d{4}))?", re.ASCII)
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:,? (\d{4}))?", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?(?: ?([AaPp])\.?[Mm]\.?)?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Entered:
    """A value, with the number format that its spelling implies."""

    value: Value
    number_format: Mapping[str, Any] | None = None


def enter(text: str, locale: Locale, today: date) -> Entered:
    """What typing the text into a cell puts there. Raises GoogleError 400 for too long a text."""
    checked_text(text)
    if text.startswith("'"):
        return Entered(text[1:] or None)
    if text.startswith("=") and len(text) > 1:
        return Entered(Formula(text))
    bare = text.strip()
    if bare.upper() in ("TRUE", "FALSE"):
        return Entered(bare.upper() == "TRUE")
    if not any(letter.isdigit() for letter in bare):
        return Entered(text or None)
    return _number(bare, locale) or _moment(bare, locale, today) or Entered(text)


def _number(text: str, locale: Locale) -> Entered | None:
    """Plain numbers, percentages and amounts of money; one too large for a number stays text."""
    percent = text.endswith("%")
    match = _SIGNED.fullmatch(text.removesuffix("%").strip())
    if match is None or (match["sign"] and match["inner"]) or (match["before"] and match["after"]):
        return None
    digits, symbol = match["digits"], match["before"] or match["after"] or None
    plain = (
        digits.translate({ord(locale.thousands): ",", ord(locale.decimal): "."}) if locale.decimal == "," else digits
    )
    if not _DIGITS.fullmatch(plain):
        return None
    number = float(match["sign"] + match["inner"] + plain.replace(",", ""))
    if not math.isfinite(number):
        return None
    if percent:
        return Entered(plain_number(round(number / 100, 15)), _format("PERCENT", _percent_pattern(plain)))
    if symbol is not None:
        return Entered(plain_number(number), _format("CURRENCY", _money_pattern(plain, symbol, locale)))
    if "e" in plain.lower():
        return Entered(plain_number(number), _format("SCIENTIFIC", "0.00E+00"))
    if "," in plain:
        return Entered(plain_number(number), _format("NUMBER", "#,##0.00" if "." in plain else "#,##0"))
    return Entered(plain_number(number))


def _percent_pattern(plain: str) -> str:
    return "0.00%" if "." in plain else "0%"


def _money_pattern(plain: str, symbol: str, locale: Locale) -> str:
    pattern = locale.currency if symbol in locale.currency else f'"{symbol}"#,##0.00'
    return pattern if "." in plain else pattern.replace("#,##0.00", "#,##0")


def _moment(text: str, locale: Locale, today: date) -> Entered | None:
    """Dates, times, and a date followed by a time."""
    clock = _time(text)
    if clock is not None:
        return Entered(to_serial(clock), _format("TIME", "h:mm am/pm" if re.search("[ap]", text, re.I) else "H:mm"))
    day = _date(text, locale, today)
    if day is not None:
        return Entered(to_serial(day), _format("DATE", _date_pattern(text, locale)))
    first, _, last = text.replace("T", " ").partition(" ")
    day, clock = _date(first, locale, today), _time(last)
    if day is None or clock is None:
        return None
    number = to_serial(day) + to_serial(clock)
    return Entered(plain_number(number), _format("DATE_TIME", f"{_date_pattern(first, locale)} H:mm:ss"))


def _date_pattern(text: str, locale: Locale) -> str:
    return "yyyy-mm-dd" if _ISO.fullmatch(text) else locale.date


def _time(text: str) -> time | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, half = int(match.group(1)), match.group(5)
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    micro = round(float(match.group(4) or 0) * 1e6)
    try:
        return time(hour, int(match.group(2)), int(match.group(3) or 0), micro)
    except ValueError:
        return None


def _date(text: str, locale: Locale, today: date) -> date | None:
    numbers = _date_numbers(text, locale, today)
    if numbers is None:
        return None
    try:
        return date(*numbers)
    except ValueError:
        return None


def _date_numbers(text: str, locale: Locale, today: date) -> tuple[int, int, int] | None:
    """Year, month, day as the text's spelling has them."""
    if match := _ISO.fullmatch(text):
        return int(match.group(1)), int(match.group(2)), int(match.group(3))
    if match := _NUMERIC.fullmatch(text):
        first, second, year = int(match.group(1)), int(match.group(2)), _year(match.group(3), today)
        return (year, second, first) if locale.day_first else (year, first, second)
    if (match := _DAY_MONTH.fullmatch(text)) and (month := _month(match.group(2))):
        return _year(match.group(3), today), month, int(match.group(1))
    if (match := _MONTH_DAY.fullmatch(text)) and (month := _month(match.group(1))):
        return _year(match.group(3), today), month, int(match.group(2))
    return None


def _month(name: str) -> int | None:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


def _year(text: str | None, today: date) -> int:
    """Two digits mean this century up to 49, the last one from 50; none mean this year."""
    if text is None:
        return today.year
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < 50 else 1900)


def _format(kind: str, pattern: str) -> dict[str, str]:
    return {"type": kind, "pattern": pattern}
