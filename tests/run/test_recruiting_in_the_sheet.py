"""*Progress* says how applications come in and whom to look for; the coordinator hears the counts once a week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from tests.run.in_memory import Programme, programme_of_two_teams

TWO_WEEKS_BEFORE = datetime(2026, 11, 6, 8, tzinfo=UTC)


def counts_mailed(programme: Programme) -> list[str]:
    return [key.rsplit("/")[-1] for key in (each.key for each in programme.mailbox.sent.values()) if "weekly" in key]


@pytest.fixture
def open_for_applications() -> Programme:
    return programme_of_two_teams(Delivery.REVIEW, now=TWO_WEEKS_BEFORE)


def test_the_coordinator_hears_the_counts_once_a_week_until_applications_close(
    open_for_applications: Programme,
) -> None:
    programme = open_for_applications
    for _ in range(20):
        programme.run()
        programme.now += timedelta(days=1)
    assert counts_mailed(programme) == ["2026-11-06", "2026-11-13", "2026-11-20"]
    (first, *_) = [each for each in programme.mailbox.sent.values() if "weekly" in each.key]
    assert first.to == (programme.configuration.program.programme.contact,)
    body = first.message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    for words in ("Mentees: 4", "Mentors: 2", "4 seats", "20 November 2026", "UTC"):
        assert words in text


def test_nobody_hears_counts_before_anybody_has_applied_or_too_early() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW, now=TWO_WEEKS_BEFORE - timedelta(weeks=8))
    programme.run()
    programme.now += timedelta(days=1)
    programme.run()
    assert counts_mailed(programme) == []


def test_progress_says_how_many_applied_and_an_unchanged_run_writes_nothing(open_for_applications: Programme) -> None:
    programme = open_for_applications
    programme.run()
    shown = programme.cells("Progress", "Value", "What it means")
    assert shown["Applications:Mentees"] == (4.0, "There are seats for all of them.")
    assert shown["Applications:Mentors"] == (2.0, "Together they take 4 mentees.")
    programme.run()
    assert programme.run().unchanged
    programme.answers(Role.MENTEE, "Fay Vang", "fay@example.org")
    programme.run()
    assert programme.cells("Progress", "What it means")["Applications:Mentees"] == (
        "1 mentee more than there are seats.",
    )


def test_whom_to_look_for_stands_as_long_as_the_pairing_and_goes_once_nobody_waits() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    row = programme.answers(Role.MENTEE, "Fay Vang", "fay@example.org")
    programme.run()
    briefs = {
        key: cells for key, cells in programme.cells("Progress", "Value", "What it means").items() if "look" in key
    }
    ((value, words),) = briefs.values()
    assert value == 1.0
    assert str(words).startswith("A mentor free on Tue ")
    programme.run()
    assert programme.run().unchanged
    assert row
    programme.live.tab("Roster").type("mentee:fay@example.org", "Withdrawn", True)
    programme.run()
    assert not [key for key in programme.cells("Progress", "Value") if "look" in key]
