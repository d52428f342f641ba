"""*Review*: the problems that need a person, each with a link to the cell and since when it has been there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.spreadsheet.edits import CellInput, Link
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.spreadsheet.serial_dates import moment_of
from mentoring_sync.workbook.layouts import REVIEW
from mentoring_sync.workbook.merge.base import Written
from mentoring_sync.workbook.merge.desired import WantedRow, WantedTab
from mentoring_sync.workbook.standing import located

FAREWELL = {"What to do": "This is settled; the row stays because you wrote in it."}


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """Where things stand in a tab once the run is over: columns by title, rows (0-based) by key."""

    title: str
    sheet_id: int
    columns: Mapping[str, int]
    rows: Mapping[str, int] = field(default_factory=dict)


def review_tab(
    problems: Sequence[Problem], *, tabs: Mapping[str, Whereabouts], written: Written, since: datetime
) -> WantedTab:
    """The tab for these problems; `tabs` are by the titles that problems use.

    A problem that stood there before keeps its *Since*; `since` (on the sheet's clock) is for the new ones.
    """
    rows = tuple(_row(problem, tabs, written, since) for problem in each_once(problems))
    return WantedTab(layout=REVIEW, rows=rows, farewell=FAREWELL)


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repetitions of what is the same to a person."""
    return tuple({problem_key(problem): problem for problem in problems}.values())


def known_problems(workbook: Workbook) -> frozenset[str]:
    """The keys of the problems that *Review* shows."""
    shown = located(workbook, REVIEW)
    return frozenset(shown.rows) if shown else frozenset()


def problem_key(problem: Problem) -> str:
    """What makes a problem the same from run to run: whom it is about and what it says, not the row it stands in."""
    text = "\n".join((problem.where.tab, problem.where.column, problem.about, problem.what))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _row(problem: Problem, tabs: Mapping[str, Whereabouts], written: Written, since: datetime) -> WantedRow:
    key = problem_key(problem)
    before = written.get((REVIEW.title, key), {}).get("Since")
    cells: dict[str, CellInput] = {
        "Where": _where(problem, tabs),
        "What": problem.what,
        "What to do": problem.remedy,
        "Since": moment_of(before) if isinstance(before, float) else since,
    }
    return WantedRow(key=key, cells=cells)


def _where(problem: Problem, tabs: Mapping[str, Whereabouts]) -> CellInput:
    """A link to the cell; the row of whom the problem is about where it names none; text where there is no such row."""
    tab = tabs.get(problem.where.tab)
    if tab is None:
        return str(problem.where)
    row = problem.where.row or tab.rows.get(problem.about, -1) + 1
    place = Place(tab=tab.title, row=row, column=problem.where.column)
    if not row:
        return str(place)
    column = tab.columns.get(place.column, 0)
    return Link(sheet_id=tab.sheet_id, cell=f"{column_letters(column)}{row}", label=str(place))


def column_letters(index: int) -> str:
    """`A` for 0, `Z` for 25, `AA` for 26: a column as A1 notation names it."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
