"""A deadline counts on the clock that is handed in, and can be ended early."""

from __future__ import annotations

import math

from mentoring_sync.pairing.solver.deadline import Deadline


class Clock:
    """A clock that stands until it is told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_deadline_is_over_when_its_seconds_are() -> None:
    clock = Clock()
    deadline = Deadline(10, clock)
    clock.now += 4
    assert (deadline.left(), deadline.spent(), deadline.elapsed(), deadline.over) == (6, 0.4, 4, False)
    clock.now += 7
    assert (deadline.left(), deadline.spent(), deadline.over) == (0, 1, True)


def test_a_part_is_a_share_of_what_is_left() -> None:
    clock = Clock()
    deadline = Deadline(10, clock)
    clock.now += 4
    assert deadline.part(0.5).left() == 3


def test_a_part_ends_with_the_whole() -> None:
    whole = Deadline(60, Clock())
    part = whole.part(0.5)
    whole.end()
    assert part.over


def test_a_deadline_within_another_is_no_longer_than_that() -> None:
    assert Deadline(5, Clock()).at_most(60).left() == 5


def test_without_a_limit_only_an_end_ends_it() -> None:
    clock = Clock()
    deadline = Deadline.unlimited(clock)
    clock.now += 1e6
    assert (deadline.left(), deadline.spent()) == (math.inf, 0)
    deadline.end()
    assert deadline.at_most(60).over


def test_what_must_be_done_all_the_same_has_seconds_of_its_own() -> None:
    deadline = Deadline(0, Clock())
    assert (deadline.over, deadline.afresh(2).left()) == (True, 2)
