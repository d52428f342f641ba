"""Completing the round, as the coordinator sees it: exceptions with a reason, figures of those who leave."""

from __future__ import annotations

import pytest

from mentoring_sync.progress.completion import PersonCompletion
from mentoring_sync.run.completion import is_a_reason
from mentoring_sync.run.decide import decide
from mentoring_sync.workbook.standing import StandingWorkbook
from tests.run.in_memory import Programme, _patient
from tests.run.test_attendance_through_the_round import (
    AFTER_ALL,
    AFTER_ONE,
    AFTER_TWO,
    BO,
    CY,
    all_came,
    at,
    figures,
    formed,
    mark,
    team_of,
)


@pytest.fixture
def programme() -> Programme:
    return formed().copied()


def completion(programme: Programme) -> dict[str, PersonCompletion]:
    """What the next run would say of everyone in a team."""
    with _patient() as deadline:
        standing = StandingWorkbook(programme.sheets.pull())
        decided = decide(programme.configuration, standing, now=programme.now, repair=False, deadline=deadline)
    return dict(decided.progress.completion)


def mates(programme: Programme) -> tuple[str, str]:
    """A mentee, and the other one of their team."""
    return BO, next(key for key in team_of(programme, BO) if key.startswith("mentee:") and key != BO)


def test_on_the_first_day_nobody_is_told_that_they_cannot_finish(programme: Programme) -> None:
    all_came(programme, BO, 1, but=BO)
    at(programme, AFTER_ONE)
    found = completion(programme)
    assert all(each.possible for each in found.values())
    assert found[BO].missing == ("2 more meetings", "Showcase", "Closing survey")


def test_in_the_end_some_can_not_finish_any_more(programme: Programme) -> None:
    bo, mate = mates(programme)
    for number in (1, 2, 3, 4):
        all_came(programme, bo, number, but=bo)
    at(programme, AFTER_ALL)
    found = completion(programme)
    assert (found[bo].possible, found[mate].possible) == (False, True)
    assert found[mate].missing == ("Showcase", "Closing survey")


def test_a_reason_survives_every_recalculation(programme: Programme) -> None:
    mark(programme, BO, 0, "ill in March, handed in all of the work", "Completed anyway")
    for number, now in ((1, AFTER_ONE), (2, AFTER_TWO)):
        all_came(programme, BO, number, but=BO)
        at(programme, now)
        assert completion(programme)[BO].earned
    assert completion(programme)[BO].missing == ("2 more meetings", "Showcase", "Closing survey")
    tab = programme.live.tab("Attendance")
    tab.delete_column(tab.column("Completed anyway"))
    at(programme, AFTER_ALL)
    assert completion(programme)[BO].override == "ill in March, handed in all of the work"


@pytest.mark.parametrize("word", ["no", "-", "yes", 0.0, True])
def test_a_word_that_is_no_reason_is_asked_about_and_changes_nothing(programme: Programme, word: str | float) -> None:
    mark(programme, BO, 0, word, "Completed anyway")
    at(programme, AFTER_ONE)
    assert [each for each in programme.asked() if "under Completed anyway is no reason" in each]
    assert not completion(programme)[BO].earned
    assert programme.cells("Attendance", "Completed anyway")[BO] == (word,)


@pytest.mark.parametrize("why", ["ill in March", "病気", "Krankheit", "she led two meetings herself"])
def test_these_are_reasons(why: str) -> None:
    assert is_a_reason(why)


def test_the_figures_of_who_leaves_stay_beside_their_marks(programme: Programme) -> None:
    bo, mate = mates(programme)
    for number in (1, 2):
        all_came(programme, bo, number, but=bo if number == 2 else "")
    at(programme, AFTER_TWO)
    assert figures(programme, bo) == (1.0, 0.5)
    programme.live.tab("Roster").type(bo, "Withdrawn", True)
    at(programme, AFTER_TWO)
    assert programme.cells("Attendance", "Team", "Dates")[bo] == (None, "19 Jan · 16 Feb")
    assert figures(programme, bo) == (1.0, 0.5)
    mark(programme, bo, 2, "present")
    at(programme, AFTER_ALL)
    assert figures(programme, bo) == (2.0, 1.0)
    assert bo not in completion(programme)
    assert mate in completion(programme)
    assert CY in programme.cells("Attendance", "Team")
