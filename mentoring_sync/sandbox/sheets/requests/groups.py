"""Groups of rows and columns that a person can fold: add, delete, fold."""

from __future__ import annotations

from typing import Any

from ...errors import invalid
from ..boxes import Axis
from ..describe import without_first_sheet
from ..document import Document
from ..grid import Sheet
from .dimensions import span
from .masked import mask_of, updated

Depths = list[int]
_CONTROL = {Axis.ROWS: "rowGroupControlAfter", Axis.COLUMNS: "columnGroupControlAfter"}
"""Where the fold button stands; the first group sets it, and it stays, as recorded."""
_PART = {Axis.ROWS: "rowGroups", Axis.COLUMNS: "columnGroups"}


def add_dimension_group(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """addDimensionGroup: one level deeper over the range."""
    sheet, axis, start, end = span(document, request.get("range", {}))
    depths = _depths(sheet, axis)
    for index in range(start, end):
        depths[index] += 1
    grid = {**sheet.properties["gridProperties"], _CONTROL[axis]: True}
    sheet.properties = {**sheet.properties, "gridProperties": grid}
    return _put(sheet, axis, depths)


def delete_dimension_group(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteDimensionGroup: one level less over the range."""
    sheet, axis, start, end = span(document, request.get("range", {}))
    depths = _depths(sheet, axis)
    if not any(depths[start:end]):
        raise invalid(f"Cannot delete group at {axis.value.lower()} {start} to {end}: there is no group.")
    for index in range(start, end):
        depths[index] = max(depths[index] - 1, 0)
    return _put(sheet, axis, depths)


def update_dimension_group(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateDimensionGroup: fold or unfold."""
    wanted, mask = request.get("dimensionGroup", {}), mask_of(request)
    sheet, axis, start, end = span(document, wanted.get("range", {}))
    groups = list(sheet.parts.get(_PART[axis], ()))
    for place, group in enumerate(groups):
        if (group["range"]["startIndex"], group["range"]["endIndex"]) == (start, end) and group["depth"] == wanted.get(
            "depth", 1
        ):
            groups[place] = updated(group, {**group, "collapsed": wanted.get("collapsed", False)}, mask)
            sheet.parts[_PART[axis]] = groups
            return {}
    raise invalid("There is no such dimension group.")


def _depths(sheet: Sheet, axis: Axis) -> Depths:
    depths = [0] * sheet.size(axis)
    for group in sheet.parts.get(_PART[axis], ()):
        for index in range(group["range"]["startIndex"], min(group["range"]["endIndex"], len(depths))):
            depths[index] = max(depths[index], group["depth"])
    return depths


def _put(sheet: Sheet, axis: Axis, depths: Depths) -> dict[str, Any]:
    """The groups that these depths make; the reply has them all."""
    groups: list[dict[str, Any]] = [
        {
            "range": {"sheetId": sheet.id, "dimension": axis.value, "startIndex": start, "endIndex": end},
            "depth": depth,
        }
        for depth in range(1, max(depths) + 1)
        for start, end in _runs(depths, depth)
    ]
    if not groups:
        sheet.parts.pop(_PART[axis], None)
        return {}
    sheet.parts[_PART[axis]] = groups
    return {"dimensionGroups": [{**group, "range": without_first_sheet(group["range"])} for group in groups]}


def _runs(depths: Depths, depth: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, here in enumerate(depths):
        if here >= depth:
            if runs and runs[-1][1] == index:
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
    return runs


KINDS = {
    "addDimensionGroup": add_dimension_group,
    "deleteDimensionGroup": delete_dimension_group,
    "updateDimensionGroup": update_dimension_group,
}
