"""A row as it is first written: the cells that go in, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Mapping

from mentoring_sync.spreadsheet.cells import reads_back
from mentoring_sync.spreadsheet.edits import CellInput, DropDown
from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.layouts import KEY, Layout
from mentoring_sync.workbook.merge.desired import DesiredRow
from mentoring_sync.workbook.merge.rows import Cells


def first_values(layout: Layout, row: DesiredRow) -> tuple[CellInput, ...]:
    """The cells of a new row, in the order of the layout's columns."""
    return tuple(
        row.key if column.title == KEY else row.cells.get(column.title, column.initial) for column in layout.columns
    )


def first_base(layout: Layout, row: DesiredRow) -> Cells:
    """What is remembered of a new row: the sync's cells, and which choices were offered in the coordinator's."""
    offered = {title: offered_text(cell) for title, cell in row.cells.items() if isinstance(cell, DropDown)}
    ours = {title: reads_back(row.cells.get(title)) for title in layout.sync_titles if title in row.cells}
    shapes = {shape_of(title): cell.shape for title, cell in row.cells.items() if isinstance(cell, Formula)}
    return ours | offered | shapes


def shape_of(title: str) -> str:
    """Under which name it is remembered beside a cell's value what formula of ours stands there."""
    return f"={title}"


def placed(value: CellInput, row: int, columns: Mapping[str, int]) -> CellInput:
    """A value as it goes into a row (0-based) of a tab with these columns: a formula is told where its cells are; where
    one of them can't be found, the figure stands alone."""
    if not isinstance(value, Formula):
        return value
    return value.at(row, columns) if value.titles <= columns.keys() else value.value


def offered_text(offered: DropDown) -> Scalar:
    """What is remembered of a drop-down, so that it is made again only when its choices are others."""
    return "\n".join(offered.choices) or None
