"""What an update request's `fields` does to a resource.

In: the resource as it stands, the one in the request, and the mask. Out: a new resource. A field that the mask names
and the request lacks is reset, as Google does; `*` replaces everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ...discovery import method_named
from ...errors import invalid
from ...fields import Mask, parse, unknown

RESOURCES: Mapping[str, str] = {
    "updateCells": "CellData",
    "repeatCell": "CellData",
    "appendCells": "CellData",
    "updateSpreadsheetProperties": "SpreadsheetProperties",
    "updateSheetProperties": "SheetProperties",
    "updateDimensionProperties": "DimensionProperties",
    "updateDimensionGroup": "DimensionGroup",
    "updateNamedRange": "NamedRange",
    "updateDeveloperMetadata": "DeveloperMetadata",
    "updateBanding": "BandedRange",
    "updateProtectedRange": "ProtectedRange",
    "updateFilterView": "FilterView",
    "updateSlicerSpec": "SlicerSpec",
    "updateTable": "Table",
    "updateEmbeddedObjectPosition": "OverlayPosition",
}
"""By kind of request: the resource that its mask is of."""


def check_mask(kind: str, request: dict[str, Any]) -> None:
    """Raises GoogleError 400 for a mask that names what the kind's resource can't have."""
    text = request.get("fields")
    wrong = _unknown(kind, text) if text and kind in RESOURCES else None
    if wrong is not None:
        raise invalid(f"Invalid field: {wrong}")


@lru_cache(maxsize=1024)
def _unknown(kind: str, text: str) -> str | None:
    """The same few masks come again and again."""
    schemas = method_named("sheets.spreadsheets.batchUpdate").schemas
    return unknown(parse(text), {"$ref": RESOURCES[kind]}, schemas)


def mask_of(request: dict[str, Any]) -> Mask:
    """The request's mask. Raises GoogleError 400 when there is none."""
    text = request.get("fields", "")
    if not text:
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return parse(text)


def updated(standing: dict[str, Any], wanted: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """The resource after the update; neither argument is changed."""
    if "*" in mask:
        return dict(wanted)
    found = dict(standing)
    for name, below in (*mask.items(), *_other_spelling(mask)):
        new = wanted.get(name)
        if below and "*" not in below and isinstance(found.get(name, {}), dict):
            new = updated(found.get(name, {}), new if isinstance(new, dict) else {}, below)
        if new is None or new == {}:
            found.pop(name, None)
        else:
            found[name] = new
    return found


def _other_spelling(mask: Mask) -> list[tuple[str, Mask]]:
    """Every colour has two fields, `...Color` and `...ColorStyle`; naming one names both."""
    found = []
    for name in mask:
        if name.endswith("Color"):
            found.append((f"{name}Style", Mask()))
        elif name.endswith("ColorStyle"):
            found.append((name.removesuffix("Style"), Mask()))
    return [each for each in found if each[0] not in mask]
