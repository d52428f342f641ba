"""Edits as the requests of a `spreadsheets.batchUpdate`, in Google's own words.

Every cell is typed (`stringValue`, `numberValue`, `boolValue`), so that nothing an applicant wrote is ever evaluated;
the only formulas are ours: a link within the spreadsheet, made of a sheet id, a cell and a label of ours, and figures
that count cells of their own row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import quote

from mentoring_sync.google.charts import add_chart, point_chart
from mentoring_sync.google.looks import (
    Request,
    add_sheet,
    dimension,
    grey_cells,
    grow_rows,
    hide_column,
    insert_columns,
    number_format,
    one_of,
    start,
)
from mentoring_sync.google.marks import drop, mark
from mentoring_sync.spreadsheet.edits import (
    AddChart,
    AddSheet,
    ArchiveSheet,
    CellInput,
    Checkbox,
    CopyRows,
    DeleteRows,
    DropDown,
    DropMark,
    Edit,
    GreyCells,
    GrowRows,
    HideColumn,
    InsertColumns,
    InsertRow,
    Link,
    Mailto,
    MarkColumn,
    NoteColumn,
    PointChart,
    ResizeSheet,
    WebLink,
    WriteCells,
)
from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.spreadsheet.serial_dates import serial

VALUE, OFFERED, TICKABLE, DATED, LINKED = (
    "userEnteredValue",
    "dataValidation",
    "userEnteredValue,dataValidation",
    "userEnteredValue,userEnteredFormat.numberFormat",
    "userEnteredValue,userEnteredFormat.textFormat.link",
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
            requests += [request for edit in group for request in _requests(edit, locale)]
    return requests


def as_sent(body: Mapping[str, object]) -> bytes:
    """The body of a batch, byte for byte as it goes to Sheets."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


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
    at = start(first.sheet_id, first.row, first.column)
    return {"updateCells": {"rows": rows, "fields": first.fields, "start": at}}


def _requests(edit: Edit, locale: str) -> Iterator[Request]:
    match edit:
        case AddSheet():
            yield from add_sheet(edit)
        case InsertColumns():
            yield from insert_columns(edit)
        case MarkColumn():
            yield mark(edit.sheet_id, edit.column, edit.title)
        case DropMark():
            yield drop(edit.mark)
        case GreyCells():
            yield from grey_cells(edit)
        case HideColumn():
            yield hide_column(edit)
        case NoteColumn():
            at = start(edit.sheet_id, 0, edit.column)
            yield {"updateCells": {"rows": [{"values": [{"note": edit.note}]}], "fields": "note", "start": at}}
        case GrowRows():
            yield from grow_rows(edit)
        case InsertRow():
            place = dimension(edit.sheet_id, "ROWS", edit.at, edit.at + 1)
            yield {"insertDimension": {"range": place, "inheritFromBefore": edit.at > 1}}
            yield from (_update_cells(block, locale) for block in _blocks(edit.writes))
        case DeleteRows():
            yield {"deleteDimension": {"range": dimension(edit.sheet_id, "ROWS", edit.start, edit.end)}}
        case ResizeSheet():
            grid = {"rowCount": edit.rows, "columnCount": edit.columns, "frozenRowCount": 0}
            properties = {"sheetId": edit.sheet_id, "gridProperties": grid}
            yield {"updateSheetProperties": {"properties": properties, "fields": "gridProperties"}}
        case CopyRows():
            yield _copy(edit)
        case ArchiveSheet():
            yield from _archive(edit)
        case AddChart():
            yield add_chart(edit)
        case PointChart():
            yield from point_chart(edit)


def _copy(edit: CopyRows) -> Request:
    source = {
        "sheetId": edit.sheet_id,
        "startRowIndex": edit.start,
        "endRowIndex": edit.end,
        "startColumnIndex": 0,
        "endColumnIndex": edit.columns,
    }
    target = {
        "sheetId": edit.to_sheet_id,
        "startRowIndex": edit.to_row,
        "endRowIndex": edit.to_row + edit.end - edit.start,
        "startColumnIndex": 0,
        "endColumnIndex": edit.columns,
    }
    return {"copyPaste": {"source": source, "destination": target, "pasteType": "PASTE_VALUES"}}


def _archive(edit: ArchiveSheet) -> Iterator[Request]:
    yield {
        "duplicateSheet": {
            "sourceSheetId": edit.sheet_id,
            "insertSheetIndex": edit.at,
            "newSheetId": edit.to_sheet_id,
            "newSheetName": edit.title,
        }
    }
    whole = {
        "sheetId": edit.to_sheet_id,
        "startRowIndex": 0,
        "endRowIndex": edit.rows,
        "startColumnIndex": 0,
        "endColumnIndex": edit.columns,
    }
    yield {"copyPaste": {"source": whole, "destination": whole, "pasteType": "PASTE_VALUES"}}
    guard = {"range": {"sheetId": edit.to_sheet_id}, "description": edit.title, "warningOnly": True}
    yield {"addProtectedRange": {"protectedRange": guard}}


def _fields(value: CellInput) -> str:
    if isinstance(value, Checkbox):
        return TICKABLE
    if isinstance(value, DropDown):
        return OFFERED
    if isinstance(value, Mailto | WebLink):
        return LINKED
    return DATED if isinstance(value, date) else VALUE


def _cell(value: CellInput, locale: str) -> Request:
    match value:
        case None | "" | Mailto("") | DropDown(()):
            return {}
        case DropDown(choices):
            return {"dataValidation": one_of(choices)}
        case Checkbox(ticked):
            rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
            return {"userEnteredValue": {"boolValue": ticked}, "dataValidation": rule}
        case Mailto(address):
            link = {"uri": f"mailto:{quote(address, safe='@')}"}
            return {"userEnteredValue": {"stringValue": address}, "userEnteredFormat": {"textFormat": {"link": link}}}
        case WebLink("", label):
            return {"userEnteredValue": {"stringValue": label}}
        case WebLink(url, label):
            linked = {"textFormat": {"link": {"uri": url}}}
            return {"userEnteredValue": {"stringValue": label}, "userEnteredFormat": linked}
        case Link(sheet_id, cell, label):
            return {"userEnteredValue": {"formulaValue": _link(sheet_id, cell, label, _comma(locale))}}
        case Formula():
            return {"userEnteredValue": {"formulaValue": value.text(_comma(locale))}}
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
        "userEnteredFormat": {"numberFormat": number_format(pattern)},
    }


def _comma(locale: str) -> str:
    """Sheets takes a semicolon between arguments in every locale, a comma only where none is in its numbers."""
    return "," if locale == "en_US" else ";"


def _link(sheet_id: int, cell: str, label: str, comma: str) -> str:
    quoted = label.replace('"', '""')
    return f'=HYPERLINK("#gid={sheet_id}&range={cell}"{comma}"{quoted}")'
