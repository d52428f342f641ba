"""Charts and slicers: kept and given back, not drawn."""

from __future__ import annotations

from typing import Any

from ...errors import GoogleError, invalid
from ..describe import part
from ..document import Document, free_id, new_sheet
from ..looks import normalised
from . import identified
from .masked import mask_of, updated
from .sheets import free_title

_PART, _ID, _WHAT = "charts", "chartId", "chart"


def add_chart(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """addChart: over a cell, or on a sheet of its own."""
    wanted = normalised(request.get("chart", {}))
    basic = wanted.get("spec", {}).get("basicChart")
    if basic is not None and not basic.get("series"):
        raise GoogleError(500, "INTERNAL", "Internal error encountered.")
    position = wanted.get("position", {})
    sheet_id, placed = _position(document, position)
    chart = {**wanted, "position": placed}
    return {"chart": part(identified.add(document, sheet_id, _PART, _ID, chart, what=_WHAT))}


def update_chart_spec(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateChartSpec."""
    sheet_id, standing = identified.find(document, _PART, _ID, request.get(_ID), what=_WHAT)
    new = {**standing, "spec": normalised(request.get("spec", {}))}
    identified.replace(document, sheet_id, _PART, standing, new)
    return {}


def update_position(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateEmbeddedObjectPosition: of a chart or a slicer."""
    kind, id_name = _kind_of(document, request.get("objectId"))
    sheet_id, standing = identified.find(document, kind, id_name, request.get("objectId"), what="embedded object")
    wanted = request.get("newPosition", {})
    if "fields" in request and "overlayPosition" in wanted:
        overlay = standing["position"].get("overlayPosition", {})
        new = {"overlayPosition": updated(overlay, wanted["overlayPosition"], mask_of(request))}
    else:
        _, new = _position(document, wanted)
    identified.replace(document, sheet_id, kind, standing, {**standing, "position": new})
    return {"position": part(new)}


def delete_embedded_object(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteEmbeddedObject: a chart or a slicer."""
    kind, id_name = _kind_of(document, request.get("objectId"))
    sheet_id, standing = identified.find(document, kind, id_name, request.get("objectId"), what="embedded object")
    identified.replace(document, sheet_id, kind, standing, None)
    return {}


def add_slicer(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """addSlicer."""
    wanted = normalised(request.get("slicer", {}))
    sheet_id, placed = _position(document, wanted.get("position", {}))
    slicer = {**wanted, "position": placed}
    return {"slicer": part(identified.add(document, sheet_id, "slicers", "slicerId", slicer, what="slicer"))}


def update_slicer_spec(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateSlicerSpec."""
    sheet_id, standing = identified.find(document, "slicers", "slicerId", request.get("slicerId"), what="slicer")
    spec = updated(standing.get("spec", {}), normalised(request.get("spec", {})), mask_of(request))
    identified.replace(document, sheet_id, "slicers", standing, {**standing, "spec": spec})
    return {}


def _position(document: Document, position: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """The sheet that an object goes to, and its position there."""
    if position.get("newSheet"):
        number = free_id(sheet.id for sheet in document.sheets)
        sheet = new_sheet(number, {"title": free_title(document, "Chart1"), "sheetType": "OBJECT"})
        document.sheets.append(sheet)
        return number, {"sheetId": number}
    overlay = position.get("overlayPosition")
    if overlay is None:
        raise invalid("A position must be specified.")
    sheet_id = overlay.get("anchorCell", {}).get("sheetId", 0)
    document.sheet(sheet_id)
    return sheet_id, {"overlayPosition": {"widthPixels": 600, "heightPixels": 371, **overlay}}


def _kind_of(document: Document, number: Any) -> tuple[str, str]:
    if number in identified.taken(document, "slicers", "slicerId"):
        return "slicers", "slicerId"
    return _PART, _ID


KINDS = {
    "addChart": add_chart,
    "updateChartSpec": update_chart_spec,
    "updateEmbeddedObjectPosition": update_position,
    "deleteEmbeddedObject": delete_embedded_object,
    "addSlicer": add_slicer,
    "updateSlicerSpec": update_slicer_spec,
}
