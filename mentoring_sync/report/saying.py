"""How numbers and figures are said in a language: `45`, `9 %`, a dash where nobody is counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from babel import Locale
from babel.dates import get_day_names
from babel.numbers import format_decimal, format_percent

from mentoring_sync.mail.writing.wording import wording
from mentoring_sync.progress.figures import Figure
from mentoring_sync.records.availability import WeeklySlot, clock_text
from mentoring_sync.report.content import Bar, Chart, Table
from mentoring_sync.report.words import words_in

DASH = "–"


class Saying:
    """Words and numbers of a language, by its code."""

    def __init__(self, language: str) -> None:
        self.language, self.words = language, words_in(language)
        self._locale = Locale.parse("en_GB" if language == "en" else language)

    def day(self, on: date) -> str:
        """`6 May 2027`."""
        return wording(self.language).day_of_year(on)

    def number(self, count: int) -> str:
        """`1,234`."""
        return str(format_decimal(count, locale=self._locale))

    def mean(self, mean: float | None) -> str:
        """`3.67`."""
        return DASH if mean is None else str(format_decimal(mean, format="0.00", locale=self._locale))

    def share(self, share: float | None) -> str:
        """`9 %`, and a dash of nobody. What isn't nothing or all isn't rounded to it."""
        if share is None:
            return DASH
        rounded = share if share in (0, 1) else min(max(share, 0.01), 0.99)
        return str(format_percent(rounded, locale=self._locale))

    def listed(self, items: Sequence[str]) -> str:
        """`Git, Python and R`."""
        return wording(self.language).listed(items)

    def hour(self, slot: WeeklySlot) -> str:
        """`Tuesday, 17:00 (Berlin)`."""
        day = get_day_names("wide", context="stand-alone", locale=self._locale)[slot.day]
        return f"{day}, {clock_text(slot.start)} ({wording(self.language).city(slot.zone)})"

    def language_names(self, names: Sequence[str]) -> tuple[str, ...]:
        """Languages by their names in this one: `Englisch` for `English`."""
        return wording(self.language).languages(names)

    def table(self, caption: str, named: Iterable[tuple[str, Figure]]) -> Table:
        """A row for each figure: its count, of how many, its share."""
        words = self.words
        rows = ((name, self.number(each.value), self.number(each.of), self.share(each.share)) for name, each in named)
        columns = (words.figure, words.count, words.of, words.share)
        return Table(caption=caption, columns=columns, rows=tuple(rows))

    def chart(
        self, title: str, named: Sequence[tuple[str, Figure]], *, description: str = "", upright: bool = False
    ) -> Chart:
        """The figures as bars, with their table."""
        return Chart(
            title=title,
            description=description or self.words.bars,
            bars=tuple(Bar(name=name, share=each.share, number=self.share(each.share)) for name, each in named),
            table=self.table(title, named),
            empty=self.words.chart_empty,
            upright=upright,
        )
