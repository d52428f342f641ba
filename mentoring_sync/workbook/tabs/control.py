"""*Control*: the coordinator's switches and settings, and what the last run has to say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, DropDown
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, Layout, ours, technical, theirs
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.standing_tab import StandingTab


class ControlColumn(StrEnum):
    """The titles of the columns of *Control*."""

    SETTING = "Setting"
    VALUE = "Value"


NOTE = """Tick or type here; Last run and Next step are written by mentoring-sync.
Re-pair: the next run pairs again. Send: the next run sends the mail that Mail lists as ready.
Pause: until you untick it, runs change nothing and mail nobody.
Mail, Pairing again, Most mentees in a team: empty means as configured."""

LAST_RUN, NEXT_STEP = "Last run", "Next step"
CONTROL = Layout(
    title="Control",
    sheet_id=FIRST_SHEET_ID + 1,
    identity=(ControlColumn.SETTING,),
    witnesses=(ControlColumn.SETTING,),
    columns=(
        ours(ControlColumn.SETTING, 180),
        theirs(ControlColumn.VALUE, 420, note=NOTE),
        technical(KEY),
    ),
    formerly={"Send introductions": "Send"},
    told=frozenset({LAST_RUN, NEXT_STEP}),
)
REPAIR, SEND, PAUSE = "Re-pair", "Send", "Pause"
BOXES = frozenset({REPAIR, SEND, PAUSE})
MOST_OFFERED = 8
_VALUE = frozenset[str]({ControlColumn.VALUE})


class Setting(StrEnum):
    """What can be set in *Control* instead of in the configuration; the value is the row's title."""

    DELIVERY = "Mail"
    STRICTNESS = "Pairing again"
    MOST_MENTEES = "Most mentees in a team"


@dataclass(frozen=True, kw_only=True)
class Switches:
    """Which boxes are ticked. *Re-pair* and *Send* are orders, served once; *Pause* holds until it is
    unticked."""

    repair: bool = False
    send: bool = False
    pause: bool = False

    @property
    def any(self) -> bool:
        """Whether an order waits to be served."""
        return self.repair or self.send


def read_switches(control: StandingTab) -> Switches:
    """The switches as they stand; none is ticked where there is no *Control* yet."""
    ticked = set(control.ticked(ControlColumn.VALUE))
    return Switches(repair=REPAIR in ticked, send=SEND in ticked, pause=PAUSE in ticked)


def read_settings(control: StandingTab) -> dict[Setting, str]:
    """What stands in the settings' rows, as it was typed; rows that are empty or not there are left out."""
    return {
        setting: typed
        for setting in Setting
        if setting in control.clear and (typed := control.text(setting, ControlColumn.VALUE))
    }


def control_tab(switches: Switches, *, last_run: datetime, next_step: str) -> DesiredTab:
    """The tab after a run that has served `switches`: their boxes are empty again. `last_run` is the sheet's clock."""
    rows = (
        _switch(REPAIR, served=switches.repair),
        _switch(SEND, served=switches.send),
        _switch(PAUSE, served=False),
        _setting(Setting.DELIVERY, "review", "send", "draft", "off"),
        _setting(Setting.STRICTNESS, "only fill gaps", "may move the not yet introduced", "may move anyone"),
        _setting(Setting.MOST_MENTEES, *map(str, range(1, MOST_OFFERED + 1))),
        _said(LAST_RUN, f"{last_run:%Y-%m-%d %H:%M}"),
        _said(NEXT_STEP, next_step),
    )
    return DesiredTab(layout=CONTROL, rows=rows, complete=False)


def mailed_tab(next_step: str) -> DesiredTab:
    """What a run says of the next step once it has mailed."""
    return DesiredTab(layout=CONTROL, rows=(_said(NEXT_STEP, next_step),), complete=False)


def listing_tab(next_step: str, *, early: bool) -> DesiredTab:
    """The tab with the batch that lists new drafts. *Send* is empty from then on, so that a tick always came after what
    it counts for; `early`: one was there before."""
    words = f"Send was ticked while a run was making drafts, so these wait. {next_step}" if early else next_step
    send = replace(_switch(SEND, served=True), watched=_VALUE)
    return DesiredTab(layout=CONTROL, rows=(send, _said(NEXT_STEP, words)), complete=False)


def _said(row: str, words: str) -> DesiredRow:
    """What the run itself has to say."""
    return DesiredRow(key=row, cells=_cells(row, words), served=_VALUE)


def _switch(switch: str, *, served: bool) -> DesiredRow:
    return DesiredRow(key=switch, cells=_cells(switch, Checkbox()), served=_VALUE if served else frozenset())


def _setting(setting: Setting, *choices: str) -> DesiredRow:
    return DesiredRow(key=setting, cells=_cells(str(setting), DropDown(choices)))


def _cells(row: str, value: CellInput) -> dict[str, CellInput]:
    return {ControlColumn.SETTING: row, ControlColumn.VALUE: value}
