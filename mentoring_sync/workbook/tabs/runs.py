"""*Runs*: a row for each run that changed something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mentoring_sync.spreadsheet.edits import CellInput
from mentoring_sync.workbook.layouts import RUNS
from mentoring_sync.workbook.merge.desired import WantedRow, WantedTab


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


def runs_tab(run: RunRow) -> WantedTab:
    """The run's row; the rows of other runs stay."""
    cells: dict[str, CellInput] = {
        "Run": run.run,
        "Started": run.started,
        "Trigger": run.trigger,
        "Read": run.read,
        "Changed": run.changed,
        "Mailed": run.mailed,
        "Result": run.result,
    }
    return WantedTab(layout=RUNS, rows=(WantedRow(key=run.run, cells=cells),), complete=False)
