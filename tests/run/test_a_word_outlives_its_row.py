"""What the coordinator ticked and typed of somebody holds until its cell is emptied, whatever becomes of the row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from tests.run.in_memory import Programme, programme_of_two_teams

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
AFTER_THE_FIRST_MEETING = datetime(2027, 1, 25, 9, tzinfo=UTC)
ADA, BO, CY = "mentor:ada@example.org", "mentee:bo@example.org", "mentee:cy@example.org"
AGAIN = "A mistake: write the row again"


@cache
def formed() -> Programme:
    """Two teams of two, introduced, and a mentor who isn't eligible yet."""
    programme = programme_of_two_teams(Delivery.SEND, now=NOW)
    programme.answers(Role.MENTOR, "Fay Noe", "fay@example.org", commitment="I am not sure yet")
    programme.run()
    programme.approve()
    programme.run()
    programme.run()
    assert {row[3] for row in programme.teams().values()} == {"Introduced"}
    return programme


@pytest.fixture
def programme() -> Programme:
    return formed().copied()


def later(programme: Programme, days: int = 1) -> None:
    programme.now += timedelta(days=days)
    programme.run()


def tick(programme: Programme, key: str, column: str = "Withdrawn", tab: str = "Roster") -> None:
    programme.live.tab(tab).type(key, column, True)


def delete_row(programme: Programme, key: str, tab: str = "Roster") -> None:
    live = programme.live.tab(tab)
    del live.cells[live.row(key)]


def keys(programme: Programme, tab: str = "Roster") -> list[str]:
    return programme.live.tab(tab).keys()


def is_quiet(programme: Programme) -> bool:
    """Whether a further run at the same moment finds nothing to do."""
    programme.run()
    return programme.run().edits == 0


def test_a_withdrawn_persons_deleted_row_brings_nobody_back(programme: Programme) -> None:
    tick(programme, CY)
    later(programme)
    programme.approve()
    later(programme)
    teams, sent = programme.teams(), len(programme.mailed())
    assert "cy@example.org" not in teams
    delete_row(programme, CY)
    for _ in range(3):
        later(programme)
    assert programme.teams() == teams
    assert len(programme.mailed()) == sent
    assert CY not in keys(programme)
    assert [each for each in programme.asked() if "deleted the row of Cy Roth" in each]
    assert is_quiet(programme)


def test_a_deleted_row_costs_no_seat_and_is_written_again_with_all_its_words(programme: Programme) -> None:
    teams, sent = programme.teams(), len(programme.mailed())
    programme.live.tab("Roster").type(CY, "Notes", "knows Ada")
    programme.live.tab("Roster").type(CY, "Person", "Cyril Roth")
    later(programme)
    delete_row(programme, CY)
    later(programme)
    assert CY not in keys(programme)
    assert (programme.teams().keys(), len(programme.mailed())) == (teams.keys(), sent)
    programme.choose("deleted the row of Cyril Roth", AGAIN)
    later(programme)
    assert programme.cells("Roster", "Person", "Notes", "Withdrawn")[CY] == ("Cyril Roth", "knows Ada", False)
    assert not [each for each in programme.asked() if "deleted the row" in each]
    assert is_quiet(programme)


@pytest.mark.parametrize(("tab", "key"), [("Roster", CY), ("Teams", "cy@example.org")])
def test_withdrawn_as_the_answer_to_a_deleted_row_withdraws(programme: Programme, tab: str, key: str) -> None:
    delete_row(programme, key, tab)
    later(programme)
    programme.choose("deleted the row of Cy Roth", "Withdrawn")
    for _ in range(3):
        later(programme)
    assert "cy@example.org" not in programme.teams()
    assert not [each for each in programme.asked() if "deleted the row" in each]
    assert programme.cells("Roster", "Status", "Withdrawn").get(CY, ("Withdrawn", True)) == ("Withdrawn", True)
    assert is_quiet(programme)


