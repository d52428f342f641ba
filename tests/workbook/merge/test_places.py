"""New rows of *Progress* come in with the others of their part, and what people typed beside stays beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.progress.applications import Applications
from mentoring_sync.progress.figures import Figure, RoundFigures
from mentoring_sync.spreadsheet.edits import InsertRow
from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.plan import WorkbookPlan, plan
from mentoring_sync.workbook.rollback.journal import with_journal
from mentoring_sync.workbook.rollback.roll_back import rollback
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.progress import PROGRESS, progress_tab
from tests.workbook.live import LiveTab, LiveWorkbook

NOW = datetime(2027, 4, 1, tzinfo=UTC)


def figures(teams: Sequence[str], regions: Sequence[str] = ("Europe",), steps: Sequence[str] = ("Talk",)) -> DesiredTab:
    """*Progress* of a round with these teams, regions and milestones."""
    named = [tuple(Figure(name=name, value=1, of=2) for name in names) for names in (teams, regions, steps)]
    round_ = RoundFigures(by_team=named[0], by_region=named[1], milestones=named[2])
    return progress_tab(Applications(mentees=3, mentors=1), (), (), round_)


def a_run(live: LiveWorkbook, desired: DesiredTab) -> WorkbookPlan:
    planned = plan(StandingWorkbook(live.read()), [desired], [], now=NOW)
    live.obey(planned.edits)
    return planned


@pytest.fixture
def live() -> LiveWorkbook:
    workbook = LiveWorkbook()
    a_run(workbook, figures(["Team 1", "Team 3"]))
    return workbook


@pytest.fixture
def progress(live: LiveWorkbook) -> LiveTab:
    return live.tab(PROGRESS.title)


def shown(tab: LiveTab) -> list[tuple[str, str]]:
    """The rows as (part, figure)."""
    part, figure = tab.column("Part"), tab.column("Figure")
    return [(str(row[part] or ""), str(row[figure] or "")) for row in tab.cells[1:] if any(row)]


def test_a_new_team_comes_in_at_its_place(live: LiveWorkbook, progress: LiveTab) -> None:
    a_run(live, figures(["Team 1", "Team 2", "Team 3", "Team 4"], regions=("Africa", "Europe")))
    assert [name for _, name in shown(progress) if "Team" in name] == ["Team 1", "Team 2", "Team 3", "Team 4"]
    assert [name for part, name in shown(progress) if "region" in part] == ["Africa", "Europe"]
    parts = [part for part, _ in groupby(shown(progress), key=lambda row: row[0])]
    assert len(parts) == len({*parts})
    assert not a_run(live, figures(["Team 1", "Team 2", "Team 3", "Team 4"], regions=("Africa", "Europe"))).edits


def test_what_people_typed_beside_stays_beside(live: LiveWorkbook, progress: LiveTab) -> None:
    progress.insert_column(0, "Ours")
    for key in progress.keys():  # noqa: SIM118 - no mapping
        progress.type(key, "Ours", f"about {key}")
    progress.insert_row(2, ["a row of our own"])
    a_run(live, figures(["Team 0", "Team 1", "Team 2"], steps=()))
    said = {key: progress.at(key, "Ours") for key in progress.keys() if progress.at(key, "Ours")}  # noqa: SIM118
    assert said == {key: f"about {key}" for key in said}
    assert len(said) == 8  # those that are no figures any more stay with the words beside them
    assert progress.cells[2][0] == "a row of our own"
    assert progress.row("Completion by team:Team 2") == progress.row("Completion by team:Team 1") + 1


def test_a_formula_of_a_row_that_comes_in_is_of_that_row(live: LiveWorkbook, progress: LiveTab) -> None:
    planned = a_run(live, figures(["Team 1", "Team 2", "Team 3"]))
    (row,) = (edit for edit in planned.edits if isinstance(edit, InsertRow))
    (formula,) = (cell for write in row.writes for cell in write.values if isinstance(cell, Formula))
    assert str(row.at + 1) in formula.text(",")
    assert progress.row("Completion by team:Team 2") == row.at


def test_a_batch_that_met_an_edit_takes_the_row_away_again(live: LiveWorkbook, progress: LiveTab) -> None:
    read, before = live.read(), shown(progress)
    edits = plan(StandingWorkbook(read), [figures(["Team 1", "Team 2", "Team 3"], steps=("Walk",))], [], now=NOW).edits
    progress.type("Milestones:Talk", "What it means", "not what was read")
    live.obey(with_journal(edits, read))
    standing = replace(live.read(), commit=read.commit + 1)
    back = rollback(standing)
    assert back
    live.obey(with_journal(back.edits, standing, takes_back=back.journal))
    assert sorted(shown(progress)) == sorted(before)


NAMES = st.lists(st.sampled_from("ABCDEFG"), unique=True, max_size=5).map(sorted)


@settings(max_examples=25)
@given(st.lists(st.tuples(NAMES, NAMES, NAMES), min_size=2, max_size=4))
def test_whatever_comes_and_goes_the_tab_is_in_the_order_of_a_new_one(
    runs: list[tuple[list[str], list[str], list[str]]],
) -> None:
    live = LiveWorkbook()
    for teams, regions, steps in runs:
        desired = figures(teams, regions, steps)
        a_run(live, desired)
        assert live.tab(PROGRESS.title).keys() == [row.key for row in desired.rows]
