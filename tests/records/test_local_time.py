from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.records.availability import Weekday, WeeklySlot
from mentoring_sync.records.local_time import clock_changes, in_local_time, local_hours, on_the_clock_of
from tests.builders import a_round, slot

ZONES = (
    "Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata",
    "Africa/Cairo", "Pacific/Chatham", "Etc/GMT+12", "Pacific/Kiritimati",
)  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Berlin", "Tue 17:00 Europe/Berlin"),
        ("Europe/London", "Tue 16:00 Europe/London"),
        ("America/New_York", "Tue 11:00 America/New_York; from 16 Mar 12:00; from 30 Mar 11:00"),
        ("Asia/Kolkata", "Tue 21:30 Asia/Kolkata; from 30 Mar 20:30"),
        ("Australia/Sydney", "Wed 03:00 Australia/Sydney; from 31 Mar 02:00; from 7 Apr 01:00"),
    ],
)
def test_a_berlin_hour_is_told_on_the_readers_clock_with_each_change(zone, words):
    assert in_local_time(slot("Europe/Berlin", "Tue 17:00"), a_round(), zone) == words


def test_a_change_past_midnight_says_the_weekday_again():
    words = in_local_time(slot("Europe/Berlin", "Tue 19:30"), a_round(), "Asia/Kolkata")
    assert words == "Wed 00:00 Asia/Kolkata; from 30 Mar Tue 23:00"


def test_an_hour_that_the_clock_leaves_out_is_the_hour_that_the_clock_shows():
    left_out = datetime(2027, 3, 28, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    (shown,) = on_the_clock_of("Europe/Berlin", [left_out])
    assert (shown.hour, shown.minute) == (3, 30)


def test_clock_changes_are_found_to_the_minute():
    (change,) = clock_changes(
        "America/New_York", datetime(2027, 1, 1, 7, 13, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
    )
    assert change.at.astimezone(UTC) == datetime(2027, 3, 14, 7, 0, tzinfo=UTC)


def test_a_zone_without_daylight_saving_has_no_clock_changes():
    assert clock_changes("Africa/Lagos", datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)) == ()


@given(
    st.builds(
        WeeklySlot,
        day=st.sampled_from(Weekday),
        start=st.integers(0, 47).map(lambda n: n * 30),
        zone=st.sampled_from(ZONES),
    ),
    st.sampled_from(ZONES),
)
def test_every_week_is_in_exactly_one_local_hour_and_at_that_hour(weekly, zone):
    starts = a_round(weeks=52).every_week(weekly)
    hours = local_hours(starts, zone)
    instants = [start.astimezone(UTC) for hour in hours for start in hour.starts]
    assert instants == [start.astimezone(UTC) for start in starts]
    for hour in hours:
        for start in hour.starts:
            local = start.astimezone(UTC).astimezone(ZoneInfo(zone))
            assert (local.weekday(), local.hour * 60 + local.minute) == (hour.weekday, hour.minute)
