from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.moments import clock_for, order
from tests.intake.response_tabs import serial

NEW_YORK = ZoneInfo("America/New_York")


def read(cell: object, zone: ZoneInfo = NEW_YORK) -> datetime:
    return clock_for([cell], zone=zone, locale="en_US").read(cell).value


def test_a_serial_number_is_a_wall_clock_time_in_the_spreadsheets_zone():
    assert read(serial("2026-11-02 14:03:22")) == datetime(2026, 11, 2, 19, 3, 22, tzinfo=UTC)


def test_the_same_number_is_another_moment_in_another_spreadsheet():
    number = serial("2026-11-02 14:03:22")
    assert read(number, ZoneInfo("Europe/Berlin")) == datetime(2026, 11, 2, 13, 3, 22, tzinfo=UTC)


def test_a_fraction_of_a_day_is_rounded_to_the_second():
    assert read(46328.585671).microsecond == 0


def test_a_time_in_the_hour_that_exists_twice_is_the_first_of_the_two():
    assert read(serial("2026-11-01 01:30:00")) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_all_times_in_the_hour_that_exists_twice_are_equal_in_order():
    early, late = read(serial("2026-11-01 01:05:00")), read(serial("2026-11-01 01:55:00"))
    assert order(early, NEW_YORK) == order(late, NEW_YORK)


def test_that_hour_stands_between_the_hours_around_it():
    before, within, after = (read(serial(f"2026-11-01 {time}:00")) for time in ("00:59", "01:30", "02:00"))
    assert order(before, NEW_YORK) < order(within, NEW_YORK) < order(after, NEW_YORK)


@pytest.mark.parametrize("text", ["11/2/2026 14:03:22", "2026-11-02 14:03:22", "02.11.2026 14:03:22"])
def test_a_timestamp_that_is_text_is_read(text):
    assert read(text) - datetime(2026, 11, 2, 19, 3, 22, tzinfo=UTC) == timedelta(0)


@pytest.mark.parametrize("cell", ["after lunch", "13/13/2026 10:00:00", -4.0, 1e9, float("inf"), "0001-01-01 00:00"])
def test_what_is_no_time_is_refused(cell):
    with pytest.raises(Unusable, match="no time that can be read"):
        read(cell)


def test_a_missing_timestamp_asks_for_one():
    with pytest.raises(Unusable, match="type into the response when it was given"):
        read("")
