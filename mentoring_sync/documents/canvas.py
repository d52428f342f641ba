"""The page as ReportLab draws it: outlines of glyphs, the text layer over them, pictures, frames.

Measures are in points, from the lower left corner. The same calls make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Final, Self

from fontTools.pens.basePen import BasePen
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas as Drawing
from reportlab.pdfgen.pathobject import PDFPathObject

from mentoring_sync.documents.fitting import LEADING, Fitted
from mentoring_sync.documents.fonts import EM
from mentoring_sync.documents.no_file import NoFileError
from mentoring_sync.documents.shaping import Line
from mentoring_sync.documents.text_layer import ADVANCE, NAME, as_readers_expect, font_of

Colour = tuple[float, float, float]
UNSEEN: Final = 3
"""The text rendering mode that neither fills nor strokes (ISO 32000-1, 9.3.6)."""

NON_ZERO: Final = 1
"""ReportLab's name of the rule by which the outlines of glyphs are filled (8.5.3.3 there)."""


class Canvas:
    """A file, on whose pages these texts will stand; it begins with an empty one."""

    def __init__(self, width: float, height: float, texts: Iterable[str]) -> None:
        self._bytes = BytesIO()
        self._size = (width, height)
        self._font = TTFont(NAME, BytesIO(font_of(texts)))
        self._drawing = Drawing(self._bytes, pagesize=self._size, invariant=1, pageCompression=1, pdfVersion=(1, 7))

    def __enter__(self) -> Self:
        """The canvas, whose font ReportLab knows until it is left."""
        registerFont(self._font)
        return self

    def __exit__(self, *_: object) -> None:
        self._font.unregister()

    def says(self, *, language: str, title: str, author: str, made: date, keywords: str = "") -> None:
        """What the file says of itself."""
        drawing = self._drawing
        drawing.setTitle(title)
        drawing.setAuthor(author)
        drawing.setCreator("mentoring-sync")
        drawing.setSubject("")
        if keywords:
            drawing.setKeywords(keywords)
        drawing.setDateFormatter(lambda *_: f"D:{made:%Y%m%d}000000Z")
        drawing.setCatalogEntry("Lang", language)
        drawing.setViewerPreference("DisplayDocTitle", "true")

    def frame(self, inset: float, thick: float, colour: Colour) -> None:
        """A frame so far from the page's edge."""
        width, height = self._size
        self._drawing.setStrokeColorRGB(*colour)
        self._drawing.setLineWidth(thick)
        self._drawing.rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=1, fill=0)

    def rule(self, middle: float, at: float, width: float, colour: Colour) -> None:
        """A thin line."""
        self._drawing.setStrokeColorRGB(*colour)
        self._drawing.setLineWidth(0.6)
        self._drawing.line(middle - width / 2, at, middle + width / 2, at)

    def picture(self, file: bytes, *, middle: float, bottom: float, width: float, height: float, called: str) -> None:
        """A picture, as large as its place allows; nothing, if there is none.

        Raises:
            NoFileError: it can't be read.
        """
        if not file:
            return
        try:
            image = ImageReader(BytesIO(file))
            wide, high = image.getSize()
            scale = min(width / wide, height / high)
            self._drawing.drawImage(image, middle - wide * scale / 2, bottom, wide * scale, high * scale, mask="auto")
        except (OSError, ValueError, ZeroDivisionError) as error:
            raise NoFileError(
                f"the {called} isn't a picture that can be read", f"Name a PNG or JPEG file in [certificates] {called}."
            ) from error

    def lines(self, text: Fitted, middle: float, top: float, colour: Colour) -> None:
        """Centred lines, the first right below `top`; over them, unseen, the text as it was typed."""
        self._drawing.setFillColorRGB(*colour)
        for number, line in enumerate(text.lines):
            left = middle - line.width(text.size) / 2
            self._line(line, text.size, left, top - text.size * (1 + number * LEADING))
        if text.text:
            width = max(line.width(text.size) for line in text.lines)
            self._unseen(text.text, text.size, middle - width / 2, top - text.size, width)

    def line(self, line: Line, size: float, left: float, base: float, colour: Colour) -> None:
        """A line from its left end on; over it, unseen, the text as it was typed."""
        self._drawing.setFillColorRGB(*colour)
        self._line(line, size, left, base)
        if line.text:
            self._unseen(line.text, size, left, base, line.width(size))

    def area(self, left: float, bottom: float, width: float, height: float, colour: Colour) -> None:
        """A rectangle that is filled."""
        self._drawing.setFillColorRGB(*colour)
        self._drawing.rect(left, bottom, width, height, stroke=0, fill=1)

    def next_page(self) -> None:
        """What comes stands on another page."""
        self._drawing.showPage()

    def finished(self) -> bytes:
        """The file."""
        self._drawing.showPage()
        self._drawing.save()
        return self._bytes.getvalue()

    def _line(self, line: Line, size: float, left: float, base: float) -> None:
        drawing, scale = self._drawing, size / EM
        for glyph in line.glyphs:
            outline = glyph.typeface.outline(glyph.id)
            if not outline:
                continue
            drawing.saveState()
            drawing.transform(scale, 0, 0, scale, left + glyph.x * scale, base + glyph.y * scale)
            path = drawing.beginPath()
            pen = _Pen(path)
            for how, points in outline:
                getattr(pen, how)(*points)
            drawing.drawPath(path, stroke=0, fill=1, fillMode=NON_ZERO)
            drawing.restoreState()

    def _unseen(self, text: str, size: float, left: float, base: float, width: float) -> None:
        share, at = width / len(text), left
        for part in as_readers_expect(text):
            written = self._drawing.beginText(at, base)
            written.setFont(NAME, size)
            written.setTextRenderMode(UNSEEN)
            written.setHorizScale(100 * share / (size * ADVANCE / EM))
            written.textOut(part)
            self._drawing.drawText(written)
            at += share * len(part)


class _Pen(BasePen):
    """Draws an outline as a path of the page."""

    def __init__(self, path: PDFPathObject) -> None:
        super().__init__(None)
        self._path = path

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools' name
        self._path.moveTo(*pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools' name
        self._path.lineTo(*pt)

    def _curveToOne(  # noqa: N802 - fontTools' name
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._path.curveTo(*pt1, *pt2, *pt3)

    def _closePath(self) -> None:  # noqa: N802 - fontTools' name
        self._path.close()
