from datetime import date

import pytest

from mentoring_sync.mail.wording import counted, day_of_year, days, listed, weeks_apart
from mentoring_sync.records.local_time import local_hours
from tests.builders import a_round, slot


def hour(**round_):
    (only,) = local_hours(a_round(**round_).meetings(slot()), "Europe/Berlin")
    return only


def test_a_date_is_in_words():
    assert day_of_year(date(2027, 3, 6)) == "6 March 2027"


def test_dates_are_listed_by_year():
    text = days(hour(applications_close=date(2026, 9, 1), start=date(2026, 11, 23)))
    assert text == "23 November, 21 December 2026; 18 January, 15 February 2027"


def test_of_many_dates_the_first_and_the_last_are_said():
    assert days(hour(meeting_every_weeks=1)) == "15 meetings, 18 January 2027 to 26 April 2027"


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ((), ""),
        (("Git",), "Git"),
        (("Git", "Python"), "Git and Python"),
        (("Git", "Python", "R"), "Git, Python and R"),
        (("Running (tables, chairs)", "Git"), "Running (tables, chairs); Git"),
    ],
)
def test_a_list_reads_as_a_sentence(items, text):
    assert listed(items) == text


def test_intervals_and_counts_are_in_words():
    assert [weeks_apart(weeks) for weeks in (1, 2, 4)] == ["every week", "every second week", "every 4 weeks"]
    assert [counted(count, "hour") for count in (1, 4)] == ["1 hour", "4 hours"]
