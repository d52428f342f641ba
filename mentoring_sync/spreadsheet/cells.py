"""Cells: what a written value reads back as, so that what stands and what is desired can be compared."""

from __future__ import annotations

from datetime import date

from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, DropDown, Link, Mailto, WebLink
from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.spreadsheet.serial_dates import serial

LONGEST_TEXT = 2_000
"""Characters of a text that we write. Sheets takes 50,000 in a cell, and all cells of a row go into one of `_sync`."""


def fitting(value: CellInput) -> CellInput:
    """The value with a text that is too long cut off."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[: LONGEST_TEXT - 1]}…"
    return value


def shows_error(value: Scalar) -> bool:
    """Whether a cell shows that its formula can't be computed: `#REF!`."""
    return isinstance(value, str) and value.startswith("#") and value[1:2].isupper() and value.endswith(("!", "?"))


def is_empty(value: Scalar) -> bool:
    """Whether nothing stands in the cell; 0 and an unticked box are something."""
    return value is None or value == ""


def reads_back(value: CellInput) -> Scalar:
    """The plain value that a cell shows once `value` was written into it."""
    match value:
        case Checkbox(ticked):
            return ticked
        case Link() | WebLink():
            return value.label
        case Mailto(address):
            return address or None
        case DropDown():
            return None
        case Formula():
            return value.value
        case date():
            return serial(value)
        case bool():
            return value
        case int():
            return float(value)
        case "":
            return None
        case _:
            return value


def same(one: Scalar, other: Scalar) -> bool:
    """Whether two cells show the same: an empty text is an empty cell, a number is compared to a ten-millionth."""
    if is_empty(one) or is_empty(other):
        return is_empty(one) and is_empty(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 1e-7
    return one == other
