"""What comes next stands in *Control*, and a run writes when a milestone has passed, not in between."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.run.calendar import MEANT
from tests.run.in_memory import Programme, programme_of_two_teams

SLIP = "may be a slip"


def dated(programme: Programme, **changes: Any) -> None:
    """The operator changes [round] in the configuration."""
    program = programme.configuration.program
    program = program.model_copy(update={"round": program.round.model_copy(update=changes)})
    programme.configuration = programme.configuration.model_copy(update={"program": program})


def next_step(programme: Programme) -> str:
    return str(programme.live.tab("Control").at("Next step", "Value"))


def test_control_says_what_comes_next_and_when() -> None:
    programme = programme_of_two_teams(Delivery.OFF, now=datetime(2026, 11, 16, tzinfo=UTC))
    programme.run()
    assert next_step(programme) == "Nothing to do. Applications close on 20 Nov 2026."
    programme.now = datetime(2026, 11, 23, tzinfo=UTC)
    programme.run()
    assert next_step(programme) == "2 teams are not introduced yet. Meetings begin on 18 Jan 2027."


def test_an_hour_is_said_on_the_spreadsheets_clock() -> None:
    programme = programme_of_two_teams(Delivery.OFF)
    programme.live.time_zone = "Asia/Tokyo"
    dated(programme, onboarding=(datetime(2026, 11, 26, 15, tzinfo=UTC),))
    programme.run()
    assert next_step(programme).endswith("Onboarding on 27 Nov 2026 00:00.")


def test_a_run_writes_when_a_milestone_has_passed_and_not_in_between() -> None:
    programme = programme_of_two_teams(Delivery.OFF)
    dated(programme, check_in=datetime(2027, 3, 9, 15, tzinfo=UTC))
    programme.run()
    for now, writes, says in (
        (datetime(2026, 11, 24, tzinfo=UTC), False, "Meetings begin on 18 Jan 2027."),
        (datetime(2027, 1, 18, tzinfo=UTC), False, "Meetings begin on 18 Jan 2027."),
        (datetime(2027, 1, 20, tzinfo=UTC), True, "Check-in on 9 Mar 2027 15:00."),
        (datetime(2027, 1, 21, tzinfo=UTC), False, "Check-in on 9 Mar 2027 15:00."),
        (datetime(2027, 3, 9, 15, tzinfo=UTC), True, "Meetings end on 2 May 2027."),
        (datetime(2027, 3, 9, 16, tzinfo=UTC), False, "Meetings end on 2 May 2027."),
    ):
        programme.now, before = now, programme.sheets.commit
        programme.run()
        assert (programme.sheets.commit > before) is writes, now
        assert next_step(programme).endswith(says)


def test_once_the_round_is_over_nobody_is_said_to_wait_for_a_team() -> None:
    programme = programme_of_two_teams(Delivery.OFF)
    programme.now = datetime(2027, 5, 10, tzinfo=UTC)
    programme.run()
    assert next_step(programme) == "Nothing to do. The round is over: mentoring-sync round close archives it."


def test_teams_are_not_formed_before_the_day_of_pairing() -> None:
    programme = programme_of_two_teams(Delivery.OFF)
    dated(programme, pairing=date(2026, 11, 25))
    programme.run()
    assert programme.teams() == {}
    assert next_step(programme).endswith("Teams are formed on 25 Nov 2026.")
    programme.now = datetime(2026, 11, 25, tzinfo=UTC)
    programme.run()
    assert len(programme.teams()) == 4


def test_dates_that_look_like_a_slip_are_one_question() -> None:
    programme = programme_of_two_teams(Delivery.OFF)
    dated(
        programme,
        holidays=(date(2027, 3, 9),),
        check_in=date(2027, 3, 9),
        showcases=(datetime(2027, 3, 28, 14, tzinfo=UTC),),
    )
    programme.run()
    [said] = [each for each in programme.asked() if SLIP in each]
    assert "check_in 2027-03-09 is one of the holidays" in said
    assert "showcases 2027-03-28 is a Sunday and is a day on which clocks change" in said
    programme.choose(SLIP, MEANT)
    programme.run()
    programme.now += timedelta(days=120)
    programme.run()
    assert not [each for each in programme.asked() if SLIP in each]
