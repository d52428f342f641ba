"""A budget counts work; the deadline ends it too, and then it says so."""

from __future__ import annotations

import math

import pytest

from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.deadline import Deadline
from tests.pairing.solver.test_deadline import Clock


def test_what_is_spent_is_gone_of_the_part_and_of_the_whole() -> None:
    whole = Budget(10, Deadline.unlimited(Clock()))
    part = whole.part(0.5)
    part.spend(4)
    assert (part.left(), part.share_spent(), whole.left()) == (1, 0.8, 6)
    part.spend(4)
    assert (part.left(), part.is_spent(), part.share_spent(), whole.left()) == (0, True, 1, 2)


def test_a_part_is_no_more_than_the_whole_has_left() -> None:
    whole = Budget(10, Deadline.unlimited(Clock()))
    assert (whole.at_most(60).left(), whole.at_most(3).left()) == (10, 3)


def test_what_must_be_done_all_the_same_has_work_of_its_own() -> None:
    whole = Budget(0, Deadline.unlimited(Clock()))
    assert (whole.is_spent(), whole.afresh(2).left()) == (True, 2)


@pytest.mark.parametrize("jump", [0.0, 9.9])
def test_time_that_passes_takes_nothing_before_the_deadline(jump: float) -> None:
    clock = Clock()
    budget = Budget(5, Deadline(10, clock))
    clock.now += jump
    assert (budget.left(), budget.share_spent(), budget.is_cut) == (5, 0, False)


def test_a_deadline_cuts_what_is_left_of_all_parts() -> None:
    clock = Clock()
    whole = Budget(5, Deadline(10, clock))
    part = whole.part(0.5)
    clock.now += 11
    assert (part.is_spent(), whole.is_spent(), whole.afresh(1).is_spent(), whole.is_cut) == (True, True, True, True)


def test_a_deadline_after_the_work_cuts_nothing() -> None:
    clock = Clock()
    budget = Budget(5, Deadline(10, clock))
    budget.spend(5)
    clock.now += 11
    assert (budget.is_spent(), budget.is_cut) == (True, False)


def test_without_a_limit_nothing_is_ever_spent() -> None:
    budget = Budget(math.inf, Deadline.unlimited(Clock()))
    budget.spend(1e9)
    assert (budget.is_spent(), budget.share_spent()) == (False, 0)
