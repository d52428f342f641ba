"""Nothing comes of a plan that time cut: the next run searches on, and ends as if it had never been cut; or it asks."""

from __future__ import annotations

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.search_in_time import AGAIN, TAKE
from mentoring_sync.run.summary import TIME_RAN_OUT
from tests.run.in_memory import Programme, programme_of_two_teams

CUT, CUT_AGAIN = "Time ran out while teams", "and again"


@pytest.fixture
def programme() -> Programme:
    """Two teams' people, and one more."""
    made = programme_of_two_teams(Delivery.SEND)
    made.answers(Role.MENTEE, "Fay Vang", "fay@example.org")
    return made


def with_time(programme: Programme, seconds: float | None) -> None:
    """Searches are cut after so many seconds from now on."""
    program = programme.configuration.program
    pairing = program.pairing.model_copy(update={"time_limit_seconds": seconds})
    program = program.model_copy(update={"pairing": pairing})
    programme.configuration = programme.configuration.model_copy(update={"program": program})


def said(programme: Programme) -> list[str]:
    return [each for each in programme.asked() if "Time ran out" in each]


def test_a_run_with_too_little_time_changes_nothing_and_the_next_ends_as_the_uncut(programme: Programme) -> None:
    with_time(programme, 1e-9)
    programme.run()
    assert [CUT in each for each in said(programme)] == [True]
    assert [result for (result,) in programme.cells("Runs", "Result").values()] == [TIME_RAN_OUT]
    assert "Teams" not in [tab.title for tab in programme.live.read().tabs] or programme.teams() == {}
    with_time(programme, None)
    programme.run()
    assert said(programme) == []
    uncut = programme_of_two_teams(Delivery.SEND)
    uncut.answers(Role.MENTEE, "Fay Vang", "fay@example.org")
    uncut.run()
    assert programme.teams() == uncut.teams() != {}


def test_teams_that_stand_stay_and_nobody_is_introduced_while_time_cuts(programme: Programme) -> None:
    programme.run()
    programme.approve()
    stood = programme.teams()
    programme.answers(Role.MENTEE, "Gil Wess", "gil@example.org")
    with_time(programme, 1e-9)
    programme.run()
    assert programme.teams() == stood
    assert programme.mailed() == []
    with_time(programme, None)
    programme.run()
    programme.approve()
    programme.run()
    assert len(programme.mailed()) > 0


def test_cut_twice_the_coordinator_is_asked_and_nothing_is_searched_before_they_answer(programme: Programme) -> None:
    with_time(programme, 1e-9)
    programme.run()
    programme.run()
    question, told = sorted(said(programme), key=lambda each: CUT_AGAIN not in each or "too slow" in each)
    assert "mentees in" in question
    assert "too slow" in told
    with_time(programme, None)
    assert programme.run().unchanged
    programme.choose(question, TAKE)
    programme.run()
    assert said(programme) == []
    assert len(programme.teams()) == 4
    programme.run()
    assert programme.run().unchanged


def test_cut_twice_and_searched_again_ends_as_the_uncut(programme: Programme) -> None:
    with_time(programme, 1e-9)
    programme.run()
    programme.run()
    with_time(programme, None)
    programme.choose("mentees in", AGAIN)
    programme.run()
    assert said(programme) == []
    assert len(programme.teams()) == 4
