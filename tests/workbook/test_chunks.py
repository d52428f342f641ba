"""Plans that are too large for one request: chunks of whole rows, and together what one batch would have written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mentoring_sync.records.roster import PersonStatus
from mentoring_sync.spreadsheet.edits import AddSheet, DeleteRows
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.chunks import chunk_plan, chunks, halves, memory_chunks, memory_plan
from mentoring_sync.workbook.history.chapters import Chapter
from mentoring_sync.workbook.merge.changes import joined
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.memory import MEMORY
from mentoring_sync.workbook.plan import WorkbookPlan, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import ROSTER, roster_tab
from tests.workbook.live import LiveWorkbook
from tests.workbook.test_plan import NOW, an_entry

MOST = 40_000
FEW, MANY = 3, 150
CHAPTER = Chapter(run="run-1", started="2026-12-01 23:30", trigger="test")


def people(count: int = MANY, status: PersonStatus = PersonStatus.ACCEPTED) -> DesiredTab:
    return roster_tab([an_entry(f"person{number}", status=status) for number in range(count)])


def land(live: LiveWorkbook, tab: DesiredTab, most: int = MOST) -> list[WorkbookPlan]:
    """Chunk after chunk, then what is left, as a run does it."""
    landed: list[WorkbookPlan] = []
    for rows in chunks([tab], plan(StandingWorkbook(live.read()), [tab], [], now=NOW), most):
        landed.append(chunk_plan(StandingWorkbook(live.read()), [tab], rows))
        live.obey(landed[-1].edits)
    chapter = replace(CHAPTER, changes=joined(each.changes for each in landed))
    landed.append(plan(StandingWorkbook(live.read()), [tab], [], now=NOW, chapter=chapter))
    live.obey(landed[-1].edits)
    return landed


def in_one_batch(tab: DesiredTab) -> LiveWorkbook:
    live = LiveWorkbook()
    live.obey(plan(StandingWorkbook(live.read()), [tab], [], now=NOW, chapter=CHAPTER).edits)
    return live


def cells(live: LiveWorkbook) -> list[list[Scalar]]:
    return [row for row in live.tab(ROSTER.title).cells if any(cell is not None for cell in row)]


def test_what_is_light_is_one_chunk_and_nothing_is_none() -> None:
    live = LiveWorkbook()
    (rows,) = chunks([people(FEW)], plan(StandingWorkbook(live.read()), [people(FEW)], [], now=NOW), MOST)
    assert [key for _, key in rows] == [row.key for row in people(FEW).rows]
    assert chunks([], plan(StandingWorkbook(live.read()), [], [], now=NOW), MOST) == []


def test_halves_are_all_of_a_chunk_in_its_order() -> None:
    rows = tuple((ROSTER.title, f"mentee:{number}") for number in range(5))
    first, second = halves(rows)
    assert (first + second, len(first)) == (rows, 2)


def test_what_is_remembered_for_the_first_time_goes_in_portions_that_write_each_bucket_once() -> None:
    live = LiveWorkbook()
    live.obey(plan(StandingWorkbook(live.read()), [people(FEW)], [], now=NOW, memory={"_n": {"k0": {"a": "b"}}}).edits)
    told = {f"k{number}": {"a": "x" * 100} for number in range(MANY)}
    parts = memory_chunks("_n", told, StandingWorkbook(live.read()), 5_000)
    assert len(parts) > 1
    assert sorted(key for part in parts for key in part) == sorted(told.keys() - {"k0"})
    for part in parts:
        live.obey(memory_plan(StandingWorkbook(live.read()), "_n", part, MANY).edits)
    assert StandingWorkbook(live.read()).base["_n"] == {**told, "k0": {"a": "b"}}


def test_chunks_together_are_what_one_batch_would_have_written() -> None:
    live = LiveWorkbook()
    assert len(land(live, people())) > 3
    once = in_one_batch(people())
    assert cells(live) == cells(once)
    assert StandingWorkbook(live.read()).base == StandingWorkbook(once.read()).base
    assert (
        StandingWorkbook(live.read()).history[0].changes.made == StandingWorkbook(once.read()).history[0].changes.made
    )


def test_each_chunk_remembers_what_it_writes() -> None:
    live = LiveWorkbook()
    rows = chunks([people()], plan(StandingWorkbook(live.read()), [people()], [], now=NOW), MOST)[0]
    live.obey(chunk_plan(StandingWorkbook(live.read()), [people()], rows).edits)
    standing = set(StandingWorkbook(live.read()).base[ROSTER.title])
    assert standing == set(live.tab(ROSTER.title).keys()) == {key for _, key in rows}


@pytest.mark.parametrize("count", [1, 2])
def test_a_run_that_died_between_chunks_is_gone_on_with(count: int) -> None:
    live = LiveWorkbook()
    for rows in chunks([people()], plan(StandingWorkbook(live.read()), [people()], [], now=NOW), MOST)[:count]:
        live.obey(chunk_plan(StandingWorkbook(live.read()), [people()], rows).edits)
    land(live, people())
    assert sorted(live.tab(ROSTER.title).keys()) == sorted(in_one_batch(people()).tab(ROSTER.title).keys())
    assert plan(StandingWorkbook(live.read()), [people()], [], now=NOW).edits == ()


def test_large_changes_go_in_chunks_too_and_rows_are_deleted_last() -> None:
    live = in_one_batch(people())
    *first, last = land(live, people(MANY - 5, PersonStatus.WAITING), most=9_000)
    assert len(first) > 1
    assert not any(isinstance(edit, DeleteRows | AddSheet) for part in first for edit in part.edits)
    assert any(isinstance(edit, DeleteRows) and edit.sheet_id == ROSTER.sheet_id for edit in last.edits)
    assert len(live.tab(ROSTER.title).keys()) == MANY - 5
    assert live.tab(MEMORY.title).keys()
