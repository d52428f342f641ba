"""A row as it is first written: the cells that go in, and what is remembered of them."""

from __future__ import annotations

from mentoring_sync.spreadsheet.cells import reads_back
from mentoring_sync.spreadsheet.edits import CellInput, DropDown
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
    return {title: reads_back(row.cells.get(title)) for title in layout.sync_titles if title in row.cells} | offered


def offered_text(offered: DropDown) -> Scalar:
    """What is remembered of a drop-down, so that it is made again only when its choices are others."""
    return "\n".join(offered.choices) or None
