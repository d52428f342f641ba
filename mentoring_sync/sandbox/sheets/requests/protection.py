"""Protected ranges: add, change, delete.

An owner is never refused; who adds one without being the owner is one of its editors, as on Google's pages.
"""

from __future__ import annotations

from typing import Any

from ...errors import invalid
from ..describe import part
from ..document import Document
from . import identified
from .cells import area
from .masked import mask_of, updated

_PART, _ID, _WHAT = "protectedRanges", "protectedRangeId", "protected range"


def add_protected_range(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """addProtectedRange."""
    wanted = request.get("protectedRange", {})
    if "range" not in wanted and "namedRangeId" in wanted:
        named = next((each for each in document.named_ranges if each["namedRangeId"] == wanted["namedRangeId"]), None)
        if named is None:
            raise identified.no_such("named range", wanted["namedRangeId"])
        wanted = {**wanted, "range": named["range"]}
    if "range" not in wanted:
        raise invalid("Either range or namedRangeId must be set.")
    place = wanted["range"]
    sheet = document.change(place.get("sheetId", 0))
    if place.keys() - {"sheetId"}:
        sheet, _ = area(document, place)
    kept = {name: value for name, value in wanted.items() if name not in ("requestingUserCanEdit", "editors") and value}
    editors = {name: value for name, value in wanted.get("editors", {}).items() if value}
    if document.editor is not None and document.editor not in editors.get("users", ()):
        editors["users"] = [*editors.get("users", ()), document.editor]
    added = identified.add(document, sheet.id, _PART, _ID, kept | _rights(editors), what=_WHAT)
    return {"protectedRange": part(added)}


def update_protected_range(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateProtectedRange."""
    wanted = request.get("protectedRange", {})
    sheet_id, standing = identified.find(document, _PART, _ID, wanted.get(_ID), what=_WHAT)
    new = updated(standing, wanted, mask_of(request)) | {_ID: standing[_ID]}
    identified.replace(document, sheet_id, _PART, standing, new | _rights(new.get("editors", {})))
    return {}


def delete_protected_range(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteProtectedRange."""
    sheet_id, standing = identified.find(document, _PART, _ID, request.get(_ID, 0), what=_WHAT)
    identified.replace(document, sheet_id, _PART, standing, None)
    return {}


def _rights(editors: dict[str, Any]) -> dict[str, Any]:
    return {"requestingUserCanEdit": True, "editors": editors}


KINDS = {
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
}
