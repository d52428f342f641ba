"""*Runs* keeps the last hundred runs, and whatever a person has typed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mentoring_sync.workbook.plan import WorkbookPlan, patch
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs import runs
from mentoring_sync.workbook.tabs.runs import RUNS, RunRow, RunsColumn, runs_tab
from tests.workbook.live import LiveTab, LiveWorkbook

MOST = 5


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> LiveWorkbook:
    """Five runs, which are as many as are kept."""
    monkeypatch.setattr(runs, "MOST_ROWS", MOST)
    made = LiveWorkbook()
    for number in range(1, MOST + 1):
        ran(made, number)
    return made


def ran(live: LiveWorkbook, number: int) -> WorkbookPlan:
    """A run on the day of its number."""
    standing = StandingWorkbook(live.read())
    started = datetime(2026, 12, 1, 9, 30) + timedelta(days=number)  # noqa: DTZ001 - the sheet's clock
    row = RunRow(run=f"run-{number}", started=started, trigger="test", read=1, changed=1, mailed=0, result="1 team")
    planned = patch(standing, [runs_tab(row, standing.tab(RUNS))])
    live.obey(planned.edits)
    return planned


def kept(live: LiveWorkbook) -> set[str]:
    return set(tab(live).keys())


def tab(live: LiveWorkbook) -> LiveTab:
    return live.tab(RUNS.title)


def test_the_oldest_goes_when_there_is_one_more_than_are_kept(live: LiveWorkbook) -> None:
    ran(live, 6)
    assert kept(live) == {f"run-{number}" for number in range(2, 7)}
    assert set(StandingWorkbook(live.read()).tab(RUNS).base) == kept(live)


def test_the_same_run_again_takes_nobodys_place(live: LiveWorkbook) -> None:
    ran(live, 6)
    ran(live, 6)
    assert kept(live) == {f"run-{number}" for number in range(2, 7)}


def test_a_tab_with_many_more_is_cut_at_once(live: LiveWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_ROWS", 2)
    ran(live, 6)
    assert kept(live) == {"run-5", "run-6"}


def test_how_old_a_run_is_doesnt_depend_on_where_its_row_stands(live: LiveWorkbook) -> None:
    tab(live).sort(RunsColumn.STARTED, descending=True)
    ran(live, 6)
    assert kept(live) == {f"run-{number}" for number in range(2, 7)}


def test_a_row_with_a_persons_word_stays_as_it_is(live: LiveWorkbook) -> None:
    tab(live).insert_column(0, "My notes")
    tab(live).type("run-1", "My notes", "asked Ada")
    tab(live).type("run-2", RunsColumn.RESULT, "a bad run")
    for number in (6, 7, 8):
        ran(live, number)
    assert kept(live) == {"run-1", "run-2", *(f"run-{number}" for number in range(4, 9))}
    assert tab(live).at("run-1", "My notes") == "asked Ada"
    assert (tab(live).at("run-1", RunsColumn.TRIGGER), tab(live).at("run-1", RunsColumn.RESULT)) == ("test", "1 team")
    assert (tab(live).at("run-2", RunsColumn.RESULT), tab(live).at("run-2", RunsColumn.READ)) == ("a bad run", 1)


def test_a_row_whose_time_nobody_can_read_stays(live: LiveWorkbook) -> None:
    tab(live).type("run-1", RunsColumn.STARTED, "last week")
    ran(live, 6)
    assert "run-1" in kept(live)
