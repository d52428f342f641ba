"""How tabs and columns look, as requests: made once, when the tab or the column is; what people restyle stays.

In: the looks of `records.edit`. Out: requests over whole columns (never cell by cell), so that their number doesn't
grow with the people. A tab that lists something gets shaded rows, and a filter over all its columns, the hidden ones
too, so that a person who sorts moves whole rows. Sheets' native tables are not used: their typed columns turn what
people type into something else (a checkbox column makes FALSE of any text), and every column put in or taken out would
have the whole table described anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from mentoring_sync.google.marks import mark
from mentoring_sync.spreadsheet.edits import AddSheet, ColumnLook, GreyCells, GrowRows, HideColumn, InsertColumns, Tone
from mentoring_sync.spreadsheet.formulas import column_letters

Request = dict[str, Any]
T = TypeVar("T")


def _rgb(colour: str) -> Request:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return {"red": round(red, 3), "green": round(green, 3), "blue": round(blue, 3)}


HEADER_COLOUR, YOURS_COLOUR = _rgb("#dce8f7"), _rgb("#fdf0cd")
"""Headers of the sync's columns are blue, those of the coordinator's yellow."""

SHADE = _rgb("#f6f8fb")
TO_COME, CLOSED = _rgb("#eceff1"), _rgb("#cfd8dc")
"""Cells of what hasn't come yet, and of what isn't for the person of the row."""

TONES = {
    Tone.GOOD: (_rgb("#d9efe0"), _rgb("#0b4f2b")),
    Tone.WAITING: (_rgb("#fbeed0"), _rgb("#5f4200")),
    Tone.ATTENTION: (_rgb("#f9dcd9"), _rgb("#7a1b12")),
    Tone.QUIET: (_rgb("#eceff1"), _rgb("#38434a")),
}
"""Background and ink; each pair has a contrast of 7 to 1 or more."""


def add_sheet(edit: AddSheet) -> Iterator[Request]:
    """A new tab with its header and the looks of its columns."""
    grid = {
        "rowCount": edit.rows,
        "columnCount": len(edit.columns),
        "frozenRowCount": 1,
        **({"frozenColumnCount": edit.frozen} if edit.frozen else {}),
    }
    properties = {"sheetId": edit.sheet_id, "title": edit.title, "gridProperties": grid, "hidden": edit.hidden}
    if edit.at is not None:
        properties["index"] = edit.at
    yield {"addSheet": {"properties": properties}}
    yield from _columns(edit.sheet_id, 0, edit.columns)
    if not edit.hidden:
        yield from _marks(edit.sheet_id, 0, edit.columns)
    if edit.listed:
        yield from _listed(edit)


def insert_columns(edit: InsertColumns) -> Iterator[Request]:
    """New columns with their looks."""
    place = dimension(edit.sheet_id, "COLUMNS", edit.at, edit.at + len(edit.columns))
    yield {"insertDimension": {"range": place, "inheritFromBefore": edit.at > 0}}
    yield from _columns(edit.sheet_id, edit.at, edit.columns)
    yield from _marks(edit.sheet_id, edit.at, edit.columns)


def grow_rows(edit: GrowRows) -> Iterator[Request]:
    """More rows; the looks of the last one come along, its drop-downs if they are the columns', and never a link."""
    yield {"appendDimension": {"sheetId": edit.sheet_id, "dimension": "ROWS", "length": edit.count}}
    if edit.last is None:
        return
    model = {"sheetId": edit.sheet_id, "startRowIndex": edit.last, "endRowIndex": edit.last + 1}
    new = {"sheetId": edit.sheet_id, "startRowIndex": edit.last + 1, "endRowIndex": edit.last + 1 + edit.count}
    yield {"copyPaste": {"source": model, "destination": new, "pasteType": "PASTE_FORMAT"}}
    own = "userEnteredFormat.textFormat.link" + (",dataValidation" if edit.filled else "")
    yield {"repeatCell": {"range": new, "cell": {}, "fields": own}}


def grey_cells(edit: GreyCells) -> Iterator[Request]:
    """Rules that look at the clock: cells whose time hasn't come, and empty ones that no time is set for."""
    body = _below_header(edit.sheet_id, edit.column, edit.column + 1)
    until, own = f"${column_letters(edit.until)}2", f"{column_letters(edit.column)}2"
    yield _ruled(body, f'=AND({until}<>"",{until}>NOW())', TO_COME)
    yield _ruled(body, f'=AND({until}="",{own}="",$A2<>"")', CLOSED)


