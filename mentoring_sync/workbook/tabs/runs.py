"""*Runs*: a row for each run that changed something, the last hundred of them.

A row in which a person has typed stays however old it is, as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mentoring_sync.spreadsheet.edits import CellInput
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, MOMENT, Layout, ours, technical
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.standing_tab import StandingTab

MOST_ROWS = 100


class RunsColumn(StrEnum):
    """The titles of the columns of *Runs*."""

    RUN = "Run"
    STARTED = "Started"
    TRIGGER = "Trigger"
    READ = "Read"
    CHANGED = "Changed"
    MAILED = "Mailed"
    RESULT = "Result"


RUNS = Layout(
    title="Runs",
    sheet_id=FIRST_SHEET_ID + 7,
    identity=(RunsColumn.RUN,),
    witnesses=(RunsColumn.RUN,),
    listed=True,
    columns=(
        ours(RunsColumn.RUN, 180, lasting=True),
        ours(RunsColumn.STARTED, 140, pattern=MOMENT, lasting=True),
        ours(RunsColumn.TRIGGER, 100, lasting=True),
        ours(RunsColumn.READ, 80, lasting=True, note="Responses read."),
        ours(RunsColumn.CHANGED, 80, lasting=True, note="Rows changed in the tabs."),
        ours(RunsColumn.MAILED, 80, lasting=True, note="Messages that this run sent."),
        ours(RunsColumn.RESULT, 300, lasting=True, wrap=True),
        technical(KEY),
    ),
)


@dataclass(frozen=True, kw_only=True)
class RunRow:
    """A run: its id, when it began (on the sheet's clock), what set it off, and what came of it."""

    run: str
    started: datetime
    trigger: str
    read: int
    changed: int
    mailed: int
    result: str


def runs_tab(run: RunRow, before: StandingTab | None = None) -> DesiredTab:
    """The run's row; the rows of other runs stay, but the oldest where they are too many `before`."""
    cells: dict[str, CellInput] = {
        RunsColumn.RUN: run.run,
        RunsColumn.STARTED: run.started,
        RunsColumn.TRIGGER: run.trigger,
        RunsColumn.READ: run.read,
        RunsColumn.CHANGED: run.changed,
        RunsColumn.MAILED: run.mailed,
        RunsColumn.RESULT: run.result,
    }
    row = DesiredRow(key=run.run, cells=cells)
    return DesiredTab(layout=RUNS, rows=(row,), complete=False, leaving=_oldest(before, run.run))


def _oldest(before: StandingTab | None, run: str) -> frozenset[str]:
    """The rows beyond the newest, this run's among these. Of one that doesn't say when its run began nobody knows how
    old it is: it stays."""
    began = {key: before.cell(key, RunsColumn.STARTED) for key in before.clear if key != run} if before else {}
    numbers = {key: at for key, at in began.items() if isinstance(at, float)}
    newest_first = sorted(numbers, key=lambda key: (numbers[key], key), reverse=True)
    return frozenset(newest_first[MOST_ROWS - 1 :])
