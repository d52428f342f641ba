"""Order: sortRange, randomizeRange.

A range over the sheet's whole width moves whole rows with their metadata; so does any range, for the metadata that
stands on its rows, as Google's servers were seen to do.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from ...errors import invalid
from .. import a1
from ..boxes import Axis, Box
from ..document import Document
from ..formulas.values import sort_key
from ..grid import Sheet
from ..reading import Reading
from .blocks import lift, put, wipe
from .cells import area


def sort_range(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """sortRange: stable, numbers before texts, empty cells last either way; hidden rows stay where they are."""
    sheet, box = area(document, request.get("range", {}))
    specs = request.get("sortSpecs", [])
    if not specs:
        raise invalid("At least one sort spec is required.")
    sort_rows(document, sheet, box, specs)
    return {}


def sort_rows(document: Document, sheet: Sheet, box: Box, specs: list[dict[str, Any]]) -> None:
    """Sort the box's rows by its specs, the first one first."""
    _check_merges(sheet, box)
    reading = Reading(document)
    rows = [index for index in box.rows if not _is_hidden(sheet, index)]
    order = list(rows)
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", box.left)
        if not box.left <= column < box.right:
            raise invalid(f"The sort column {column} is not within the range.")
        order = _sorted(order, reading, sheet, column, descending=spec.get("sortOrder") == "DESCENDING")
    _apply(document, sheet, box, rows, order)


def randomize_range(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """randomizeRange."""
    sheet, box = area(document, request.get("range", {}))
    _check_merges(sheet, box)
    rows = list(box.rows)
    order = random.sample(rows, len(rows))
    _apply(document, sheet, box, rows, order)
    return {}


def _sorted(rows: list[int], reading: Reading, sheet: Sheet, column: int, *, descending: bool) -> list[int]:
    keys = {row: sort_key(reading.effective(sheet, row, column)) for row in rows}
    filled = [row for row in rows if keys[row][0] != 9]
    key: Callable[[int], Any] = keys.__getitem__
    return sorted(filled, key=key, reverse=descending) + [row for row in rows if keys[row][0] == 9]


def _apply(document: Document, sheet: Sheet, box: Box, rows: list[int], order: list[int]) -> None:
    """Put what stood in `order` into `rows`: whole rows when the box is as wide as what they hold."""
    if rows == order:
        return
    outside = [
        row
        for index in rows
        if (row := sheet.rows[index]) is not None
        and (
            row.width() > box.right
            or any(row.value(each) is not None or each in row.extras for each in range(box.left))
        )
    ]
    if outside:
        _apply_cells(document, sheet, box, rows, order)
        return
    whole = list(range(sheet.row_count))
    for place, source in zip(rows, order, strict=True):
        whole[place] = source
    _reorder_rows(sheet, whole)


def _reorder_rows(sheet: Sheet, whole: list[int]) -> None:
    """Rows change places with their metadata; heights stay, and formulas elsewhere keep naming the same places."""
    looks = [None if row is None else row.look for row in sheet.rows]
    sheet.rows[:] = [sheet.rows[source] for source in whole]
    sheet.reordered = True
    for index, look in enumerate(looks):
        row = sheet.rows[index]
        if whole[index] != index and (look or (row is not None and row.look)):
            sheet.set_look(Axis.ROWS, index, look or {})


def _apply_cells(document: Document, sheet: Sheet, box: Box, rows: list[int], order: list[int]) -> None:
    """Only the cells of these rows within the box change places, and the metadata of their rows goes with them.

    Hidden rows are not among them: their cells stay. Google's servers were seen to leave hidden rows in place; that
    this holds for a range over part of the width as well isn't documented.
    """
    cells = {index: lift(sheet, Box(box.sheet, index, index + 1, box.left, box.right))[0] for index in rows}
    owners = {place: sheet.row(source).id for place, source in zip(rows, order, strict=True)}
    for index in rows:
        wipe(sheet, Box(box.sheet, index, index + 1, box.left, box.right))
    for place, source in zip(rows, order, strict=True):
        for column, cell in enumerate(cells[source], box.left):
            put(sheet, place, column, cell)
    moved = {owners[place]: sheet.row(place).id for place in rows}
    document.metadata = [_with_anchor(entry, sheet.id, moved) for entry in document.metadata]


def _with_anchor(entry: dict[str, Any], sheet_id: int, moved: dict[int, int]) -> dict[str, Any]:
    anchor = entry["anchor"]
    if anchor.get("sheet") != sheet_id or anchor.get("axis") != Axis.ROWS or anchor["id"] not in moved:
        return entry
    return {**entry, "anchor": {**anchor, "id": moved[anchor["id"]]}}


def _is_hidden(sheet: Sheet, index: int) -> bool:
    look = sheet.look(Axis.ROWS, index)
    return bool(look.get("hiddenByUser") or look.get("hiddenByFilter"))


def _check_merges(sheet: Sheet, box: Box) -> None:
    for merge in sheet.parts.get("merges", ()):
        merged = sheet.box(merge)
        if merged.height > 1 and merged.meets(box):
            place = a1.write(sheet.title, merged).rpartition("!")[2]
            raise invalid(f"You can't sort a range containing vertical merges. There is a vertical merge at {place}.")


KINDS = {"sortRange": sort_range, "randomizeRange": randomize_range}
