"""How dates, hours and lists read in a mail, in its language: the filters that templates use.

Months, weekdays, cities and the way to join a list come from Unicode's locale data, not from the machine's settings, so
that a mail reads the same wherever it is made. Hours are those of a clock of 24 hours everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from itertools import groupby

from babel import Locale
from babel.dates import format_date, format_skeleton, get_timezone_location
from babel.lists import format_list

from mentoring_sync.mail.first_name import first_name, first_names
from mentoring_sync.mail.kinds.schedule import place
from mentoring_sync.mail.one_line import LONGEST_ANSWER, shortened
from mentoring_sync.mail.writing.language_names import language_name
from mentoring_sync.records.availability import clock_text
from mentoring_sync.records.local_time import LocalHour

MOST_DATES = 6
"""Up to how many dates are listed one by one."""

ENGLISH = "en"
LONGEST_SENTENCE = 2 * LONGEST_ANSWER
"""How many letters are shown of a sentence that holds what somebody typed."""

_LAST = "\0"
_SOUNDS_LIKE_Y = re.compile(r"h?[ií](?!a|e|o)", re.I)
"""Before which Spanish says *e* instead of *y*: inglés, hindi, but not hielo."""
_LOCALES = {ENGLISH: "en_GB"}
"""Where a language alone would read as it is written in a country with other habits."""


class Wording:
    """The words of a language, by its code (`pt`)."""

    def __init__(self, language: str) -> None:
        self._locale = Locale.parse(_LOCALES.get(language, language))

    def day(self, on: date) -> str:
        """`16 March`."""
        return str(format_skeleton("MMMMd", on, locale=self._locale))

    def day_of_year(self, on: date) -> str:
        """`16 March 2027`."""
        return str(format_date(on, "long", locale=self._locale))

    def weekday(self, hour: LocalHour) -> str:
        """`Tuesday`."""
        return str(format_date(hour.since, "EEEE", locale=self._locale))

    def short_weekday(self, hour: LocalHour) -> str:
        """`Tue`."""
        return str(format_date(hour.since, "EEE", locale=self._locale)).rstrip(".")

    def clock(self, hour: LocalHour) -> str:
        """`17:00`."""
        return clock_text(hour.minute)

    def days(self, hour: LocalHour) -> str:
        """The dates at an hour: `24 November, 22 December 2026; 19 January 2027`."""
        by_year = groupby((start.date() for start in hour.starts), key=lambda on: on.year)
        return "; ".join(self._days_of_a_year(tuple(dates)) for _, dates in by_year)

    def _days_of_a_year(self, dates: Sequence[date]) -> str:
        return ", ".join((*(self.day(on) for on in dates[:-1]), self.day_of_year(dates[-1])))

    def listed(self, items: Sequence[str]) -> str:
        """`Git`, `Git and Python`, `Git, Python and R`; with semicolons alone where an item has a comma of its own."""
        if any("," in item for item in items):
            return "; ".join(items)
        if not items:
            return ""
        joined = str(format_list([*items[:-1], _LAST], locale=self._locale))
        if self._locale.language == "es" and _SOUNDS_LIKE_Y.match(items[-1]):
            joined = joined.replace(f" y {_LAST}", f" e {_LAST}")
        return joined.replace(_LAST, items[-1])

    def languages(self, names: Sequence[str]) -> tuple[str, ...]:
        """Languages by their names in this one: `inglés` for `English`."""
        return tuple(language_name(name, self._locale) for name in names)

    def sentence(self, text: str) -> str:
        """`Text.`: what somebody else worded, as a sentence that ends."""
        line = shortened(text, LONGEST_SENTENCE)
        return line if not line or line[-1] in ".!?…" else f"{line}."

    def city(self, zone: str) -> str:
        """How a person calls a zone: `New York` for `America/New_York`, `UTC+3` for `Etc/GMT-3`."""
        if "/" not in zone or zone.startswith("Etc/"):
            return place(zone)
        return str(get_timezone_location(zone, locale=self._locale, return_city=True))

    @property
    def filters(self) -> dict[str, Callable[..., object]]:
        """The filters by the names under which templates know them."""
        named: tuple[Callable[..., object], ...] = (
            self.day, self.day_of_year, self.weekday, self.short_weekday, self.clock, self.days, self.listed, self.city,
            self.languages, self.sentence, first_name, first_names, shortened,
        )  # fmt: skip
        return {each.__name__: each for each in named}

    @property
    def names(self) -> frozenset[str]:
        """What the language is called, in English and in itself, in small letters."""
        return frozenset(str(self._locale.get_language_name(each)).casefold() for each in (ENGLISH, self._locale))


@cache
def wording(language: str) -> Wording:
    """The words of a language.

    Raises:
        babel.UnknownLocaleError: there is no such language.
    """
    return Wording(language)
