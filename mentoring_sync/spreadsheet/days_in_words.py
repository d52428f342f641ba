"""Days that people write among other words, often without the year: `until 1 Mar`, `1. März bis 15. März`.

In: a text, the day from which a day without a year is looked for. Out: the days that it names, in order. What could be
two days (`3/4`) is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel.dates import get_month_names

from mentoring_sync.spreadsheet.typed_dates import date_in

LANGUAGES = ("en", "de", "es", "fr", "pt")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
_WORD = r"(?P<word>[^\W\d_]{3,})\.?"
_YEAR = r"(?P<year>20\d\d)"
_FORMS = (
    re.compile(r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"),
    re.compile(rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?:\s?{_YEAR})?"),
    re.compile(rf"{_DAY}\s*(?:of |de )?\s*{_WORD}(?:,?\s*(?:de )?{_YEAR})?"),
    re.compile(rf"{_WORD}\s+{_DAY}(?!\d)(?:,?\s*{_YEAR})?"),
)


def days_in(text: str, after: date) -> list[date]:
    """The days that a text names; one without a year is the first that isn't before `after`, or than the one named
    before it."""
    if whole := date_in(text):
        return [whole]
    found: list[date] = []
    for match in _matches(_plain(text)):
        day = _day(match.groupdict(), found[-1] if found else after)
        if day:
            found.append(day)
    return found


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What looks like a day, from the left, the longest form first where several begin together."""
    at = 0
    while found := [each for form in _FORMS if (each := _named(form, text, at))]:
        first = min(found, key=lambda each: (each.start(), -each.end()))
        yield first
        at = first.end()


def _named(form: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    return next((each for each in form.finditer(text, at) if _month(each.groupdict())), None)


def _day(parts: dict[str, str | None], after: date) -> date | None:
    month, day, year = _month(parts), int(parts["day"] or 0), parts.get("year")
    for each in (int(year),) if year else (after.year, after.year + 1):
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year or found >= after:
            return found
    return None


def _month(parts: dict[str, str | None]) -> int:
    """The month's number; 0 where the word is none."""
    if parts.get("month"):
        number = int(parts["month"] or 0)
        return number if 1 <= number <= 12 else 0
    return _months().get(parts.get("word") or "", 0)


@cache
def _months() -> dict[str, int]:
    """By their names and what they are shortened to, in small letters without accents."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                names.setdefault(_plain(name).rstrip("."), number)
    short: dict[str, set[int]] = {}
    for name, number in names.items():
        short.setdefault(name[:3], set()).add(number)
    return {name: min(numbers) for name, numbers in short.items() if len(numbers) == 1} | names


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("º", "")).casefold()
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())
