"""A1 notation, read and written.

In: text such as `'My tab'!B2:C`, `A:A`, `3:5`, `R1C1:R2C2`, a tab's title alone. Out: `Reference`: the title, if it
was given, and zero-based half-open sides, None where the text leaves them open.
https://developers.google.com/workspace/sheets/api/guides/concepts#cell
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .boxes import Box

_CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,14})?")
_R1C1 = re.compile(r"[Rr]([1-9][0-9]{0,14})[Cc]([1-9][0-9]{0,14})")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIKE_A_CELL = re.compile(r"(?i)[a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*|r[0-9]*|c[0-9]*|true|false")


@dataclass(frozen=True)
class Reference:
    """What a text in A1 notation names."""

    title: str | None = None
    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @property
    def is_single_cell(self) -> bool:
        """Whether it names one cell."""
        return (
            None not in (self.top, self.left)
            and self.bottom == (self.top or 0) + 1
            and self.right == (self.left or 0) + 1
        )


def read(text: str) -> Reference | None:
    """The reference that `text` writes; None for what isn't A1 notation, such as a title without quotes."""
    title, cells = split_title(text)
    if cells is None:
        return Reference(title) if title is not None else None
    found = _read_cells(cells)
    if found is None:
        return None
    return Reference(title, found.top, found.bottom, found.left, found.right)


def split_title(text: str) -> tuple[str | None, str | None]:
    """Title and cells; a quoted title may stand alone, cells may stand without a title."""
    if text.startswith("'"):
        match = re.match(r"'((?:[^']|'')*)'(?:!(.*))?$", text, re.DOTALL)
        if match is None:
            return None, text
        return match.group(1).replace("''", "'"), match.group(2)
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, text)


def column_letters(index: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A -> 0, AA -> 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def quoted(title: str) -> str:
    """The title as it stands before a `!`: in quotes unless it is a plain word that no cell is called."""
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def write(title: str, box: Box) -> str:
    """The box in A1 notation, with its title."""
    first = f"{column_letters(box.left)}{box.top + 1}"
    last = f"{column_letters(box.right - 1)}{box.bottom}"
    return f"{quoted(title)}!{first}" + ("" if first == last else f":{last}")


def _read_cells(text: str) -> Reference | None:
    first, mark, second = text.partition(":")
    corner = _corner(first)
    if corner is None:
        return None
    if not mark:
        if None in corner:
            return None
        return Reference(None, corner[0], _after(corner[0]), corner[1], _after(corner[1]))
    other = _corner(second)
    if other is None:
        return None
    return _spanned(corner, other)


def _spanned(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> Reference | None:
    """The box between two corners, whichever comes first; a side that only one corner has stays open at its end."""
    rows, columns = (one[0], other[0]), (one[1], other[1])
    if (rows == (None, None) and None in columns) or (columns == (None, None) and None in rows):
        return None
    top, bottom = _side(rows)
    left, right = _side(columns)
    return Reference(None, top, bottom, left, right)


def _side(ends: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    known = [end for end in ends if end is not None]
    if len(known) == 2:
        return min(known), max(known) + 1
    return (known[0], None) if known else (None, None)


def _corner(text: str) -> tuple[int | None, int | None] | None:
    """(row, column), either None when it isn't there."""
    absolute = _R1C1.fullmatch(text)
    if absolute is not None:
        return int(absolute.group(1)) - 1, int(absolute.group(2)) - 1
    match = _CELL.fullmatch(text)
    if match is None or match.groups() == (None, None):
        return None
    letters, digits = match.groups()
    return int(digits) - 1 if digits else None, column_index(letters) if letters else None


def _after(index: int | None) -> int | None:
    return None if index is None else index + 1
