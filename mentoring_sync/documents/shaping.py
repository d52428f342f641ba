"""A line of text as glyphs: which font draws which part, and where each glyph stands (HarfBuzz shapes them).

In: a text, the fonts. Out: a `Line`. A character without a glyph that can be seen is an error: nothing is left out, and
nothing stands in for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz
from fontTools import unicodedata as scripts

from mentoring_sync.documents.directions import TURNING, in_order_of_sight, levels
from mentoring_sync.documents.fonts import EM, Fonts, Typeface, is_invisible
from mentoring_sync.documents.no_file import UnprintableError

_NO_SCRIPT = frozenset({"Zyyy", "Zinh", "Zzzz"})
_NEVER_DRAWN = frozenset({"Cc", "Cn", "Co", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class Glyph:
    """A glyph of a font, and where it stands on its line, in units of `EM`."""

    typeface: Typeface
    id: int
    x: int
    y: int


@dataclass(frozen=True)
class Line:
    """A text on one line: its glyphs, and how wide it is, in units of `EM`."""

    text: str
    glyphs: tuple[Glyph, ...]
    units: int

    def width(self, size: float) -> float:
        """How wide it is at a size, in the size's units."""
        return self.units * size / EM


@dataclass(frozen=True)
class _Run:
    """A part of a text with one font, script and direction."""

    text: str
    level: int
    typeface: Typeface
    script: str


@lru_cache(maxsize=4096)
def shaped(text: str, fonts: Fonts) -> Line:
    """The line of a text.

    Raises:
        UnprintableError: no font has one of its characters.
    """
    glyphs: list[Glyph] = []
    at = 0
    for run in in_order_of_sight([(run.level, run) for run in _runs(text, fonts)]):
        found, advance = _shaped(run, text, at)
        glyphs += found
        at += advance
    return Line(text=text, glyphs=tuple(glyphs), units=at)


def _runs(text: str, fonts: Fonts) -> Iterator[_Run]:
    """The runs in the order in which they are read."""
    parts = list(_parts(text, fonts))
    for (level, typeface, script), group in groupby(parts, key=lambda part: part[1:]):
        yield _Run("".join(each for each, *_ in group), level, typeface, script)


def _parts(text: str, fonts: Fonts) -> Iterator[tuple[str, int, Typeface, str]]:
    """Each letter with its marks, with its level, font and script. A blank is drawn with the font before it."""
    at, deep, before, script = 0, levels(text), None, _first_script(text)
    for part in _letters(text):
        for each in part:
            if unicodedata.category(each) in _NEVER_DRAWN or each in TURNING:
                raise UnprintableError(text, each)
        script = next((each for each in map(scripts.script, part) if each not in _NO_SCRIPT), script)
        typeface = before if before and part.isspace() and before.has(part) else fonts.drawing(part)
        if typeface is None:
            raise UnprintableError(text, _missing(part, fonts))
        yield part, deep[at], typeface, script
        at, before = at + len(part), typeface


def _first_script(text: str) -> str:
    return next((each for each in map(scripts.script, text) if each not in _NO_SCRIPT), "Latn")


def _letters(text: str) -> Iterator[str]:
    """Letters with the marks that belong to them, and what is joined to them."""
    part = ""
    for each in text:
        belongs = unicodedata.category(each).startswith("M") or is_invisible(each) or part.endswith("\u200d")
        if part and not belongs:
            yield part
            part = ""
        part += each
    if part:
        yield part


def _missing(part: str, fonts: Fonts) -> str:
    """The character of a letter that no font has; the letter's first, if each has one and none has all."""
    return next((each for each in part if not is_invisible(each) and fonts.drawing(each) is None), part[0])


def _shaped(run: _Run, text: str, at: int) -> tuple[list[Glyph], int]:
    """The glyphs of a run that begins `at`, and how far it goes."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    buffer.script = run.script
    uharfbuzz.shape(run.typeface.font, buffer)
    glyphs, x = list[Glyph](), at
    seen: dict[int, bool] = {}
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
        if info.codepoint == 0:
            raise UnprintableError(text, run.text[info.cluster])
        glyphs.append(Glyph(run.typeface, info.codepoint, x + place.x_offset, place.y_offset))
        seen[info.cluster] = seen.get(info.cluster, False) or bool(run.typeface.outline(info.codepoint))
        x += place.x_advance
    for start, is_seen in seen.items():
        if not is_seen and not run.text[start].isspace() and not is_invisible(run.text[start]):
            raise UnprintableError(text, run.text[start])
    return glyphs, x - at
