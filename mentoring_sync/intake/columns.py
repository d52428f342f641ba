"""From a tab's columns to the programme's fields, by the titles of the questions.

Comes in: the table of a tab and the accepted titles of each field. Goes out: the answers of each row by field, cleaned,
without the rows in which nothing was answered; or `Missing`, the questions that the tab doesn't have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial

from mentoring_sync.errors import UnfitError
from mentoring_sync.intake.cells import clean, folded, in_quotes
from mentoring_sync.intake.tables import Column, Table, Titles, cells_under

TIMESTAMP = "timestamp"
_ALIKE = 0.4
Row = Mapping[str, object]
"""A row's answers by field: text, but the timestamp as it was read."""


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


def missing(table: Table, titles: Titles, *, tab: str) -> list[Missing]:
    """The questions of which no accepted title stands in the table's header."""
    there = {folded(title): title for title in table.titles if title}
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
    """A tab's answers: its rows, by number, the columns that differ, and the rows that repeat the titles.

    `titles` has, by field, the title under which its answers stand in the tab.
    """

    rows: Mapping[int, Row]
    titles: Mapping[str, str] = field(default_factory=dict)
    differing: tuple[Differing, ...] = ()
    repeated: tuple[int, ...] = ()


def by_field(
    table: Table, titles: Titles, *, usable: Callable[[str, object], bool], from_the_right: bool = False
) -> Answers:
    """The answers as text, by field, without the rows that answer nothing.

    Where several columns hold a field (a title that repeats, an old and a new title), the leftmost answer in a row that
    is `usable` counts; or the rightmost, where the section that is asked of a role stands last. The timestamp stays as
    it was read: a number, or text.
    """
    columns: dict[str, Sequence[object]] = {}
    differing: list[Differing] = []
    shown: dict[str, str] = {}
    for name, accepted in titles.items():
        read = as_read if name == TIMESTAMP else clean
        found = [(title, tuple(map(read, cells))) for title, cells in cells_under(table, accepted)]
        found = found[::-1] if from_the_right else found
        columns[name], rows = _leftmost(found, tuple(table.rows), partial(usable, name))
        there = tuple(dict.fromkeys(title for title, _ in found))
        shown[name] = there[0]
        if rows:
            differing.append(Differing(field=name, titles=there, rows=rows))
    every = zip(table.rows, zip(*columns.values(), strict=True), strict=True)
    given = {number: dict(zip(columns, row, strict=True)) for number, row in every if any(cell != "" for cell in row)}
    who = _naming(titles)
    repeated = [number for number, row in given.items() if _repeats_titles(row, who)]
    return Answers(
        rows={number: row for number, row in given.items() if number not in repeated},
        titles=shown,
        differing=tuple(differing),
        repeated=tuple(repeated),
    )


def as_read(value: object) -> object:
    """A timestamp's cell: a number stays one, all else is cleaned text."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and value == value else clean(value)


def _leftmost(
    columns: Sequence[Column], numbers: Iterable[int], usable: Callable[[object], bool]
) -> tuple[Sequence[object], tuple[int, ...]]:
    """Of several columns the leftmost usable answers, and the rows in which they differ."""
    (_, first), *others = columns
    if not others:
        return first, ()
    rows = list(zip(*(cells for _, cells in columns), strict=True))
    chosen = [next(filter(usable, row), next((cell for cell in row if cell != ""), "")) for row in rows]
    return chosen, tuple(number for number, row in zip(numbers, rows, strict=True) if _differ(row))


def _differ(cells: Iterable[object]) -> bool:
    return len({folded(str(cell)) for cell in cells} - {""}) > 1


def _naming(titles: Titles) -> Mapping[str, frozenset[str]]:
    """By the fields that say who answers: their folded titles."""
    names = ("email", *(each for each in titles if each.partition(".")[0] == "name"))
    return {name: frozenset(map(folded, titles[name])) for name in names}


def _repeats_titles(row: Row, who: Mapping[str, frozenset[str]]) -> bool:
    """Whether a row is a header once more, pasted or sorted in among the answers."""
    return all(folded(str(row[name])) in titles for name, titles in who.items())
