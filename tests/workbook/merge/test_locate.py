"""Rows are people and columns are what we wrote, wherever and under whatever name people have put them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus, RosterEntry
from mentoring_sync.workbook.layouts import KEY
from mentoring_sync.workbook.plan import WorkbookPlan, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn, roster_tab
from tests.workbook.live import LiveTab, LiveWorkbook

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
NAMES = ("ana", "ben", "cem", "dua")


def planned(live: LiveWorkbook, team: str = "Team 1") -> WorkbookPlan:
    people = [
        RosterEntry(
            name=name.title(),
            email=f"{name}@example.org",
            role=Role.MENTEE,
            status=PersonStatus.IN_TEAM,
            zone=f"Etc/GMT+{at}",
            team=team,
        )
        for at, name in enumerate(NAMES)
    ]
    return plan(StandingWorkbook(live.read()), [roster_tab(people)], [], now=NOW)


@pytest.fixture
def live() -> LiveWorkbook:
    workbook = LiveWorkbook()
    workbook.obey(planned(workbook).edits)
    workbook.tab(ROSTER.title).type("mentee:ben@example.org", RosterColumn.WAIVE, True)
    return workbook


@pytest.fixture
def roster(live: LiveWorkbook) -> LiveTab:
    return live.tab(ROSTER.title)


def settled(live: LiveWorkbook, team: str = "Team 1") -> WorkbookPlan:
    """A run, and then nothing more to do."""
    found = planned(live, team)
    live.obey(found.edits)
    assert planned(live, team).edits == ()
    return found


def people(roster: LiveTab) -> dict[str, tuple[object, object, object]]:
    """By key: who stands in the row, their team, and whether they are waived."""
    keys = roster.keys()
    return {
        key: (roster.at(key, RosterColumn.EMAIL), roster.at(key, RosterColumn.TEAM), roster.at(key, RosterColumn.WAIVE))
        for key in keys
    }


def as_they_should_be(team: str = "Team 1") -> dict[str, tuple[object, object, object]]:
    return {f"mentee:{name}@example.org": (f"{name}@example.org", team, name == "ben") for name in NAMES}


def test_rows_that_were_sorted_without_the_hidden_columns_are_brought_together_again(
    live: LiveWorkbook, roster: LiveTab
) -> None:
    visible = roster.header.index(RosterColumn.NOTES) + 1
    rows = [row[:] for row in roster.cells[1:5]]
    for at, row in enumerate(reversed(rows), start=1):
        roster.cells[at][:visible] = row[:visible]
    found = settled(live, "Team 2")
    assert people(roster) == as_they_should_be("Team 2")
    assert found.problems == ()


def test_a_deleted_key_column_is_made_again_and_nobody_gets_a_second_row(live: LiveWorkbook, roster: LiveTab) -> None:
    place = roster.header.index(KEY)
    for row in roster.cells:
        del row[place]
    settled(live, "Team 2")
    assert people(roster) == as_they_should_be("Team 2")


def test_a_renamed_column_of_ours_keeps_its_new_name_and_is_written_as_before(
    live: LiveWorkbook, roster: LiveTab
) -> None:
    place = roster.header.index(RosterColumn.TIME_ZONE)
    roster.cells[0][place] = "Where they live"
    settled(live, "Team 2")
    assert roster.header[place] == "Where they live"
    assert RosterColumn.TIME_ZONE not in roster.header
    assert people(roster) == as_they_should_be("Team 2")


def test_a_renamed_column_of_the_coordinators_is_read_as_before(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.cells[0][roster.header.index(RosterColumn.WAIVE)] = "Exception granted"
    settled(live)
    standing = StandingWorkbook(live.read()).tab(ROSTER)
    assert standing.cell("mentee:ben@example.org", RosterColumn.WAIVE) is True
    assert RosterColumn.WAIVE not in roster.header


def test_a_column_of_a_persons_own_where_ours_was_deleted_is_not_taken_for_ours(
    live: LiveWorkbook, roster: LiveTab
) -> None:
    place = roster.header.index(RosterColumn.TIME_ZONE)
    roster.cells[0][place] = "Phone"
    for row in roster.cells[1:5]:
        row[place] = "555"
    settled(live)
    assert [row[roster.header.index("Phone")] for row in roster.cells[1:5]] == ["555"] * 4
    assert roster.at("mentee:cem@example.org", RosterColumn.TIME_ZONE) == "Etc/GMT+2"


def test_an_address_that_was_typed_over_does_not_move_the_row(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type("mentee:ana@example.org", RosterColumn.EMAIL, "dua@example.org")
    found = settled(live)
    assert roster.at("mentee:ana@example.org", RosterColumn.EMAIL) == "dua@example.org"
    assert [problem.about for problem in found.problems] == ["mentee:ana@example.org"]
