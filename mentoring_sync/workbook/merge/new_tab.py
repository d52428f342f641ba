"""A tab that isn't there yet, made and filled."""

from __future__ import annotations

from mentoring_sync.spreadsheet.edits import AddSheet, WriteCells
from mentoring_sync.workbook.merge.changes import Changes
from mentoring_sync.workbook.merge.columns import grey_cells
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.merge import SPARE_ROWS, Merged
from mentoring_sync.workbook.merge.new_row import first_base, first_values, placed


def new_tab(desired: DesiredTab, at: int | None = None) -> Merged:
    """A new tab with all its rows, at place `at` among the tabs."""
    layout, sheet_id = desired.layout, desired.layout.sheet_id
    add = AddSheet(
        sheet_id=sheet_id,
        title=layout.title,
        columns=tuple(column.look for column in layout.columns),
        rows=1 + len(desired.rows) + SPARE_ROWS,
        hidden=layout.hidden,
        at=at,
        frozen=layout.frozen,
        listed=layout.listed,
    )
    columns = {column.title: index for index, column in enumerate(layout.columns)}
    grey = grey_cells(layout, sheet_id, columns, [column.title for column in layout.columns])
    writes = [
        WriteCells(
            sheet_id=sheet_id,
            row=number,
            column=0,
            values=tuple(placed(value, number, columns) for value in first_values(layout, row)),
        )
        for number, row in enumerate(desired.rows, start=1)
    ]
    return Merged(
        edits=(add, *grey, *writes),
        base={row.key: first_base(layout, row) for row in desired.rows},
        changed=len(desired.rows),
        columns=columns,
        rows={row.key: number for number, row in enumerate(desired.rows, start=1)},
        changes=Changes(made=tuple((layout.title, row.key) for row in desired.rows)),
    )
