"""From a tab's columns to the programme's fields, by the titles of the questions.

Comes in: the table of a tab and the accepted titles of each field. Goes out: a table with one column a field, cleaned,
without the rows in which nothing was answered; or `Missing`, the questions that the tab doesn't have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial

import pandas as pd

from mentoring_sync.errors import UnfitError
from mentoring_sync.intake.cells import clean, folded, in_quotes
from mentoring_sync.intake.tables import Titles, cells_under

TIMESTAMP = "timestamp"
_ALIKE = 0.4


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A question that a tab doesn't have, and the tab's title that is most like it (empty: none is); `said` is
    what is said of it otherwise."""

    tab: str
    title: str
    nearest: str
    said: str = ""

    def __str__(self) -> str:
        if self.said:
            return f"{self.tab}: {self.said}"
        nearest = f"; the nearest title there is {in_quotes(self.nearest)}" if self.nearest else ""
        return f"{self.tab}: no question {in_quotes(self.title)}{nearest}"


def missing(table: pd.DataFrame, titles: Titles, *, tab: str) -> list[Missing]:
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


@dataclass(frozen=True, kw_only=True)
class Differing:
    """Columns that feed one field and hold different answers in some rows (as people count them)."""

    field: str
    titles: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Answers:
    """A tab's answers: a table with one column a field, the columns that differ, and rows that repeat the titles.

    `titles` has, by field, the title under which its answers stand in the tab.
    """

    table: pd.DataFrame
    titles: Mapping[str, str] = field(default_factory=dict)
    differing: tuple[Differing, ...] = ()
    repeated: tuple[int, ...] = ()


def by_field(
    table: pd.DataFrame, titles: Titles, *, usable: Callable[[str, object], bool], from_the_right: bool = False
) -> Answers:
    """The answers as text, one column a field, without the rows that answer nothing.

    Where several columns hold a field (a title that repeats, an old and a new title), the leftmost answer in a row that
    is `usable` counts; or the rightmost, where the section that is asked of a role stands last. The timestamp stays as
    it was read: a number, or text.
    """
    columns: dict[str, pd.Series] = {}
    differing: list[Differing] = []
    shown: dict[str, str] = {}
    for name, accepted in titles.items():
        read = as_read if name == TIMESTAMP else clean
        found = [column.map(read) for column in cells_under(table, accepted)]
        found = found[::-1] if from_the_right else found
        columns[name], rows = _leftmost(found, partial(usable, name))
        there = tuple(dict.fromkeys(str(column.name) for column in found))
        shown[name] = there[0]
        if rows:
            differing.append(Differing(field=name, titles=there, rows=rows))
    answers = pd.DataFrame(columns, index=table.index, dtype=object)
    answers = answers[(answers != "").any(axis=1)]
    repeats = _repeats_titles(answers, titles)
    return Answers(
        table=answers[~repeats],
        titles=shown,
        differing=tuple(differing),
        repeated=tuple(map(int, answers.index[repeats])),
    )


def as_read(value: object) -> object:
    """A timestamp's cell: a number stays one, all else is cleaned text."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and value == value else clean(value)


def _leftmost(columns: list[pd.Series], usable: Callable[[object], bool]) -> tuple[pd.Series, tuple[int, ...]]:
    """Of several columns the leftmost usable answers, and the rows in which they differ."""
    first, *others = columns
    if not others:
        return first, ()
    rows = list(zip(*columns, strict=True))
    chosen = [next(filter(usable, row), next((cell for cell in row if cell != ""), "")) for row in rows]
    differing = [number for number, row in zip(first.index, rows, strict=True) if _differ(row)]
    return pd.Series(chosen, index=first.index, dtype=object), tuple(map(int, differing))


def _differ(cells: Iterable[object]) -> bool:
    return len({folded(str(cell)) for cell in cells} - {""}) > 1


def _repeats_titles(answers: pd.DataFrame, titles: Titles) -> pd.Series:
    """Which rows are a header once more, pasted or sorted in among the answers."""
    repeats = pd.Series(True, index=answers.index)
    for name in ("email", *(each for each in titles if each.partition(".")[0] == "name")):
        accepted = {folded(title) for title in titles[name]}
        repeats &= answers[name].map(lambda cell, accepted=accepted: folded(cell) in accepted)
    return repeats
