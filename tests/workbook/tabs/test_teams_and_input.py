"""*Teams* and what the coordinator says there and in *Roster*."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam, PersonStatus, RosterEntry
from mentoring_sync.records.team import Seat, Team, TeamStatus
from mentoring_sync.spreadsheet.edits import DropDown, WriteCells
from mentoring_sync.workbook.coordinator_input import Said, StandingTeam, read_said, read_slot
from mentoring_sync.workbook.merge.plan import patch, plan
from mentoring_sync.workbook.tabs.roster import roster_tab
from mentoring_sync.workbook.tabs.teams import statuses_tab, teams_tab
from tests.builders import a_mentee, a_mentor, a_round, slot
from tests.workbook.live import LiveTab, LiveWorkbook

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
MAYA, OTTO, NOOR, PIA = a_mentor("Maya"), a_mentor("Otto"), a_mentee("Noor"), a_mentee("Pia")


def a_team(mentor: Mentor = MAYA, *mentees: Mentee, label: str = "Team 1") -> LabelledTeam:
    seats = tuple(Seat(mentee=mentee, score=70, why=("Python", "both in Berlin")) for mentee in mentees or (NOOR,))
    team = Team(mentor=mentor, slot=slot(), seats=seats)
    return LabelledTeam(label=label, team=team, status=TeamStatus.PROPOSED)


def a_run(live: LiveWorkbook, *teams: LabelledTeam, again: bool = False) -> None:
    """A run that seats these teams, whatever the coordinator said, and remembers what it should."""
    apart = read_said(live.read()).apart_from
    people = [
        RosterEntry(name=each.name, email=each.email, role=each.role, status=PersonStatus.ACCEPTED)
        for each in (MAYA, OTTO, NOOR, PIA)
    ]
    wanted = [roster_tab(people), teams_tab(teams, round_=a_round(), apart_from=apart, again=again)]
    live.obey(plan(live.read(), wanted, [], now=NOW).edits)


@pytest.fixture
def live() -> LiveWorkbook:
    workbook = LiveWorkbook()
    a_run(workbook, a_team(MAYA, NOOR, PIA))
    return workbook


@pytest.fixture
def teams(live: LiveWorkbook) -> LiveTab:
    return live.tab("Teams")


def said(live: LiveWorkbook) -> Said:
    return read_said(live.read())


def test_nothing_is_said_in_an_empty_workbook() -> None:
    assert said(LiveWorkbook()) == Said()


def test_each_mentee_has_a_row_with_the_hour_on_both_clocks(teams: LiveTab) -> None:
    shown = [teams.at(NOOR.email, title) for title in ("Team", "Mentor", "Meets", "Mentee's time", "Score", "Why")]
    hour = "Mon 17:00 Europe/Berlin"
    assert shown == ["Team 1", "Maya", hour, hour, 70.0, "Python; both in Berlin"]


def test_the_teams_stand_as_they_were_written(live: LiveWorkbook) -> None:
    mentees = (NOOR.email, PIA.email)
    assert said(live).standing == (StandingTeam(label="Team 1", mentor=MAYA.email, slot=slot(), mentees=mentees),)


def test_the_teams_stand_although_a_person_typed_over_them(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, "Mentor email", "somebody@example.org")
    teams.type(NOOR.email, "Team", "Team 99")
    assert [(team.label, team.mentor) for team in said(live).standing] == [("Team 1", MAYA.email)]


def test_a_new_team_stands_although_a_person_typed_over_the_old_one(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, "Team", "Team 99")
    a_run(live, a_team(OTTO, NOOR, PIA, label="Team 2"))
    assert [(team.label, team.mentor) for team in said(live).standing] == [("Team 2", OTTO.email)]


def test_the_teams_stand_when_their_memory_was_deleted(live: LiveWorkbook) -> None:
    before = said(live).standing
    del live.tabs[live.tab("_sync").sheet_id]
    assert said(live).standing == before


def test_a_ticked_pin_is_the_pair_that_was_written(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, "Pin", True)
    assert said(live).pinned == {(NOOR.email, MAYA.email)}


def test_the_words_in_move_to_are_given_as_typed(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(PIA.email, "Move to", "  Otto ")
    assert said(live).move_to == {PIA.email: "Otto"}


def test_waived_and_withdrawn_people_are_known_by_role(live: LiveWorkbook) -> None:
    roster = live.tab("Roster")
    roster.type(f"mentor:{OTTO.email}", "Waive", True)
    roster.type(f"mentee:{PIA.email}", "Withdrawn", True)
    assert said(live).waived == {(OTTO.email, Role.MENTOR)}
    assert said(live).withdrawn == {(PIA.email, Role.MENTEE)}


def test_a_copied_row_says_nothing(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.insert_row(3, teams.cells[1])
    teams.cells[3][teams.column("Pin")] = True
    assert said(live).pinned == frozenset()


def test_keep_apart_is_from_the_mentor_that_was_written(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, "Keep apart", True)
    assert said(live).apart_from == {NOOR.email: MAYA.email}


def test_keep_apart_is_remembered_in_another_team_while_it_is_ticked(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, "Keep apart", True)
    a_run(live, a_team(MAYA, PIA), a_team(OTTO, NOOR, label="Team 2"))
    a_run(live, a_team(MAYA, PIA), a_team(OTTO, NOOR, label="Team 2"))
    assert teams.at(NOOR.email, "Mentor") == "Otto"
    assert said(live).apart_from == {NOOR.email: MAYA.email}


def test_keep_apart_is_remembered_without_any_team_while_it_is_ticked(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, "Keep apart", True)
    a_run(live, a_team(MAYA, PIA))
    assert [teams.at(NOOR.email, t) for t in ("Mentee", "Mentor", "Status")] == ["Noor", None, "No team"]
    assert said(live).apart_from == {NOOR.email: MAYA.email}


def test_keep_apart_is_forgotten_when_it_is_unticked(live: LiveWorkbook, teams: LiveTab) -> None:
    teams.type(NOOR.email, "Keep apart", True)
    a_run(live, a_team(MAYA, PIA))
    teams.type(NOOR.email, "Keep apart", False)
    assert said(live).apart_from == {}
    a_run(live, a_team(MAYA, PIA))
    assert teams.keys() == [PIA.email]


def test_an_introduced_team_says_so_in_every_row(live: LiveWorkbook, teams: LiveTab) -> None:
    introduced = a_team(MAYA, NOOR, PIA).now(TeamStatus.INTRODUCED)
    live.obey(patch(live.read(), [statuses_tab([introduced])]).edits)
    assert [teams.at(key, "Status") for key in teams.keys()] == ["Introduced", "Introduced"]  # noqa: SIM118
    assert teams.at(NOOR.email, "Mentor") == "Maya"


def test_a_slot_survives_its_text() -> None:
    assert read_slot(str(slot("America/New_York", "Tue 17:30"))) == slot("America/New_York", "Tue 17:30")


@pytest.mark.parametrize("text", ["", "Tue", "Xyz 17:00 Europe/Berlin", "Tue 25:00 Europe/Berlin", "Tue 17:00 Nowhere"])
def test_what_is_no_slot_is_none(text: str) -> None:
    assert read_slot(text) is None


def test_a_deleted_row_of_somebody_who_still_has_a_team_is_a_question_and_no_row_again(
    live: LiveWorkbook, teams: LiveTab
) -> None:
    row = next(at for at, cells in enumerate(teams.cells) if NOOR.email in cells)
    del teams.cells[row]
    for _ in range(2):
        a_run(live, a_team(MAYA, NOOR, PIA))
        assert teams.keys() == [PIA.email]
        assert said(live).standing[0].mentees == (NOOR.email, PIA.email)
    review = live.tab("Review")
    assert f"Somebody deleted the row of {NOOR.email}" in str(review.at(review.keys()[0], "What"))
    a_run(live, a_team(MAYA, NOOR, PIA), again=True)
    assert sorted(teams.keys()) == [NOOR.email, PIA.email]


def test_move_to_offers_other_mentors_anew_only_when_they_are_others(live: LiveWorkbook, teams: LiveTab) -> None:
    def offering(*names: str) -> list[DropDown]:
        offers = {NOOR.email: names}
        wanted = [teams_tab([a_team(MAYA, NOOR, PIA)], round_=a_round(), apart_from={}, offers=offers)]
        edits = plan(live.read(), wanted, [], now=NOW).edits
        live.obey(edits)
        written = [value for edit in edits if isinstance(edit, WriteCells) for value in edit.values]
        return [value for value in written if isinstance(value, DropDown)]

    teams.type(NOOR.email, "Move to", "Otto")
    assert offering("Otto", "Zoe") == [DropDown(("Otto", "Zoe"))]
    assert offering("Otto", "Zoe") == []
    assert offering("Zoe") == [DropDown(("Zoe",))]
    assert teams.at(NOOR.email, "Move to") == "Otto"
