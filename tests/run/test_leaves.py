"""Who is on leave, by what stands in a cell today and what stood there before."""

from __future__ import annotations

from datetime import date

import pytest

from mentoring_sync.records.leave import Leave
from mentoring_sync.run.leaves import Leaves, away, leaves
from mentoring_sync.workbook.known.leaves import known_leave_cells, read_known_leaves

BO = "mentee:bo@example.org"
FEB_1, FEB_10, MAR_1 = date(2027, 2, 1), date(2027, 2, 10), date(2027, 3, 1)


def heard(*said: tuple[date, str]) -> Leaves:
    """What is known after runs on these days, each of which found this word."""
    found = Leaves()
    for today, word in said:
        known = read_known_leaves(known_leave_cells(found.known))
        found = leaves({BO: word} if word else {}, known, today)
    return found


@pytest.mark.parametrize(
    "word", ["until 1 Mar", "1 March", "2027-03-01", "46447", "bis 1. März", "back after 1 Mar 2027"]
)
def test_a_last_day_is_read_as_people_write_it(word: str) -> None:
    found = heard((FEB_1, word))
    assert found.leaves[BO] == (Leave(start=FEB_1, until=MAR_1),)
    assert found.problems == ()


def test_the_last_day_is_away_and_the_next_is_not() -> None:
    found = heard((FEB_1, "until 1 Mar")).leaves
    assert away(found, BO, MAR_1)
    assert not away(found, BO, date(2027, 3, 2))
    assert not away(found, BO, date(2027, 1, 31))


def test_two_days_are_the_first_and_the_last() -> None:
    assert heard((FEB_1, "10 Feb - 1 Mar")).leaves[BO] == (Leave(start=FEB_10, until=MAR_1),)


@pytest.mark.parametrize("word", ["yes", "TRUE", "x"])
def test_a_plain_yes_goes_on_until_it_is_taken_back(word: str) -> None:
    found = heard((FEB_1, word))
    assert (found.leaves[BO], found.problems) == ((Leave(start=FEB_1),), ())


@pytest.mark.parametrize("word", ["no", "FALSE", ""])
def test_a_no_is_no_leave(word: str) -> None:
    assert heard((FEB_1, word)) == Leaves()


@pytest.mark.parametrize("word", ["until 3/4", "a while", "until 31 Feb"])
def test_a_day_that_cannot_be_read_is_asked_about_and_the_leave_goes_on(word: str) -> None:
    found = heard((FEB_1, word))
    assert found.leaves[BO] == (Leave(start=FEB_1),)
    assert [problem.about for problem in found.problems] == [BO]


def test_an_emptied_cell_ends_the_leave_and_what_was_stays_known() -> None:
    found = heard((FEB_1, "yes"), (FEB_10, ""), (MAR_1, ""))
    assert found.leaves[BO] == (Leave(start=FEB_1, until=date(2027, 2, 9)),)


def test_who_is_back_by_the_day_and_goes_again_has_two_leaves() -> None:
    found = heard((FEB_1, "until 5 Feb"), (FEB_10, "until 1 Mar"))
    assert found.leaves[BO] == (Leave(start=FEB_1, until=date(2027, 2, 5)), Leave(start=FEB_10, until=MAR_1))


def test_a_leave_that_is_made_longer_is_one() -> None:
    assert heard((FEB_1, "until 15 Feb"), (FEB_10, "until 1 Mar")).leaves[BO] == (Leave(start=FEB_1, until=MAR_1),)


def test_a_slip_of_one_day_is_no_leave() -> None:
    assert heard((FEB_1, "yes"), (FEB_1, "")).leaves == {}
