"""Where a table of values ends, as values.append looks for it.

In: a sheet and the range that was asked for. Out: the block of filled cells that the range touches, its last one when
it touches several. https://developers.google.com/workspace/sheets/api/guides/values#append_values
"""

from __future__ import annotations

from .boxes import Box
from .grid import Sheet


def around(sheet: Sheet, asked: Box) -> Box | None:
    """The table that the range touches; None when there is no value in or next to it."""
    seed = _last_filled(sheet, asked)
    if seed is None:
        return None
    box = Box(sheet.id, seed[0], seed[0] + 1, seed[1], seed[1] + 1)
    while True:
        wider = _grown(sheet, box)
        if wider == box:
            return box
        box = wider


def _last_filled(sheet: Sheet, asked: Box) -> tuple[int, int] | None:
    """The lowest cell with a value in the range."""
    for index in range(min(asked.bottom, sheet.row_count) - 1, asked.top - 1, -1):
        row = sheet.rows[index]
        if row is not None:
            for column in range(min(asked.right, len(row.values)) - 1, asked.left - 1, -1):
                if row.values[column] is not None:
                    return index, column
    return None


def _grown(sheet: Sheet, box: Box) -> Box:
    """The box with every neighbouring row and column that holds a value next to it."""
    top, bottom, left, right = box.top, box.bottom, box.left, box.right
    while top > 0 and _row_filled(sheet, top - 1, left - 1, right + 1):
        top -= 1
    while bottom < sheet.row_count and _row_filled(sheet, bottom, left - 1, right + 1):
        bottom += 1
    while left > 0 and _column_filled(sheet, left - 1, top - 1, bottom + 1):
        left -= 1
    while right < sheet.column_count and _column_filled(sheet, right, top - 1, bottom + 1):
        right += 1
    return Box(box.sheet, top, bottom, left, right)


def _row_filled(sheet: Sheet, index: int, left: int, right: int) -> bool:
    row = sheet.rows[index]
    return row is not None and any(value is not None for value in row.values[max(left, 0) : right])


def _column_filled(sheet: Sheet, column: int, top: int, bottom: int) -> bool:
    return any(sheet.value(index, column) is not None for index in range(max(top, 0), min(bottom, sheet.row_count)))
