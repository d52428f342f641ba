"""A column of options of which nothing is known but the answers: which texts are options, and what each row ticked.

Checkboxes are joined by ", " in a linked sheet and by ";" in a form's own download, where an own answer may hold both
signs: a semicolon with a blank behind it belongs to the answer. A comma joins two options only where either of them
also stands apart from the other; so single choices with commas stay whole. What one row alone says may be somebody's
own words: it is never told as an option.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mentoring_sync.intake.options import OptionReader
from mentoring_sync.intake.question import OptionsQuestion, Other
from mentoring_sync.intake.surveys.form import AskedQuestion

_JOINED = re.compile(r"(?<!\s);(?!\s)")
_COMMA = re.compile(r", (?![^()]*\))")
_LONGEST_OPTION = 150
_MOST_OPTIONS = 25
_FEWEST = 2
"""What so many rows say is an option, and nobody's own words."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of a question in their order; by (cleaned) answer: which of them it ticks, and what else it says."""

    texts: tuple[str, ...]
    several: bool
    read: dict[str, tuple[tuple[int, ...], str]]
    is_certain: bool = True


def told_options(answers: Iterable[str], told: AskedQuestion) -> Options:
    """The answers by the options that the configuration names; what is none of them is in own words."""
    texts = tuple(option.text for option in told.options)
    meanings = {option.meaning: place for place, option in enumerate(told.options)}
    question = OptionsQuestion(title=told.title, options=told.options, other=Other.TEXT)
    reader = OptionReader(question)
    read = dict[str, tuple[tuple[int, ...], str]]()
    for answer in dict.fromkeys(answers):
        if told.several:
            ticked = reader.ticked(answer)
            read[answer] = tuple(sorted(meanings[each] for each in ticked.meanings)), ticked.other
        else:
            one = reader.one(answer).value
            read[answer] = ((meanings[one],), "") if one in meanings else ((), one)
    return Options(texts=texts, several=told.several, read=read)


def found_options(answers: Sequence[str]) -> Options | None:
    """The options that the answers (all rows', none empty) let see; None where they are texts of people's own."""
    if not answers or max(map(len, answers)) > _MOST_OPTIONS * _LONGEST_OPTION:
        return None
    several = any(_JOINED.search(each) for each in answers)
    pieces = {each: tuple(_JOINED.split(each)) if several else (each,) for each in answers}
    if not several and (split := _at_commas(answers)):
        pieces, several = split, True
    rows = Counter(piece for each in answers for piece in dict.fromkeys(pieces[each]))
    texts = tuple(
        sorted((text for text, count in rows.items() if count >= _FEWEST), key=lambda text: (-rows[text], text))
    )
    if not texts or len(texts) > _MOST_OPTIONS or max(map(len, texts)) > _LONGEST_OPTION:
        return None
    if not several and 2 * sum(rows[text] for text in texts) < len(answers):
        return None
    return Options(texts=texts, several=several, read=_read(pieces, texts, several), is_certain=False)


def _read(
    pieces: dict[str, tuple[str, ...]], texts: Sequence[str], several: bool
) -> dict[str, tuple[tuple[int, ...], str]]:
    places = {text: place for place, text in enumerate(texts)}
    joint = ";" if several else ""
    return {
        answer: (
            tuple(sorted(places[piece] for piece in dict.fromkeys(parts) if piece in places)),
            joint.join(piece for piece in parts if piece not in places),
        )
        for answer, parts in pieces.items()
    }


def _at_commas(answers: Sequence[str]) -> dict[str, tuple[str, ...]] | None:
    """The answers taken apart at commas, if these join options: most pieces stand in answers that differ otherwise."""
    different = dict.fromkeys(answers)
    cut = {each: tuple(_COMMA.split(each)) for each in different}
    inseparable = _inseparable(cut.values())
    joined = {each: tuple(_rejoined(parts, inseparable)) for each, parts in cut.items()}
    within = Counter(piece for parts in joined.values() for piece in set(parts))
    pieces = [piece for parts in joined.values() for piece in parts]
    shared = [piece for piece in pieces if within[piece] > 1]
    mixed = any(sum(within[piece] > 1 for piece in parts) > 1 for parts in joined.values())
    return joined if mixed and 2 * len(shared) > len(pieces) else None


def _inseparable(answers: Iterable[tuple[str, ...]]) -> frozenset[tuple[str, str]]:
    """The neighbours that never stand apart: the halves of one option that holds a comma."""
    every = list(answers)
    follows, stands = (
        Counter(pair for parts in every for pair in pairwise(parts)),
        Counter(p for parts in every for p in parts),
    )
    return frozenset(pair for pair, count in follows.items() if count == stands[pair[0]] == stands[pair[1]])


def _rejoined(parts: Sequence[str], inseparable: frozenset[tuple[str, str]]) -> Iterator[str]:
    held = parts[0]
    for before, piece in pairwise(parts):
        if (before, piece) in inseparable:
            held = f"{held}, {piece}"
        else:
            yield held
            held = piece
    yield held
