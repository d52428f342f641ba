"""A spreadsheet as Google describes it: the Spreadsheet resource.

In: a document, the ranges asked for, and a mask. Out: the resource; what the mask leaves out is not worked out.
"""

from __future__ import annotations

from typing import Any

from ..fields import EVERYTHING, Mask, Pruned, select
from . import metadata
from .boxes import Box
from .defaults import DEFAULT_FORMAT, THEME
from .describe_cells import grid_data
from .document import Document
from .grid import Sheet
from .protected import can_edit
from .reading import Reading

_PARTS = (
    "merges",
    "conditionalFormats",
    "filterViews",
    "protectedRanges",
    "basicFilter",
    "charts",
    "bandedRanges",
    "rowGroups",
    "columnGroups",
    "slicers",
    "tables",
)


def spreadsheet(
    document: Document,
    reading: Reading,
    *,
    mask: Mask | None = None,
    boxes: list[Box] | None = None,
    grid: bool = False,
    streams: bool = False,
) -> dict[str, Any]:
    """The resource. `boxes` limits it to sheets and cells; `grid` asks for cells, a mask asks by itself.

    With `streams` the rows of cells are made while they are written.
    """
    mask = mask or EVERYTHING
    answer: dict[str, Any] = {"spreadsheetId": document.id, "properties": _properties(document)}
    sheets: list[dict[str, Any]] = []
    if mask.covers("sheets"):
        below = mask.below("sheets")
        with_cells = "data" in below if mask else grid
        shown = [
            (index, each)
            for index, each in enumerate(document.sheets)
            if boxes is None or any(box.sheet == each.id for box in boxes)
        ]
        sheets = [
            _sheet(document, reading, sheet, index, below, boxes, with_cells=with_cells, streams=streams)
            for index, sheet in shown
        ]
    if document.named_ranges:
        answer["namedRanges"] = [_named_range(each) for each in document.named_ranges]
    answer["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{document.id}/edit"
    found = metadata.on_spreadsheet(document)
    answer |= {"developerMetadata": found} if found else {}
    return Pruned(select(answer, mask) | ({"sheets": sheets} if mask.covers("sheets") else {}))


def sheet_properties(sheet: Sheet, index: int) -> dict[str, Any]:
    """The SheetProperties of the sheet at that place."""
    kept = sheet.properties
    answer: dict[str, Any] = {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": index,
        "sheetType": kept.get("sheetType", "GRID"),
    }
    if answer["sheetType"] == "GRID":
        size = {"rowCount": sheet.row_count, "columnCount": sheet.column_count}
        answer["gridProperties"] = size | {name: value for name, value in kept["gridProperties"].items() if value}
    hidden = {"title", "sheetType", "gridProperties"}
    return answer | {name: value for name, value in kept.items() if name not in hidden and value}


def without_first_sheet(grid_range: dict[str, Any]) -> dict[str, Any]:
    """A GridRange or DimensionRange as Google gives it back: the id 0 is left out."""
    return {name: value for name, value in grid_range.items() if name != "sheetId" or value}


def _properties(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "locale": document.locale,
        "autoRecalc": document.properties.get("autoRecalc", "ON_CHANGE"),
        "timeZone": document.time_zone,
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": THEME,
        **{
            name: value
            for name, value in document.properties.items()
            if name not in ("locale", "autoRecalc", "timeZone", "title")
        },
    }


def _named_range(named: dict[str, Any]) -> dict[str, Any]:
    return {**named, "range": without_first_sheet(named["range"])}


def _sheet(
    document: Document,
    reading: Reading,
    sheet: Sheet,
    index: int,
    mask: Mask,
    boxes: list[Box] | None,
    *,
    with_cells: bool,
    streams: bool,
) -> dict[str, Any]:
    answer: dict[str, Any] = {"properties": sheet_properties(sheet, index)}
    data: list[dict[str, Any]] | None = None
    if with_cells and sheet.properties.get("sheetType", "GRID") == "GRID":
        wanted = [sheet.whole] if boxes is None else [box for box in boxes if box.sheet == sheet.id]
        below = mask.below("data") if mask else EVERYTHING
        data = [grid_data(document, reading, sheet, box, below, streams=streams) for box in wanted]
    for name in _PARTS:
        if sheet.parts.get(name):
            answer[name] = part(sheet.parts[name])
    if "protectedRanges" in answer:
        answer["protectedRanges"] = [
            _as_seen(each, document.owner, reading.editor) for each in answer["protectedRanges"]
        ]
    found = metadata.on_sheet(document, sheet.id)
    answer |= {"developerMetadata": found} if found else {}
    kept: dict[str, Any] = select(answer, mask)
    return kept | ({"data": data} if data is not None else {})


def part(value: Any) -> Any:
    """One of a sheet's lists as Google gives it back: without ids of 0 in its ranges."""
    if isinstance(value, list):
        return [part(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: part(item) for name, item in value.items() if name != "sheetId" or item}


def _as_seen(protected: dict[str, Any], owner: str, editor: str | None) -> dict[str, Any]:
    """The protected range with the owner among its editors, as recorded answers have it.

    Who may not edit it isn't told who may.
    """
    if editor is not None and not protected.get("warningOnly") and not can_edit(protected, editor):
        return {name: value for name, value in protected.items() if name not in ("editors", "requestingUserCanEdit")}
    editors = protected.get("editors", {})
    users = editors.get("users", [])
    return {**protected, "editors": {**editors, "users": users if owner in users else [*users, owner]}}
