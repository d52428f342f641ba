"""A report as a PDF: the same content as the page's, on sheets of A4.

What the next report compares itself with stands among the file's keywords.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from mentoring_sync.documents.canvas import Colour
from mentoring_sync.documents.fonts import Fonts
from mentoring_sync.documents.reading import keywords_in
from mentoring_sync.documents.rows import ROOM, About, Area, Group, Row, Words, printed, wrapped
from mentoring_sync.documents.shaping import Line
from mentoring_sync.mail.one_line import shortened
from mentoring_sync.progress.report import Remembered
from mentoring_sync.report.content import Block, Chart, Content, Figure, Quotes, Table, Text
from mentoring_sync.report.page import LONGEST_NAME, as_json, remembered_in

INK: Colour = (0.12, 0.16, 0.20)
PALE: Colour = (0.32, 0.38, 0.43)
BAR: Colour = (0.06, 0.46, 0.43)
TRACK: Colour = (0.90, 0.92, 0.93)
SOFT: Colour = (0.95, 0.96, 0.97)
LEADING = 1.35

_NUMBERS = 62.0
"""How wide a column of numbers is."""

_TALL = 110.0
"""How tall a column of a chart is that stands for all."""


def sheets(content: Content, remembered: Remembered, fonts: Fonts) -> bytes:
    """The file.

    Raises:
        UnprintableError: no font at hand has one of its characters.
    """
    about = About(
        language=content.language,
        title=f"{content.kind}: {content.title}",
        author=content.community,
        made=content.made,
        keywords=json.dumps(as_json(remembered)),
    )
    return printed(_Layout(fonts).groups(content), about, fonts)


def read_remembered_in(file: bytes) -> Remembered | None:
    """What a file remembers; None of one that is no report."""
    return remembered_in(keywords_in(file))


class _Layout:
    """Lays a content out with some fonts."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts

    def groups(self, content: Content) -> Iterator[Group]:
        """All of it, from top to bottom."""
        yield Group(rows=(*self._text(f"{content.community} · {content.kind}", 11, BAR),))
        yield Group(rows=(*self._text(content.title, 20, INK),), leads=True)
        yield Group(rows=tuple(row for line in content.lines for row in self._text(line, 9.5, PALE)))
        yield Group(rows=(_gap(10), self._figures(content.figures)))
        for section in content.sections:
            yield Group(rows=(_gap(18), *self._heading(section.heading)), leads=True)
            yield from self._blocks(section.blocks, section.heading)
            for part in section.parts:
                yield Group(rows=(_gap(9), *self._text(part.heading, 12, INK), _gap(2)), leads=True)
                yield from self._blocks(part.blocks, part.heading)
        yield Group(rows=(_gap(16), *(row for line in content.foot for row in self._text(line, 9, PALE))))

    def _text(self, text: str, size: float, colour: Colour, x: float = 0.0) -> Iterator[Row]:
        for line in wrapped(text, ROOM - x, size, self._fonts):
            yield Row(height=size * LEADING, marks=(self._words(line, size, x, size, colour),))

    def _words(self, line: Line, size: float, x: float, down: float, colour: Colour, *, right: bool = False) -> Words:
        return Words(line=line, size=size, x=x, down=down, colour=colour, right=right)

    def _short(
        self, text: str, size: float, x: float, down: float, colour: Colour = INK, *, right: bool = False
    ) -> Iterator[Words]:
        """A text that stands on one line."""
        for line in wrapped(shortened(text, LONGEST_NAME), ROOM * 9, size, self._fonts):
            yield self._words(line, size, x, down, colour, right=right)

    def _heading(self, text: str) -> Iterator[Row]:
        yield from self._text(text, 15, INK)
        yield Row(height=9, marks=(Area(x=0, down=1, width=ROOM, height=1.4, colour=BAR),))

    def _figures(self, figures: Sequence[Figure]) -> Row:
        """The first numbers, in boxes side by side."""
        share = (ROOM + 8) / max(len(figures), 1)
        marks, deepest = list[Words](), 0.0
        for at, each in enumerate(figures):
            x = at * share + 9
            marks += self._short(each.number, 18, x, 25)
            for number, line in enumerate(wrapped(each.of, share - 26, 8.5, self._fonts)):
                down = 39 + number * 11
                marks.append(self._words(line, 8.5, x, down, PALE))
                deepest = max(deepest, down + 9)
        boxes = (Area(x=at * share, down=0, width=share - 8, height=deepest, colour=SOFT) for at in range(len(figures)))
        return Row(height=deepest, marks=(*boxes, *marks))

    def _blocks(self, blocks: Sequence[Block], heading: str) -> Iterator[Group]:
        for block in blocks:
            match block:
                case Text():
                    size, colour = (9, PALE) if block.quiet else (10, INK)
                    yield Group(rows=(*self._text(block.text, size, colour), _gap(4)))
                case Table():
                    yield Group(rows=(*self._caption(block.caption, heading), *self._table(block)))
                case Chart():
                    yield Group(rows=(*self._caption(block.title, heading), *self._chart(block)), leads=True)
                    yield Group(rows=(*self._table(block.table),))
                case Quotes():
                    yield from self._quotes(block)

    def _caption(self, caption: str, heading: str) -> Iterator[Row]:
        if caption != heading:
            yield _gap(5)
            yield from self._text(caption, 10.5, INK)
            yield _gap(2)

    def _table(self, table: Table) -> Iterator[Row]:
        wide = ROOM - _NUMBERS * (len(table.columns) - 1)
        if not table.rows:
            return
        for number, row in enumerate((table.columns, *table.rows)):
            colour = INK if number else PALE
            lines = wrapped(row[0], wide - 8, 9.5, self._fonts)
            heads = [wrapped(cell, _NUMBERS - 6, 9.5, self._fonts) for cell in row[1:]]
            height = 12 * max(1, len(lines), *map(len, heads)) + 4
            marks = [self._words(line, 9.5, 0, 10 + 12 * at, colour) for at, line in enumerate(lines)]
            for column, cell in enumerate(heads, start=1):
                x = wide + _NUMBERS * column
                marks += [self._words(line, 9.5, x, 10 + 12 * at, colour, right=True) for at, line in enumerate(cell)]
            rule = Area(x=0, down=height - 1, width=ROOM, height=0.5, colour=TRACK)
            yield Row(height=height, marks=(*marks, rule))
        yield _gap(7)

    def _chart(self, chart: Chart) -> Iterator[Row]:
        if chart.is_empty:
            yield from self._text(chart.empty, 9.5, PALE)
        elif chart.upright:
            yield self._columns(chart)
        else:
            yield from (self._bar(each.name, each.share or 0.0, each.number) for each in chart.bars)
        yield _gap(5)

    def _bar(self, name: str, share: float, number: str) -> Row:
        width = ROOM * 0.86
        marks: tuple[Words | Area, ...] = (
            *self._short(name, 9, 0, 9),
            Area(x=0, down=13, width=width, height=7.5, colour=TRACK),
            *([Area(x=0, down=13, width=width * share, height=7.5, colour=BAR)] if share else []),
            *self._short(number, 9.5, ROOM, 20.5, right=True),
        )
        return Row(height=25, marks=marks)

    def _columns(self, chart: Chart) -> Row:
        step, base = ROOM / len(chart.bars), _TALL + 16
        marks: list[Words | Area] = [Area(x=0, down=base, width=ROOM, height=0.7, colour=PALE)]
        for at, bar in enumerate(chart.bars):
            high = (bar.share or 0.0) * _TALL
            if high:
                marks.append(Area(x=step * (at + 0.2), down=base - high, width=step * 0.6, height=high, colour=BAR))
            marks += self._short(bar.number, 9.5, step * (at + 0.4), base - high - 4)
            marks += self._short(str(at + 1), 9, step * (at + 0.48), base + 12)
        return Row(height=base + 18, marks=tuple(marks))

    def _quotes(self, quotes: Quotes) -> Iterator[Group]:
        yield Group(rows=(_gap(4), *self._text(quotes.question, 10.5, INK)), leads=True)
        for said in quotes.texts:
            rows = [row for line in said.splitlines() for row in self._text(line, 10, INK, x=14)]
            high = sum(row.height for row in rows) + 4
            rule = Area(x=2, down=3, width=2.2, height=high - 4, colour=BAR)
            yield Group(rows=(Row(height=3, marks=(rule,)), *rows, _gap(6)))


def _gap(height: float) -> Row:
    return Row(height=height)
