"""Ticked options out of a checkbox cell, in which Forms joins them by ", " although they may hold commas themselves.

So a cell is never split at commas: from the left, the longest option that stands at a boundary is taken; what is left
is what the person wrote beside "Other", which may hold commas too. A form's own download joins by ";" instead.

An option that the form words anew in mid-season is still the option if nothing but spelling has changed (`likeness`);
that is told once, and so is a wording that no option comes near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from mentoring_sync.intake.answer import Matter, Parsed
from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.coordinators_words import nearest
from mentoring_sync.intake.likeness import FAR, bare, distance
from mentoring_sync.intake.question import Option, OptionsQuestion, Other
from mentoring_sync.intake.yes_no import AGREED, DISAGREED, NO, YES, says

_LIST = re.compile(r" ?[,;/&] ?| (?:and|or) ")
_BOUNDARY = re.compile(r", |;|$")
_SEPARATOR = re.compile(r"\s*[,;]?\s*")
_ALIKE, _MUCH_ALIKE = 0.4, 0.85
_NEAR, _NEAR_BESIDE_OTHER = 3, 1
"""How far a wording may be from an option; where free text is welcome, a typo is all that is seen through."""

_MOST_PIECES = 8


@dataclass(frozen=True)
class Ticked:
    """What the options mean that were ticked, in the cell's order, the text beside them (empty: none), and matters."""

    meanings: tuple[str, ...]
    other: str
    matters: tuple[Matter, ...] = ()


@dataclass(frozen=True)
class _Found:
    """An option that a wording stands for; `near` if it isn't one of its spellings."""

    option: Option
    near: bool = False


