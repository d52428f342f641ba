"""Cells that come or go within part of a sheet, pushing others aside: insertRange and deleteRange."""

from __future__ import annotations

from typing import Any

from ...errors import invalid
from ..boxes import Axis, Box
from ..document import Document
from ..grid import Column, Sheet
from .blocks import Cell, lift, put, wipe
from .cells import area


def insert_range(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """insertRange: the cells from the range on move down or right; what leaves the grid makes it grow."""
    sheet, box = area(document, request.get("range", {}))
    rows = _axis(request) is Axis.ROWS
    affected = _from(sheet, box, rows=rows)
    cells = lift(sheet, affected)
    wipe(sheet, affected)
    down, across = (box.height, 0) if rows else (0, box.width)
    _make_room(sheet, affected, cells, down, across)
    _set_down(sheet, affected.moved(down, across), cells)
    return {}


def delete_range(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteRange: the cells below or to the right move into the gap."""
    sheet, box = area(document, request.get("range", {}))
    rows = _axis(request) is Axis.ROWS
    affected = _from(sheet, box, rows=rows)
    cells = lift(sheet, affected)
    wipe(sheet, affected)
    kept = cells[box.height :] if rows else [row[box.width :] for row in cells]
    _set_down(sheet, affected, kept)
    return {}


def _axis(request: dict[str, Any]) -> Axis:
    try:
        return Axis(request.get("shiftDimension", ""))
    except ValueError as error:
        raise invalid("No shiftDimension specified.") from error


def _from(sheet: Sheet, box: Box, *, rows: bool) -> Box:
    """From the range to the edge of the grid."""
    if rows:
        return Box(box.sheet, box.top, sheet.row_count, box.left, box.right)
    return Box(box.sheet, box.top, box.bottom, box.left, sheet.column_count)


def _make_room(sheet: Sheet, box: Box, cells: list[list[Cell]], down: int, across: int) -> None:
    height = max((index + 1 for index, row in enumerate(cells) if any(_holds(cell) for cell in row)), default=0)
    width = max((index + 1 for row in cells for index, cell in enumerate(row) if _holds(cell)), default=0)
    missing = box.top + height + down - sheet.row_count
    if down and missing > 0:
        sheet.rows.extend([None] * missing)
        sheet.reordered = True
    while across and box.left + width + across > sheet.column_count:
        sheet.columns.append(Column(sheet.new_id()))


def _holds(cell: Cell) -> bool:
    return cell[0] is not None or bool(cell[1])


def _set_down(sheet: Sheet, box: Box, cells: list[list[Cell]]) -> None:
    for index, row in enumerate(cells, box.top):
        for column, cell in enumerate(row, box.left):
            if index < sheet.row_count and column < sheet.column_count:
                put(sheet, index, column, cell)


KINDS = {"insertRange": insert_range, "deleteRange": delete_range}
