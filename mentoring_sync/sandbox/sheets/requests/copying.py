"""Copies: copyPaste, cutPaste, autoFill."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from ...errors import invalid
from ..boxes import Box
from ..cells import CellError
from ..document import Document
from ..grid import CellData, Sheet, Value
from ..reading import Reading
from .blocks import Cell, copied, lift, put, wipe
from .cells import area

_FORMATS = ("userEnteredFormat", "textFormatRuns")


def copy_paste(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """copyPaste: the source is repeated when the destination is a multiple of it."""
    source_sheet, source = area(document, request.get("source", {}))
    target_sheet, target = area(document, request.get("destination", {}))
    cells = _with_values(document, source_sheet, source, request.get("pasteType", "PASTE_NORMAL"))
    if request.get("pasteOrientation") == "TRANSPOSE":
        cells = [list(column) for column in zip(*cells, strict=True)]
    height, width = len(cells), len(cells[0])
    down = max(target.height // height, 1) * height
    across = max(target.width // width, 1) * width
    for row in range(min(down, target_sheet.row_count - target.top)):
        for column in range(min(across, target_sheet.column_count - target.left)):
            cell = cells[row % height][column % width]
            place = (target.top + row, target.left + column)
            origin = (source.top + row % height, source.left + column % width)
            value = copied(cell[0], place[0] - origin[0], place[1] - origin[1])
            _paste(target_sheet, *place, (value, cell[1]), request.get("pasteType", "PASTE_NORMAL"))
    return {}


def cut_paste(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """cutPaste: the source's cells are taken away; formulas keep naming what they named."""
    source_sheet, source = area(document, request.get("source", {}))
    corner = request.get("destination", {})
    target_sheet = document.change(corner.get("sheetId", 0))
    top, left = corner.get("rowIndex", 0), corner.get("columnIndex", 0)
    if (
        top < 0
        or left < 0
        or top + source.height > target_sheet.row_count
        or left + source.width > target_sheet.column_count
    ):
        raise invalid("The destination of the cut exceeds the grid.")
    cells = lift(source_sheet, source)
    wipe(source_sheet, source)
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            _paste(target_sheet, top + row, left + column, cell, request.get("pasteType", "PASTE_NORMAL"))
    return {}


def auto_fill(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """autoFill of a source over the cells that follow it: numbers one after another go on, other values repeat."""
    wanted = request.get("sourceAndDestination")
    if not wanted:
        raise invalid("sourceAndDestination must be set.")
    sheet, source = area(document, wanted.get("source", {}))
    rows = wanted.get("dimension", "ROWS") == "ROWS"
    room = sheet.row_count - source.bottom if rows else sheet.column_count - source.right
    length = min(wanted.get("fillLength", 0), room)
    cells = lift(sheet, source)
    lines = [list(line) for line in zip(*cells, strict=True)] if rows else cells
    for across, line in enumerate(lines):
        values = [cell[0] for cell in line]
        for step in range(length):
            value, extra = _continued(values, step), line[step % len(line)][1]
            row = source.bottom + step if rows else source.top + across
            column = source.left + across if rows else source.right + step
            moved = step - step % len(line) + len(line)
            put(sheet, row, column, (copied(value, moved if rows else 0, 0 if rows else moved), extra))
    return {}


def _continued(values: list[Value], step: int) -> Value:
    numbers = [value for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)]
    if len(numbers) == len(values) and len(numbers) > 1:
        gaps = {round(right - left, 9) for left, right in pairwise(numbers)}
        if len(gaps) == 1:
            return numbers[-1] + (numbers[-1] - numbers[-2]) * (step + 1)
    return values[step % len(values)]


def _with_values(document: Document, sheet: Sheet, box: Box, kind: str) -> list[list[Cell]]:
    """The source's cells; PASTE_VALUES takes what formulas come to."""
    cells = lift(sheet, box)
    if kind != "PASTE_VALUES":
        return cells
    reading = Reading(document)
    return [
        [(_plain(reading, sheet, row, column), cells[row - box.top][column - box.left][1]) for column in box.columns]
        for row in box.rows
    ]


def _plain(reading: Reading, sheet: Sheet, row: int, column: int) -> Value:
    value = reading.effective(sheet, row, column)
    return value.text if isinstance(value, CellError) else value


def _paste(sheet: Sheet, row: int, column: int, cell: Cell, kind: str) -> None:
    """Put what the paste type takes of a cell; the rest of the place stays."""
    value, extra = cell
    standing = (sheet.value(row, column), sheet.rest(row, column))
    if kind in ("PASTE_VALUES", "PASTE_FORMULA"):
        put(sheet, row, column, (value, standing[1]))
    elif kind == "PASTE_FORMAT":
        put(sheet, row, column, (standing[0], _mixed(standing[1], extra, _FORMATS)))
    elif kind == "PASTE_DATA_VALIDATION":
        put(sheet, row, column, (standing[0], _mixed(standing[1], extra, ("dataValidation",))))
    elif kind == "PASTE_CONDITIONAL_FORMATTING":
        return
    elif kind == "PASTE_NO_BORDERS":
        looks = {name: part for name, part in extra.get("userEnteredFormat", {}).items() if name != "borders"}
        put(sheet, row, column, (value, {**extra, "userEnteredFormat": looks} if looks else extra))
    else:
        put(sheet, row, column, (value, extra))


def _mixed(standing: CellData, source: CellData, names: tuple[str, ...]) -> CellData:
    kept = {name: part for name, part in standing.items() if name not in names}
    return kept | {name: source[name] for name in names if name in source}


KINDS = {"copyPaste": copy_paste, "cutPaste": cut_paste, "autoFill": auto_fill}
