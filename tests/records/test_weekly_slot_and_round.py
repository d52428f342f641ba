from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from mentoring_sync.records.availability import WeeklySlot
from tests.builders import a_round, hours, slot


def test_a_slot_is_told_by_its_day_time_and_zone():
    assert str(slot("America/Toronto", "Thu 09:30")) == "Thu 09:30 America/Toronto"


def test_a_slot_survives_its_text():
    assert WeeklySlot.parse(str(slot("America/New_York", "Tue 17:30"))) == slot("America/New_York", "Tue 17:30")


@pytest.mark.parametrize("text", ["", "Tue", "Xyz 17:00 Europe/Berlin", "Tue 25:00 Europe/Berlin", "Tue 17:00 Nowhere"])
def test_what_is_no_slot_is_none(text: str):
    assert WeeklySlot.parse(text) is None


@pytest.mark.parametrize(
    "words", ["Tue 18:00", "tuesday 6pm", "Tuesdays at 18:00", "TUE 18.00", "Tue 18:00 europe/berlin", "tues 18h00"]
)
def test_a_slot_is_understood_as_people_write_it(words: str):
    assert WeeklySlot.parse_typed(words, "Europe/Berlin") == slot("Europe/Berlin", "Tue 18:00")


@pytest.mark.parametrize("words", ["", "sometime", "18:00", "T 18:00", "Tue 25:00", "Tue 18:00 Asia/Oral", "Tue 18:99"])
def test_what_could_be_another_hour_or_none_is_not_understood(words: str):
    assert WeeklySlot.parse_typed(words, "Europe/Berlin") is None


def test_a_slots_first_date_may_be_the_day_itself():
    assert slot(at="Mon 17:00").first_on_or_after(date(2027, 1, 18)) == date(2027, 1, 18)


def test_a_slot_on_an_earlier_weekday_is_in_the_next_week():
    assert slot(at="Mon 17:00").first_on_or_after(date(2027, 1, 19)) == date(2027, 1, 25)


def test_a_round_has_one_start_in_each_of_its_weeks():
    starts = a_round().every_week(slot(at="Sun 17:00"))
    assert len(starts) == 15
    assert starts[0].date() == date(2027, 1, 24)
    assert starts[-1].date() < a_round().end


def test_a_slot_keeps_its_local_time_when_the_clock_changes():
    starts = a_round().every_week(slot("Europe/Berlin", "Mon 17:00"))
    assert {start.hour for start in starts} == {17}
    assert {start.astimezone(UTC).hour for start in starts} == {15, 16}


def test_a_team_meets_every_fourth_week():
    meetings = a_round().meetings(slot(at="Mon 17:00"))
    assert [meeting.date() for meeting in meetings] == [
        date(2027, 1, 18),
        date(2027, 2, 15),
        date(2027, 3, 15),
        date(2027, 4, 12),
    ]


def test_a_round_of_one_week_has_one_meeting():
    assert len(a_round(weeks=1).meetings(slot())) == 1


def test_a_slot_in_an_hour_that_the_clock_skips_still_has_one_moment():
    skipped = slot("Europe/Berlin", "Sun 02:30").on(date(2027, 3, 28))
    assert skipped.astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_the_weeks_that_someone_misses_are_those_in_which_their_clock_differs():
    missed = a_round().missed(slot("Europe/Berlin", "Mon 17:00"), hours("America/Toronto", "Mon 11:00-12:00"))
    assert [start.date() for start in missed] == [date(2027, 3, 15), date(2027, 3, 22)]
    assert a_round().missed(slot("Europe/Berlin", "Mon 17:00"), hours("Europe/Berlin", "Mon 17:00-18:00")) == ()


def test_the_end_is_the_day_after_the_last():
    assert a_round().end == a_round().start + timedelta(days=105)


def test_a_round_that_starts_before_applications_close_is_refused():
    with pytest.raises(ValidationError, match="must be before start"):
        a_round(applications_close=date(2027, 1, 18))


@pytest.mark.parametrize("given", [{"weeks": 0}, {"meeting_minutes": 5}, {"name": "spring/2027"}, {"colour": "red"}])
def test_a_round_that_cant_be_is_refused(given):
    with pytest.raises(ValidationError, match=next(iter(given))):
        a_round(**given)
