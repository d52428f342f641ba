"""The tabs that a closed round left behind, found again by the names that closing gave them.

In: the workbook, how the round was called. Out: their rows, each as its cells by title. What people have renamed, or
whose header they have changed, isn't found: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mentoring_sync.spreadsheet.grid import Tab, Workbook
from mentoring_sync.workbook.closing import FIRST_ARCHIVE
from mentoring_sync.workbook.layouts import Layout
from mentoring_sync.workbook.merge.rows import Cells


def archived_rows(workbook: Workbook, layout: Layout, titles: Iterable[str], called: str) -> tuple[Cells, ...] | None:
    """The rows of a round's tab by its titles, as they stand; None where there is no such tab with these titles.

    Of two rounds of one name the tab of the later counts.
    """
    name = re.compile(rf".* · {re.escape(called)}(?: \(\d+\))?", re.DOTALL | re.IGNORECASE)
    found = [tab for tab in _archives(workbook, titles) if name.fullmatch(tab.title)]
    if not found:
        return None
    tab = max(found, key=lambda each: each.sheet_id)
    columns = {each.title: tab.header.index(each.title) for each in layout.columns if each.title in tab.header}
    rows = ({title: tab.cell(row, at) for title, at in columns.items()} for row in range(1, len(tab.rows)))
    return tuple(cells for cells in rows if any(cell is not None for cell in cells.values()))


def archived_rounds(workbook: Workbook, titles: Iterable[str]) -> tuple[str, ...]:
    """The names of the rounds of which there is a tab with these titles, the earliest first."""
    tabs = sorted(_archives(workbook, titles), key=lambda each: each.sheet_id)
    return tuple(dict.fromkeys(_NUMBER.sub("", tab.title.partition(" · ")[2]) for tab in tabs))


_NUMBER = re.compile(r" \(\d+\)\Z")


def _archives(workbook: Workbook, titles: Iterable[str]) -> Iterator[Tab]:
    needed = frozenset(titles)
    for tab in workbook.tabs:
        if tab.sheet_id >= FIRST_ARCHIVE and " · " in tab.title and needed <= frozenset(tab.header):
            yield tab
