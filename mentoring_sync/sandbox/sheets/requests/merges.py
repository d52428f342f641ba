"""Merged cells: merge and unmerge. Values under a merge are dropped, save the first one."""

from __future__ import annotations

from typing import Any

from ...errors import invalid
from ..boxes import Box
from ..document import Document
from ..grid import Sheet
from .cells import area


def merge_cells(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """mergeCells: the whole range, or each of its rows or columns."""
    sheet, box = area(document, request.get("range", {}))
    standing = [sheet.box(each) for each in sheet.parts.get("merges", ())]
    if any(each.meets(box) and not box.holds(each) for each in standing):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    kept = [each for each in standing if not each.meets(box)]
    added = [each for each in _pieces(box, request.get("mergeType", "MERGE_ALL")) if each.height * each.width > 1]
    for each in added:
        _drop_values(sheet, each)
    _put(sheet, kept + added)
    return {}


def unmerge_cells(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """unmergeCells: every merge within the range."""
    sheet, box = area(document, request.get("range", {}))
    standing = [sheet.box(each) for each in sheet.parts.get("merges", ())]
    if any(each.meets(box) and not box.holds(each) for each in standing):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    _put(sheet, [each for each in standing if not each.meets(box)])
    return {}


def _pieces(box: Box, kind: str) -> list[Box]:
    if kind == "MERGE_ROWS":
        return [Box(box.sheet, row, row + 1, box.left, box.right) for row in box.rows]
    if kind == "MERGE_COLUMNS":
        return [Box(box.sheet, box.top, box.bottom, column, column + 1) for column in box.columns]
    return [box]


def _put(sheet: Sheet, boxes: list[Box]) -> None:
    if boxes:
        sheet.parts["merges"] = [each.resource() for each in boxes]
    else:
        sheet.parts.pop("merges", None)


def _drop_values(sheet: Sheet, box: Box) -> None:
    """The first value of the range moves to its corner; the others go."""
    first = next(
        (value for row in box.rows for column in box.columns if (value := sheet.value(row, column)) is not None),
        None,
    )
    for index, _ in list(sheet.filled_rows(box)):
        row = sheet.row(index)
        for column in box.columns:
            row.set_value(column, None)
    if first is not None:
        sheet.row(box.top).set_value(box.left, first)


KINDS = {"mergeCells": merge_cells, "unmergeCells": unmerge_cells}
