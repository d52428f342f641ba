"""What people ticked and typed in their columns, remembered in `_sync` beside what we wrote: a person's word.

It outlives its row: deleted, doubtful, or gone with an application for a while. It is forgotten when its cell is seen
empty in a row of which it is certain whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mentoring_sync.spreadsheet.edits import CellInput, Checkbox
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.layouts import Column, Layout, Owner
from mentoring_sync.workbook.merge.base import Base
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.ticks import ticked


def words_of(layout: Layout) -> str:
    """Under which name a tab's words stand among the tabs in `_sync`."""
    return f"_words/{layout.title}"


def read_words(base: Base, layout: Layout) -> TabBase:
    """By key: what people said in a tab, by column, as the last run knew it."""
    return base.get(words_of(layout), {})


def titles_of_words(layout: Layout, standing: Iterable[str]) -> Iterator[str]:
    """The titles of the columns that people write in, with those of the `standing` ones that they added, if the layout
    reads them."""
    yield from (column.title for column in layout.columns if column.owner is Owner.COORDINATOR)
    if layout.reads_others:
        ours = {column.title for column in layout.columns}
        yield from (title for title in standing if title and title not in ours and not title.startswith("_"))


def boxes_in(layout: Layout) -> Iterator[str]:
    """The titles of the columns that have boxes to be ticked."""
    return (column.title for column in layout.columns if isinstance(column.initial, Checkbox))


def with_words(desired: DesiredTab, words: TabBase, standing: Iterable[str], columns: Iterable[str]) -> DesiredTab:
    """The tab with people's words in rows and columns that are made anew: those that aren't `standing`."""
    rows, titles = frozenset(standing), frozenset(columns)
    if not words:
        return desired
    theirs = [column for column in desired.layout.columns if column.owner is Owner.COORDINATOR]
    return replace(
        desired,
        rows=tuple(
            _with_words(row, words[row.key], [c for c in theirs if row.key not in rows or c.title not in titles])
            if row.key in words
            else row
            for row in desired.rows
        ),
    )


def _with_words(row: DesiredRow, words: Cells, columns: Iterable[Column]) -> DesiredRow:
    said: Mapping[str, CellInput] = {
        each.title: _as_input(each, words[each.title]) for each in columns if each.title in words
    }
    return replace(row, cells={**row.cells, **said}) if said else row


def _as_input(column: Column, word: Scalar) -> CellInput:
    return Checkbox(ticked=True) if isinstance(column.initial, Checkbox) and ticked(word) else word
