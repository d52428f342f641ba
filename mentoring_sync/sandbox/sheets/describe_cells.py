"""Cells as Google describes them: GridData and CellData.

In: a sheet, a box and a mask. Out: rows up to the last one that has anything the mask names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from types import NoneType
from typing import Any

from ..encoding import Streamed
from ..fields import EVERYTHING, Mask, select
from . import metadata
from .boxes import Axis, Box
from .cells import Effective, to_extended
from .defaults import DEFAULT_FORMAT
from .document import Document
from .grid import COLUMN_PIXELS, ROW_PIXELS, CellData, Formula, Row, Sheet, Spilled
from .reading import Reading

_HYPERLINK = re.compile(r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)


MOST_SHARED = 10_000
"""Values of which a description is kept to be used again; where more of them differ, few repeat."""
_PLAIN = frozenset({str, float, int, bool, NoneType})


def grid_data(
    document: Document, reading: Reading, sheet: Sheet, box: Box, mask: Mask, *, streams: bool = False
) -> dict[str, Any]:
    """The GridData of a box; with `streams` its rows are made while they are written."""
    answer: dict[str, Any] = {}
    sheet = reading.spilled(sheet) if mask.covers("rowData") else sheet
    if box.top:
        answer["startRow"] = box.top
    if box.left:
        answer["startColumn"] = box.left
    rows: list[dict[str, Any]] | Streamed = []
    if mask.covers("rowData"):
        rows = (_streamed if streams else _rows)(reading, sheet, box, mask.below("rowData").below("values"))
    for name, axis, indices in (("rowMetadata", Axis.ROWS, box.rows), ("columnMetadata", Axis.COLUMNS, box.columns)):
        if mask.covers(name):
            notes = metadata.on_dimension(document, sheet.id, axis)
            answer[name] = [
                dimension(sheet, axis, index) | ({"developerMetadata": notes[index]} if index in notes else {})
                for index in indices
            ]
    kept: dict[str, Any] = select(answer, mask)
    return kept | ({"rowData": rows} if rows else {})


def cell_data(reading: Reading, sheet: Sheet, row: int, column: int, mask: Mask = EVERYTHING) -> CellData:
    """The CellData of one cell."""
    found = sheet.rows[row]
    return {} if found is None else _cell(reading, sheet, row, found, column, _Wanted(mask))


def dimension(sheet: Sheet, axis: Axis, index: int) -> dict[str, Any]:
    """The DimensionProperties of a row or column."""
    look = sheet.look(axis, index)
    default = ROW_PIXELS if axis is Axis.ROWS else COLUMN_PIXELS
    return {"pixelSize": look.get("pixelSize", default)} | {
        name: value for name, value in look.items() if name != "pixelSize" and value
    }


class _Wanted:
    """What of a cell is asked for, worked out once for many cells."""

    def __init__(self, mask: Mask) -> None:
        self.entered = mask.covers("userEnteredValue")
        self.effective = mask.covers("effectiveValue")
        self.formatted = mask.covers("formattedValue")
        self.looks = mask.covers("effectiveFormat")
        self.link = mask.covers("hyperlink")
        self.everything = not mask or "*" in mask
        self.mask = mask
        self._values_only = not (self.formatted or self.looks or self.link)
        self._shared: dict[tuple[type, str | float | None], CellData] = {(NoneType, None): {}}

    def keeps(self, extra: CellData) -> bool:
        """Whether anything that a cell has beside its value is asked for."""
        return self.everything or not self.mask.keys().isdisjoint(extra)

    def width(self, row: Row) -> int:
        """Columns of a row up to the last one of which something is asked for: looks alone are nothing then."""
        if not self._values_only:
            return row.width()
        kept = (column for column, extra in row.extras.items() if self.keeps(extra))
        return max(len(row.values), max(kept, default=-1) + 1)

    def shared(self, value: Any, extra: CellData | None) -> CellData | None:
        """One CellData for all cells that hold this plain value or nothing, where only values are asked for.

        Most answers in a form repeat: a large tab takes half the memory. None for a cell to be described by itself.
        """
        if not self._values_only or (extra and self.keeps(extra)) or type(value) not in _PLAIN:
            return None
        place = (type(value), value)
        if place not in self._shared:
            if len(self._shared) >= MOST_SHARED:
                self._shared.clear()
            asked = (("userEnteredValue", self.entered), ("effectiveValue", self.effective))
            extended = to_extended(value)
            self._shared[place] = {name: extended for name, wanted in asked if wanted} if value is not None else {}
        return self._shared[place]


def _rows(reading: Reading, sheet: Sheet, box: Box, mask: Mask) -> list[dict[str, Any]]:
    return list(_each_row(reading, sheet, box, mask))


def _streamed(reading: Reading, sheet: Sheet, box: Box, mask: Mask) -> Streamed | list[dict[str, Any]]:
    """The rows, the first of them made; an empty list when there are none."""
    rows = _each_row(reading, sheet, box, mask)
    first = next(rows, None)
    return [] if first is None else Streamed(chain([first], rows))


def _each_row(reading: Reading, sheet: Sheet, box: Box, mask: Mask) -> Iterator[dict[str, Any]]:
    wanted, following = _Wanted(mask), box.top
    for index, row in sheet.filled_rows(box):
        cells = [
            _cell(reading, sheet, index, row, column, wanted)
            for column in range(box.left, min(box.right, wanted.width(row)))
        ]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield from ({} for _ in range(index - following))
            yield {"values": cells}
            following = index + 1


def _cell(reading: Reading, sheet: Sheet, index: int, row: Row, column: int, wanted: _Wanted) -> CellData:
    value = row.value(column)
    extra = row.extras.get(column)
    shared = wanted.shared(value, extra)
    if shared is not None:
        return shared
    cell: CellData = {}
    if value is not None:
        _describe_value(cell, reading, sheet, index, column, wanted, value, extra)
    if extra and wanted.keeps(extra):
        cell.update(extra if wanted.everything else select(extra, wanted.mask))
    if wanted.looks and cell:
        cell["effectiveFormat"] = _effective_format(extra)
    return cell


def _describe_value(
    cell: CellData,
    reading: Reading,
    sheet: Sheet,
    index: int,
    column: int,
    wanted: _Wanted,
    value: Any,
    extra: CellData | None,
) -> None:
    extended = to_extended(value)
    if wanted.entered and not isinstance(value, Spilled):
        cell["userEnteredValue"] = extended
    if not (wanted.effective or wanted.formatted or wanted.link):
        return
    known: Effective = reading.effective(sheet, index, column)
    if wanted.effective and known is not None:
        cell["effectiveValue"] = extended if known is value else to_extended(known)
    if wanted.formatted:
        number_format = (extra or {}).get("userEnteredFormat", {}).get("numberFormat")
        text = reading.text(known, number_format, value)
        if text:
            cell["formattedValue"] = text
    if wanted.link and (link := _link(value, extra)):
        cell["hyperlink"] = link


def _link(value: Any, extra: CellData | None) -> str:
    """Where the whole cell leads: HYPERLINK's address, or the link of its format."""
    if isinstance(value, Formula) and (match := _HYPERLINK.match(value.text)):
        return match.group(1).replace('""', '"')
    uri = (extra or {}).get("userEnteredFormat", {}).get("textFormat", {}).get("link", {}).get("uri", "")
    return str(uri)


def _effective_format(extra: CellData | None) -> dict[str, Any]:
    """The default format with what was entered laid over it; conditional formats are for whoever draws the cells."""
    entered = (extra or {}).get("userEnteredFormat", {})
    merged = {**DEFAULT_FORMAT, **entered}
    merged["textFormat"] = {**DEFAULT_FORMAT["textFormat"], **entered.get("textFormat", {})}
    return merged
