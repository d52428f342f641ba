"""Fonts that are made here, so that tests need none of the machine's: a box for each character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from io import BytesIO

import uharfbuzz
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from mentoring_sync.documents.fonts import Fonts, Typeface, fonts

LATIN = "".join(
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1E00, 0x1F00), *range(0x300, 0x370), 0x2019))
)
GREEK = "".join(each for each in map(chr, (*range(0x370, 0x400), *range(0x1F00, 0x2000))) if unicodedata.name(each, ""))
CYRILLIC = "".join(map(chr, range(0x400, 0x460)))
HEBREW = "".join(map(chr, (*range(0x5B0, 0x5C3), *range(0x5D0, 0x5EB))))
ARABIC = "".join(map(chr, (*range(0x621, 0x653), *range(0x660, 0x66A))))
DEVANAGARI = "".join(map(chr, range(0x900, 0x970)))
CJK = "山田花子明美"


def font_file(characters: Iterable[str], *, seen: bool = True) -> bytes:
    """A TrueType font with these characters; none of them is `seen`, where it is a colour font's empty outlines."""
    codes = sorted({*map(ord, characters), 0x20})
    names = {code: f"u{code:05X}" for code in codes}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    blank, box = TTGlyphPen(None).glyph(), _box()
    builder.setupGlyf(
        {".notdef": box} | {name: box if seen and not chr(code).isspace() else blank for code, name in names.items()}
    )
    widths = {name: 0 if unicodedata.category(chr(code)) == "Mn" else 600 for code, name in names.items()}
    builder.setupHorizontalMetrics({each: (width, 0) for each, width in {".notdef": 600, **widths}.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Made", "styleName": "Regular", "psName": "Made"})
    builder.setupOS2()
    builder.setupPost()
    made = BytesIO()
    builder.save(made)
    return made.getvalue()


@cache
def typeface(characters: str, *, seen: bool = True) -> Typeface:
    return Typeface("Made", uharfbuzz.Face(uharfbuzz.Blob(font_file(characters, seen=seen))))


@cache
def every_script() -> Fonts:
    """A font for each script."""
    return fonts([typeface(each) for each in (LATIN, GREEK, CYRILLIC, HEBREW, ARABIC, DEVANAGARI, CJK)])


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    pen.lineTo((50, 700))
    pen.lineTo((550, 700))
    pen.lineTo((550, 0))
    pen.closePath()
    return pen.glyph()
