"""Edits as the requests of a `spreadsheets.batchUpdate`, in Google's own words.

Every cell is typed (`stringValue`, `numberValue`, `boolValue`), so that nothing an applicant wrote is ever evaluated;
the only formula is our own link within the spreadsheet, made of a sheet id, a cell and a label of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from mentoring_sync.records.edit import (
    AddSheet,
    CellInput,
    Checkbox,
    ColumnLook,
    DeleteRows,
    Edit,
    GrowRows,
    InsertColumns,
    Link,
    WriteCells,
)

Request = dict[str, Any]
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's clock has no zone
HEADER_COLOUR = {"red": 0.87, "green": 0.92, "blue": 0.97}
CELL_FIELDS = "userEnteredValue,userEnteredFormat.numberFormat,dataValidation"


def requests_for(edits: Sequence[Edit]) -> list[Request]:
    """The requests that carry out these edits, in order; neighbouring rows of the same width become one request."""
    return [request for edit in _blocks(edits) for request in _requests(edit)]


class _Block:
    """Rows of cells below each other."""

    def __init__(self, first: WriteCells) -> None:
        self.first, self.rows = first, [first.values]

    def takes(self, edit: Edit) -> bool:
        """Whether the edit is the next row below, of the same width."""
        return (
            isinstance(edit, WriteCells)
            and edit.sheet_id == self.first.sheet_id
            and edit.column == self.first.column
            and edit.row == self.first.row + len(self.rows)
            and len(edit.values) == len(self.first.values)
        )


def _blocks(edits: Sequence[Edit]) -> Iterator[AddSheet | InsertColumns | GrowRows | DeleteRows | _Block]:
    block: _Block | None = None
    for edit in edits:
        if isinstance(edit, WriteCells) and block and block.takes(edit):
            block.rows.append(edit.values)
            continue
        if block:
            yield block
            block = None
        if isinstance(edit, WriteCells):
            block = _Block(edit)
        else:
            yield edit
    if block:
        yield block


def _requests(edit: AddSheet | InsertColumns | GrowRows | DeleteRows | _Block) -> Iterator[Request]:
    match edit:
        case AddSheet():
            yield from _add_sheet(edit)
        case InsertColumns():
            yield from _insert_columns(edit)
        case GrowRows():
            yield {"appendDimension": {"sheetId": edit.sheet_id, "dimension": "ROWS", "length": edit.count}}
        case DeleteRows():
            yield {"deleteDimension": {"range": _dimension(edit.sheet_id, "ROWS", edit.start, edit.end)}}
        case _Block():
            rows = [{"values": [_cell(value) for value in row]} for row in edit.rows]
            start = _start(edit.first.sheet_id, edit.first.row, edit.first.column)
            yield {"updateCells": {"rows": rows, "fields": CELL_FIELDS, "start": start}}


def _add_sheet(edit: AddSheet) -> Iterator[Request]:
    grid = {"rowCount": edit.rows, "columnCount": len(edit.columns), "frozenRowCount": 1}
    properties = {"sheetId": edit.sheet_id, "title": edit.title, "gridProperties": grid, "hidden": edit.hidden}
    yield {"addSheet": {"properties": properties}}
    yield from _columns(edit.sheet_id, 0, edit.columns)


def _insert_columns(edit: InsertColumns) -> Iterator[Request]:
    place = _dimension(edit.sheet_id, "COLUMNS", edit.at, edit.at + len(edit.columns))
    yield {"insertDimension": {"range": place, "inheritFromBefore": edit.at > 0}}
    yield from _columns(edit.sheet_id, edit.at, edit.columns)


def _columns(sheet_id: int, at: int, columns: Sequence[ColumnLook]) -> Iterator[Request]:
    """Headers with their notes, then widths, wrapping, drop-downs, guards."""
    yield {
        "updateCells": {
            "rows": [{"values": [_header(column) for column in columns]}],
            "fields": "userEnteredValue,note,userEnteredFormat(textFormat,backgroundColor,wrapStrategy)",
            "start": _start(sheet_id, 0, at),
        }
    }
    for index, column in enumerate(columns, start=at):
        yield _width(sheet_id, index, column)
        body = {"sheetId": sheet_id, "startRowIndex": 1, "startColumnIndex": index, "endColumnIndex": index + 1}
        if column.wrap:
            look: Request = {"userEnteredFormat": {"wrapStrategy": "WRAP", "verticalAlignment": "TOP"}}
            fields = "userEnteredFormat(wrapStrategy,verticalAlignment)"
            yield {"repeatCell": {"range": body, "cell": look, "fields": fields}}
        if column.format:
            look = {"userEnteredFormat": {"numberFormat": _number_format(column.format)}}
            yield {"repeatCell": {"range": body, "cell": look, "fields": "userEnteredFormat.numberFormat"}}
        if column.choices:
            yield {"setDataValidation": {"range": body, "rule": _one_of(column.choices)}}
    for start, end in _guarded(columns, at):
        guard = {"sheetId": sheet_id, "startColumnIndex": start, "endColumnIndex": end}
        yield {
            "addProtectedRange": {
                "protectedRange": {"range": guard, "warningOnly": True, "description": "mentoring-sync"}
            }
        }


def _header(column: ColumnLook) -> Request:
    look: Request = {"textFormat": {"bold": True}, "backgroundColor": HEADER_COLOUR, "wrapStrategy": "WRAP"}
    cell: Request = {"userEnteredValue": {"stringValue": column.title}, "userEnteredFormat": look}
    return cell | ({"note": column.note} if column.note else {})


def _width(sheet_id: int, index: int, column: ColumnLook) -> Request:
    properties = {"pixelSize": column.width, "hiddenByUser": column.hidden}
    place = _dimension(sheet_id, "COLUMNS", index, index + 1)
    return {"updateDimensionProperties": {"range": place, "properties": properties, "fields": "pixelSize,hiddenByUser"}}


def _guarded(columns: Sequence[ColumnLook], at: int) -> Iterator[tuple[int, int]]:
    """The stretches of neighbouring guarded columns, as [start, end)."""
    start: int | None = None
    for index, column in enumerate(columns, start=at):
        if column.guarded and start is None:
            start = index
        elif not column.guarded and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, at + len(columns)


def _cell(value: CellInput) -> Request:
    match value:
        case None | "":
            return {}
        case Checkbox(ticked):
            rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
            return {"userEnteredValue": {"boolValue": ticked}, "dataValidation": rule}
        case Link(sheet_id, cell, label):
            return {"userEnteredValue": {"formulaValue": _link(sheet_id, cell, label)}}
        case bool():
            return {"userEnteredValue": {"boolValue": value}}
        case int() | float():
            return {"userEnteredValue": {"numberValue": value}}
        case date():
            return _date_cell(value)
        case str():
            return {"userEnteredValue": {"stringValue": value}}


def _date_cell(value: date) -> Request:
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    since = moment - _DAY_ZERO
    pattern = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    number = round(since.days + since.seconds / 86400, 8)
    return {
        "userEnteredValue": {"numberValue": number},
        "userEnteredFormat": {"numberFormat": _number_format(pattern)},
    }


def _link(sheet_id: int, cell: str, label: str) -> str:
    return f'=HYPERLINK("#gid={sheet_id}&range={cell}","{label.replace(chr(34), chr(34) * 2)}")'


def _number_format(pattern: str) -> Request:
    kind = "PERCENT" if "%" in pattern else "DATE_TIME" if "hh" in pattern else "DATE"
    return {"type": kind, "pattern": pattern}


def _one_of(choices: Sequence[str]) -> Request:
    values = [{"userEnteredValue": choice} for choice in choices]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True, "strict": False}


def _start(sheet_id: int, row: int, column: int) -> Request:
    return {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}


def _dimension(sheet_id: int, dimension: str, start: int, end: int) -> Request:
    return {"sheetId": sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
