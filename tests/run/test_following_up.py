"""The coordinator hears of silent teams and of people who stay away, once, and not any more once that has changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mentoring_sync.mail.delivery import Delivery
from tests.run.in_memory import Programme, programme_of_two_teams

AFTER_THE_FIRST, AFTER_THE_SECOND = datetime(2027, 1, 23, 9, tzinfo=UTC), datetime(2027, 2, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def introduced() -> Programme:
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    programme.approve()
    programme.run()
    return programme


def marks(programme: Programme, meeting: str, **who: str) -> None:
    tab = programme.live.tab("Attendance")
    for name, mark in who.items():
        key = next(key for key in sorted(tab.keys()) if f":{name}@" in key)
        tab.type(key, meeting, mark)


def team_of(programme: Programme, name: str) -> list[str]:
    teams = programme.cells("Attendance", "Team")
    mine = next(cells for key, cells in teams.items() if f":{name}@" in key)
    return [key for key, cells in teams.items() if cells == mine]


def test_a_silent_team_is_a_row_in_review_until_something_is_heard_of_it(introduced: Programme) -> None:
    programme = introduced.copied()
    programme.now = AFTER_THE_FIRST + timedelta(days=7)
    programme.run()
    quiet = [said for said in programme.asked() if "Nothing is heard of" in said]
    assert len(quiet) == 2
    assert all(said.endswith(" since it was introduced.") for said in quiet)
    programme.run()
    assert programme.run().unchanged
    marks(programme, "Meeting 1", ada="present")
    programme.run()
    assert len([said for said in programme.asked() if "Nothing is heard of" in said]) == 1


def test_who_misses_two_meetings_in_a_row_is_named_and_not_any_more_once_they_come(introduced: Programme) -> None:
    programme = introduced.copied()
    with_bo = {key.split(":")[1].split("@")[0]: "present" for key in team_of(programme, "bo")}
    for at, meeting in ((AFTER_THE_FIRST, "Meeting 1"), (AFTER_THE_SECOND, "Meeting 2")):
        programme.now = at
        programme.run()
        marks(programme, meeting, **{**with_bo, "bo": "missed"})
        programme.run()
    away = [said for said in programme.asked() if "one after the other" in said]
    assert away == ["Bo Lund missed Meeting 1 (19 Jan) and Meeting 2 (16 Feb) of Team 1, one after the other."]
    marks(programme, "Meeting 2", bo="present")
    programme.run()
    assert not [said for said in programme.asked() if "one after the other" in said]
