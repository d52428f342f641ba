"""The fonts that texts are drawn with: which of them has a character, and the outlines of its glyphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import uharfbuzz
from fontTools.pens.recordingPen import DecomposingRecordingPen

EM = 1000
"""So many units are a font's size, whatever its own are."""

Outline = tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
"""A glyph's outline as a pen draws it: `moveTo`, `lineTo`, `qCurveTo`, `curveTo`, `closePath`, each with its points."""

_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, eq=False)
class Typeface:
    """A font of a file, as HarfBuzz knows it."""

    name: str
    face: uharfbuzz.Face

    @cached_property
    def font(self) -> uharfbuzz.Font:
        """The font, scaled to `EM`."""
        font = uharfbuzz.Font(self.face)
        font.scale = (EM, EM)
        return font

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that it has glyphs for."""
        return frozenset(self.face.unicodes)

    @cached_property
    def _outlines(self) -> dict[int, Outline]:
        return {}

    def has(self, text: str) -> bool:
        """Whether it has a glyph for each character; what is only there to join or to vary others needs none."""
        return all(ord(each) in self.characters or is_invisible(each) for each in text)

    def outline(self, glyph: int) -> Outline:
        """The outline of a glyph, in units of `EM`; empty where nothing is seen of it."""
        if glyph not in self._outlines:
            pen = DecomposingRecordingPen({})
            self.font.draw_glyph_with_pen(glyph, pen)
            self._outlines[glyph] = tuple((how, tuple(points)) for how, points in pen.value)
        return self._outlines[glyph]


class Fonts:
    """The fonts at hand, the preferred first. A file is opened when those before it don't have a character."""

    def __init__(self, typefaces: Iterator[Typeface]) -> None:
        self._known: list[Typeface] = []
        self._rest = typefaces
        self._chosen: dict[str, Typeface | None] = {}

    def drawing(self, text: str) -> Typeface | None:
        """The first that has all characters of a text that isn't parted; None where none has."""
        if text not in self._chosen:
            self._chosen[text] = next((each for each in self if each.has(text)), None)
        return self._chosen[text]

    def __iter__(self) -> Iterator[Typeface]:
        yield from self._known
        for each in self._rest:
            self._known.append(each)
            yield each


def fonts(typefaces: Sequence[Typeface]) -> Fonts:
    """Fonts that are known already."""
    return Fonts(iter(typefaces))


def is_invisible(character: str) -> bool:
    """Whether a character is there to join others or to choose among their forms, and no font needs a glyph for it."""
    return character in _JOINERS or 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
