"""From a tab's columns to the programme's fields, by the titles of the questions.

Comes in: the table of a tab and the accepted titles of each field. Goes out: a table with one column a field, cleaned,
without the rows in which nothing was answered; or `Missing`, the questions that the tab doesn't have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from mentoring_sync.errors import UnfitError
from mentoring_sync.intake.cells import clean, folded, in_quotes

TIMESTAMP = "timestamp"
_ALIKE = 0.4


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A question that a tab doesn't have, and the tab's title that is most like it (empty: none is)."""

    tab: str
    title: str
    nearest: str

    def __str__(self) -> str:
        nearest = f"; the nearest title there is {in_quotes(self.nearest)}" if self.nearest else ""
        return f"{self.tab}: no question {in_quotes(self.title)}{nearest}"


def missing(table: pd.DataFrame, titles: Mapping[str, tuple[str, ...]], *, tab: str) -> list[Missing]:
    """The questions of which no accepted title stands in the table's header."""
    there = {folded(title): title for title in map(str, table.columns) if title}
    wanted = [accepted for accepted in titles.values() if not any(folded(title) in there for title in accepted)]
    taken = {folded(title) for accepted in titles.values() for title in accepted}
    free = {key: title for key, title in there.items() if key not in taken}
    return [Missing(tab=tab, title=accepted[0], nearest=_nearest(accepted, free)) for accepted in wanted]


def _nearest(accepted: Iterable[str], there: Mapping[str, str]) -> str:
    for title in accepted:
        for found in get_close_matches(folded(title), there, n=1, cutoff=_ALIKE):
            return there[found]
    return ""


def refuse(lacking: Iterable[Missing]) -> None:
    """Stop the run if questions are missing.

    Raises:
        UnfitError: names every one of them.
    """
    lines = [f"  {each}" for each in lacking]
    if lines:
        raise UnfitError(
            "\n".join(("The forms' responses lack questions that config/questions.toml names:", *lines)),
            remedy="Rename the question in the form, or add its title there to the aliases in config/questions.toml."
            " Nothing was written.",
        )


def by_field(table: pd.DataFrame, titles: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """The answers as text, one column a field, without the rows that answer nothing.

    Where several columns hold a field (a title that repeats, an old and a new title), the leftmost answer in a row
    counts. The timestamp stays as it was read: a number, or text.
    """
    headers = [folded(str(title)) for title in table.columns]
    columns: dict[str, pd.Series] = {}
    for field, accepted in titles.items():
        wanted = {folded(title) for title in accepted}
        places = [place for place, header in enumerate(headers) if header in wanted]
        read = _as_read if field == TIMESTAMP else clean
        columns[field] = _leftmost([table.iloc[:, place].map(read) for place in places])
    answers = pd.DataFrame(columns, index=table.index, dtype=object)
    return answers[(answers != "").any(axis=1)]


def _as_read(value: object) -> object:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and value == value else clean(value)


def _leftmost(columns: list[pd.Series]) -> pd.Series:
    first, *others = columns
    for other in others:
        first = first.where(first != "", other)
    return first
