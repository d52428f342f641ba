"""A column of answers on a scale: numbers, bare or with the words of an end (`5 - Strongly agree`), or words alone.

In: the answers of a question, or of all lines of a grid, whose lines share their scale. Out: `Points`, or None where
the answers are no scale that is known. Numbers count up to 10; 0 is a point where the scale begins with it, and never
stands for no answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mentoring_sync.intake.likeness import bare
from mentoring_sync.intake.surveys.form import AskedQuestion, Length
from mentoring_sync.intake.surveys.words import known_scale

_NUMBERED = re.compile(r"(\d{1,2})(?:[.,]0+)?\s*(?:[-–—:.=)]+\s*(\S.*)|\(\s*([^)]+)\))?", re.DOTALL)
_FROM_TO = re.compile(r"\(\s*([01])\s*(?:-|–|—|to|bis|à|a|até)\s*(10|[2-9])\s*\)", re.IGNORECASE)
_HIGHEST = 10


@dataclass(frozen=True, kw_only=True)
class Points:
    """The points of a scale from the lowest, in words and as numbers; `is_certain`: so is where it ends."""

    words: tuple[str, ...]
    numbers: tuple[int, ...]
    places: Mapping[str, int]
    is_certain: bool = True

    def place(self, answer: str) -> int | None:
        """Which of the points a (cleaned) answer is; None where it is none of them."""
        said = _number_in(answer)
        if said is not None and said[0] in self.numbers:
            return self.numbers.index(said[0])
        return self.places.get(bare(answer))


def points_of(answers: Collection[str], title: str, told: AskedQuestion | None = None) -> Points | None:
    """The scale of the answers (each once or more often) to a question; `told` is what the configuration says of it."""
    if told and told.scale is not None:
        return _told(told.scale, answers)
    said = [each for each in answers if each]
    numbers = [_number_in(each) for each in said]
    if said and all(number is not None and number[0] <= _HIGHEST for number in numbers):
        return _numbered([number for number in numbers if number], title)
    known = known_scale(said)
    if known is None:
        return None
    spelt = {known.places[bare(each)]: each for each in reversed(said)}
    words = tuple(spelt.get(place, word) for place, word in enumerate(known.words))
    return Points(words=words, numbers=tuple(range(1, len(words) + 1)), places=known.places)


def _told(scale: tuple[str, ...] | Length, answers: Iterable[str]) -> Points:
    if isinstance(scale, Length):
        labels = dict(found for each in answers if (found := _number_in(each)) and found[1])
        return _from_to(scale.lowest, scale.highest, labels, is_certain=True)
    places = {bare(word): place for place, word in enumerate(scale)}
    return Points(words=scale, numbers=tuple(range(1, len(scale) + 1)), places=places)


def _numbered(said: Iterable[tuple[int, str]], title: str) -> Points:
    """Where the title doesn't say how far it goes, the highest number that has words is its end."""
    found = list(said)
    labels = {number: words for number, words in reversed(found) if words}
    seen = {number for number, _ in found}
    if named := _FROM_TO.search(title):
        lowest, highest = int(named[1]), int(named[2])
        if seen <= set(range(lowest, highest + 1)):
            return _from_to(lowest, highest, labels, is_certain=True)
    lowest, highest = min(1, *seen), max(1, *seen)
    ends = max(labels, default=0) == highest and highest > lowest
    return _from_to(lowest, highest, labels, is_certain=ends)


def _from_to(lowest: int, highest: int, labels: Mapping[int, str], *, is_certain: bool) -> Points:
    numbers = tuple(range(lowest, highest + 1))
    words = tuple(f"{number} - {labels[number]}" if labels.get(number) else str(number) for number in numbers)
    places = {bare(labels[number]): place for place, number in enumerate(numbers) if labels.get(number)}
    return Points(words=words, numbers=numbers, places=places, is_certain=is_certain)


def _number_in(answer: str) -> tuple[int, str] | None:
    """The number with which an answer begins, and the words behind it; None where it is no point of a scale."""
    found = _NUMBERED.fullmatch(answer.strip())
    return (int(found[1]), (found[2] or found[3] or "").strip()) if found else None
