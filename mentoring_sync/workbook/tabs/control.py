"""*Control*: the coordinator's switches and settings, and what the last run has to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, DropDown
from mentoring_sync.spreadsheet.grid import Workbook, cell_text
from mentoring_sync.workbook.layouts import CONTROL
from mentoring_sync.workbook.merge.desired import WantedRow, WantedTab
from mentoring_sync.workbook.standing import located

REPAIR, SEND, PAUSE = "Re-pair", "Send introductions", "Pause"
LAST_RUN, NEXT_STEP = "Last run", "Next step"
MOST_OFFERED = 8
_VALUE = frozenset({"Value"})


class Setting(StrEnum):
    """What can be set in *Control* instead of in the configuration; the value is the row's title."""

    DELIVERY = "Mail"
    STRICTNESS = "Pairing again"
    MOST_MENTEES = "Most mentees in a team"


@dataclass(frozen=True, kw_only=True)
class Switches:
    """Which boxes are ticked. *Re-pair* and *Send introductions* are orders, served once; *Pause* holds until it is
    unticked."""

    repair: bool = False
    send: bool = False
    pause: bool = False

    @property
    def any(self) -> bool:
        """Whether an order waits to be served."""
        return self.repair or self.send


def read_switches(workbook: Workbook) -> Switches:
    """The switches as they stand; none is ticked where there is no *Control* yet."""
    control = located(workbook, CONTROL)
    if control is None:
        return Switches()
    repair, send, pause = (control.cell(row, "Value") is True for row in (REPAIR, SEND, PAUSE))
    return Switches(repair=repair, send=send, pause=pause)


def read_settings(workbook: Workbook) -> dict[Setting, str]:
    """What stands in the settings' rows, as it was typed; rows that are empty or not there are left out."""
    control = located(workbook, CONTROL)
    shown = {setting: cell_text(control.cell(setting, "Value")).strip() for setting in Setting} if control else {}
    return {setting: typed for setting, typed in shown.items() if typed}


def control_tab(switches: Switches, *, last_run: datetime, next_step: str) -> WantedTab:
    """The tab after a run that has served `switches`: their boxes are empty again. `last_run` is the sheet's clock."""
    rows = (
        _switch(REPAIR, served=switches.repair),
        _switch(SEND, served=switches.send),
        _switch(PAUSE, served=False),
        _setting(Setting.DELIVERY, "send", "draft", "off"),
        _setting(Setting.STRICTNESS, "only fill gaps", "may move the not yet introduced", "may move anyone"),
        _setting(Setting.MOST_MENTEES, *map(str, range(1, MOST_OFFERED + 1))),
        WantedRow(key=LAST_RUN, cells={"Setting": LAST_RUN, "Value": f"{last_run:%Y-%m-%d %H:%M}"}, served=_VALUE),
        _next_step(next_step),
    )
    return WantedTab(layout=CONTROL, rows=rows, complete=False)


def mailed_tab(next_step: str, *, served: bool) -> WantedTab:
    """What a run says of the next step once it has mailed; *Send introductions* is unticked if it was served."""
    sent = (_switch(SEND, served=True),) if served else ()
    return WantedTab(layout=CONTROL, rows=(*sent, _next_step(next_step)), complete=False)


def _next_step(words: str) -> WantedRow:
    return WantedRow(key=NEXT_STEP, cells={"Setting": NEXT_STEP, "Value": words}, served=_VALUE)


def _switch(switch: str, *, served: bool) -> WantedRow:
    cells: dict[str, CellInput] = {"Setting": switch, "Value": Checkbox()}
    return WantedRow(key=switch, cells=cells, served=_VALUE if served else frozenset())


def _setting(setting: Setting, *choices: str) -> WantedRow:
    return WantedRow(key=setting, cells={"Setting": str(setting), "Value": DropDown(choices)})
