"""A sheet in memory: rows, columns and what hangs on them.

In: what the data file holds, then changes. Out: cells. Compact, because a programme's answers are kept whole: a row
holds plain values (None, str, int, float, bool, `Formula`) and, only for cells that have more, the rest of CellData.
Rows know who may change them: a sheet that was forked copies a row before its first change, so readers of the
original never see half a batch and giving up a batch costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from .boxes import Axis, Box, box_of

CellData = dict[str, Any]
Look = dict[str, Any]
DEFAULT_ROWS, DEFAULT_COLUMNS = 1000, 26
ROW_PIXELS, COLUMN_PIXELS = 21, 100


@dataclass(frozen=True, slots=True)
class Formula:
    """What a person or a program entered with a leading `=`, as it was entered."""

    text: str


@dataclass(frozen=True)
class Spilled:
    """What a formula in another cell put here, an effective value: in a sheet as it is read, never in one kept."""

    value: Any


Value = None | str | int | float | bool | Formula


@dataclass(slots=True)
class Row:
    """A row that holds something. `extras` is by column index; `look` has DimensionProperties that aren't default."""

    id: int
    owner: object
    values: list[Value] = field(default_factory=list)
    extras: dict[int, CellData] = field(default_factory=dict)
    look: Look = field(default_factory=dict)

    def value(self, column: int) -> Value:
        """The cell's value."""
        return self.values[column] if column < len(self.values) else None

    def set_value(self, column: int, value: Value) -> None:
        """Put a value; trailing empty cells are not kept."""
        values = self.values
        if column >= len(values):
            if value is None:
                return
            values.extend([None] * (column + 1 - len(values)))
        values[column] = value
        while values and values[-1] is None:
            values.pop()

    def set_extra(self, column: int, extra: CellData) -> None:
        """Put the rest of a cell's data; an empty one is not kept."""
        if extra:
            self.extras[column] = extra
        else:
            self.extras.pop(column, None)

    def copy(self, owner: object) -> Row:
        """The same row for another owner; inner dictionaries are shared, so nobody changes them in place."""
        return Row(self.id, owner, list(self.values), dict(self.extras), dict(self.look))

    def width(self) -> int:
        """Columns up to the last one that holds something."""
        return max(len(self.values), max(self.extras, default=-1) + 1)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's identity and looks."""

    id: int
    look: Look = field(default_factory=dict)


@dataclass
class Sheet:
    """One sheet. `rows` has None for rows never written to; `parts` the Sheet resource's lists (merges and so on)."""

    id: int
    properties: dict[str, Any]
    rows: list[Row | None]
    columns: list[Column]
    parts: dict[str, Any] = field(default_factory=dict)
    next_id: int = 1
    owner: object = field(default_factory=object)
    is_forked: bool = False
    reordered: bool = False

    @property
    def title(self) -> str:
        """The tab's name."""
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        """Rows of the grid."""
        return len(self.rows)

    @property
    def column_count(self) -> int:
        """Columns of the grid."""
        return len(self.columns)

    @property
    def whole(self) -> Box:
        """The whole grid."""
        return Box(self.id, 0, self.row_count, 0, self.column_count)

    def fork(self) -> Sheet:
        """A sheet to change while others read this one."""
        return replace(
            self,
            properties=dict(self.properties),
            rows=list(self.rows),
            columns=list(self.columns),
            parts=dict(self.parts),
            owner=object(),
            is_forked=True,
            reordered=False,
        )

    def box(self, grid_range: dict[str, Any]) -> Box:
        """The GridRange's box on this grid."""
        return box_of(grid_range, self.row_count, self.column_count)

    def new_id(self) -> int:
        """A number that no row or column of this sheet ever had."""
        self.next_id += 1
        return self.next_id - 1

    def row(self, index: int) -> Row:
        """The row, to be changed."""
        found = self.rows[index]
        if found is None:
            found = Row(self.new_id(), self.owner)
            self.reordered = True
        elif found.owner is not self.owner:
            found = found.copy(self.owner)
        self.rows[index] = found
        return found

    def value(self, row: int, column: int) -> Value:
        """The cell's value; None outside the grid too."""
        found = self.rows[row] if row < len(self.rows) else None
        return None if found is None else found.value(column)

    def read(self, row: int, column: int) -> Value | Spilled:
        """The cell's value, or what another cell's formula put there."""
        return self.value(row, column)

    def rest(self, row: int, column: int) -> CellData:
        """The rest of the cell's data, not to be changed in place."""
        found = self.rows[row]
        return {} if found is None else found.extras.get(column, {})

    def filled_rows(self, box: Box) -> Iterator[tuple[int, Row]]:
        """The box's rows that hold something."""
        for index in range(box.top, min(box.bottom, len(self.rows))):
            row = self.rows[index]
            if row is not None:
                yield index, row

    def look(self, axis: Axis, index: int) -> Look:
        """The DimensionProperties of a row or column that aren't default."""
        if axis is Axis.COLUMNS:
            return self.columns[index].look
        row = self.rows[index]
        return {} if row is None else row.look

    def set_look(self, axis: Axis, index: int, look: Look) -> None:
        """Put a row's or column's DimensionProperties."""
        if axis is Axis.COLUMNS:
            self.columns[index] = replace(self.columns[index], look=look)
        elif look or self.rows[index] is not None:
            self.row(index).look = look

    def size(self, axis: Axis) -> int:
        """Rows or columns."""
        return self.row_count if axis is Axis.ROWS else self.column_count
