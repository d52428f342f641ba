"""Banded ranges: alternating colours."""

from __future__ import annotations

from typing import Any

from ...errors import invalid
from ..describe import part
from ..document import Document
from ..looks import normalised
from . import identified
from .cells import area
from .masked import mask_of, updated

_PART, _ID, _WHAT = "bandedRanges", "bandedRangeId", "banded range"


def add_banding(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """addBanding: bands may not overlap."""
    wanted = {"range": {}, **normalised(request.get("bandedRange", {}))}
    if not wanted.get("rowProperties") and not wanted.get("columnProperties"):
        raise invalid("At least one of rowProperties or columnProperties must be specified.")
    sheet, box = area(document, wanted["range"])
    if any(sheet.box(each["range"]).meets(box) for each in sheet.parts.get(_PART, ())):
        raise invalid("You cannot add alternating background colors to a range that already has them.")
    return {"bandedRange": part(identified.add(document, sheet.id, _PART, _ID, wanted, what=_WHAT))}


def update_banding(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateBanding."""
    wanted = normalised(request.get("bandedRange", {}))
    sheet_id, standing = identified.find(document, _PART, _ID, wanted.get(_ID), what=_WHAT)
    new = updated(standing, wanted, mask_of(request)) | {_ID: standing[_ID]}
    area(document, new.get("range", {}))
    identified.replace(document, sheet_id, _PART, standing, new)
    return {}


def delete_banding(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteBanding."""
    sheet_id, standing = identified.find(document, _PART, _ID, request.get(_ID, 0), what=_WHAT)
    identified.replace(document, sheet_id, _PART, standing, None)
    return {}


KINDS = {"addBanding": add_banding, "updateBanding": update_banding, "deleteBanding": delete_banding}
