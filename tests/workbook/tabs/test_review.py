"""*Review*: one row a problem, a link to its cell, and since when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.spreadsheet.edits import Link, WriteCells
from mentoring_sync.workbook.plan import plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.review import REVIEW, ReviewColumn, problem_key
from tests.workbook.live import LiveTab, LiveWorkbook

FIRST = datetime(2026, 12, 1, 9, 29, 59, tzinfo=UTC)
LATER = FIRST + timedelta(days=2, minutes=7)


def a_problem(what: str = "Says “2-3”.", **where: Any) -> Problem:
    place: dict[str, Any] = {"tab": "Mentor applications", "row": 4, "column": "Workshops"} | where
    return Problem(where=Place(**place), what=what, remedy="Ask them.", about="ana@example.org")


def responses() -> LiveTab:
    tab = LiveTab(42, "Mentor applications", 6, 3)
    tab.cells[0] = ["Timestamp", "Email", "Workshops"]
    return tab


def a_run(live: LiveWorkbook, *problems: Problem, now: datetime = FIRST) -> None:
    live.obey(plan(StandingWorkbook(live.read()), [], problems, now=now).edits)


def test_a_problem_has_a_link_to_its_very_cell() -> None:
    live = LiveWorkbook(responses())
    edits = plan(StandingWorkbook(live.read()), [], [a_problem()], now=FIRST).edits
    links = [
        value for edit in edits if isinstance(edit, WriteCells) for value in edit.values if isinstance(value, Link)
    ]
    assert links == [Link(sheet_id=42, cell="C4", label="Mentor applications, row 4, Workshops")]


def test_a_problem_with_a_whole_tab_is_named_without_a_link() -> None:
    live = LiveWorkbook(responses())
    a_run(live, a_problem(row=0, column=""))
    assert live.tab(REVIEW.title).cells[1][0] == "Mentor applications"


def test_a_problem_that_stays_keeps_its_since() -> None:
    live = LiveWorkbook(responses())
    a_run(live, a_problem())
    assert plan(StandingWorkbook(live.read()), [], [a_problem()], now=LATER).edits == ()


@pytest.mark.parametrize("minutes", range(0, 1440, 37))
def test_since_is_quiet_at_any_time_of_day(minutes: int) -> None:
    live = LiveWorkbook(responses(), time_zone="Asia/Kathmandu")
    a_run(live, a_problem(), now=FIRST + timedelta(minutes=minutes))
    assert plan(StandingWorkbook(live.read()), [], [a_problem()], now=LATER).edits == ()


def test_a_problem_in_a_row_that_moved_is_the_same_one() -> None:
    assert problem_key(a_problem()) == problem_key(a_problem(row=9))


def test_a_moved_problem_keeps_its_since_and_says_the_new_row() -> None:
    live = LiveWorkbook(responses())
    a_run(live, a_problem())
    since = live.tab(REVIEW.title).cells[1][3]
    a_run(live, a_problem(row=6), now=LATER)
    assert live.tab(REVIEW.title).cells[1][0] == "Mentor applications, row 6, Workshops"
    assert live.tab(REVIEW.title).cells[1][3] == since


def test_a_new_problem_has_its_own_since() -> None:
    live = LiveWorkbook(responses())
    a_run(live, a_problem())
    a_run(live, a_problem(), a_problem("Says nothing."), now=LATER)
    since = [column.title for column in REVIEW.columns].index(ReviewColumn.SINCE)
    first, second = (row[since] for row in live.tab(REVIEW.title).cells[1:3])
    assert isinstance(first, float)
    assert isinstance(second, float)
    assert second - first == pytest.approx(2 + 7 / 1440)


def test_a_solved_problem_leaves() -> None:
    live = LiveWorkbook(responses())
    a_run(live, a_problem())
    a_run(live)
    assert live.tab(REVIEW.title).keys() == []


def test_a_solved_problem_with_a_persons_note_stays_readable() -> None:
    live = LiveWorkbook(responses())
    a_run(live, a_problem())
    review = live.tab(REVIEW.title)
    review.insert_column(4, "Mine")
    review.cells[1][4] = "wrote to her on Monday"
    a_run(live)
    assert review.cells[1][1] == "Says “2-3”."
    assert "settled" in str(review.cells[1][2])
