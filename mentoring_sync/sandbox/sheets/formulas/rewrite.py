"""Formulas follow their cells: references rewritten when rows or columns come, go or are copied elsewhere.

In: a formula's text. Out: the text with its references changed where they stand, everything else letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..a1 import column_index, column_letters, split_title
from .tokens import Kind, UnreadableError, tokens

Place = Callable[[int], int | None]
"""A zero-based index before -> after; None when it is gone."""

_CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([0-9]+)?")


def follow(formula: str, own_title: str, title: str, *, rows: Place | None = None, columns: Place | None = None) -> str:
    """The formula, standing on sheet `own_title`, after rows or columns of sheet `title` took new places."""

    def change(reference: str) -> str:
        named, cells = split_title(reference)
        if (named or own_title).lower() != title.lower() or cells is None:
            return reference
        front = reference[: len(reference) - len(cells)]
        moved = _moved(cells, rows, columns)
        return front + moved if moved is not None else "#REF!"

    return _rewritten(formula, change)


def shifted(formula: str, down: int, across: int) -> str:
    """The formula as it reads when it is copied: references without `$` move along."""

    def change(reference: str) -> str:
        _, cells = split_title(reference)
        if cells is None:
            return reference
        front = reference[: len(reference) - len(cells)]
        corners = [_shifted_corner(corner, down, across) for corner in cells.split(":")]
        return front + ":".join(corner or "" for corner in corners) if all(corners) else "#REF!"

    return _rewritten(formula, change)


def _rewritten(formula: str, change: Callable[[str], str]) -> str:
    try:
        pieces = list(tokens(formula))
    except UnreadableError:
        return formula
    return "=" + "".join(change(piece.text) if piece.kind is Kind.REFERENCE else piece.text for piece in pieces)


def _shifted_corner(corner: str, down: int, across: int) -> str | None:
    fixed_column, letters, fixed_row, digits = _parts(corner)
    if letters and not fixed_column:
        index = column_index(letters) + across
        if index < 0:
            return None
        letters = column_letters(index)
    if digits and not fixed_row:
        number = int(digits) + down
        if number < 1:
            return None
        digits = str(number)
    return f"{fixed_column}{letters}{fixed_row}{digits}"


def _moved(cells: str, rows: Place | None, columns: Place | None) -> str | None:
    first, mark, last = cells.partition(":")
    one, other = _parts(first), _parts(last) if mark else None
    ends = (one, other or one)
    down = _span([int(part[3]) - 1 if part[3] else None for part in ends], rows)
    across = _span([column_index(part[1]) if part[1] else None for part in ends], columns)
    if down is None or across is None:
        return None
    placed = [_written(part, row, column) for part, row, column in zip(ends, down, across, strict=True)]
    return ":".join(placed) if mark else placed[0]


def _span(ends: list[int | None], place: Place | None) -> tuple[int | None, int | None] | None:
    """Both ends after the change: a range shrinks to what is left of it, and is gone when nothing is."""
    first, last = ends
    if place is None or (first is None and last is None):
        return first, last
    if first is None or last is None:
        open_end = place(first if first is not None else last or 0)
        return (
            None
            if open_end is None
            else (open_end if first is not None else None, open_end if last is not None else None)
        )
    left = next((new for index in range(first, last + 1) if (new := place(index)) is not None), None)
    right = next((new for index in range(last, first - 1, -1) if (new := place(index)) is not None), None)
    return None if left is None or right is None else (left, right)


def _parts(corner: str) -> tuple[str, str, str, str]:
    match = _CORNER.fullmatch(corner)
    if match is None:
        return "", "", "", ""
    fixed, letters, fixed_row, digits = (group or "" for group in match.groups())
    return (fixed, letters, fixed_row, digits) if letters else ("", "", fixed or fixed_row, digits)


def _written(part: tuple[str, str, str, str], row: int | None, column: int | None) -> str:
    letters = "" if column is None else part[0] + column_letters(column)
    digits = "" if row is None else f"{part[2]}{row + 1}"
    return letters + digits
