"""Tables: typed columns over a range, with a header row."""

from __future__ import annotations

from typing import Any

from ...errors import invalid
from ..boxes import Box
from ..cells import checked_text
from ..describe import part
from ..document import Document, free_id
from ..grid import Sheet
from ..looks import normalised
from ..reading import Reading
from . import identified
from .blocks import wipe
from .cells import area
from .conditions import check_rule
from .masked import mask_of, updated

_PART, _ID, _WHAT = "tables", "tableId", "table"


def add_table(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """addTable: names unique, no overlap; a column without a name gets its header's text, or `Column 1`."""
    wanted = _described(request)
    sheet, box = area(document, wanted.get("range", {}))
    name = wanted.get("name") or f"Table{sum(len(each.parts.get(_PART, ())) for each in document.sheets) + 1}"
    _check_name(document, name, None)
    if any(sheet.box(each["range"]).meets(box) for each in sheet.parts.get(_PART, ())):
        raise invalid("You cannot add a table to a range that overlaps another table.")
    columns = _columns(document, sheet, box, wanted.get("columnProperties", []))
    kept = {**wanted, "name": name, "range": {"sheetId": sheet.id, **box.resource()}, "columnProperties": columns}
    if _ID in wanted and not isinstance(wanted[_ID], str):
        raise invalid("tableId must be a string.")
    kept[_ID] = wanted.get(_ID) or str(free_id(()))
    added = identified.add(document, sheet.id, _PART, _ID, kept, what=_WHAT)
    return {"table": part(added)}


def update_table(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateTable: columnProperties replace the whole list, and each needs its name."""
    wanted = _described(request)
    sheet_id, standing = identified.find(document, _PART, _ID, wanted.get(_ID), what=_WHAT)
    new = updated(standing, wanted, mask_of(request)) | {_ID: standing[_ID]}
    _check_name(document, new.get("name", ""), standing)
    sheet, box = area(document, new.get("range", {}))
    if any(not each.get("columnName") for each in new.get("columnProperties", ())):
        raise invalid("Table header row cell must have a value.")
    new["columnProperties"] = _columns(document, sheet, box, new.get("columnProperties", []))
    identified.replace(document, sheet_id, _PART, standing, new)
    return {}


def _described(request: dict[str, Any]) -> dict[str, Any]:
    """The request's table; its rows' colours are ColorStyles alone."""
    wanted: dict[str, Any] = normalised(request.get("table", {}))
    if "rowsProperties" in wanted:
        looks = wanted["rowsProperties"]
        wanted["rowsProperties"] = {name: style for name, style in looks.items() if name.endswith("Style")}
    return wanted


def delete_table(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteTable: the cells go with it, and so do conditional formats over its range."""
    sheet_id, standing = identified.find(document, _PART, _ID, request.get(_ID, ""), what=_WHAT)
    identified.replace(document, sheet_id, _PART, standing, None)
    sheet = document.change(sheet_id)
    box = sheet.box(standing["range"])
    wipe(sheet, box)
    rules = [
        rule
        for rule in sheet.parts.get("conditionalFormats", ())
        if not all(box.holds(sheet.box(each)) for each in rule["ranges"])
    ]
    if "conditionalFormats" in sheet.parts:
        sheet.parts["conditionalFormats"] = rules
    return {}


def _check_name(document: Document, name: str, own: dict[str, Any] | None) -> None:
    if not name:
        raise invalid("The table name cannot be empty.")
    for sheet in document.sheets:
        for each in sheet.parts.get(_PART, ()):
            if each is not own and each["name"].lower() == name.lower():
                raise invalid(f"A table with the name {name} already exists.")


def _columns(document: Document, sheet: Sheet, box: Box, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One entry a column; header cells get the columns' names."""
    given = {each.get("columnIndex", 0): each for each in wanted}
    reading = Reading(document)
    found = []
    for index in range(box.width):
        column = dict(given.get(index, {}))
        if column.get("columnType") == "DROPDOWN" and "dataValidationRule" not in column:
            raise invalid("Condition must be set for dropdown column type.")
        if "dataValidationRule" in column:
            check_rule(column["dataValidationRule"])
        shown = reading.formatted(sheet, box.top, box.left + index)
        name = column.get("columnName") or ("" if column.get("columnType") else shown) or f"Column {index + 1}"
        if name != shown:
            sheet.row(box.top).set_value(box.left + index, checked_text(name))
        found.append({"columnIndex": index, **column, "columnName": name} if index else {**column, "columnName": name})
    return found


KINDS = {"addTable": add_table, "updateTable": update_table, "deleteTable": delete_table}
