"""The spreadsheets methods: create, get, batchUpdate, and copying a sheet to another spreadsheet.

In: checked calls. Out: Spreadsheet resources and replies.
"""

from __future__ import annotations

from typing import Any

from .. import catalogue
from ..call import Call
from ..errors import GoogleError, invalid, not_found
from ..fields import EVERYTHING
from . import describe, metadata, storage
from .boxes import Box
from .document import Document, check_properties, free_id, new_sheet
from .grid import Sheet
from .looks import normalised
from .metadata import looked_up
from .reading import Reading
from .requests import apply
from .requests.cells import put_rows
from .requests.sheets import free_title
from .targets import matching, resolve

UNTITLED = "Untitled spreadsheet"


def create(call: Call) -> dict[str, Any]:
    """spreadsheets.create: properties, sheets with their cells, and named ranges."""
    wanted = call.body
    file_id = wanted.get("spreadsheetId")
    if file_id is not None and catalogue.find(call.db, file_id) is not None:
        raise GoogleError(409, "ALREADY_EXISTS", "Requested entity already exists.")
    title = wanted.get("properties", {}).get("title") or UNTITLED
    entry = catalogue.add(call.db, title, catalogue.SPREADSHEET, call.now, owner=call.user, file_id=file_id)
    document = blank(entry, wanted.get("properties", {}), sheets=wanted.get("sheets"))
    for sheet, described in zip(document.sheets, wanted.get("sheets", ()), strict=False):
        _fill(document, sheet, described)
    for named in wanted.get("namedRanges", ()):
        apply(document, [{"addNamedRange": {"namedRange": named}}])
    for noted in wanted.get("developerMetadata", ()):
        metadata.create(document, {**noted, "location": noted.get("location") or {"spreadsheet": True}})
    document.check_size()
    storage.add(call.db, document)
    return describe.spreadsheet(document, Reading(document, call.notes, call.now), mask=call.fields)


def blank(
    entry: catalogue.Entry, properties: dict[str, Any], *, sheets: list[dict[str, Any]] | None = None
) -> Document:
    """A new document with the sheets described, or with one called Sheet1."""
    kept = {
        name: value for name, value in properties.items() if name not in ("title", "defaultFormat", "spreadsheetTheme")
    }
    check_properties(kept)
    defaults = {"locale": "en_US", "timeZone": "Etc/GMT"}
    document = Document(entry.id, entry.name, entry.owner, "", {**defaults, **normalised(kept)}, [])
    for described in sheets or [{"properties": {"sheetId": 0}}]:
        wanted = normalised(described.get("properties", {}))
        number = wanted.get("sheetId")
        if number is None:
            number = free_id(each.id for each in document.sheets) if document.sheets else 0
        if document.find(number) is not None:
            raise invalid(f"Sheet with id {number} already exists.")
        wanted["title"] = wanted.get("title") or free_title(document)
        if document.titled(wanted["title"]) is not None:
            raise invalid(f'A sheet with the name "{wanted["title"]}" already exists. Please enter another name.')
        document.sheets.append(new_sheet(number, wanted))
    return document


def get(call: Call) -> dict[str, Any]:
    """spreadsheets.get."""
    document = storage.read(call.db, call.params["spreadsheetId"])
    boxes = [resolve(document, text).box for text in call.params.get("ranges", ())] or None
    grid = bool(call.params.get("includeGridData"))
    return _described(call, document, boxes, grid=grid)


def get_by_data_filter(call: Call) -> dict[str, Any]:
    """spreadsheets.getByDataFilter."""
    document = storage.read(call.db, call.params["spreadsheetId"])
    filters = call.body.get("dataFilters", [])
    boxes: list[Box] | None = [target.box for each in filters for target in matching(document, each)]
    return _described(call, document, boxes if filters else None, grid=bool(call.body.get("includeGridData")))


