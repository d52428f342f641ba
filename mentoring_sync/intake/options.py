"""Ticked options out of a checkbox cell, in which Forms joins them by ", " although they may hold commas themselves.

So a cell is never split at commas: from the left, the longest option that stands at a boundary is taken; what is left
is what the person wrote beside "Other", which may hold commas too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from mentoring_sync.intake.answer import Doubt, Parsed
from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.questions import OptionsQuestion, Other

_LIST = re.compile(r" ?[,;/&] ?| (?:and|or) ")
_ALIKE = 0.85


@dataclass(frozen=True)
class Ticked:
    """What the options mean that were ticked, in the cell's order, and the text beside them (empty: none)."""

    meanings: tuple[str, ...]
    other: str


class OptionReader:
    """Reads the cells of one multiple choice or checkbox question."""

    def __init__(self, question: OptionsQuestion) -> None:
        self._question = question
        self._meaning = {
            spelling.casefold(): option.meaning for option in question.options for spelling in option.spellings
        }
        longest_first = sorted(self._meaning, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, longest_first))
        self._option = re.compile(rf"(?:{alternatives})(?=\s*(?:[,;]|$))", re.IGNORECASE)

    def ticked(self, cell: str) -> Ticked:
        """The options and the free text in a (cleaned) cell."""
        meanings: dict[str, None] = {}
        others: list[str] = []
        at = 0
        while at < len(cell):
            found = self._option.match(cell, at)
            end = found.end() if found else _next_boundary(cell, at)
            if meaning := self._meaning.get(cell[at:end].casefold()) if found else None:
                meanings[meaning] = None
            else:
                others.append(cell[at:end])
            at = _after_separator(cell, end)
        return Ticked(tuple(meanings), ", ".join(filter(None, (text.strip(" ,;") for text in others))))

    def one(self, cell: str) -> Parsed[str]:
        """The one option that was chosen, or the text beside "Other"; empty for an empty cell."""
        if not cell:
            return Parsed("")
        meaning = self._meaning.get(cell.casefold())
        return Parsed(meaning) if meaning is not None else Parsed(cell, self._doubts((cell,)))

    def several(self, cell: str) -> Parsed[tuple[str, ...]]:
        """The options that were ticked, then what stands beside "Other"."""
        ticked = self.ticked(cell)
        others = self._others(ticked.other)
        return Parsed(tuple(dict.fromkeys((*ticked.meanings, *others))), self._doubts(others))

    def _others(self, text: str) -> tuple[str, ...]:
        if self._question.other is Other.LIST:
            return tuple(part[:1].upper() + part[1:] for part in _LIST.split(text) if part)
        return (text,) if text else ()

    def _doubts(self, others: tuple[str, ...]) -> tuple[Doubt, ...]:
        return tuple(doubt for doubt in map(self._doubt, others) if doubt)

    def _doubt(self, text: str) -> Doubt | None:
        alike = get_close_matches(text.casefold(), self._meaning, n=1, cutoff=_ALIKE)
        if alike:
            option = self._meaning[alike[0]]
            return Doubt(
                f"{in_quotes(text)} was kept as free text, but reads like the option {in_quotes(option)}",
                "If it is that option, add this spelling to its aliases in config/questions.toml.",
            )
        if self._question.other is Other.NONE:
            return Doubt(
                f"{in_quotes(text)} is none of the options of {in_quotes(self._question.title)}; kept as free text",
                "Add it to the options in config/questions.toml, or correct the answer in the response tab.",
            )
        return None


def _next_boundary(cell: str, at: int) -> int:
    comma = cell.find(", ", at)
    return len(cell) if comma < 0 else comma


def _after_separator(cell: str, end: int) -> int:
    found = re.compile(r"\s*[,;]?\s*").match(cell, end)
    return max(found.end() if found else end, end + 1)
