"""Rows and columns: insert, delete, append, move, hide, widen.

Everything that names cells follows: merges, filters, protected and named ranges, formulas, developer metadata.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import invalid
from .. import metadata, widths
from ..boxes import Axis, after_delete, after_insert, over_ranges
from ..document import Document, check_grid
from ..formulas import follow
from ..grid import Column, Formula, Row, Sheet
from ..reading import Reading
from .masked import mask_of, updated

Place = Callable[[int], int | None]


def insert_dimension(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """insertDimension."""
    sheet, axis, start, end = span(document, request.get("range", {}), grid=False)
    before, size = bool(request.get("inheritFromBefore")), sheet.size(axis)
    if before and start == 0:
        raise invalid("inheritFromBefore cannot be true if range.startIndex is 0.")
    if start > size or (start == size and not before):
        rule = "if inheritFromBefore is false" if start == size else ""
        raise invalid(f"range.startIndex must be less than the grid size ({size}) {rule}".strip() + ".")
    insert(document, sheet, axis, start, end - start, inherit_before=before)
    return {}


def delete_dimension(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteDimension."""
    sheet, axis, start, end = span(document, request.get("range", {}))
    if end - start >= sheet.size(axis):
        raise invalid(f"You can't delete all the {axis.value.lower()} on the sheet.")
    delete(document, sheet, axis, start, end - start)
    return {}


