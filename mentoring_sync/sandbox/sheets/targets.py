"""Which cells a request means.

In: A1 notation, a named range, a tab's title, or a DataFilter. Out: `Target`: the sheet and the box, cut to the grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..errors import GoogleError, invalid
from . import a1, metadata
from .boxes import Box
from .document import Document, no_grid
from .grid import Sheet


@dataclass(frozen=True)
class Target:
    """Cells of a sheet. `is_anchor`: one cell was named, from which writing may go on as far as the values do."""

    sheet: Sheet
    box: Box
    is_anchor: bool = False

    @property
    def name(self) -> str:
        """The cells in A1 notation, as answers name them."""
        return a1.write(self.sheet.title, self.box)


def resolve(document: Document, text: str) -> Target:
    """The cells that the text names. Raises GoogleError 400 for what can't be read or lies outside the grid."""
    found = a1.read(text)
    if found is None:
        return _named(document, text)
    sheet = _sheet(document, found.title, text)
    _check_grid(sheet)
    box = _box(found, sheet, text)
    return Target(sheet, box, is_anchor=found.is_single_cell)


def matching(document: Document, data_filter: dict[str, Any]) -> list[Target]:
    """The cells that a DataFilter matches: none, one range, or those of every metadata entry that it looks up."""
    if "a1Range" in data_filter:
        return [resolve(document, data_filter["a1Range"])]
    if "gridRange" in data_filter:
        sheet = document.sheet(data_filter["gridRange"].get("sheetId", 0))
        return [Target(sheet, _on_grid(sheet, data_filter["gridRange"]))]
    found = []
    for entry in metadata.looked_up(document, data_filter.get("developerMetadataLookup", {})):
        target = metadata.cells_of(document, entry)
        if target is not None:
            found.append(Target(*target))
    return found


def _on_grid(sheet: Sheet, grid_range: dict[str, Any]) -> Box:
    """The GridRange's box. Raises GoogleError 400 for one that is empty or begins off the grid."""
    box = sheet.box(grid_range)
    top, left = grid_range.get("startRowIndex", 0), grid_range.get("startColumnIndex", 0)
    if min(top, left) < 0 or top >= sheet.row_count or left >= sheet.column_count:
        raise outside(sheet, Box(sheet.id, max(top, 0), max(top, 0) + 1, max(left, 0), max(left, 0) + 1))
    if box.height < 1 or box.width < 1:
        raise invalid("The range must hold at least one cell.")
    return box


def _sheet(document: Document, title: str | None, text: str) -> Sheet:
    if title is None:
        return next((sheet for sheet in document.sheets if not sheet.properties.get("hidden")), document.sheets[0])
    sheet = document.titled(title)
    if sheet is None:
        raise unreadable(text)
    return sheet


def _named(document: Document, text: str) -> Target:
    """A named range, with or without its sheet's title before it, or a whole sheet."""
    title, name = a1.split_title(text)
    name = text if title is None or document.titled(title) is None else name
    for each in document.named_ranges:
        if name is not None and each["name"].lower() == name.lower():
            sheet = document.sheet(each["range"].get("sheetId", 0))
            return Target(sheet, sheet.box(each["range"]))
    titled = document.titled(text)
    if titled is None:
        raise unreadable(text)
    _check_grid(titled)
    return Target(titled, titled.whole)


def _check_grid(sheet: Sheet) -> None:
    if sheet.properties.get("sheetType", "GRID") != "GRID":
        raise no_grid(sheet)


def _box(found: a1.Reference, sheet: Sheet, text: str) -> Box:
    """The reference on the sheet's grid: an open side ends with the grid, one too far is cut off."""
    top, left = found.top or 0, found.left or 0
    bottom = sheet.row_count if found.bottom is None else found.bottom
    right = sheet.column_count if found.right is None else found.right
    if max(top + 1, bottom) > 10_000_000 or right > 18_278:
        raise unreadable(text)
    if top >= sheet.row_count or left >= sheet.column_count:
        raise outside(sheet, Box(sheet.id, top, max(bottom, top + 1), left, max(right, left + 1)))
    return Box(sheet.id, top, min(bottom, sheet.row_count), left, min(right, sheet.column_count))


def outside(sheet: Sheet, box: Box) -> GoogleError:
    """400: the cells lie beyond the grid."""
    name = a1.write(sheet.title, box)
    return invalid(
        f"Range ({name}) exceeds grid limits. Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


def unreadable(text: str) -> GoogleError:
    """400: not a range, or on a tab that isn't there."""
    return invalid(f"Unable to parse range: {text}")
