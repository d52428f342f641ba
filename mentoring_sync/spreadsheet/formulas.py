"""Formulas of ours: how many of a row's cells say certain words or what they add up to, and what share that is. A sheet
computes them anew when somebody types; so do we, to tell what our formula shows from what a person typed over it.

In: cells by their columns' titles. Out: the formula as text, and the value that it shows. Nothing that an applicant
wrote becomes part of one: it is made of our own words and of where cells stand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from mentoring_sync.spreadsheet.grid import Scalar, cell_text

Cell = Callable[[str], Scalar]
"""What stands under a title."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many cells say a word: `cells` are pairs of a title and the word, `more` is a number on top. `numbers` are
    the titles of cells whose numbers are added."""

    cells: tuple[tuple[str, str], ...] = ()
    more: int = 0
    numbers: tuple[str, ...] = ()

    @property
    def titles(self) -> frozenset[str]:
        """The columns that it refers to."""
        return frozenset((*self.numbers, *(title for title, _ in self.cells)))

    def counted(self, cell: Cell) -> float:
        """What it comes to. As in COUNTIF capitals don't matter, blanks around a word do; text is no number."""
        said = (cell_text(cell(title)).casefold() == word for title, word in self.cells)
        return self.more + sum(said) + sum(_number(cell(title)) for title in self.numbers)

    def text(self, places: Mapping[str, str], comma: str) -> str:
        """`COUNTIF(F2,"present")+1`."""
        parts = [f'COUNTIF({places[title]}{comma}"{word}")' for title, word in self.cells]
        parts += [f"SUM({places[title]})" for title in self.numbers]
        return "+".join((*parts, *([str(self.more)] if self.more or not parts else ())))


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A cell that counts others of its row or, with `out_of`, gives the share of those (empty where that is none).

    `value` is what it should show. `places` says where the cells stand, in A1 notation: filled in when it is written.
    """

    tally: Tally
    value: float | None
    out_of: Tally | None = None
    places: tuple[tuple[str, str], ...] = ()

    @property
    def titles(self) -> frozenset[str]:
        """The columns that it refers to."""
        return self.tally.titles | (self.out_of.titles if self.out_of else frozenset())

    @property
    def shape(self) -> str:
        """What it counts, by titles: two formulas of one shape are the same wherever their cells stand."""
        return json.dumps([_plain(each) for each in (self.tally, self.out_of) if each], separators=(",", ":"))

    def at(self, row: int, columns: Mapping[str, int]) -> Formula:
        """The formula for a row (0-based) of a tab with these columns."""
        places = tuple((title, f"{column_letters(columns[title])}{row + 1}") for title in sorted(self.titles))
        return replace(self, places=places)

    def text(self, comma: str) -> str:
        """As it is entered; `comma` stands between arguments."""
        places = dict(self.places)
        counted = self.tally.text(places, comma)
        if self.out_of is None:
            return f"={counted}"
        return f'=IFERROR(({counted})/({self.out_of.text(places, comma)}){comma}"")'


def shown(shape: str, cell: Cell) -> Scalar:
    """What a formula of this shape shows; nothing where the shape was spoiled."""
    try:
        tallies = [_tally(each) for each in json.loads(shape)]
    except (ValueError, TypeError, KeyError):
        return None
    counted = [float(each.counted(cell)) for each in tallies]
    if len(counted) == 2:
        return counted[0] / counted[1] if counted[1] else None
    return counted[0] if counted else None


def column_letters(index: int) -> str:
    """`A` for 0, `Z` for 25, `AA` for 26: a column as A1 notation names it."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _plain(tally: Tally) -> dict[str, object]:
    words: dict[str, list[str]] = {}
    for title, word in tally.cells:
        words.setdefault(word, []).append(title)
    numbers: dict[str, object] = {"numbers": list(tally.numbers)} if tally.numbers else {}
    return {"cells": words, "more": tally.more, **numbers}


def _tally(plain: Mapping[str, object]) -> Tally:
    words, numbers = plain["cells"], plain.get("numbers", [])
    if not isinstance(words, dict) or not isinstance(plain["more"], int) or not isinstance(numbers, list):
        raise TypeError
    return Tally(cells=tuple(_pairs(words)), more=plain["more"], numbers=tuple(map(str, numbers)))


def _number(cell: Scalar) -> float:
    return 0.0 if cell is None or isinstance(cell, bool | str) else float(cell)


def _pairs(words: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str]]:
    return ((title, word) for word, titles in words.items() for title in titles)
