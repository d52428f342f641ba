"""Filters: the sheet's basic filter and filter views.

A basic filter hides the rows that its criteria refuse; hidden values and the common conditions are understood.
"""

from __future__ import annotations

import re
from typing import Any

from ...errors import invalid
from ..boxes import Axis, Box
from ..describe import part
from ..document import Document
from ..grid import Sheet
from ..looks import normalised
from ..reading import Reading
from . import identified
from .cells import area
from .conditions import check_condition
from .masked import mask_of, updated
from .sorting import sort_rows

_PART, _ID, _WHAT = "filterViews", "filterViewId", "filter view"


def set_basic_filter(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """setBasicFilter: replaces the sheet's filter; sorts and hides at once."""
    wanted = normalised(request.get("filter", {}))
    sheet, box = area(document, wanted.get("range", {}))
    wanted["range"] = {"sheetId": sheet.id, **box.resource()}
    if wanted.get("sortSpecs") and box.height > 1:
        sort_rows(document, sheet, Box(box.sheet, box.top + 1, box.bottom, box.left, box.right), wanted["sortSpecs"])
    sheet.parts["basicFilter"] = wanted
    _hide(document, sheet, box, wanted)
    return {}


def clear_basic_filter(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """clearBasicFilter: nothing to clear is no mistake."""
    sheet = document.change(request.get("sheetId", 0))
    if sheet.parts.pop("basicFilter", None) is not None:
        for index in range(sheet.row_count):
            _set_hidden(sheet, index, hidden=False)
    return {}


def add_filter_view(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """addFilterView."""
    wanted = normalised(request.get("filter", {}))
    sheet, _ = area(document, wanted.get("range", {}))
    wanted = {"title": f"Filter {len(sheet.parts.get(_PART, ())) + 1}", **wanted}
    return {"filter": part(identified.add(document, sheet.id, _PART, _ID, wanted, what=_WHAT))}


def update_filter_view(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateFilterView."""
    wanted = normalised(request.get("filter", {}))
    sheet_id, standing = identified.find(document, _PART, _ID, wanted.get(_ID), what=_WHAT)
    new = updated(standing, wanted, mask_of(request)) | {_ID: standing[_ID]}
    identified.replace(document, sheet_id, _PART, standing, new)
    return {}


def duplicate_filter_view(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """duplicateFilterView."""
    sheet_id, standing = identified.find(document, _PART, _ID, request.get("filterId"), what=_WHAT)
    copy = {name: value for name, value in standing.items() if name != _ID}
    copy["title"] = f"Copy of {standing.get('title', '')}"
    return {"filter": part(identified.add(document, sheet_id, _PART, _ID, copy, what=_WHAT))}


def delete_filter_view(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteFilterView."""
    sheet_id, standing = identified.find(document, _PART, _ID, request.get("filterId"), what=_WHAT)
    identified.replace(document, sheet_id, _PART, standing, None)
    return {}


def _hide(document: Document, sheet: Sheet, box: Box, wanted: dict[str, Any]) -> None:
    for each in (*wanted.get("criteria", {}).values(), *_specified(wanted)):
        if "condition" in each:
            check_condition(each["condition"], where="filter.condition")
    criteria = {_column(key): each for key, each in wanted.get("criteria", {}).items()}
    for spec in wanted.get("filterSpecs", ()):
        criteria[spec.get("columnIndex", 0)] = spec.get("filterCriteria", {})
    reading = Reading(document)
    for index in range(box.top + 1, box.bottom):
        hidden = any(not _passes(reading.formatted(sheet, index, column), each) for column, each in criteria.items())
        _set_hidden(sheet, index, hidden=hidden)


def _specified(wanted: dict[str, Any]) -> list[dict[str, Any]]:
    return [spec.get("filterCriteria", {}) for spec in wanted.get("filterSpecs", ())]


def _column(key: str) -> int:
    """A criterion's column: the keys of JSON's maps are texts."""
    if not re.fullmatch(r"[0-9]{1,9}", key):
        raise invalid(f"Invalid value at 'filter.criteria' (TYPE_INT32), {key!r}")
    return int(key)


def _passes(text: str, criterion: dict[str, Any]) -> bool:
    if text in criterion.get("hiddenValues", ()):
        return False
    condition = criterion.get("condition", {})
    words = [each.get("userEnteredValue", "") for each in condition.get("values", ())]
    word, lowered = (words[0].lower() if words else ""), text.lower()
    kind = condition.get("type", "")
    return {
        "BLANK": not text,
        "NOT_BLANK": bool(text),
        "TEXT_CONTAINS": word in lowered,
        "TEXT_NOT_CONTAINS": word not in lowered,
        "TEXT_EQ": lowered == word,
        "TEXT_STARTS_WITH": lowered.startswith(word),
        "TEXT_ENDS_WITH": lowered.endswith(word),
    }.get(kind, True)


def _set_hidden(sheet: Sheet, index: int, *, hidden: bool) -> None:
    look = sheet.look(Axis.ROWS, index)
    if bool(look.get("hiddenByFilter")) is not hidden:
        kept = {name: value for name, value in look.items() if name != "hiddenByFilter"}
        sheet.row(index).look = kept | ({"hiddenByFilter": True} if hidden else {})


def check_one_sheet(found: list[dict[str, Any]]) -> None:
    """Raises GoogleError 400 when ranges lie on different sheets."""
    if len({each.get("sheetId", 0) for each in found}) > 1:
        raise invalid("All ranges must be on the same sheet.")


KINDS = {
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": add_filter_view,
    "updateFilterView": update_filter_view,
    "duplicateFilterView": duplicate_filter_view,
    "deleteFilterView": delete_filter_view,
}