def test_whoever_left_by_an_answer_comes_back_when_the_tick_is_taken_away(programme: Programme) -> None:
    delete_row(programme, "cy@example.org", "Teams")
    later(programme)
    programme.choose("deleted the row of Cy Roth", "Withdrawn")
    later(programme)
    programme.live.tab("Roster").type(CY, "Withdrawn", False)
    later(programme)
    assert "cy@example.org" in programme.teams()


@pytest.mark.parametrize("answer", [AGAIN, ""])
def test_a_deleted_row_of_attendance_loses_no_mark(programme: Programme, answer: str) -> None:
    attendance = programme.live.tab("Attendance")
    programme.now = AFTER_THE_FIRST_MEETING
    attendance.type(CY, "Meeting 1", "present")
    later(programme)
    delete_row(programme, CY, "Attendance")
    later(programme)
    if answer:
        programme.choose("deleted the row of Cy Roth", answer)
        later(programme)
        assert programme.cells("Attendance", "Meeting 1", "Attended")[CY] == ("present", 1.0)
    else:
        assert CY not in keys(programme, "Attendance")
    assert is_quiet(programme)


def test_re_pair_writes_every_deleted_row_again(programme: Programme) -> None:
    for tab, key in (("Roster", CY), ("Teams", "cy@example.org"), ("Attendance", CY)):
        delete_row(programme, key, tab)
    later(programme)
    assert len([each for each in programme.asked() if "deleted the row of Cy Roth" in each]) == 3
    programme.live.tab("Control").type("Re-pair", "Value", True)
    later(programme)
    assert CY in keys(programme)
    assert CY in keys(programme, "Attendance")
    assert "cy@example.org" in programme.teams()
    assert not [each for each in programme.asked() if "deleted the row" in each]


@pytest.mark.parametrize(("tab", "key"), [("Roster", CY), ("Teams", "cy@example.org")])
def test_re_pair_beside_an_answer_to_a_deleted_row_hears_the_answer(programme: Programme, tab: str, key: str) -> None:
    delete_row(programme, key, tab)
    later(programme)
    programme.choose("deleted the row of Cy Roth", "Withdrawn")
    programme.live.tab("Control").type("Re-pair", "Value", True)
    for _ in range(3):
        later(programme)
    assert "cy@example.org" not in programme.teams()
    assert not [each for each in programme.asked() if "deleted the row" in each]
    assert programme.cells("Roster", "Status", "Withdrawn").get(CY, ("Withdrawn", True)) == ("Withdrawn", True)


@pytest.mark.parametrize("deleted", [False, True], ids=["the row stands", "the row is deleted"])
def test_words_survive_the_response_a_month_of_absence_and_a_re_application(
    programme: Programme, deleted: bool
) -> None:
    programme.live.tab("Roster").type(CY, "Person", "Cyril Roth")
    programme.live.tab("Roster").type(CY, "Time zone", "Europe/Lisbon")
    tick(programme, CY)
    later(programme)
    row = programme.clear_row(Role.MENTEE, 2)
    later(programme)
    programme.choose("is gone: withdrawn", "Withdrawn")
    later(programme)
    if deleted:
        delete_row(programme, CY)
    later(programme, days=30)
    sent = len(programme.mailed())
    programme.put_row(Role.MENTEE, 2, row)
    later(programme)
    if deleted:
        programme.choose("deleted the row of Cyril Roth", AGAIN)
        later(programme)
    assert programme.cells("Roster", "Person", "Time zone", "Status", "Withdrawn")[CY] == (
        "Cyril Roth",
        "Europe/Lisbon",
        "Withdrawn",
        True,
    )
    assert "cy@example.org" not in programme.teams()
    assert len(programme.mailed()) == sent


def test_a_correction_is_forgotten_when_its_cell_is_emptied(programme: Programme) -> None:
    roster = programme.live.tab("Roster")
    roster.type(CY, "Person", "Cyril Roth")
    later(programme)
    roster.type(CY, "Person", None)
    later(programme)
    assert roster.at(CY, "Person") == "Cy Roth"
    later(programme)
    assert roster.at(CY, "Person") == "Cy Roth"


