import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mentoring_sync.records.availability import MINUTES_PER_WEEK, Block, Weekday, WeeklyHours, clock_text
from tests.builders import always, block, hours

BLOCKS = st.builds(
    lambda day, start, length: Block(day=day, start=start, end=min(start + length, 1440)),
    st.sampled_from(Weekday),
    st.integers(0, 1425),
    st.integers(15, 600),
)


def at(weekly: WeeklyHours, text: str, minutes: int = 60) -> bool:
    """Whether someone is free from a moment in UTC, such as `2027-01-18 16:00`."""
    return weekly.free_at(datetime.fromisoformat(text).replace(tzinfo=UTC), minutes)


def test_hours_that_touch_or_overlap_are_one_stretch():
    touching = hours("Europe/Berlin", "Mon 18:00-19:00", "Mon 17:00-18:00", "Mon 18:30-20:00")
    assert [str(each) for each in touching.blocks] == ["Mon 17:00-20:00"]


def test_equal_hours_are_equal_records():
    assert hours("Europe/Berlin", "Tue 09:00-10:00", "Mon 09:00-10:00") == hours(
        "Europe/Berlin", "Mon 09:00-10:00", "Tue 09:00-10:00"
    )


def test_a_stretch_covers_what_lies_within_it_and_no_minute_more():
    evening = hours("Europe/Berlin", "Mon 17:00-19:00")
    assert [evening.covers(17 * 60 + start, 60) for start in (-1, 0, 60, 61)] == [False, True, True, False]


def test_a_stretch_may_run_past_midnight():
    late = hours("Europe/Berlin", "Mon 22:00-24:00", "Tue 00:00-02:00")
    assert late.covers(23 * 60 + 30, 60)


def test_an_evening_alone_ends_at_midnight():
    assert not hours("Europe/Berlin", "Mon 22:00-24:00").covers(23 * 60 + 30, 60)


def test_a_stretch_may_run_past_the_end_of_the_week():
    weekend = hours("Europe/Berlin", "Sun 23:00-24:00", "Mon 00:00-01:00")
    assert weekend.covers(MINUTES_PER_WEEK - 30, 60)


def test_someone_who_is_always_free_is_free_for_a_whole_week():
    assert always().covers(1234, MINUTES_PER_WEEK)


def test_summer_time_moves_the_hour_by_utc_and_not_by_the_persons_clock():
    berlin = hours("Europe/Berlin", "Mon 17:00-18:00")
    assert at(berlin, "2027-03-22 16:00")
    assert at(berlin, "2027-03-29 15:00")
    assert not at(berlin, "2027-03-29 16:00")


def test_continents_that_change_their_clocks_on_other_days_drift_apart_for_weeks():
    new_york = hours("America/New_York", "Mon 11:00-12:00")
    assert [at(new_york, f"2027-03-{day} 16:00") for day in ("08", "15", "29")] == [True, False, False]


def test_monday_evening_in_los_angeles_is_tuesday_in_sydney():
    sydney = hours("Australia/Sydney", "Tue 13:00-14:00")
    assert at(sydney, "2027-01-19 02:00")


def test_half_hour_zones_count_in_their_own_minutes():
    assert at(hours("Asia/Kolkata", "Mon 21:30-22:30"), "2027-01-18 16:00")


@pytest.mark.parametrize("zone", ["Berlin", "CEST", "Europe/Atlantis", ""])
def test_a_zone_that_is_no_iana_key_is_refused(zone):
    with pytest.raises(ValidationError, match="is no IANA time zone"):
        WeeklyHours(zone=zone, blocks=())


def test_a_block_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValidationError, match="a block must end after it starts, not 18:00-17:00"):
        Block(day=Weekday.MON, start=18 * 60, end=17 * 60)


def test_the_day_ends_at_24():
    assert (clock_text(1440), str(block("Fri 23:00-24:00"))) == ("24:00", "Fri 23:00-24:00")


@given(st.lists(BLOCKS, max_size=12), st.integers(0, MINUTES_PER_WEEK - 1))
def test_merging_changes_no_minute(blocks, minute):
    merged = WeeklyHours(zone="Etc/UTC", blocks=tuple(blocks))
    day, within = divmod(minute, 1440)
    assert merged.covers(minute, 1) == any(each.day == day and each.start <= within < each.end for each in blocks)


@given(st.lists(BLOCKS, max_size=12), st.integers(0, MINUTES_PER_WEEK - 1), st.integers(1, 180))
def test_a_meeting_is_covered_when_each_of_its_minutes_is(blocks, start, minutes):
    weekly = WeeklyHours(zone="Etc/UTC", blocks=tuple(blocks))
    assert weekly.covers(start, minutes) == all(weekly.covers(start + minute, 1) for minute in range(minutes))


@given(st.lists(BLOCKS, max_size=12))
def test_blocks_are_in_order_and_apart(blocks):
    merged = WeeklyHours(zone="Etc/UTC", blocks=tuple(blocks)).blocks
    assert all((first.day, first.end) < (second.day, second.start) for first, second in itertools.pairwise(merged))


@given(st.integers(0, 365 * 24 * 60), st.sampled_from(["Europe/Berlin", "Asia/Kolkata"]))
def test_someone_always_free_is_free_at_any_moment(minute, zone):
    assert always(zone).free_at(datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=minute), 60)
