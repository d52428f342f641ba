"""What the next run is to know of a tab's columns: which ones stand, and what the coordinator says in them by now.

In: the tab as it stands and as it is desired. Out: cells for `_sync`. Only words that differ from an empty cell or an
empty box are kept.
"""

from __future__ import annotations

from collections.abc import Iterable

from mentoring_sync.spreadsheet.cells import reads_back
from mentoring_sync.workbook.layouts import Lasting, Layout
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.heard import KINDS, Heard
from mentoring_sync.workbook.merge.locate import Located
from mentoring_sync.workbook.merge.rows import Cells
from mentoring_sync.workbook.ticks import is_word


def columns_cells(layout: Layout, located: Located | None, heard: Heard) -> Cells:
    """What is to be kept of the columns of a tab."""
    lost = set(located.lost) if located else set()
    titles = {column.title for column in layout.columns}
    unheard = {title for title in lost if title in heard.unheard or not heard.known}
    stood, before, unknown = (old - titles for old in (heard.stood, heard.lost, heard.unheard))
    kinds = (titles - lost | stood, lost | before, unheard | unknown)
    return {name: "\n".join(sorted(of_it)) or None for name, of_it in zip(KINDS, kinds, strict=True)}


def heard_words(desired: DesiredTab, located: Located | None, rows: Iterable[str]) -> dict[str, Cells]:
    """The coordinator's words in the `rows` of a tab, by key, once what the run has served is taken back; of a tab
    whose words aren't remembered beside it anyhow."""
    if located is None or desired.layout.words is not Lasting.IN_ITS_CELL:
        return {}
    served = {row.key: {title: row.cells.get(title) for title in row.served} for row in desired.rows if row.served}
    columns = [column for column in desired.layout.columns if column.is_read]
    found: dict[str, Cells] = {}
    for key in set(rows) - desired.layout.told:
        done = served.get(key, {})
        words = {
            column.title: reads_back(done[column.title]) if column.title in done else located.cell(key, column.title)
            for column in columns
        }
        said = {title: word for title, word in words.items() if is_word(word)}
        if said:
            found[f"{desired.layout.title}/{key}"] = said
    return found
