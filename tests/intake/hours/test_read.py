import pytest

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.hours.question import hours_field
from mentoring_sync.intake.hours.read import HoursReader
from mentoring_sync.records.availability import Weekday
from tests.intake.response_tabs import the_questions

READER = HoursReader(the_questions().both.hours)


def read(**days: str):
    return READER.read({hours_field(day): days.get(day.short, "") for day in Weekday})


def shown(**days: str) -> list[str]:
    return [str(block) for block in read(**days).value]


def test_each_day_is_a_column_and_hours_that_follow_one_another_are_one_stretch():
    assert shown(Mon="17:00-18:00, 18:00-19:00", Sat="09:00-10:00") == ["Mon 17:00-19:00", "Sat 09:00-10:00"]


def test_hours_apart_stay_apart():
    assert shown(Tue="09:00-10:00, 12:00-13:00") == ["Tue 09:00-10:00", "Tue 12:00-13:00"]


def test_the_last_hour_of_the_day_ends_at_midnight():
    assert shown(Fri="23:00-24:00") == ["Fri 23:00-24:00"]


@pytest.mark.parametrize("typed", ["17:00-18:30", "17:00 – 18:30", "17.00-18.30"])
def test_hours_that_someone_typed_count_like_ticked_ones(typed):
    assert shown(Wed=f"12:00-13:00, {typed}") == ["Wed 12:00-13:00", "Wed 17:00-18:30"]


def test_what_is_no_time_is_left_out_and_pointed_out():
    parsed = read(Mon="17:00-18:00, evenings")
    assert [str(block) for block in parsed.value] == ["Mon 17:00-18:00"]
    assert parsed.doubts[0].what == "“evenings” on Mon is no time of day and was left out"


@pytest.mark.parametrize("typed", ["18:00-17:00", "17:00-25:00", "17:70-18:00"])
def test_times_that_no_day_has_are_left_out(typed):
    assert read(Mon="09:00-10:00", Tue=typed).doubts


def test_no_hours_at_all_are_no_use():
    with pytest.raises(Unusable, match="no hours are ticked"):
        read()
