"""*Teams* and what the coordinator says there and in *Roster*."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam, PersonStatus, RosterEntry
from mentoring_sync.records.team import Seat, Team, TeamStatus
from mentoring_sync.spreadsheet.edits import DropDown, WriteCells
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.merge.memory import MEMORY
from mentoring_sync.workbook.plan import patch, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn, roster_tab
from mentoring_sync.workbook.tabs.teams import TEAMS, Offers, StandingTeam, TeamsColumn, statuses_tab, teams_tab
from tests.builders import a_mentee, a_mentor, a_round, slot
from tests.workbook.live import LiveTab, LiveWorkbook

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
MAYA, OTTO, NOOR, PIA = a_mentor("Maya"), a_mentor("Otto"), a_mentee("Noor"), a_mentee("Pia")


def a_team(mentor: Mentor = MAYA, *mentees: Mentee, label: str = "Team 1") -> LabelledTeam:
    seats = tuple(Seat(mentee=mentee, score=70, why=("Python", "both in Berlin")) for mentee in mentees or (NOOR,))
    team = Team(mentor=mentor, slot=slot(), seats=seats)
    return LabelledTeam(label=label, team=team, status=TeamStatus.PROPOSED)


def a_run(live: LiveWorkbook, *teams: LabelledTeam, left_out: frozenset[str] = frozenset()) -> None:
    """A run that seats these teams, whatever the coordinator said, and remembers what it should."""
    apart = StandingWorkbook(live.read()).coordinator_input.apart_from
    people = [
        RosterEntry(name=each.name, email=each.email, role=each.role, status=PersonStatus.ACCEPTED)
        for each in (MAYA, OTTO, NOOR, PIA)
    ]
    desired = [roster_tab(people), teams_tab(teams, round_=a_round(), apart_from=apart)]
    desired = [replace(tab, left_out=left_out) for tab in desired]
    live.obey(plan(StandingWorkbook(live.read()), desired, [], now=NOW).edits)


@pytest.fixture
def live() -> LiveWorkbook:
    workbook = LiveWorkbook()
    a_run(workbook, a_team(MAYA, NOOR, PIA))
    return workbook


@pytest.fixture
def teams(live: LiveWorkbook) -> LiveTab:
    return live.tab(TEAMS.title)


def coordinator_input(live: LiveWorkbook) -> CoordinatorInput:
    return StandingWorkbook(live.read()).coordinator_input


def test_nothing_is_said_in_an_empty_workbook() -> None:
    assert coordinator_input(LiveWorkbook()) == CoordinatorInput()


def test_each_mentee_has_a_row_with_the_hour_on_both_clocks(teams: LiveTab) -> None:
    shown = [
        teams.at(NOOR.email, title)
        for title in (
            TeamsColumn.TEAM,
            TeamsColumn.MENTOR,
            TeamsColumn.MEETS,
            TeamsColumn.MENTEES_TIME,
            TeamsColumn.SCORE,
            TeamsColumn.WHY,
        )
    ]
    hour = "Mon 17:00 Europe/Berlin"
    assert shown == ["Team 1", "Maya", hour, hour, 70.0, "Python; both in Berlin"]


def test_the_teams_stand_as_they_were_written(live: LiveWorkbook) -> None:
    mentees = (NOOR.email, PIA.email)
    assert coordinator_input(live).standing == (
        StandingTeam(label="Team 1", mentor=MAYA.email, slot=slot(), mentees=mentees),
    )


def test_the_teams_stand_although_a_person_typed_over_them(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, TeamsColumn.MENTOR_EMAIL, "somebody@example.org")
    teams.type(NOOR.email, TeamsColumn.TEAM, "Team 99")
    assert [(team.label, team.mentor) for team in coordinator_input(live).standing] == [("Team 1", MAYA.email)]


def test_a_new_team_stands_although_a_person_typed_over_the_old_one(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, TeamsColumn.TEAM, "Team 99")
    a_run(live, a_team(OTTO, NOOR, PIA, label="Team 2"))
    assert [(team.label, team.mentor) for team in coordinator_input(live).standing] == [("Team 2", OTTO.email)]


def test_the_teams_stand_when_their_memory_was_deleted(live: LiveWorkbook) -> None:
    before = coordinator_input(live).standing
    del live.tabs[live.tab(MEMORY.title).sheet_id]
    assert coordinator_input(live).standing == before


def test_a_ticked_pin_is_the_pair_that_was_written(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, TeamsColumn.PIN, True)
    assert coordinator_input(live).pinned == {(NOOR.email, MAYA.email)}


def test_the_words_in_move_to_are_given_as_typed(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(PIA.email, TeamsColumn.MOVE_TO, "  Otto ")
    assert coordinator_input(live).move_to == {PIA.email: "Otto"}


def test_waived_and_withdrawn_people_are_known_by_role(live: LiveWorkbook) -> None:
    roster = live.tab(ROSTER.title)
    roster.type(f"mentor:{OTTO.email}", RosterColumn.WAIVE, True)
    roster.type(f"mentee:{PIA.email}", RosterColumn.WITHDRAWN, True)
    assert coordinator_input(live).waived == {(OTTO.email, Role.MENTOR)}
    assert coordinator_input(live).withdrawn == {(PIA.email, Role.MENTEE)}


def test_a_copied_row_says_nothing(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.insert_row(3, teams.cells[1])
    teams.cells[3][teams.column(TeamsColumn.PIN)] = True
    assert coordinator_input(live).pinned == frozenset()


def test_keep_apart_is_from_the_mentor_that_was_written(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, TeamsColumn.KEEP_APART, True)
    assert coordinator_input(live).apart_from == {NOOR.email: MAYA.email}


def test_keep_apart_is_remembered_in_another_team_while_it_is_ticked(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, TeamsColumn.KEEP_APART, True)
    a_run(live, a_team(MAYA, PIA), a_team(OTTO, NOOR, label="Team 2"))
    a_run(live, a_team(MAYA, PIA), a_team(OTTO, NOOR, label="Team 2"))
    assert teams.at(NOOR.email, TeamsColumn.MENTOR) == "Otto"
    assert coordinator_input(live).apart_from == {NOOR.email: MAYA.email}


def test_keep_apart_is_remembered_without_any_team_while_it_is_ticked(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, TeamsColumn.KEEP_APART, True)
    a_run(live, a_team(MAYA, PIA))
    assert [teams.at(NOOR.email, t) for t in (TeamsColumn.MENTEE, TeamsColumn.MENTOR, TeamsColumn.STATUS)] == [
        "Noor",
        None,
        "No team",
    ]
    assert coordinator_input(live).apart_from == {NOOR.email: MAYA.email}


def test_keep_apart_is_forgotten_when_it_is_unticked(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, TeamsColumn.KEEP_APART, True)
    a_run(live, a_team(MAYA, PIA))
    teams.type(NOOR.email, TeamsColumn.KEEP_APART, False)
    assert coordinator_input(live).apart_from == {}
    a_run(live, a_team(MAYA, PIA))
    assert teams.keys() == [PIA.email]


def test_an_introduced_team_says_so_in_every_row(live: LiveWorkbook, teams: LiveTab) -> None:
    introduced = a_team(MAYA, NOOR, PIA).now(TeamStatus.INTRODUCED)
    live.obey(patch(StandingWorkbook(live.read()), [statuses_tab([introduced])]).edits)
    assert [teams.at(key, TeamsColumn.STATUS) for key in teams.keys()] == ["Introduced", "Introduced"]  # noqa: SIM118
    assert teams.at(NOOR.email, TeamsColumn.MENTOR) == "Maya"


def test_a_deleted_row_that_is_left_out_is_no_row_again_and_the_team_stands(live: LiveWorkbook, teams: LiveTab) -> None:
    row = next(at for at, cells in enumerate(teams.cells) if NOOR.email in cells)
    del teams.cells[row]
    for _ in range(2):
        a_run(live, a_team(MAYA, NOOR, PIA), left_out=frozenset({NOOR.email}))
        assert teams.keys() == [PIA.email]
        assert StandingWorkbook(live.read()).tab(TEAMS).deleted == (NOOR.email,)
        assert coordinator_input(live).standing[0].mentees == (NOOR.email, PIA.email)
    a_run(live, a_team(MAYA, NOOR, PIA))
    assert sorted(teams.keys()) == [NOOR.email, PIA.email]


def test_move_to_offers_other_mentors_anew_only_when_they_are_others(live: LiveWorkbook, teams: LiveTab) -> None:
    def offering(*names: str) -> list[DropDown]:
        offers = {NOOR.email: names}
        desired = [teams_tab([a_team(MAYA, NOOR, PIA)], round_=a_round(), apart_from={}, offers=Offers(move_to=offers))]
        edits = plan(StandingWorkbook(live.read()), desired, [], now=NOW).edits
        live.obey(edits)
        written = [value for edit in edits if isinstance(edit, WriteCells) for value in edit.values]
        return [value for value in written if isinstance(value, DropDown)]

    teams.type(NOOR.email, TeamsColumn.MOVE_TO, "Otto")
    assert offering("Otto", "Zoe") == [DropDown(("Otto", "Zoe"))]
    assert offering("Otto", "Zoe") == []
    assert offering("Zoe") == [DropDown(("Zoe",))]
    assert teams.at(NOOR.email, TeamsColumn.MOVE_TO) == "Otto"
