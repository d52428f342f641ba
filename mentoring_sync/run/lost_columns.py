"""Columns that people have changed beyond recognition: each is in *Review*, and what depends on it waits.

In: the workbook, by its layouts. Out: a problem for each column that can't be found; whether mail must wait for it,
because the coordinator's words stand there; whether the run may change nothing, because nobody knows what they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.spreadsheet.formulas import column_letters
from mentoring_sync.spreadsheet.grid import Tab
from mentoring_sync.workbook.layouts import Column, Layout
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.standing_tab import StandingTab
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE
from mentoring_sync.workbook.tabs.visible import VISIBLE_TABS


@dataclass(frozen=True, kw_only=True)
class LostColumn:
    """A column that can't be found. `is_read`: the coordinator's words stand in it; `is_unheard`: and no run has
    written down what they were."""

    problem: Problem
    is_read: bool
    is_unheard: bool


def lost_columns(standing: StandingWorkbook, also: Iterable[Layout] = ()) -> tuple[LostColumn, ...]:
    """The columns of our tabs that can't be found, each once; `also` are layouts of *Attendance* with further dates."""
    tabs = [standing.tab(layout) for layout in VISIBLE_TABS if layout is not ATTENDANCE]
    tabs += [standing.attendance_tab, *map(standing.tab, also)]
    found = {each.problem: each for tab in tabs for each in _lost(standing, tab)}
    return tuple(found.values())


def _lost(standing: StandingWorkbook, tab: StandingTab) -> Iterator[LostColumn]:
    if tab.located is None:
        return
    heard = standing.heard(tab.layout)
    for column in tab.layout.columns:
        places = tab.located.lost.get(column.title)
        if places:
            unheard = column.is_read and (not heard.known or column.title in heard.unheard)
            problem = _problem(tab.layout, column, tab.located.tab, places)
            yield LostColumn(problem=problem, is_read=column.is_read, is_unheard=unheard)


def _problem(layout: Layout, column: Column, tab: Tab, places: Sequence[int]) -> Problem:
    perhaps = " or ".join(_named(tab, at) for at in dict.fromkeys(places))
    until = " What it last said holds until then, and no mail goes out." if column.is_read else ""
    return Problem(
        where=Place(tab=layout.title, column=column.title),
        what=f"It isn't clear which column is “{column.title}”: it may be {perhaps}. Nothing is read or written there.",
        remedy=f"Head the right column “{column.title}” again, and delete the header's note of any other that has its"
        f" note; if it was deleted, put in an empty column with that header.{until}",
    )


def _named(tab: Tab, at: int) -> str:
    header = tab.header[at].strip() if at < len(tab.header) else ""
    return f"{column_letters(at)} (“{header}”)" if header else column_letters(at)