def append_dimension(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """appendDimension."""
    length = request.get("length", 0)
    if length < 1:
        raise invalid("length must be greater than 0.")
    append(document, document.change(request.get("sheetId", 0)), _axis(request), length)
    return {}


def move_dimension(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """moveDimension: `destinationIndex` counts before the rows are taken out."""
    sheet, axis, start, end = span(document, request.get("source", {}))
    to = request.get("destinationIndex", 0)
    if not 0 <= to <= sheet.size(axis):
        raise invalid(f"destinationIndex must be between 0 and {sheet.size(axis)}.")
    if start <= to <= end:
        return {}
    order = list(range(sheet.size(axis)))
    taken = order[start:end]
    rest = order[:start] + order[end:]
    at = to if to < start else to - (end - start)
    reorder(document, sheet, axis, rest[:at] + taken + rest[at:])
    return {}


def update_dimension_properties(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateDimensionProperties: hidden, pixel size."""
    sheet, axis, start, end = span(document, request.get("range", {}))
    mask, wanted = mask_of(request), request.get("properties", {})
    for index in range(start, end):
        sheet.set_look(axis, index, updated(sheet.look(axis, index), wanted, mask))
    return {}


def auto_resize_dimensions(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """autoResizeDimensions: columns as wide as their widest cell, rows as high as they are by default."""
    sheet, axis, start, end = span(document, request.get("dimensions", {}))
    reading = Reading(document)
    for index in range(start, end):
        kept = {name: value for name, value in sheet.look(axis, index).items() if name != "pixelSize"}
        wide = _widest(reading, sheet, index) if axis is Axis.COLUMNS else None
        sheet.set_look(axis, index, kept | ({"pixelSize": wide} if wide else {}))
    return {}


def _widest(reading: Reading, sheet: Sheet, column: int) -> int | None:
    """The pixels that the column's widest cell needs; None when every cell is empty."""
    widths_needed = (
        widths.pixels(text, row.extras.get(column, {}).get("userEnteredFormat", {}).get("textFormat", {}))
        for index, row in sheet.filled_rows(sheet.whole)
        if (text := reading.formatted(sheet, index, column))
    )
    return max(widths_needed, default=None)


def insert(document: Document, sheet: Sheet, axis: Axis, at: int, count: int, *, inherit_before: bool = False) -> None:
    """Put `count` empty rows or columns before index `at`, looking like their neighbours."""
    rows, columns = (count, 0) if axis is Axis.ROWS else (0, count)
    check_grid(sheet.row_count + rows, sheet.column_count + columns)
    model = at - 1 if inherit_before else at
    if axis is Axis.ROWS:
        new = [_row_like(sheet, model) for _ in range(count)]
        sheet.rows[at:at] = new
        sheet.reordered = True
    else:
        look = dict(sheet.columns[model].look) if 0 <= model < sheet.column_count else {}
        sheet.columns[at:at] = [Column(sheet.new_id(), look) for _ in range(count)]
        _change_rows(sheet, lambda row: _widened(row, at, count, model))
    _check_room(document)
    _move_ranges(document, lambda found: after_insert(found, sheet.id, axis, at, count))
    _follow(document, sheet, axis, lambda index: index + count if index >= at else index)


def delete(document: Document, sheet: Sheet, axis: Axis, at: int, count: int) -> None:
    """Take out rows or columns with everything on them."""
    if axis is Axis.ROWS:
        del sheet.rows[at : at + count]
        sheet.reordered = True
    else:
        del sheet.columns[at : at + count]
        _change_rows(sheet, lambda row: _narrowed(row, at, count))
    _move_ranges(document, lambda found: after_delete(found, sheet.id, axis, at, count))
    _follow(document, sheet, axis, lambda index: None if at <= index < at + count else index - count * (index >= at))
    metadata.prune(document)


def append(document: Document, sheet: Sheet, axis: Axis, count: int) -> None:
    """Add rows or columns at the end."""
    if axis is Axis.ROWS:
        check_grid(sheet.row_count + count, sheet.column_count)
        sheet.rows.extend([None] * count)
        sheet.reordered = True
    else:
        check_grid(sheet.row_count, sheet.column_count + count)
        sheet.columns.extend(Column(sheet.new_id()) for _ in range(count))
    _check_room(document)


def reorder(document: Document, sheet: Sheet, axis: Axis, order: list[int]) -> None:
    """Rows or columns in a new order: `order[new] == old`."""
    places = {old: new for new, old in enumerate(order)}
    if axis is Axis.ROWS:
        sheet.rows[:] = [sheet.rows[old] for old in order]
        sheet.reordered = True
    else:
        sheet.columns[:] = [sheet.columns[old] for old in order]
        _change_rows(sheet, lambda row: _permuted(row, places))
    _follow(document, sheet, axis, places.get)


def span(document: Document, found: dict[str, Any], *, grid: bool = True) -> tuple[Sheet, Axis, int, int]:
    """The sheet, axis, start and end of a DimensionRange. Raises GoogleError 400 when it isn't on the grid."""
    sheet, axis = document.change(found.get("sheetId", 0)), _axis(found)
    size = sheet.size(axis)
    start, end = found.get("startIndex", 0), found.get("endIndex", size)
    if start < 0 or end <= start:
        raise invalid(f"range.endIndex ({end}) must be greater than range.startIndex ({start}).")
    if grid and start >= size:
        raise invalid(f"range.startIndex must be less than the grid size ({size}).")
    if end - start > 10_000_000:
        raise invalid(
            "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
        )
    return sheet, axis, start, min(end, size) if grid else end


def _axis(found: dict[str, Any]) -> Axis:
    try:
        return Axis(found.get("dimension", ""))
    except ValueError as error:
        raise invalid("No dimension specified.") from error


def _check_room(document: Document) -> None:
    document.check_size()


def _row_like(sheet: Sheet, model: int) -> Row | None:
    """An empty row that looks like another: formats and validation come along, values and notes don't."""
    source = sheet.rows[model] if 0 <= model < sheet.row_count else None
    if source is None:
        return None
    extras = {column: _inherited(extra) for column, extra in source.extras.items()}
    kept = {column: extra for column, extra in extras.items() if extra}
    look = {name: value for name, value in source.look.items() if name == "pixelSize"}
    return Row(sheet.new_id(), sheet.owner, [], kept, look) if kept or look else None


def _inherited(extra: dict[str, Any]) -> dict[str, Any]:
    return {name: extra[name] for name in ("userEnteredFormat", "dataValidation") if name in extra}


def _change_rows(sheet: Sheet, change: Callable[[Row], None]) -> None:
    for index, row in enumerate(sheet.rows):
        if row is not None and (row.values or row.extras):
            change(sheet.row(index))


def _widened(row: Row, at: int, count: int, model: int) -> None:
    like = _inherited(row.extras.get(model, {}))
    if at < len(row.values):
        row.values[at:at] = [None] * count
    moved = {column + count if column >= at else column: extra for column, extra in row.extras.items()}
    if like:
        moved |= {at + each: like for each in range(count)}
    row.extras = moved


def _narrowed(row: Row, at: int, count: int) -> None:
    del row.values[at : at + count]
    while row.values and row.values[-1] is None:
        row.values.pop()
    kept = {column: extra for column, extra in row.extras.items() if not at <= column < at + count}
    row.extras = {column - count if column >= at else column: extra for column, extra in kept.items()}


def _permuted(row: Row, places: dict[int, int]) -> None:
    values, extras = row.values, row.extras
    row.values, row.extras = [], {places[column]: extra for column, extra in extras.items()}
    for column, value in enumerate(values):
        row.set_value(places[column], value)


def _move_ranges(document: Document, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Every range of the document, on whatever sheet it is kept."""
    for each in document.sheets:
        if not each.parts:
            continue
        moved = over_ranges(each.parts, change)
        if moved != each.parts:
            document.change(each.id).parts = {name: value for name, value in moved.items() if value not in ([], None)}
    document.named_ranges = over_ranges(document.named_ranges, change)


def _follow(document: Document, sheet: Sheet, axis: Axis, place: Place) -> None:
    """Formulas that name the sheet's cells."""
    rows, columns = (place, None) if axis is Axis.ROWS else (None, place)
    named = sheet.title.replace("'", "''").casefold()
    for each in list(document.sheets):
        _rules_follow(document, each, sheet.title, rows, columns)
        for index, row in enumerate(each.rows):
            if row is None or not any(isinstance(value, Formula) for value in row.values):
                continue
            for column, value in enumerate(row.values):
                if isinstance(value, Formula) and (each is sheet or named in value.text.casefold()):
                    text = follow(value.text, each.title, sheet.title, rows=rows, columns=columns)
                    if text != value.text:
                        document.change(each.id).row(index).values[column] = Formula(text)


def _rules_follow(document: Document, each: Sheet, title: str, rows: Place | None, columns: Place | None) -> None:
    """The formulas of a sheet's conditional formats."""

    def followed(value: Any) -> Any:
        if isinstance(value, list):
            return [followed(item) for item in value]
        if isinstance(value, dict):
            return {name: followed(item) for name, item in value.items()}
        is_formula = isinstance(value, str) and value.startswith("=")
        return follow(value, each.title, title, rows=rows, columns=columns) if is_formula else value

    rules = each.parts.get("conditionalFormats", [])
    moved = followed(rules)
    if moved != rules:
        parts = document.change(each.id).parts
        document.change(each.id).parts = {**parts, "conditionalFormats": moved}


KINDS = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "appendDimension": append_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
}
