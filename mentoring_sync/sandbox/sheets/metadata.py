"""Developer metadata: notes that programs leave on the spreadsheet, a sheet, a row or a column.

In: DeveloperMetadata and lookups as Google writes them. Out: entries. An entry keeps an anchor, the row's or column's
own id, instead of an index: so it moves with its row and goes when the row goes.
https://developers.google.com/workspace/sheets/api/guides/metadata
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import GoogleError, invalid, not_found
from .boxes import Axis, Box
from .document import Document, free_id
from .grid import Sheet

Entry = dict[str, Any]
STORAGE = 30_000
"""Characters of keys and values that the spreadsheet, and each sheet, can hold."""


def create(document: Document, wanted: dict[str, Any]) -> Entry:
    """Add an entry and return it. Raises GoogleError 400 when its id is taken, or its place or key isn't given."""
    if "metadataKey" not in wanted:
        raise invalid("metadataKey must be specified.")
    if "visibility" not in wanted or wanted["visibility"] == "DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED":
        raise invalid("Metadata visibility must be specified.")
    taken = {entry["metadataId"] for entry in document.metadata}
    number = wanted.get("metadataId") or free_id(taken)
    if number in taken:
        raise invalid(
            f"Cannot add developer metadata with ID [{number}] because developer metadata with that ID already exists."
        )
    if number < 0:
        raise invalid("Developer metadata ID must be positive.")
    entry = {
        "metadataId": number,
        "metadataKey": wanted["metadataKey"],
        "visibility": wanted["visibility"],
        "anchor": _anchor(document, wanted.get("location", {})),
    }
    if wanted.get("metadataValue"):
        entry["metadataValue"] = wanted["metadataValue"]
    document.metadata.append(entry)
    _check_storage(document, entry)
    return entry


def update(document: Document, entry: Entry, wanted: dict[str, Any], names: set[str]) -> Entry:
    """Replace the entry, changed in the named fields, and return the new one."""
    changed = {name: value for name, value in entry.items() if name not in names or name == "metadataId"}
    changed |= {name: wanted[name] for name in names & wanted.keys() if name not in ("location", "metadataId")}
    if "location" in names:
        changed["anchor"] = _anchor(document, wanted.get("location", {}))
    document.metadata[document.metadata.index(entry)] = changed
    _check_storage(document, changed)
    return changed


def find(document: Document, number: int) -> Entry:
    """The entry with this id. Raises GoogleError 404."""
    for entry in document.metadata:
        if entry["metadataId"] == number and _stands(document, entry):
            return entry
    raise not_found(f"No developer metadata with ID {number}")


def resource(document: Document, entry: Entry) -> dict[str, Any]:
    """The DeveloperMetadata resource, with the place where the entry is now."""
    found = {name: value for name, value in entry.items() if name != "anchor"}
    return found | {"location": _location(document, entry["anchor"])}


def looked_up(document: Document, lookup: dict[str, Any]) -> Iterator[Entry]:
    """The entries that a DeveloperMetadataLookup matches; an empty one matches all."""
    for entry in document.metadata:
        if _matches(document, entry, lookup) and _stands(document, entry):
            yield entry


def on_sheet(document: Document, sheet_id: int) -> list[dict[str, Any]]:
    """The resources of a sheet itself, not of its rows and columns."""
    anchor = {"sheet": sheet_id}
    return [resource(document, entry) for entry in document.metadata if entry["anchor"] == anchor]


def on_spreadsheet(document: Document) -> list[dict[str, Any]]:
    """The resources of the spreadsheet itself."""
    return [resource(document, entry) for entry in document.metadata if not entry["anchor"]]


def on_dimension(document: Document, sheet_id: int, axis: Axis) -> dict[int, list[dict[str, Any]]]:
    """The resources of a sheet's rows or columns, by index."""
    found: dict[int, list[dict[str, Any]]] = {}
    for entry in document.metadata:
        if entry["anchor"].get("sheet") == sheet_id and entry["anchor"].get("axis") == axis.value:
            index = _index(document, entry["anchor"])
            if index is not None:
                found.setdefault(index, []).append(resource(document, entry))
    return found


def cells_of(document: Document, entry: Entry) -> tuple[Sheet, Box] | None:
    """The sheet and box that an entry stands on; None for one of the spreadsheet."""
    anchor = entry["anchor"]
    sheet = document.find(anchor["sheet"]) if "sheet" in anchor else None
    if sheet is None:
        return None
    if "axis" not in anchor:
        return sheet, sheet.whole
    index = _index(document, anchor)
    if index is None:
        return None
    if anchor["axis"] == Axis.ROWS:
        return sheet, Box(sheet.id, index, index + 1, 0, sheet.column_count)
    return sheet, Box(sheet.id, 0, sheet.row_count, index, index + 1)


