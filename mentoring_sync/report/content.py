"""What stands in a report, whatever draws it: sections of texts, tables, charts and quotations.

Each chart has the table of the same numbers, so that nobody has to read a picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Text:
    """A paragraph; `quiet`: a remark beside the matter."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: the first cell of a row is its heading, the others are numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar of a chart: its name, its share of the whole width or height (0 to 1; None: there is nothing to draw), and
    the number that stands at it."""

    name: str
    share: float | None
    number: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart of shares, and the table of the same numbers; `upright`: columns side by side, in the order of time.
    `empty` is said where there is nothing to draw."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    table: Table
    empty: str
    upright: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(each.share is None for each in self.bars)


@dataclass(frozen=True, kw_only=True)
class Quotes:
    """What people said in answer to a question."""

    question: str
    texts: tuple[str, ...]


Block = Text | Table | Chart | Quotes


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a section under a heading of its own."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section: what stands under its heading, then its parts."""

    heading: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of the first lines, and what it is a number of."""

    number: str
    of: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """A report: its language (a code), title, subtitles, the first numbers, its sections, and the lines at its end."""

    language: str
    title: str
    kind: str
    community: str
    lines: tuple[str, ...]
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
    made: date

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, in their order."""
        return tuple(
            block
            for section in self.sections
            for blocks in (section.blocks, *(part.blocks for part in section.parts))
            for block in blocks
        )
