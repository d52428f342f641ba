"""What a team was told is remembered in *Mail* as text, and nothing else is taken for it."""

import pytest

from mentoring_sync.mail.kinds.announcement import Announcement, read_announcement
from tests.mail.team_mail import a_team


def test_what_was_told_survives_the_sheet():
    told = Announcement.of(a_team(), sequence=4)
    assert read_announcement(told.as_text()) == told


@pytest.mark.parametrize("text", ["", "null", "{}", '{"slot":["Xyz",1,"UTC"],"members":{},"sequence":0}', "[1]"])
def test_what_nobody_told_is_nothing(text):
    assert read_announcement(text) is None
