"""A schedule's ticks: never early, never two for one that was missed, and later while runs fail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.operations.ticks import JITTER, LONGEST_PAUSE, Ticks

NOW = datetime(2026, 11, 23, 9, 3, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def ticks(**given: int) -> Ticks:
    return Ticks(every=QUARTER, seed="a programme", **given)


def test_ticks_come_at_the_interval_with_a_little_of_their_own() -> None:
    due = ticks().after(NOW, NOW)
    assert timedelta() <= due - datetime(2026, 11, 23, 9, 15, tzinfo=UTC) <= QUARTER * JITTER
    assert due == ticks().after(NOW, NOW)
    assert due != Ticks(every=QUARTER, seed="another").after(NOW, NOW)


def test_a_machine_that_slept_runs_once_at_once() -> None:
    woken = NOW + timedelta(hours=9)
    assert ticks().after(NOW, woken) == woken
    assert ticks().after(woken, woken) > woken


def test_while_runs_fail_it_waits_longer_and_never_more_than_an_hour() -> None:
    waits = [ticks(failed=failed).after(NOW, NOW) - NOW for failed in range(1, 9)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_PAUSE
    assert ticks(failed=5).ended(well=True).failed == 0
    assert ticks(failed=5).ended(well=False).failed == 6


def test_ticks_that_always_find_another_run_at_work_are_failures_in_the_end() -> None:
    once = ticks().left_out()
    assert (once.failed, once.left_out().failed) == (0, 0)
    assert once.left_out().left_out().failed == 1
    assert once.left_out().ended(well=True) == ticks()


@given(st.integers(0, 10**6), st.integers(1, 24 * 60), st.integers(0, 9))
def test_the_next_run_is_never_before_now_nor_far_away(seconds: int, minutes: int, failed: int) -> None:
    run = NOW + timedelta(seconds=seconds)
    every = timedelta(minutes=minutes)
    due = Ticks(every=every, seed="x", failed=failed).after(run, run)
    assert run <= due <= run + max(every * (1 + JITTER), LONGEST_PAUSE)
