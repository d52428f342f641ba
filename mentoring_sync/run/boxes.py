"""Boxes in which something stands that is neither yes nor no: each is a question, and stops the run's mail.

In: the workbook. Out: a row of *Review* for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.workbook.layouts import Layout
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.control import BOXES, CONTROL, ControlColumn
from mentoring_sync.workbook.tabs.mail import MAIL
from mentoring_sync.workbook.tabs.roster import ROSTER
from mentoring_sync.workbook.tabs.teams import TEAMS
from mentoring_sync.workbook.words import boxes_in


def doubtful_boxes(standing: StandingWorkbook) -> tuple[Problem, ...]:
    """A problem for each box that can't be understood."""
    rows = standing.tab(CONTROL)
    control = [key for key in rows.doubtful(ControlColumn.VALUE) if key in BOXES]
    found = [_problem(CONTROL, key, ControlColumn.VALUE, rows.text(key, ControlColumn.VALUE)) for key in control]
    return (*found, *(each for layout in (ROSTER, TEAMS, MAIL) for each in _in(standing, layout)))


def has_doubtful_ticks(standing: StandingWorkbook) -> bool:
    """Whether a box is ticked in a row of which nobody can say whose it is: *Review* hears of the row."""
    ticks = any(standing.tab(layout).has_doubtful_ticks for layout in (ROSTER, TEAMS, MAIL))
    return ticks or not standing.tab(CONTROL).is_certain


def _in(standing: StandingWorkbook, layout: Layout) -> Iterator[Problem]:
    tab = standing.tab(layout)
    for title in boxes_in(layout):
        for key in tab.doubtful(title):
            yield _problem(layout, key, title, tab.text(key, title))


def _problem(layout: Layout, key: str, column: str, typed: str) -> Problem:
    box = f"“{key}” in {layout.title}" if layout is CONTROL else f"{column} in {layout.title}, for {key},"
    return Problem(
        where=Place(tab=layout.title, column=column),
        what=f"{box} says “{typed}”: is that a yes? No mail goes out before it is clear.",
        remedy="Tick the box or empty it; yes and no are understood too.",
        about=key,
    )
