"""Blocks of cells taken up and put down elsewhere: what copying, shifting and sorting have in common."""

from __future__ import annotations

from ..boxes import Box
from ..formulas.rewrite import shifted
from ..grid import CellData, Formula, Sheet, Value

Cell = tuple[Value, CellData]


def lift(sheet: Sheet, box: Box) -> list[list[Cell]]:
    """The box's cells, row by row."""
    return [[(sheet.value(row, column), sheet.rest(row, column)) for column in box.columns] for row in box.rows]


def put(sheet: Sheet, row: int, column: int, cell: Cell) -> None:
    """Put a cell down; an empty one makes no row."""
    value, extra = cell
    if value is None and not extra and sheet.rows[row] is None:
        return
    target = sheet.row(row)
    target.set_value(column, value)
    target.set_extra(column, extra)


def wipe(sheet: Sheet, box: Box) -> None:
    """Empty every cell of the box."""
    for index, row in list(sheet.filled_rows(box)):
        changed = sheet.row(index)
        for column in range(box.left, min(box.right, row.width())):
            changed.set_value(column, None)
            changed.set_extra(column, {})


def copied(value: Value, down: int, across: int) -> Value:
    """The value as a copy elsewhere has it: a formula's relative references move along."""
    return Formula(shifted(value.text, down, across)) if isinstance(value, Formula) else value
