from datetime import date

import pytest

from mentoring_sync.mail.kinds.schedule import place, schedule
from tests.builders import a_round, slot


def moves(zone, at="Tue 17:00", home="Europe/Berlin", **round_):
    return schedule(slot(home, at), a_round(**round_), zone).moves


def causes(move):
    return [(cause.zone, cause.on) for cause in move.causes]


def test_the_mentors_own_hour_never_moves():
    assert moves("Europe/Berlin") == ()


def test_a_move_names_where_and_when_clocks_change():
    first, second = moves("America/New_York")
    assert causes(first) == [("America/New_York", date(2027, 3, 14))]
    assert causes(second) == [("Europe/Berlin", date(2027, 3, 28))]


def test_a_move_is_dated_by_the_first_meeting_at_the_new_hour():
    assert [move.since for move in moves("America/New_York")] == [date(2027, 3, 16), date(2027, 4, 13)]


def test_two_changes_between_two_meetings_are_named_in_their_order():
    (move,) = moves("Australia/Sydney")
    assert [cause.zone for cause in move.causes] == ["Europe/Berlin", "Australia/Sydney"]


def test_changes_that_cancel_between_two_meetings_are_no_move():
    assert moves("America/New_York", meeting_every_weeks=12) == ()


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("Etc/GMT+3", "UTC-3"),
        ("Etc/GMT-14", "UTC+14"),
        ("Etc/GMT", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_place(zone, name):
    assert place(zone) == name