class OptionReader:
    """Reads the cells of one multiple choice or checkbox question."""

    def __init__(self, question: OptionsQuestion) -> None:
        self._question = question
        self._spelt = {spelling.casefold(): option for option in question.options for spelling in option.spellings}
        self._bare = _unambiguous(question.options)
        self._yes, self._no = _yes_and_no(question)
        longest_first = sorted(self._spelt, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, longest_first))
        self._option = re.compile(rf"(?:{alternatives})(?=\s*(?:[,;]|$))", re.IGNORECASE)
        self.meant = lru_cache(maxsize=4096)(self._meant)

    def ticked(self, cell: str) -> Ticked:
        """The options and the free text in a (cleaned) cell."""
        meanings: dict[str, None] = {}
        matters: dict[Matter, None] = {}
        others: list[str] = []
        for piece in self._pieces(cell):
            found = self.meant(piece)
            if found is None:
                others.append(piece)
                continue
            meanings[found.option.meaning] = None
            if found.near:
                matters[_reworded(piece, found.option)] = None
        return Ticked(tuple(meanings), ", ".join(filter(None, (text.strip(" ,;") for text in others))), tuple(matters))

    def one(self, cell: str) -> Parsed[str]:
        """The one option that was chosen, or the text beside "Other"; empty for an empty cell."""
        if not cell:
            return Parsed("")
        found = self.meant(cell)
        if found is None:
            return Parsed(cell, self._unknown((cell,)))
        return Parsed(found.option.meaning, (_reworded(cell, found.option),) if found.near else ())

    def several(self, cell: str) -> Parsed[tuple[str, ...]]:
        """The options that were ticked, then what stands beside "Other"."""
        ticked = self.ticked(cell)
        others = self._others(ticked.other)
        doubts = (*ticked.matters, *self._unknown(others))
        return Parsed(tuple(dict.fromkeys((*ticked.meanings, *others))), doubts)

    def new(self, cell: str) -> Matter:
        """What is to be told of a wording that is none of the options, and decides something."""
        return Matter(
            f"say {self.none_of_them(cell)}",
            "Add this wording in config/questions.toml: to the aliases of the option that it words anew, or as an"
            " option. Until then these people wait; nobody is mailed about it.",
        )

    def none_of_them(self, cell: str) -> str:
        """The words, and the option nearest to them by its own text."""
        options = "none of the options in config/questions.toml"
        return f"{in_quotes(cell)}, which is {options}{nearest(self.nearest(cell))}"

    def nearest(self, cell: str) -> str:
        """The text of the option that is most like the words; empty if none comes near."""
        alike = get_close_matches(cell.casefold(), self._spelt, n=1, cutoff=_ALIKE)
        return self._spelt[alike[0]].text if alike else ""

    def _meant(self, text: str) -> _Found | None:
        exact = self._spelt.get(text.casefold()) or self._bare.get(bare(text)) or self._in_a_word(text)
        return _Found(exact) if exact else self._near(text)

    def _in_a_word(self, text: str) -> Option | None:
        """`Oui` where an option says yes."""
        agrees = set(self._question.meanings) <= {"yes", "no"}
        if self._yes and says(text, AGREED if agrees else YES):
            return self._yes
        return self._no if self._no and says(text, DISAGREED if agrees else NO) else None

    def _near(self, text: str) -> _Found | None:
        by_distance = sorted(
            (
                (min(distance(text, spelling) for spelling in option.spellings), option)
                for option in self._question.options
            ),
            key=lambda each: each[0],
        )
        (nearest, option), *others = by_distance
        rival = min((far for far, other in others if other.meaning != option.meaning), default=FAR)
        allowed = _NEAR if self._question.other is Other.NONE else _NEAR_BESIDE_OTHER
        return _Found(option, near=True) if nearest <= allowed and nearest < rival else None

    def _pieces(self, cell: str) -> Iterator[str]:
        """A cell cut where options begin and end; what is no option stays whole, as far as it isn't one worded anew."""
        at = start = 0
        while at < len(cell):
            found = self._option.match(cell, at)
            if found:
                yield from self._unknown_pieces(cell[start:at])
                yield found[0]
            at = _after_separator(cell, found.end() if found else _next_boundary(cell, at))
            start = at if found else start
        yield from self._unknown_pieces(cell[start:])

    def _unknown_pieces(self, text: str) -> Iterator[str]:
        """Text between options: the longest stretches that an option could be, and the rest as it stands."""
        text = text.strip(" ,;")
        cuts = [found.start() for found in _BOUNDARY.finditer(text)]
        if not text or len(cuts) > _MOST_PIECES:
            yield from filter(None, (text,))
            return
        begin = kept = 0
        while begin < len(text):
            ends = [cut for cut in cuts if cut > begin]
            end = next((end for end in reversed(ends) if self.meant(text[begin:end])), 0)
            if end:
                yield from filter(None, (text[kept:begin].strip(" ,;"), text[begin:end]))
                kept = _after_separator(text, end)
            begin = _after_separator(text, end or ends[0])
        yield from filter(None, (text[kept:].strip(" ,;"),))

    def _others(self, text: str) -> tuple[str, ...]:
        if self._question.other is Other.LIST:
            return tuple(part[:1].upper() + part[1:] for part in _LIST.split(text) if part)
        return (text,) if text else ()

    def _unknown(self, others: tuple[str, ...]) -> tuple[Matter, ...]:
        return tuple(matter for matter in map(self._kept, others) if matter)

    def _kept(self, text: str) -> Matter | None:
        """What is told of free text: always where the form offers none, else if it reads like an option."""
        alike = get_close_matches(text.casefold(), self._spelt, n=1, cutoff=_MUCH_ALIKE)
        if alike and self._question.other is not Other.NONE:
            near = in_quotes(self._spelt[alike[0]].text)
            what = f"say {in_quotes(text)}, which was kept as free text, but reads like the option {near}"
            return Matter(what, "If it is that option, add this wording to its aliases in config/questions.toml.")
        if self._question.other is Other.NONE:
            what = f"say {self.none_of_them(text)}; it was kept as free text"
            return Matter(
                what, "Add it to the options or their aliases in config/questions.toml, or correct the answers."
            )
        return None


def _reworded(text: str, option: Option) -> Matter:
    return Matter(
        f"say {in_quotes(text)}, which was read as the option {in_quotes(option.text)}",
        "If that is right, add this wording to the option's aliases in config/questions.toml; else correct the"
        " answers in the response tab.",
    )


def _unambiguous(options: tuple[Option, ...]) -> dict[str, Option]:
    """The options by their bare spellings, without those that two options share."""
    found: dict[str, list[Option]] = {}
    for option in options:
        for spelling in dict.fromkeys(map(bare, option.spellings)):
            found.setdefault(spelling, []).append(option)
    return {spelling: alike[0] for spelling, alike in found.items() if spelling and len(alike) == 1}


def _yes_and_no(question: OptionsQuestion) -> tuple[Option | None, Option | None]:
    """The options that say yes and no, if there is one of each kind at most."""
    yes = [each for each in question.options if each.meaning == "yes" or YES & set(map(bare, each.spellings))]
    no = [each for each in question.options if each.meaning == "no" or NO & set(map(bare, each.spellings))]
    return (yes[0] if len({each.meaning for each in yes}) == 1 else None), (
        no[0] if len({each.meaning for each in no}) == 1 else None
    )


def _next_boundary(cell: str, at: int) -> int:
    found = _BOUNDARY.search(cell, at)
    return found.start() if found else len(cell)


def _after_separator(cell: str, end: int) -> int:
    found = _SEPARATOR.match(cell, end)
    return max(found.end() if found else end, end + 1)