def prune(document: Document) -> None:
    """Forget entries whose row, column or sheet is gone."""
    ids = {
        sheet.id: {Axis.ROWS: {row.id for row in sheet.rows if row}, Axis.COLUMNS: {each.id for each in sheet.columns}}
        for sheet in document.sheets
    }
    document.metadata = [
        entry
        for entry in document.metadata
        if not entry["anchor"]
        or (
            entry["anchor"]["sheet"] in ids
            and (
                "axis" not in entry["anchor"]
                or entry["anchor"]["id"] in ids[entry["anchor"]["sheet"]][entry["anchor"]["axis"]]
            )
        )
    ]


def _anchor(document: Document, location: dict[str, Any]) -> dict[str, Any]:
    if location.get("spreadsheet"):
        return {}
    if "sheetId" in location:
        return {"sheet": document.sheet(location["sheetId"]).id}
    span = location.get("dimensionRange")
    if not span:
        raise invalid("Developer metadata location must be specified.")
    start = span.get("startIndex", 0)
    if span.get("endIndex") != start + 1:
        raise invalid("Developer metadata can only be associated with a single row or column.")
    axis = _axis(span)
    sheet = document.change(span.get("sheetId", 0))
    if not 0 <= start < sheet.size(axis):
        raise invalid(f"range.startIndex must be less than the grid size ({sheet.size(axis)}).")
    own = sheet.row(start).id if axis is Axis.ROWS else sheet.columns[start].id
    return {"sheet": sheet.id, "axis": axis.value, "id": own}


def _axis(span: dict[str, Any]) -> Axis:
    try:
        return Axis(span.get("dimension", ""))
    except ValueError as error:
        raise invalid("No dimension specified.") from error


def _index(document: Document, anchor: dict[str, Any]) -> int | None:
    sheet = document.find(anchor["sheet"])
    if sheet is None:
        return None
    along = sheet.rows if anchor["axis"] == Axis.ROWS else sheet.columns
    own = anchor["id"]
    return next((index for index, each in enumerate(along) if each is not None and each.id == own), None)


def _stands(document: Document, entry: Entry) -> bool:
    anchor = entry["anchor"]
    if not anchor:
        return True
    if "axis" not in anchor:
        return document.find(anchor["sheet"]) is not None
    return _index(document, anchor) is not None


def _location(document: Document, anchor: dict[str, Any]) -> dict[str, Any]:
    if not anchor:
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "axis" not in anchor:
        return {"locationType": "SHEET", "sheetId": anchor["sheet"]}
    index = _index(document, anchor) or 0
    kind = "ROW" if anchor["axis"] == Axis.ROWS else "COLUMN"
    span = {"dimension": anchor["axis"], "startIndex": index, "endIndex": index + 1}
    return {"locationType": kind, "dimensionRange": {"sheetId": anchor["sheet"], **span} if anchor["sheet"] else span}


def _matches(document: Document, entry: Entry, lookup: dict[str, Any]) -> bool:
    for name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if name in lookup and entry.get(name) != lookup[name]:
            return False
    kind = lookup.get("locationType")
    anchor = entry["anchor"]
    if kind and kind != _location_type(anchor):
        return False
    place = lookup.get("metadataLocation")
    if not place:
        return True
    wanted = _anchor_looked_up(document, place)
    if lookup.get("locationMatchingStrategy") == "EXACT_LOCATION":
        return bool(wanted == anchor)
    return all(anchor.get(name) == value for name, value in wanted.items())


def _location_type(anchor: dict[str, Any]) -> str:
    if not anchor:
        return "SPREADSHEET"
    return "SHEET" if "axis" not in anchor else anchor["axis"].removesuffix("S")


def _anchor_looked_up(document: Document, place: dict[str, Any]) -> dict[str, Any]:
    """The anchor of a place; a row never written to has none yet, so nothing is on it."""
    span = place.get("dimensionRange")
    if not span:
        return {"sheet": place["sheetId"]} if "sheetId" in place else {}
    sheet, axis, index = document.sheet(span.get("sheetId", 0)), _axis(span), span.get("startIndex", 0)
    along = sheet.rows if axis is Axis.ROWS else sheet.columns
    own = along[index] if 0 <= index < len(along) else None
    return {"sheet": sheet.id, "axis": axis.value, "id": None if own is None else own.id}


def _check_storage(document: Document, entry: Entry) -> None:
    """Raises GoogleError 400 when the spreadsheet's or the sheet's share of storage is full."""
    home = entry["anchor"].get("sheet")
    held = (each for each in document.metadata if each["anchor"].get("sheet") == home)
    if sum(len(each["metadataKey"]) + len(each.get("metadataValue", "")) for each in held) > STORAGE:
        raise full()


def full() -> GoogleError:
    """400: no room for more metadata."""
    return invalid("Adding the requested developer metadata would exceed the allowed storage limit")
