"""What programs read of a page: a font without outlines that has the page's characters, and the order in which they
have to stand.

Readers of PDF take characters for what a font says they are; glyphs that were shaped (joined, turned, put before each
other) say nothing reliable of that. So what is seen is drawn as outlines, and the text stands over it unseen, as
programs for text recognition do it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from io import BytesIO
from itertools import groupby

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from mentoring_sync.documents.fonts import EM

NAME = "TextLayer"
ADVANCE = EM

_TURNED = (("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufeff"))
_NEUTRAL = (
    ("\u0000", "\u002f"),
    ("\u003a", "\u0040"),
    ("\u0660", "\u066d"),
    ("\u06f0", "\u06f9"),
    ("\u2000", "\u206f"),
    ("\u20a0", "\u21ff"),
)
"""As pypdf (7.1, `_utils.py`) tells letters that run from right to left, and what goes along with those before it."""


def font_of(texts: Iterable[str]) -> bytes:
    """A TrueType font that has all characters of the texts, each with a glyph of its own that shows nothing."""
    characters = sorted({ord(each) for text in texts for each in text} | {0x20})
    names = {each: f"u{each:05X}" for each in characters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(EM, isTTF=True)
    builder.updateHead(created=0, modified=0)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    blank = TTGlyphPen(None).glyph()
    builder.setupGlyf(dict.fromkeys(order, blank))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (ADVANCE, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": NAME, "styleName": "Regular", "psName": NAME})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.font.recalcTimestamp = False
    made = BytesIO()
    builder.save(made)
    return made.getvalue()


def as_readers_expect(text: str) -> Iterator[str]:
    """The parts of a text, each to be written by itself: what runs from right to left is turned round, since readers
    take it to stand as it is seen, and so are the signs behind it, which readers take along."""
    kinds = [*_kinds(text)]
    for kind, group in groupby(zip(kinds, text, strict=True), key=lambda pair: pair[0]):
        part = "".join(each for _, each in group)
        yield part if kind is _Kind.FORWARDS else part[::-1]


class _Kind(Enum):
    FORWARDS = 1
    TURNED = 2
    BEHIND_TURNED = 3


def _kinds(text: str) -> Iterator[_Kind]:
    """Of each character, how readers take it; signs within what is turned belong to it."""
    kind, characters = _Kind.FORWARDS, list(text)
    for at, each in enumerate(characters):
        if not _among(each, _NEUTRAL):
            kind = _Kind.TURNED if _among(each, _TURNED) else _Kind.FORWARDS
        elif kind is _Kind.TURNED:
            rest = next((other for other in characters[at:] if not _among(other, _NEUTRAL)), "")
            kind = kind if rest and _among(rest, _TURNED) else _Kind.BEHIND_TURNED
        yield kind


def _among(character: str, ranges: Iterable[tuple[str, str]]) -> bool:
    return any(first <= character <= last for first, last in ranges)
