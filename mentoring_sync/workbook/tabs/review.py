"""*Review*: the problems that need a person, each with a link to the cell and since when it has been there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.spreadsheet.edits import CellInput, DropDown, Link
from mentoring_sync.spreadsheet.formulas import column_letters
from mentoring_sync.spreadsheet.serial_dates import moment_of
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, MOMENT, Layout, ours, technical, theirs
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing_tab import StandingTab


class ReviewColumn(StrEnum):
    """The titles of the columns of *Review*."""

    WHERE = "Where"
    WHAT = "What"
    REMEDY = "What to do"
    ANSWER = "Answer"
    SINCE = "Since"


REVIEW = Layout(
    title="Review",
    sheet_id=FIRST_SHEET_ID + 6,
    witnesses=(ReviewColumn.WHAT,),
    listed=True,
    columns=(
        ours(ReviewColumn.WHERE, 240),
        ours(ReviewColumn.WHAT, 420, wrap=True, lasting=True),
        ours(ReviewColumn.REMEDY, 420, wrap=True),
        theirs(
            ReviewColumn.ANSWER, 220, note="Where the row is a question: choose; the next run does it.", passing=True
        ),
        ours(ReviewColumn.SINCE, 140, pattern=MOMENT),
        technical(KEY),
    ),
)
FAREWELL: dict[str, CellInput] = {ReviewColumn.REMEDY: "This is settled; the row stays because you wrote in it."}


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """Where things stand in a tab once the run is over: columns by title, rows (0-based) by key."""

    title: str
    sheet_id: int
    columns: Mapping[str, int]
    rows: Mapping[str, int] = field(default_factory=dict)


def review_tab(
    problems: Sequence[Problem], *, tabs: Mapping[str, Whereabouts], base: TabBase, since: datetime
) -> DesiredTab:
    """The tab for these problems; `tabs` are by the titles that problems use, `base` is what the last run wrote here.

    A problem that stood there before keeps its *Since*; `since` (on the sheet's clock) is for the new ones.
    """
    rows = tuple(_row(problem, tabs, base, since) for problem in each_once(problems))
    return DesiredTab(layout=REVIEW, rows=rows, farewell=FAREWELL)


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repetitions of what is the same to a person."""
    return tuple({problem_key(problem): problem for problem in problems}.values())


def read_known_problems(review: StandingTab) -> frozenset[str]:
    """The keys of the problems that *Review* shows."""
    return frozenset(review.keys)


def read_answers(review: StandingTab) -> dict[str, str]:
    """By the key of a problem: what a person chose, as it stands."""
    return {key: answer for key in review.clear if (answer := review.text(key, ReviewColumn.ANSWER))}


def problem_key(problem: Problem) -> str:
    """What makes a problem the same from run to run: whom it is about and what it says, not the row it stands in."""
    text = "\n".join((problem.where.tab, problem.where.column, problem.about, problem.what))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _row(problem: Problem, tabs: Mapping[str, Whereabouts], base: TabBase, since: datetime) -> DesiredRow:
    key = problem_key(problem)
    before = base.get(key, {}).get(ReviewColumn.SINCE)
    cells: dict[str, CellInput] = {
        ReviewColumn.WHERE: _where(problem, tabs),
        ReviewColumn.WHAT: problem.what,
        ReviewColumn.REMEDY: problem.remedy,
        ReviewColumn.SINCE: moment_of(before) if isinstance(before, float) else since,
    }
    if problem.choices:
        cells[ReviewColumn.ANSWER] = DropDown(problem.choices)
    return DesiredRow(key=key, cells=cells)


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
