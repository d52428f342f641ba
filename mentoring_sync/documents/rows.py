"""Pages of rows, one below the other: what is kept together isn't parted between pages, as far as it fits on one.

In: groups of rows, each row with its height and the marks on it. Out: a PDF in A4 with the pages' numbers.
Measures are in points; a row's marks are measured from its upper left corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mentoring_sync.documents.canvas import Canvas, Colour
from mentoring_sync.documents.fitting import filled
from mentoring_sync.documents.fonts import Fonts
from mentoring_sync.documents.shaping import Line, shaped

WIDTH, HEIGHT = 595.28, 841.89
"""A4."""

MARGIN, BOTTOM = 50.0, 62.0
ROOM = WIDTH - 2 * MARGIN
"""How wide a row may be."""

_LENGTH = HEIGHT - MARGIN - BOTTOM
_BLANK = re.compile(r"[ \t\r\n]+")
"""Where a line may end: a blank that isn't to be broken isn't one of these."""

_PALE: Colour = (0.32, 0.38, 0.43)


@dataclass(frozen=True, kw_only=True)
class Words:
    """A line of text whose base is so far `down`; `right`: it ends at `x`."""

    line: Line
    size: float
    x: float
    down: float
    colour: Colour
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Area:
    """A filled rectangle, its upper left corner at `x` and `down`."""

    x: float
    down: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, kw_only=True)
class Row:
    """What stands beside each other, and how high it is."""

    height: float
    marks: tuple[Words | Area, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows that are kept together; `leads`: with what comes next, too."""

    rows: tuple[Row, ...]
    leads: bool = False

    @property
    def height(self) -> float:
        """How high they are together."""
        return sum(row.height for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class About:
    """What a file says of itself."""

    language: str
    title: str
    author: str
    made: date
    keywords: str


def wrapped(text: str, width: float, size: float, fonts: Fonts) -> tuple[Line, ...]:
    """The lines of a text in one paragraph; a word that is wider than a line is parted.

    Raises:
        UnprintableError: no font has one of its characters.
    """
    words = [part for word in _BLANK.split(text) if word for part in _parts(word, width / size, fonts)]
    return filled(words, width / size, fonts) if words else ()


def _parts(word: str, width: float, fonts: Fonts) -> Iterator[str]:
    """A word in parts that fit on a line. `width` is in sizes."""
    while len(word) > 1 and shaped(word, fonts).width(1) > width:
        most = max(1, int(len(word) * width / shaped(word, fonts).width(1)))
        yield word[:most]
        word = word[most:]
    yield word


def printed(groups: Iterable[Group], about: About, fonts: Fonts) -> bytes:
    """The file.

    Raises:
        UnprintableError: no font has a character of the numbers.
    """
    pages = list(_pages(groups))
    numbers = [shaped(f"{number} / {len(pages)}", fonts) for number in range(1, len(pages) + 1)]
    marks = (mark for page in pages for row in page for mark in row.marks if isinstance(mark, Words))
    texts = (*(mark.line.text for mark in marks), *(each.text for each in numbers))
    with Canvas(WIDTH, HEIGHT, texts) as canvas:
        canvas.says(
            language=about.language,
            title=about.title,
            author=about.author,
            made=about.made,
            keywords=about.keywords,
        )
        for at, (page, number) in enumerate(zip(pages, numbers, strict=True)):
            if at:
                canvas.next_page()
            _draw(canvas, page)
            canvas.line(number, 8.5, (WIDTH - number.width(8.5)) / 2, BOTTOM / 2, _PALE)
        return canvas.finished()


def _pages(groups: Iterable[Group]) -> Iterator[Sequence[Row]]:
    page, left = list[Row](), _LENGTH
    for kept in _kept(groups):
        together = sum(row.height for row in kept)
        if page and together > left and (together <= _LENGTH or kept[0].height > left):
            yield page
            page, left = [], _LENGTH
        for row in kept:
            if page and row.height > left:
                yield page
                page, left = [], _LENGTH
            page.append(row)
            left -= row.height
    yield page


def _kept(groups: Iterable[Group]) -> Iterator[Sequence[Row]]:
    """What is kept together: a group with those that lead to it."""
    rows = list[Row]()
    for group in groups:
        rows += group.rows
        if not group.leads:
            yield rows
            rows = []
    if rows:
        yield rows


def _draw(canvas: Canvas, page: Sequence[Row]) -> None:
    top = HEIGHT - MARGIN
    for row in page:
        for mark in row.marks:
            left = MARGIN + mark.x
            if isinstance(mark, Area):
                canvas.area(left, top - mark.down - mark.height, mark.width, mark.height, mark.colour)
            else:
                begins = left - mark.line.width(mark.size) if mark.right else left
                canvas.line(mark.line, mark.size, begins, top - mark.down, mark.colour)
        top -= row.height
