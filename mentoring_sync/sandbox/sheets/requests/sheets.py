"""Sheets and the spreadsheet itself: add, delete, duplicate, rename, move, hide, resize."""

from __future__ import annotations

from itertools import count
from typing import Any

from ...errors import GoogleError, invalid
from .. import describe, metadata
from ..boxes import Axis, over_ranges
from ..document import Document, check_properties, free_id, new_sheet
from ..grid import Sheet
from ..looks import normalised
from . import dimensions
from .masked import mask_of, updated


def add_sheet(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """addSheet."""
    wanted = normalised(request.get("properties", {}))
    number = wanted.get("sheetId")
    if number is None:
        number = free_id(sheet.id for sheet in document.sheets)
    _check_new_id(document, number)
    title = wanted.get("title") or free_title(document)
    _check_title(document, title, None)
    sheet = new_sheet(number, {**wanted, "title": title})
    _check_frozen(sheet)
    document.check_size()
    at = _place(document, wanted.get("index"), len(document.sheets))
    document.sheets.insert(at, sheet)
    return {"properties": describe.sheet_properties(sheet, at)}


def delete_sheet(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteSheet: with it go named ranges on it and metadata."""
    sheet = document.sheet(request.get("sheetId", 0))
    left = [each for each in document.sheets if each is not sheet]
    if not left:
        raise invalid("You can't remove all the sheets in a document.")
    if all(each.properties.get("hidden") for each in left):
        raise invalid("You can't remove all the visible sheets in a document.")
    document.sheets[:] = left
    document.named_ranges = [each for each in document.named_ranges if each["range"].get("sheetId", 0) != sheet.id]
    metadata.prune(document)
    return {}


def duplicate_sheet(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """duplicateSheet. The copy has no developer metadata: whether Google's servers copy it isn't documented."""
    source = document.sheet(request.get("sourceSheetId", 0))
    number = request.get("newSheetId") or free_id(sheet.id for sheet in document.sheets)
    _check_new_id(document, number)
    title = request.get("newSheetName") or free_title(document, f"Copy of {source.title}")
    _check_title(document, title, None)
    copy = source.fork()
    copy.id, copy.owner, copy.reordered = number, object(), True
    copy.rows = [None if row is None else row.copy(copy.owner) for row in source.rows]
    copy.properties["title"] = title
    copy.parts = _parts_for(document, source, number)
    at = _place(document, request.get("insertSheetIndex", 0), len(document.sheets))
    document.sheets.insert(at, copy)
    return {"properties": describe.sheet_properties(copy, at)}


def update_sheet_properties(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateSheetProperties: title, place, grid size, frozen rows, colours, hidden."""
    wanted, mask = normalised(request.get("properties", {})), mask_of(request)
    sheet = document.change(wanted.get("sheetId", 0))
    whole = {**sheet.properties, "gridProperties": dict(sheet.properties["gridProperties"])}
    whole["gridProperties"] |= {"rowCount": sheet.row_count, "columnCount": sheet.column_count}
    new = updated(whole, wanted, mask)
    if "title" in mask or "*" in mask:
        _check_title(document, new.get("title", ""), sheet)
    _resize(document, sheet, new.get("gridProperties", {}))
    grid = {
        name: value for name, value in new.get("gridProperties", {}).items() if name not in ("rowCount", "columnCount")
    }
    kept = {name: value for name, value in new.items() if name not in ("sheetId", "index", "gridProperties")}
    sheet.properties = {**kept, "sheetType": whole["sheetType"], "gridProperties": grid}
    _check_frozen(sheet)
    if all(each.properties.get("hidden") for each in document.sheets):
        raise invalid("You can't hide all the sheets in a document.")
    if "index" in mask or ("*" in mask and "index" in wanted):
        _move(document, sheet, wanted.get("index", 0))
    return {}


def update_spreadsheet_properties(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateSpreadsheetProperties."""
    wanted, mask = normalised(request.get("properties", {})), mask_of(request)
    new = updated({**document.properties, "title": document.title}, wanted, mask)
    if not new.get("title"):
        raise invalid("The spreadsheet title must not be empty.")
    check_properties({name: new[name] for name in ("locale", "timeZone") if name in new and mask.keys() & {name, "*"}})
    document.title = new.pop("title")
    document.properties = {"locale": "en_US", "timeZone": "Etc/GMT", **new}
    return {}


def free_title(document: Document, first: str | None = None) -> str:
    """A title nobody has: `Sheet2`, or the one suggested, numbered when it is taken."""
    if first is not None and document.titled(first) is None:
        return first
    stem = f"{first} " if first else "Sheet"
    start = 2 if first else len(document.sheets) + 1
    return next(f"{stem}{number}" for number in count(start) if document.titled(f"{stem}{number}") is None)


def _check_new_id(document: Document, number: int) -> None:
    if number < 0:
        raise invalid("sheetId must not be negative.")
    if document.find(number) is not None:
        raise invalid(f"Sheet with id {number} already exists.")


def _check_title(document: Document, title: str, own: Sheet | None) -> None:
    if not title:
        raise invalid("The sheet name cannot be empty.")
    if len(title) > 100:
        raise invalid("Sheet names cannot be longer than 100 characters.")
    other = next((each for each in document.sheets if each.title.lower() == title.lower() and each is not own), None)
    if other is not None:
        raise already_named(title)


def already_named(title: str) -> GoogleError:
    """400: the title is taken."""
    return invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _place(document: Document, index: int | None, default: int) -> int:
    if index is None:
        return default
    if not 0 <= index <= len(document.sheets):
        raise invalid(f"Invalid index: {index}.")
    return index


def _move(document: Document, sheet: Sheet, index: int) -> None:
    """Put the sheet before the one that stood at `index` before the move."""
    before = document.sheets.index(sheet)
    _place(document, index, 0)
    document.sheets.insert(index, sheet)
    del document.sheets[before + (1 if index <= before else 0)]


def _resize(document: Document, sheet: Sheet, grid: dict[str, Any]) -> None:
    for axis, name in ((Axis.ROWS, "rowCount"), (Axis.COLUMNS, "columnCount")):
        size, wanted = sheet.size(axis), grid.get(name, sheet.size(axis))
        if wanted < 1:
            raise invalid(f"gridProperties.{name} must be greater than 0.")
        if wanted < size:
            dimensions.delete(document, sheet, axis, wanted, size - wanted)
        elif wanted > size:
            dimensions.append(document, sheet, axis, wanted - size)


def _check_frozen(sheet: Sheet) -> None:
    grid = sheet.properties["gridProperties"]
    if grid.get("frozenRowCount", 0) >= sheet.row_count:
        raise invalid("You can't freeze all visible rows on the sheet.")
    if grid.get("frozenColumnCount", 0) >= sheet.column_count:
        raise invalid("You can't freeze all visible columns on the sheet.")


def _parts_for(document: Document, source: Sheet, number: int) -> dict[str, Any]:
    """The source's parts on a sheet of another id, those with an id of their own under a new one."""
    parts: dict[str, Any] = over_ranges(source.parts, lambda found: {**found, "sheetId": number})
    for name, id_name in (
        ("protectedRanges", "protectedRangeId"),
        ("filterViews", "filterViewId"),
        ("charts", "chartId"),
    ):
        for each in parts.get(name, ()):
            each[id_name] = free_id(sheet.id for sheet in document.sheets)
    return parts


KINDS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