def hide_column(edit: HideColumn) -> Request:
    """A column out of sight."""
    place = dimension(edit.sheet_id, "COLUMNS", edit.column, edit.column + 1)
    shown = {"range": place, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    return {"updateDimensionProperties": shown}


def _ruled(body: Request, formula: str, colour: Request) -> Request:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    rule = {"ranges": [body], "booleanRule": {"condition": condition, "format": {"backgroundColor": colour}}}
    return {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def _marks(sheet_id: int, at: int, columns: Sequence[ColumnLook]) -> Iterator[Request]:
    """Tabs that people see have each column marked, so that it is known under any header."""
    return (mark(sheet_id, index, column.title) for index, column in enumerate(columns, start=at))


def number_format(pattern: str) -> Request:
    """The number format of a pattern, such as `yyyy-mm-dd`."""
    kind = "PERCENT" if "%" in pattern else "DATE_TIME" if "hh" in pattern else "DATE"
    return {"type": kind, "pattern": pattern}


def one_of(choices: Sequence[str]) -> Request:
    """A drop-down that offers these and takes anything."""
    values = [{"userEnteredValue": choice} for choice in choices]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True, "strict": False}


def start(sheet_id: int, row: int, column: int) -> Request:
    """A GridCoordinate."""
    return {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}


def dimension(sheet_id: int, kind: str, first: int, end: int) -> Request:
    """A DimensionRange of ROWS or COLUMNS."""
    return {"sheetId": sheet_id, "dimension": kind, "startIndex": first, "endIndex": end}


def _listed(edit: AddSheet) -> Iterator[Request]:
    whole = {"sheetId": edit.sheet_id, "startRowIndex": 0, "startColumnIndex": 0, "endColumnIndex": len(edit.columns)}
    yield {"setBasicFilter": {"filter": {"range": whole}}}
    white = _rgb("#ffffff")
    bands = {"headerColor": HEADER_COLOUR, "firstBandColor": white, "secondBandColor": SHADE}
    yield {"addBanding": {"bandedRange": {"range": whole, "rowProperties": bands}}}


def _columns(sheet_id: int, at: int, columns: Sequence[ColumnLook]) -> Iterator[Request]:
    """Headers with their notes, then widths, wrapping, drop-downs, colours, guards."""
    yield {
        "updateCells": {
            "rows": [{"values": [_header(column) for column in columns]}],
            "fields": "userEnteredValue,note,userEnteredFormat(textFormat,backgroundColor,wrapStrategy)",
            "start": start(sheet_id, 0, at),
        }
    }
    for first, end, (width, hidden) in _stretches([(column.width, column.hidden) for column in columns], at):
        properties = {"pixelSize": width, "hiddenByUser": hidden}
        place = dimension(sheet_id, "COLUMNS", first, end)
        fields = "pixelSize,hiddenByUser"
        yield {"updateDimensionProperties": {"range": place, "properties": properties, "fields": fields}}
    for index, column in enumerate(columns, start=at):
        yield from _body(_below_header(sheet_id, index, index + 1), column)
    for first, end, tones in _stretches([column.tones for column in columns], at):
        yield from (_toned(_below_header(sheet_id, first, end), word, tone) for word, tone in tones)
    for first, end, guarded in _stretches([column.guarded for column in columns], at):
        if guarded:
            yield _guard(sheet_id, first, end)


def _stretches(properties: Sequence[T], at: int) -> Iterator[tuple[int, int, T]]:
    """Neighbouring columns of which something is the same, as [start, end) and what it is."""
    for each, group in groupby(enumerate(properties, start=at), key=lambda numbered: numbered[1]):
        indexes = [index for index, _ in group]
        yield indexes[0], indexes[-1] + 1, each


def _below_header(sheet_id: int, first: int, end: int) -> Request:
    """Columns from the second row down to the sheet's end."""
    return {"sheetId": sheet_id, "startRowIndex": 1, "startColumnIndex": first, "endColumnIndex": end}


def _body(body: Request, column: ColumnLook) -> Iterator[Request]:
    """How the cells below the header look."""
    look: Request = {"verticalAlignment": "TOP"}
    if column.wrap:
        look["wrapStrategy"] = "WRAP"
    if column.format:
        look["numberFormat"] = number_format(column.format)
    if not column.hidden:
        fields = f"userEnteredFormat({','.join(look)})"
        yield {"repeatCell": {"range": body, "cell": {"userEnteredFormat": look}, "fields": fields}}
    if column.choices:
        yield {"setDataValidation": {"range": body, "rule": one_of(column.choices)}}


def _toned(body: Request, word: str, tone: Tone) -> Request:
    back, ink = TONES[tone]
    condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": word}]}
    look = {"backgroundColor": back, "textFormat": {"foregroundColor": ink}}
    rule = {"ranges": [body], "booleanRule": {"condition": condition, "format": look}}
    return {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def _header(column: ColumnLook) -> Request:
    colour = HEADER_COLOUR if column.guarded else YOURS_COLOUR
    look: Request = {"textFormat": {"bold": True}, "backgroundColor": colour, "wrapStrategy": "WRAP"}
    cell: Request = {"userEnteredValue": {"stringValue": column.title}, "userEnteredFormat": look}
    return cell | ({"note": column.note} if column.note else {})


def _guard(sheet_id: int, first: int, end: int) -> Request:
    place = {"sheetId": sheet_id, "startColumnIndex": first, "endColumnIndex": end}
    guard = {"range": place, "warningOnly": True, "description": "mentoring-sync"}
    return {"addProtectedRange": {"protectedRange": guard}}
