"""Cells: updateCells, repeatCell, appendCells, borders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import invalid
from ...fields import EVERYTHING, Mask
from ..boxes import Box
from ..cells import from_extended
from ..document import Document
from ..grid import CellData, Column, Row, Sheet
from ..looks import normalised
from .conditions import check_rule
from .masked import mask_of, updated

READ_ONLY = frozenset({"effectiveValue", "formattedValue", "effectiveFormat", "hyperlink"})
_NOT_KEPT = READ_ONLY | {"userEnteredValue"}
_EMPTY: tuple[Any, ...] = ("", {}, [])


def update_cells(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateCells: from `start`, or within `range`, where cells without data of their own are reset."""
    mask, rows = _cell_mask(request), request.get("rows", [])
    if "start" in request:
        start = request["start"]
        sheet = document.change(start.get("sheetId", 0))
        put_rows(sheet, start.get("rowIndex", 0), start.get("columnIndex", 0), rows, mask)
        return {}
    if "range" not in request:
        raise invalid("Either 'start' or 'range' must be set.")
    sheet, box = area(document, request["range"])
    if len(rows) > box.height or any(len(row.get("values", ())) > box.width for row in rows):
        raise invalid(
            f"Attempting to write more cells than the range holds: it has {box.height} rows and {box.width} columns."
        )
    put_rows(sheet, box.top, box.left, rows, mask)
    _reset_rest(sheet, box, rows, mask)
    return {}


def repeat_cell(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """repeatCell: the same data in every cell of the range."""
    sheet, box = area(document, request.get("range", {}))
    mask, cell = _cell_mask(request), request.get("cell", {})
    data = _Data(cell, mask)
    for index in box.rows:
        if data.is_empty and sheet.rows[index] is None:
            continue
        row = sheet.row(index)
        for column in box.columns:
            data.put(row, column)
    return {}


def append_cells(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """appendCells: below the last row that holds data; the grid grows."""
    sheet = document.change(request.get("sheetId", 0))
    rows, mask = request.get("rows", []), _cell_mask(request)
    top = max((index + 1 for index, row in sheet.filled_rows(sheet.whole) if row.width()), default=0)
    if top + len(rows) > sheet.row_count:
        sheet.rows.extend([None] * (top + len(rows) - sheet.row_count))
        sheet.reordered = True
    width = max((len(row.get("values", ())) for row in rows), default=0)
    while sheet.column_count < width:
        sheet.columns.append(Column(sheet.new_id()))
    put_rows(sheet, top, 0, rows, mask)
    return {}


def update_borders(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateBorders: on the box's edges and between its cells."""
    sheet, box = area(document, request.get("range", {}))
    for index in box.rows:
        for column in box.columns:
            sides = _sides(box, index, column, request)
            if sides:
                row = sheet.row(index)
                extra = row.extras.get(column, {})
                looks = extra.get("userEnteredFormat", {})
                borders = {**looks.get("borders", {}), **normalised(sides)}
                row.set_extra(column, {**extra, "userEnteredFormat": {**looks, "borders": borders}})
    return {}


def area(document: Document, grid_range: Mapping[str, Any]) -> tuple[Sheet, Box]:
    """The sheet to change and the range on it. Raises GoogleError 400 for an empty range or one off the grid."""
    sheet = document.change(grid_range.get("sheetId", 0))
    for start, end in (("startRowIndex", "endRowIndex"), ("startColumnIndex", "endColumnIndex")):
        first = grid_range.get(start, 0)
        if first < 0 or grid_range.get(end, first + 1) <= first:
            raise invalid(f"{end} must be greater than {start}.")
    box = sheet.box(dict(grid_range))
    if box.top >= sheet.row_count or box.left >= sheet.column_count or box.height < 1 or box.width < 1:
        raise outside_grid(sheet)
    return sheet, box


def outside_grid(sheet: Sheet) -> Exception:
    """400: the range begins beyond the grid."""
    size = f"grid limits ({sheet.row_count} rows, {sheet.column_count} columns)"
    return invalid(f"Range exceeds {size}.")


def put_rows(sheet: Sheet, top: int, left: int, rows: list[dict[str, Any]], mask: Mask = EVERYTHING) -> None:
    """Put RowData from a corner on. Raises GoogleError 400 when it leaves the grid."""
    width = max((len(row.get("values", ())) for row in rows), default=0)
    if top < 0 or left < 0 or top + len(rows) > sheet.row_count or left + width > sheet.column_count:
        raise outside_grid(sheet)
    for index, described in enumerate(rows, top):
        cells = described.get("values", ())
        if cells:
            row = sheet.row(index)
            for column, cell in enumerate(cells, left):
                _Data(cell, mask).put(row, column)


class _Data:
    """CellData under a mask, ready to be put into cells."""

    def __init__(self, cell: CellData, mask: Mask) -> None:
        whole = not mask or "*" in mask
        self.sets_value = whole or "userEnteredValue" in mask
        self.value = from_extended(cell.get("userEnteredValue")) if self.sets_value else None
        names = {name for name, value in cell.items() if name not in _NOT_KEPT and value not in _EMPTY}
        self.rest = {name: _kept(name, cell[name]) for name in names if whole or name in mask}
        if "dataValidation" in self.rest:
            check_rule(self.rest["dataValidation"])
        self.mask = None if whole else Mask({n: m for n, m in mask.items() if n not in _NOT_KEPT})
        self.is_empty = self.value is None and not self.rest

    def put(self, row: Row, column: int) -> None:
        """Put the data; what the mask doesn't name stays."""
        if self.sets_value:
            row.set_value(column, self.value)
        standing = row.extras.get(column, {})
        if self.mask is None:
            row.set_extra(column, dict(self.rest))
        elif self.mask:
            row.set_extra(column, updated(standing, self.rest, self.mask))
        if self.sets_value and self.mask is not None and standing.keys() & {"textFormatRuns", "chipRuns"}:
            dropped = {"textFormatRuns", "chipRuns"} - self.rest.keys()
            row.set_extra(column, {n: v for n, v in row.extras.get(column, {}).items() if n not in dropped})


def _kept(name: str, value: Any) -> Any:
    return normalised(value) if name in ("userEnteredFormat", "textFormatRuns") else value


def _cell_mask(request: dict[str, Any]) -> Mask:
    mask = mask_of(request)
    if mask.keys() <= READ_ONLY:
        raise invalid(f"The fields are read-only: {', '.join(mask)}.")
    return mask


def _reset_rest(sheet: Sheet, box: Box, rows: list[dict[str, Any]], mask: Mask) -> None:
    nothing = _Data({}, mask)
    for offset, index in enumerate(box.rows):
        if sheet.rows[index] is None:
            continue
        given = len(rows[offset].get("values", ())) if offset < len(rows) else 0
        row = sheet.row(index)
        for column in range(box.left + given, min(box.right, row.width())):
            nothing.put(row, column)


def _sides(box: Box, row: int, column: int, request: dict[str, Any]) -> dict[str, Any]:
    inner = (request.get("innerHorizontal"), request.get("innerVertical"))
    sides = {
        "top": request.get("top") if row == box.top else inner[0],
        "bottom": request.get("bottom") if row == box.bottom - 1 else inner[0],
        "left": request.get("left") if column == box.left else inner[1],
        "right": request.get("right") if column == box.right - 1 else inner[1],
    }
    return {name: border for name, border in sides.items() if border}


KINDS = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "updateBorders": update_borders,
}
