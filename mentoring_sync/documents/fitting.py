"""Texts in boxes: as large as they may be, on as few lines as they need, never beyond the box and never cut."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mentoring_sync.documents.fonts import Fonts
from mentoring_sync.documents.no_file import NoFileError
from mentoring_sync.documents.shaping import Line, shaped

LEADING = 1.3
"""From line to line, in sizes."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """How wide and high (in points) and of how many lines a text may be, and in which sizes, the preferred first."""

    width: float
    sizes: Sequence[float]
    lines: int = 1
    height: float = math.inf


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A text that fits: its lines, and their size in points."""

    text: str
    lines: tuple[Line, ...]
    size: float

    @property
    def height(self) -> float:
        """How high it is, in points."""
        return len(self.lines) * self.size * LEADING


def fitted(text: str, box: Box, fonts: Fonts) -> Fitted:
    """The text at the first of the box's sizes at which it fits.

    Raises:
        NoFileError: it is too long at every size, or can't be drawn.
    """
    for size in box.sizes:
        lines = _lines(text, box.width / size, box.lines, fonts)
        found = Fitted(text=text, lines=lines, size=size)
        if lines and found.height <= box.height:
            return found
    raise NoFileError(
        f"“{text}” is too long for the page, at the smallest size ({min(box.sizes):g} pt) too",
        "Shorten it where it comes from: in Roster, in the form, or in [certificates].",
        text=text,
    )


def _lines(text: str, width: float, most: int, fonts: Fonts) -> tuple[Line, ...]:
    """The text on as few lines as it needs, about equally long; none, if it doesn't fit. `width` is in sizes."""
    whole = shaped(text, fonts)
    for count in range(1, most + 1):
        if whole.width(1) <= width * count:
            lines = _parted(text, max(whole.width(1) / count, 0), width, count, fonts)
            if lines:
                return lines
    return ()


def _parted(text: str, share: float, width: float, count: int, fonts: Fonts) -> tuple[Line, ...]:
    """The text on so many lines, tried from equally long ones on to full ones."""
    if count == 1:
        return (shaped(text, fonts),)
    for step in range(9):
        lines = filled(text.split(" "), share + (width - share) * step / 8, fonts)
        if len(lines) <= count and all(line.width(1) <= width for line in lines):
            return lines
    return ()


def filled(words: Sequence[str], width: float, fonts: Fonts) -> tuple[Line, ...]:
    """The words on lines of at most this width, as far as a word alone isn't wider."""
    lines, line = list[str](), words[0]
    for word in words[1:]:
        if shaped(f"{line} {word}", fonts).width(1) <= width:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = word
    return tuple(shaped(each, fonts) for each in (*lines, line))
