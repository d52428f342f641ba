"""Edits as the requests of a `spreadsheets.batchUpdate`, in Google's own words.

Every cell is typed (`stringValue`, `numberValue`, `boolValue`), so that nothing an applicant wrote is ever evaluated;
the only formula is our own link within the spreadsheet, made of a sheet id, a cell and a label of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
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
from mentoring_sync.records.serial import serial

Request = dict[str, Any]
HEADER_COLOUR = {"red": 0.87, "green": 0.92, "blue": 0.97}
VALUE, TICKABLE, DATED = (
    "userEnteredValue",
    "userEnteredValue,dataValidation",
    "userEnteredValue,userEnteredFormat.numberFormat",
)
"""What is written of a cell, and no more: a column's drop-down and how a person made a cell look are left alone."""


def requests_for(edits: Sequence[Edit], *, locale: str = "en_US") -> list[Request]:
    """The requests that carry out these edits, in order; neighbouring cells of one kind become one request.

    `locale` is the spreadsheet's: formulas are read by its rules, also those that come through the API.
    """
    requests: list[Request] = []
    for are_cells, group in groupby(edits, key=lambda edit: isinstance(edit, WriteCells)):
        if are_cells:
            requests += [_update_cells(block, locale) for block in _blocks(group)]
        else:
            requests += [request for edit in group for request in _requests(edit)]
    return requests


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """Neighbouring cells of one row of which the same `fields` are written."""

    sheet_id: int
    column: int
    row: int
    fields: str
    values: tuple[CellInput, ...]

    def is_below(self, other: _Stretch) -> bool:
        """Whether this is the next row of the same block."""
        return self.row == other.row + 1 and self._block == other._block

    @property
    def _block(self) -> tuple[int, int, str, int]:
        return self.sheet_id, self.column, self.fields, len(self.values)


def _stretches(edit: WriteCells) -> Iterator[_Stretch]:
    at = edit.column
    for fields, group in groupby(edit.values, key=_fields):
        values = tuple(group)
        yield _Stretch(sheet_id=edit.sheet_id, column=at, row=edit.row, fields=fields, values=values)
        at += len(values)


def _blocks(edits: Iterable[Edit]) -> list[list[_Stretch]]:
    """Rectangles of cells: the order of writes that follow each other doesn't matter, since no cell is in two."""
    stretches = (stretch for edit in edits if isinstance(edit, WriteCells) for stretch in _stretches(edit))
    blocks: list[list[_Stretch]] = []
    for stretch in sorted(stretches, key=lambda each: (each.sheet_id, each.column, each.row)):
        if blocks and stretch.is_below(blocks[-1][-1]):
            blocks[-1].append(stretch)
        else:
            blocks.append([stretch])
    return blocks


def _update_cells(block: list[_Stretch], locale: str) -> Request:
    first = block[0]
    rows = [{"values": [_cell(value, locale) for value in stretch.values]} for stretch in block]
    start = _start(first.sheet_id, first.row, first.column)
    return {"updateCells": {"rows": rows, "fields": first.fields, "start": start}}


def _requests(edit: Edit) -> Iterator[Request]:
    match edit:
        case AddSheet():
            yield from _add_sheet(edit)
        case InsertColumns():
            yield from _insert_columns(edit)
        case GrowRows():
            yield {"appendDimension": {"sheetId": edit.sheet_id, "dimension": "ROWS", "length": edit.count}}
        case DeleteRows():
            yield {"deleteDimension": {"range": _dimension(edit.sheet_id, "ROWS", edit.start, edit.end)}}


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
        yield from _body(sheet_id, index, column)
    for start, end in _guarded(columns, at):
        guard = {"sheetId": sheet_id, "startColumnIndex": start, "endColumnIndex": end}
        yield {
            "addProtectedRange": {
                "protectedRange": {"range": guard, "warningOnly": True, "description": "mentoring-sync"}
            }
        }


def _body(sheet_id: int, index: int, column: ColumnLook) -> Iterator[Request]:
    """How the cells below the header look, down to the sheet's end."""
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


def _fields(value: CellInput) -> str:
    if isinstance(value, Checkbox):
        return TICKABLE
    return DATED if isinstance(value, date) else VALUE


def _cell(value: CellInput, locale: str) -> Request:
    match value:
        case None | "":
            return {}
        case Checkbox(ticked):
            rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
            return {"userEnteredValue": {"boolValue": ticked}, "dataValidation": rule}
        case Link(sheet_id, cell, label):
            return {"userEnteredValue": {"formulaValue": _link(sheet_id, cell, label, locale)}}
        case bool():
            return {"userEnteredValue": {"boolValue": value}}
        case int() | float():
            return {"userEnteredValue": {"numberValue": value}}
        case date():
            return _date_cell(value)
        case str():
            return {"userEnteredValue": {"stringValue": value}}


def _date_cell(value: date) -> Request:
    pattern = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    return {
        "userEnteredValue": {"numberValue": serial(value)},
        "userEnteredFormat": {"numberFormat": _number_format(pattern)},
    }


def _link(sheet_id: int, cell: str, label: str, locale: str) -> str:
    """Sheets takes a semicolon between arguments in every locale, a comma only where none is in its numbers."""
    comma = "," if locale == "en_US" else ";"
    quoted = label.replace('"', '""')
    return f'=HYPERLINK("#gid={sheet_id}&range={cell}"{comma}"{quoted}")'


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
