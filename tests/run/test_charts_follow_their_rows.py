"""Charts in *Progress*: made once, kept to their rows, left as people made them."""

from __future__ import annotations

from typing import Any

import pytest

from mentoring_sync.workbook.layouts import FIRST_CHART_ID
from tests.run.in_memory import Programme
from tests.run.test_attendance_through_the_round import AFTER_ALL, AFTER_ONE, AFTER_TWO, BO, DI, all_came, at, formed
from tests.workbook.live import LiveTab

BY_TEAM, RETENTION = FIRST_CHART_ID, FIRST_CHART_ID + 1


@pytest.fixture
def programme() -> Programme:
    """After a first meeting to which all but Bo came."""
    programme = formed().copied()
    assert not progress(programme).charts
    all_came(programme, BO, 1, but=BO)
    all_came(programme, DI, 1)
    at(programme, AFTER_ONE)
    return programme


def progress(programme: Programme) -> LiveTab:
    return programme.live.tab("Progress")


def shown(programme: Programme, chart: int) -> dict[str, Any]:
    """What a chart shows by now: its names with their values."""
    tab, spec = progress(programme), progress(programme).charts[chart]
    rows = [row for start, end in spec["rows"] for row in tab.cells[start:end]]
    return {str(row[spec["names"]]): row[spec["values"]] for row in rows}


def test_there_is_no_chart_of_what_there_are_no_figures_for(programme: Programme) -> None:
    assert set(progress(programme).charts) == {RETENTION}
    assert shown(programme, RETENTION) == {"Meeting 1": 0.75}


def test_a_chart_follows_its_rows(programme: Programme) -> None:
    tab = progress(programme)
    tab.insert_row(1, ["mine"])
    tab.sort("Figure", descending=True)
    all_came(programme, BO, 2)
    at(programme, AFTER_TWO)
    assert shown(programme, RETENTION) == {"Meeting 1": 0.75, "Meeting 2": 1.0}


def test_what_people_made_of_a_chart_stays(programme: Programme) -> None:
    progress(programme).charts[RETENTION]["title"] = "Our faithful mentees"
    all_came(programme, BO, 2)
    at(programme, AFTER_TWO)
    assert progress(programme).charts[RETENTION]["title"] == "Our faithful mentees"
    assert len(shown(programme, RETENTION)) == 2


def test_a_chart_that_was_deleted_is_not_made_again(programme: Programme) -> None:
    del progress(programme).charts[RETENTION]
    for number, now in ((2, AFTER_TWO), (3, AFTER_ALL)):
        all_came(programme, BO, number)
        at(programme, now)
    assert not progress(programme).charts


def test_a_tab_that_is_made_anew_has_its_charts(programme: Programme) -> None:
    del programme.live.tabs[progress(programme).sheet_id]
    at(programme, AFTER_TWO)
    assert shown(programme, RETENTION) == {"Meeting 1": 0.75}


def test_teams_are_charted_once_somebody_has_completed(programme: Programme) -> None:
    programme.live.tab("Attendance").type(BO, "Completed anyway", "taught two lessons with us instead")
    at(programme, AFTER_TWO)
    assert sorted(shown(programme, BY_TEAM)) == ["Team 1", "Team 2"]
    assert sum(value for value in shown(programme, BY_TEAM).values() if value) == pytest.approx(1 / 3)
