"""*Control*: a tick is read, served, and taken back by the run that served it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from mentoring_sync.workbook.plan import plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.control import (
    CONTROL,
    LAST_RUN,
    NEXT_STEP,
    PAUSE,
    REPAIR,
    SEND,
    ControlColumn,
    Setting,
    Switches,
    control_tab,
)
from tests.workbook.live import LiveWorkbook

SETTINGS = (REPAIR, SEND, PAUSE, *Setting, LAST_RUN, NEXT_STEP)
NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def a_run(live: LiveWorkbook, *, hour: int = 9, next_step: str = "Nothing to do.") -> None:
    served = StandingWorkbook(live.read()).switches
    last_run = datetime(2026, 12, 1, hour, 30)  # noqa: DTZ001 - the sheet's clock
    live.obey(
        plan(
            StandingWorkbook(live.read()), [control_tab(served, last_run=last_run, next_step=next_step)], [], now=NOW
        ).edits
    )


def after_a_first_run() -> LiveWorkbook:
    live = LiveWorkbook()
    a_run(live)
    return live


def test_nothing_is_ticked_before_there_is_a_control_tab() -> None:
    assert StandingWorkbook(LiveWorkbook().read()).switches == Switches()


def test_the_first_run_offers_both_switches_unticked() -> None:
    control = after_a_first_run().tab(CONTROL.title)
    assert (control.at(REPAIR, ControlColumn.VALUE), control.at(SEND, ControlColumn.VALUE)) == (False, False)


def test_a_tick_is_read() -> None:
    live = after_a_first_run()
    live.tab(CONTROL.title).type(REPAIR, ControlColumn.VALUE, True)
    assert StandingWorkbook(live.read()).switches == Switches(repair=True)


def test_a_served_tick_is_taken_back() -> None:
    live = after_a_first_run()
    live.tab(CONTROL.title).type(SEND, ControlColumn.VALUE, True)
    a_run(live)
    assert live.tab(CONTROL.title).at(SEND, ControlColumn.VALUE) is False


def test_a_tick_that_came_after_the_run_had_read_is_left_for_the_next() -> None:
    live = after_a_first_run()
    live.tab(CONTROL.title).type(REPAIR, ControlColumn.VALUE, True)
    desired = control_tab(Switches(), last_run=datetime(2026, 12, 1, 9, 30), next_step="")  # noqa: DTZ001
    live.obey(plan(StandingWorkbook(live.read()), [desired], [], now=NOW).edits)
    assert live.tab(CONTROL.title).at(REPAIR, ControlColumn.VALUE) is True


def test_the_last_run_and_the_next_step_are_said_anew() -> None:
    live = after_a_first_run()
    a_run(live, hour=11, next_step="2 rows in Review")
    control = live.tab(CONTROL.title)
    assert (control.at(LAST_RUN, ControlColumn.VALUE), control.at(NEXT_STEP, ControlColumn.VALUE)) == (
        "2026-12-01 11:30",
        "2 rows in Review",
    )


def test_a_setting_of_a_persons_own_stays() -> None:
    live = after_a_first_run()
    below = 1 + len(SETTINGS)
    live.tab(CONTROL.title).cells[below][:2] = ["My reminder", "call Ana"]
    a_run(live, hour=11)
    assert live.tab(CONTROL.title).cells[below][:2] == ["My reminder", "call Ana"]


def test_pause_holds_until_a_person_unticks_it() -> None:
    live = after_a_first_run()
    live.tab(CONTROL.title).type(PAUSE, ControlColumn.VALUE, True)
    a_run(live)
    assert StandingWorkbook(live.read()).switches.pause


def test_settings_are_read_as_typed_and_left_alone() -> None:
    live = after_a_first_run()
    assert StandingWorkbook(live.read()).settings == {}
    live.tab(CONTROL.title).type(Setting.DELIVERY, ControlColumn.VALUE, " Draft ")
    live.tab(CONTROL.title).type(Setting.MOST_MENTEES, ControlColumn.VALUE, 3.0)
    a_run(live)
    assert StandingWorkbook(live.read()).settings == {Setting.DELIVERY: "Draft", Setting.MOST_MENTEES: "3"}


OLD = "Send introductions"


def an_older_control() -> LiveWorkbook:
    """*Control* as it was written when *Send* was called otherwise."""
    live, now = LiveWorkbook(), control_tab(Switches(), last_run=NOW.replace(tzinfo=None), next_step="")
    rows = [
        replace(row, key=OLD, cells={**row.cells, ControlColumn.SETTING: OLD}) if row.key == SEND else row
        for row in now.rows
    ]
    old = replace(now, layout=replace(CONTROL, formerly={}), rows=tuple(rows))
    live.obey(plan(StandingWorkbook(live.read()), [old], [], now=NOW).edits)
    return live


def test_a_tick_in_the_row_that_was_called_send_introductions_is_a_tick_of_send() -> None:
    live = an_older_control()
    assert not StandingWorkbook(live.read()).switches.send
    live.tab(CONTROL.title).type(OLD, ControlColumn.VALUE, True)
    assert StandingWorkbook(live.read()).switches.send


def test_the_row_is_renamed_where_it_stands_and_its_tick_is_served() -> None:
    live = an_older_control()
    live.tab(CONTROL.title).type(OLD, ControlColumn.VALUE, True)
    standing = StandingWorkbook(live.read())
    place = list(standing.tab(CONTROL).keys).index(SEND)
    now = control_tab(standing.switches, last_run=NOW.replace(tzinfo=None), next_step="")
    live.obey(plan(standing, [now], [], now=NOW).edits)
    again = StandingWorkbook(live.read())
    assert list(again.tab(CONTROL).keys).index(SEND) == place
    assert (again.tab(CONTROL).text(SEND, ControlColumn.SETTING), again.switches.send) == (SEND, False)
    assert plan(again, [now], [], now=NOW).edits == ()