def test_a_name_corrected_of_somebody_who_is_not_eligible_stays_corrected(programme: Programme) -> None:
    roster = programme.live.tab("Roster")
    roster.type("mentor:fay@example.org", "Person", "Fay Noé")
    later(programme)
    later(programme)
    assert roster.at("mentor:fay@example.org", "Person") == "Fay Noé"
    assert not [each for each in programme.asked() if "Fay Noé" in each and "Somebody typed" in each]
    assert is_quiet(programme)


@pytest.mark.parametrize("tab", ["Roster", "Teams", "Attendance"])
def test_a_deleted_tab_is_made_anew_with_what_people_said_in_it(programme: Programme, tab: str) -> None:
    tick(programme, CY)
    tick(programme, "bo@example.org", "Pin", "Teams")
    attendance = programme.live.tab("Attendance")
    programme.now = AFTER_THE_FIRST_MEETING
    attendance.type(BO, "Meeting 1", "present")
    later(programme)
    programme.approve()
    later(programme)
    teams, sent = programme.teams(), len(programme.mailed())
    del programme.live.tabs[programme.live.tab(tab).sheet_id]
    later(programme)
    assert programme.teams() == teams
    assert len(programme.mailed()) == sent
    assert programme.cells("Roster", "Withdrawn", "Status")[CY] == (True, "Withdrawn")
    assert programme.live.tab("Teams").at("bo@example.org", "Pin") is True
    assert programme.cells("Attendance", "Meeting 1", "Attended")[BO] == ("present", 1.0)
    assert is_quiet(programme)


def test_a_deleted_column_of_ticks_unticks_nobody(programme: Programme) -> None:
    tick(programme, CY)
    later(programme)
    programme.approve()
    later(programme)
    teams, sent = programme.teams(), len(programme.mailed())
    roster = programme.live.tab("Roster")
    at = roster.column("Withdrawn")
    for row in roster.cells:
        del row[at]
    later(programme)
    assert programme.teams() == teams
    assert len(programme.mailed()) == sent
    assert programme.cells("Roster", "Withdrawn")[CY] == (True,)
    assert is_quiet(programme)


def test_an_unclear_word_over_a_tick_takes_no_tick_back(programme: Programme) -> None:
    tick(programme, CY)
    later(programme)
    programme.live.tab("Roster").type(CY, "Withdrawn", "since May")
    later(programme)
    assert "cy@example.org" not in programme.teams()
    programme.live.tab("Roster").type(CY, "Withdrawn", None)
    later(programme)
    assert "cy@example.org" in programme.teams()


def test_whoever_is_not_eligible_and_withdrew_is_withdrawn_and_hears_nothing(programme: Programme) -> None:
    fay = "mentor:fay@example.org"
    assert programme.cells("Roster", "Status")[fay] == ("Not eligible yet",)
    sent = len(programme.mailed())
    tick(programme, fay)
    outcome = None
    for days in (1, 10, 30):
        programme.now += timedelta(days=days)
        programme.approve()
        outcome = programme.run()
    assert programme.cells("Roster", "Status")[fay] == ("Withdrawn",)
    assert outcome is not None
    assert outcome.as_json()["statuses"]["Withdrawn"] == 1
    assert not [each for each in programme.mailed()[sent:] if "fay@example.org" in each.to]


def test_a_workbook_without_remembered_words_is_taken_over_with_its_ticks(programme: Programme) -> None:
    tick(programme, CY)
    later(programme)
    memory = programme.live.tab("_sync")
    kept = [row for row in memory.cells if "/_words/" not in str(row[memory.column("_key")])]
    memory.cells[:] = kept + [[None] * len(memory.header) for _ in range(5)]
    asked = programme.asked()
    later(programme)
    assert programme.asked() == asked
    delete_row(programme, CY)
    later(programme)
    assert "cy@example.org" not in programme.teams()
