"""What a team was told is remembered in *Mail* as text, and nothing else is taken for it."""

import pytest

from mentoring_sync.mail.kinds.announcement import Announcement, read_announcement, read_dates, told_text, told_without
from mentoring_sync.records.availability import Weekday, WeeklySlot
from tests.mail.team_mail import a_team


def test_what_was_told_survives_the_sheet():
    told = Announcement.of(a_team(), sequence=4)
    assert read_announcement(told.as_text()) == told


@pytest.mark.parametrize("text", ["", "null", "{}", '{"slot":["Xyz",1,"UTC"],"members":{},"sequence":0}', "[1]"])
def test_what_nobody_told_is_nothing(text):
    assert read_announcement(text) is None


def test_a_member_who_was_forgotten_stood_there_and_cannot_be_written_to():
    told = Announcement(
        slot=WeeklySlot(day=Weekday.TUE, start=1020, zone="Europe/Berlin"),
        members={"ada@example.org": "Ada", "bo@example.org": "Bo", "Cy@example.org": "Cy"},
    )
    left = told.without({"bo@example.org"}).without({"cy@example.org"})
    assert left.members == {"ada@example.org": "Ada", "somebody 1": "", "somebody 2": ""}
    assert dict(left.readers) == {"ada@example.org": "Ada"}
    text = told_text(told, {"showcase": ("2027-04-28",)})
    assert read_announcement(told_without(text, {"bo@example.org", "cy@example.org"})) == left
    assert read_dates(told_without(text, {"bo@example.org"})) == {"showcase": ("2027-04-28",)}
    assert told_without("no JSON", {"bo@example.org"}) == "no JSON"
