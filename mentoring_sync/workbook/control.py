"""*Control*: the coordinator's switches, and what the last run has to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mentoring_sync.records.edit import CellInput, Checkbox
from mentoring_sync.records.sheet import Workbook
from mentoring_sync.workbook.columns import CONTROL
from mentoring_sync.workbook.locate import locate, our_tab
from mentoring_sync.workbook.wanted import WantedRow, WantedTab

REPAIR, SEND, LAST_RUN, NEXT_STEP = "Re-pair", "Send introductions", "Last run", "Next step"
_VALUE = frozenset({"Value"})


@dataclass(frozen=True, kw_only=True)
class Switches:
    """Which boxes are ticked."""

    repair: bool = False
    send: bool = False

    @property
    def any(self) -> bool:
        """Whether a box is ticked and waits to be served."""
        return self.repair or self.send


def read_switches(workbook: Workbook) -> Switches:
    """The switches as they stand; none is ticked where there is no *Control* yet."""
    tab = our_tab(workbook, CONTROL)
    if tab is None:
        return Switches()
    located = locate(tab)
    return Switches(repair=located.cell(REPAIR, "Value") is True, send=located.cell(SEND, "Value") is True)


def control_tab(switches: Switches, *, last_run: datetime, next_step: str) -> WantedTab:
    """The tab after a run that has served `switches`: their boxes are empty again. `last_run` is the sheet's clock."""
    rows = (
        _switch(REPAIR, served=switches.repair),
        _switch(SEND, served=switches.send),
        WantedRow(key=LAST_RUN, cells={"Setting": LAST_RUN, "Value": f"{last_run:%Y-%m-%d %H:%M}"}, served=_VALUE),
        WantedRow(key=NEXT_STEP, cells={"Setting": NEXT_STEP, "Value": next_step}, served=_VALUE),
    )
    return WantedTab(layout=CONTROL, rows=rows, complete=False)


def _switch(setting: str, *, served: bool) -> WantedRow:
    cells: dict[str, CellInput] = {"Setting": setting, "Value": Checkbox()}
    return WantedRow(key=setting, cells=cells, served=_VALUE if served else frozenset())
