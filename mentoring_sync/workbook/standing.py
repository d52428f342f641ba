"""A tab of ours as it stands: found, with its columns and rows located by what the last run wrote there."""

from __future__ import annotations

from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.layouts import Layout
from mentoring_sync.workbook.merge.base import Cells, read_written
from mentoring_sync.workbook.merge.locate import Located, locate, our_tab


def base_of(workbook: Workbook, layout: Layout) -> dict[str, Cells]:
    """What the last run wrote in a tab, by key."""
    return {key: cells for (tab, key), cells in read_written(workbook).items() if tab == layout.title}


def located(workbook: Workbook, layout: Layout) -> Located | None:
    """The tab of a layout, located; None where there is none."""
    tab = our_tab(workbook, layout)
    return locate(tab, layout, base_of(workbook, layout)) if tab else None
