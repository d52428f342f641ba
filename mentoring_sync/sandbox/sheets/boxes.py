"""Rectangles of cells: Google's GridRange, and what becomes of it when rows and columns come, go and move.

In: GridRange resources (half-open, zero-based, a missing side meaning the grid's). Out: `Box`, with every side known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

GRID_RANGE = frozenset({"sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"})


class Axis(StrEnum):
    """Google's Dimension."""

    ROWS = "ROWS"
    COLUMNS = "COLUMNS"

    @property
    def sides(self) -> tuple[str, str]:
        """The GridRange fields of this axis."""
        return ("startRowIndex", "endRowIndex") if self is Axis.ROWS else ("startColumnIndex", "endColumnIndex")


@dataclass(frozen=True)
class Box:
    """A rectangle on a sheet: rows `top` to `bottom` and columns `left` to `right`, ends excluded."""

    sheet: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    @property
    def rows(self) -> range:
        """Row indices."""
        return range(self.top, self.bottom)

    @property
    def columns(self) -> range:
        """Column indices."""
        return range(self.left, self.right)

    def meets(self, other: Box) -> bool:
        """Whether the two share a cell."""
        return (
            self.sheet == other.sheet
            and self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside."""
        return (
            self.sheet == other.sheet
            and self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )

    def moved(self, down: int, across: int, sheet: int | None = None) -> Box:
        """The same shape elsewhere."""
        return Box(
            self.sheet if sheet is None else sheet,
            self.top + down,
            self.bottom + down,
            self.left + across,
            self.right + across,
        )

    def resource(self) -> dict[str, int]:
        """The GridRange with every side; as Google's servers do, the first sheet's id 0 is left out."""
        ends = {
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }
        return {"sheetId": self.sheet, **ends} if self.sheet else ends


def box_of(grid_range: dict[str, Any], row_count: int, column_count: int) -> Box:
    """The GridRange's box on a grid of that size, cut off at its edges."""
    bottom = min(grid_range.get("endRowIndex", row_count), row_count)
    right = min(grid_range.get("endColumnIndex", column_count), column_count)
    return Box(
        grid_range.get("sheetId", 0),
        grid_range.get("startRowIndex", 0),
        bottom,
        grid_range.get("startColumnIndex", 0),
        right,
    )


def is_grid_range(value: Any) -> bool:
    """Whether a JSON value is a GridRange with at least one side or a sheet."""
    return isinstance(value, dict) and bool(value) and value.keys() <= GRID_RANGE


def over_ranges(value: Any, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> Any:
    """A copy of a JSON value with every GridRange in it changed; one that becomes None goes, with its list item."""
    if is_grid_range(value):
        return change(value)
    if isinstance(value, list):
        return [item for item in (over_ranges(each, change) for each in value) if item is not None]
    if not isinstance(value, dict):
        return value
    changed = {name: over_ranges(item, change) for name, item in value.items()}
    if "range" in changed and changed["range"] is None:
        return None
    if changed.get("ranges") == [] and value.get("ranges"):
        return None
    return {name: item for name, item in changed.items() if item is not None}


def after_insert(found: dict[str, Any], sheet: int, axis: Axis, at: int, count: int) -> dict[str, Any]:
    """The GridRange once `count` rows or columns stand before index `at`."""
    if found.get("sheetId", 0) != sheet:
        return found
    start, end = axis.sides
    moved = dict(found)
    if start in moved and moved[start] >= at:
        moved[start] += count
    if end in moved and moved[end] > at:
        moved[end] += count
    return moved


def after_delete(found: dict[str, Any], sheet: int, axis: Axis, at: int, count: int) -> dict[str, Any] | None:
    """The GridRange once rows or columns `at` to `at + count` are gone; None when nothing is left of it."""
    if found.get("sheetId", 0) != sheet:
        return found
    start, end = axis.sides
    moved = dict(found)
    for side in (start, end):
        if side in moved:
            moved[side] -= max(0, min(moved[side] - at, count))
    if end in moved and moved[end] <= moved.get(start, 0):
        return None
    return moved