def batch_update(call: Call) -> dict[str, Any]:
    """spreadsheets.batchUpdate: every request or none; replies in the order of the requests."""
    requests = call.body.get("requests", [])
    if not requests:
        raise invalid("Must specify at least one request.")
    with storage.changing(call.db, call.params["spreadsheetId"], call.now, editor=call.editor) as document:
        replies = apply(document, requests)
        answer: dict[str, Any] = {"spreadsheetId": document.id, "replies": replies}
    mask = call.fields or EVERYTHING
    if call.body.get("includeSpreadsheetInResponse") and mask.covers("updatedSpreadsheet"):
        boxes = [resolve(document, text).box for text in call.body.get("responseRanges", ())] or None
        answer["updatedSpreadsheet"] = describe.spreadsheet(
            document,
            Reading(document, call.notes, call.now, editor=call.editor),
            mask=mask.below("updatedSpreadsheet"),
            boxes=boxes,
            grid=bool(call.body.get("responseIncludeGridData")),
        )
    return answer


def copy_to(call: Call) -> dict[str, Any]:
    """spreadsheets.sheets.copyTo: the sheet, called `Copy of ...`, in another spreadsheet."""
    source = storage.read(call.db, call.params["spreadsheetId"])
    sheet = source.find(call.params["sheetId"])
    if sheet is None:
        raise not_found()
    destination = call.body.get("destinationSpreadsheetId", "")
    with storage.changing(call.db, destination, call.now) as document:
        title = free_title(document, f"Copy of {sheet.title}")
        copy = copied(sheet, free_id(each.id for each in document.sheets), title)
        document.sheets.append(copy)
        return describe.sheet_properties(copy, len(document.sheets) - 1)


def copied(sheet: Sheet, sheet_id: int, title: str) -> Sheet:
    """A sheet with the same cells and looks under another id and title; parts with ids of their own stay behind."""
    copy = sheet.fork()
    copy.id, copy.owner, copy.reordered = sheet_id, object(), True
    copy.rows = [None if row is None else row.copy(copy.owner) for row in sheet.rows]
    copy.properties["title"] = title
    kept = {name: sheet.parts[name] for name in ("merges", "conditionalFormats", "basicFilter") if name in sheet.parts}
    copy.parts = _moved_to(kept, sheet_id)
    return copy


def get_metadata(call: Call) -> dict[str, Any]:
    """spreadsheets.developerMetadata.get."""
    document = storage.read(call.db, call.params["spreadsheetId"])
    return metadata.resource(document, metadata.find(document, call.params["metadataId"]))


def search_metadata(call: Call) -> dict[str, Any]:
    """spreadsheets.developerMetadata.search."""
    document = storage.read(call.db, call.params["spreadsheetId"])
    matched: dict[int, dict[str, Any]] = {}
    for data_filter in call.body.get("dataFilters", ()):
        for entry in looked_up(document, data_filter.get("developerMetadataLookup", {})):
            found = matched.setdefault(
                entry["metadataId"],
                {"developerMetadata": metadata.resource(document, entry), "dataFilters": []},
            )
            found["dataFilters"].append(data_filter)
    return {"matchedDeveloperMetadata": list(matched.values())} if matched else {}


def _described(call: Call, document: Document, boxes: list[Box] | None, *, grid: bool) -> dict[str, Any]:
    reading = Reading(document, call.notes, call.now, editor=call.editor)
    return describe.spreadsheet(document, reading, mask=call.fields, boxes=boxes, grid=grid, streams=call.streams)


def _fill(document: Document, sheet: Sheet, described: dict[str, Any]) -> None:
    for data in described.get("data", ()):
        put_rows(sheet, data.get("startRow", 0), data.get("startColumn", 0), data.get("rowData", []))
    for name in ("merges", "conditionalFormats", "protectedRanges", "bandedRanges"):
        if described.get(name):
            sheet.parts[name] = normalised(described[name])
    if "basicFilter" in described:
        sheet.parts["basicFilter"] = normalised(described["basicFilter"])
    del document


def _moved_to(value: Any, sheet_id: int) -> Any:
    if isinstance(value, list):
        return [_moved_to(item, sheet_id) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: sheet_id if name == "sheetId" else _moved_to(item, sheet_id) for name, item in value.items()}
