"""*Runs*: a row for each run that changed something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mentoring_sync.spreadsheet.edits import CellInput
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, MOMENT, Layout, ours, technical
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab


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
        ours(RunsColumn.RUN, 180),
        ours(RunsColumn.STARTED, 140, pattern=MOMENT),
        ours(RunsColumn.TRIGGER, 100),
        ours(RunsColumn.READ, 80, note="Responses read."),
        ours(RunsColumn.CHANGED, 80, note="Rows changed in the tabs."),
        ours(RunsColumn.MAILED, 80, note="Messages that this run sent."),
        ours(RunsColumn.RESULT, 300, wrap=True),
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


def runs_tab(run: RunRow) -> DesiredTab:
    """The run's row; the rows of other runs stay."""
    cells: dict[str, CellInput] = {
        RunsColumn.RUN: run.run,
        RunsColumn.STARTED: run.started,
        RunsColumn.TRIGGER: run.trigger,
        RunsColumn.READ: run.read,
        RunsColumn.CHANGED: run.changed,
        RunsColumn.MAILED: run.mailed,
        RunsColumn.RESULT: run.result,
    }
    return DesiredTab(layout=RUNS, rows=(DesiredRow(key=run.run, cells=cells),), complete=False)
