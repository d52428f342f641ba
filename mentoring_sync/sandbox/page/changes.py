"""What a person changes in a tab: a cell, a box, the order, a row.

In: JSON that the grid's script sends. Out: 204, after the same methods that programs use: values.update as
USER_ENTERED, and batchUpdate. A mistake is told in Google's words.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Request, Response

from ..sheets import a1
from .methods import Methods

_PROPERTIES = "sheets.properties(sheetId,title,gridProperties)"


class _Change(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Entry(_Change):
    row: NonNegativeInt
    column: NonNegativeInt
    text: str = Field(max_length=50_000)


class _Order(_Change):
    column: NonNegativeInt
    order: Literal["ASCENDING", "DESCENDING"]


class _Row(_Change):
    row: NonNegativeInt


class _NewRow(_Row):
    side: Literal["above", "below"]


Change = TypeVar("Change", bound=_Change)


def enter(request: Request, methods: Methods, spreadsheet_id: str, sheet_id: int) -> Response:
    """POST .../enter: the text as if typed into the cell; an empty one clears it."""
    entry = _read(request, _Entry)
    title = _properties(methods, spreadsheet_id, sheet_id)["title"]
    cell = f"{a1.quoted(title)}!{a1.column_letters(entry.column)}{entry.row + 1}"
    asked = {"spreadsheetId": spreadsheet_id, "range": cell, "valueInputOption": "USER_ENTERED"}
    methods.call("sheets.spreadsheets.values.update", asked, {"values": [[entry.text]]})
    return Response(status=204)


def sort(request: Request, methods: Methods, spreadsheet_id: str, sheet_id: int) -> Response:
    """POST .../sort: every row below the frozen ones by one column, as "Sort sheet" does."""
    wanted = _read(request, _Order)
    grid = _properties(methods, spreadsheet_id, sheet_id)["gridProperties"]
    area = {"sheetId": sheet_id, "startRowIndex": grid.get("frozenRowCount", 0)}
    order = {"dimensionIndex": wanted.column, "sortOrder": wanted.order}
    return _change(methods, spreadsheet_id, {"sortRange": {"range": area, "sortSpecs": [order]}})


def insert_row(request: Request, methods: Methods, spreadsheet_id: str, sheet_id: int) -> Response:
    """POST .../insert-row: an empty row that looks like the one it was asked from."""
    wanted = _read(request, _NewRow)
    below = wanted.side == "below"
    span = _span(sheet_id, wanted.row + below)
    return _change(methods, spreadsheet_id, {"insertDimension": {"range": span, "inheritFromBefore": below}})


def delete_row(request: Request, methods: Methods, spreadsheet_id: str, sheet_id: int) -> Response:
    """POST .../delete-row."""
    wanted = _read(request, _Row)
    return _change(methods, spreadsheet_id, {"deleteDimension": {"range": _span(sheet_id, wanted.row)}})


def _read(request: Request, shape: type[Change]) -> Change:
    """The request's JSON in the given shape. Raises ValidationError."""
    return shape.model_validate_json(request.get_data())


def _span(sheet_id: int, row: int) -> dict[str, Any]:
    return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}


def _change(methods: Methods, spreadsheet_id: str, request: dict[str, Any]) -> Response:
    methods.call("sheets.spreadsheets.batchUpdate", {"spreadsheetId": spreadsheet_id}, {"requests": [request]})
    return Response(status=204)


def _properties(methods: Methods, spreadsheet_id: str, sheet_id: int) -> dict[str, Any]:
    asked = {"spreadsheetId": spreadsheet_id, "ranges": [], "includeGridData": False}
    for sheet in methods.call("sheets.spreadsheets.get", asked, only=_PROPERTIES)["sheets"]:
        if sheet["properties"].get("sheetId", 0) == sheet_id:
            return dict(sheet["properties"])
    raise NotFound("There is no such tab any more.")
