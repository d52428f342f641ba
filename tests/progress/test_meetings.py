"""Which meetings a team holds under which number, and which of them are somebody's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mentoring_sync.progress.meetings import Meetings, spells_now, team_meetings
from mentoring_sync.records.attendance import MeetingId, Spell, TeamMeeting
from mentoring_sync.records.team import TeamId
from tests.builders import a_round, slot

MONDAY, TUESDAY = slot(at="Mon 17:00"), slot(at="Tue 17:00")
FOUR = team_meetings("Team 1", MONDAY, a_round())
WHO = "mentee:hal@example.org"


def days(meetings: tuple[TeamMeeting, ...]) -> list[tuple[int, date | None]]:
    return [(each.number, each.day) for each in meetings]


def test_meetings_are_numbered_in_their_order() -> None:
    assert days(FOUR) == [
        (1, date(2027, 1, 18)),
        (2, date(2027, 2, 15)),
        (3, date(2027, 3, 15)),
        (4, date(2027, 4, 12)),
    ]


def test_a_meeting_that_was_held_stays_what_it_was_when_the_hour_changes() -> None:
    assert [day for _, day in days(team_meetings("Team 1", TUESDAY, a_round(), FOUR[:1]))] == [
        date(2027, 1, 18),
        date(2027, 2, 16),
        date(2027, 3, 16),
        date(2027, 4, 13),
    ]


def test_a_holiday_that_is_set_later_changes_no_number_of_a_meeting_that_was_held() -> None:
    round_ = a_round(holidays=[date(2027, 1, 18), date(2027, 3, 15)])
    assert days(team_meetings("Team 1", MONDAY, round_, FOUR[:1])) == [
        (1, date(2027, 1, 18)),
        (2, date(2027, 2, 15)),
        (3, date(2027, 4, 12)),
    ]


def test_a_moved_meeting_keeps_its_number_and_the_others_theirs() -> None:
    moved = replace(FOUR[2], start=MONDAY.on(date(2027, 3, 18)))
    assert [day for _, day in days(team_meetings("Team 1", MONDAY, a_round(), [moved]))][2] == date(2027, 3, 18)


def test_an_extra_meeting_takes_no_other_ones_place() -> None:
    extra = TeamMeeting(team=TeamId("Team 1"), number=5, start=MONDAY.on(date(2027, 2, 1)), minutes=60)
    assert [number for number, _ in days(team_meetings("Team 1", MONDAY, a_round(), [extra]))] == [1, 2, 3, 4, 5]
    assert (extra.occasion, FOUR[0].occasion) == ("extra-5", "2027-01-18")


def test_a_number_stands_for_the_meeting_of_the_team_that_somebody_was_in_by_then() -> None:
    every = [*FOUR, *team_meetings("Team 2", TUESDAY, a_round())]
    when = datetime(2027, 3, 1, tzinfo=UTC)
    spells = spells_now((Spell(team="Team 1", since=None),), "Team 2", when, since=when)
    meetings = Meetings(every, {WHO: spells})
    assert [meetings.stands_for(WHO, number) for number in (1, 2, 3, 4)] == [
        MeetingId("Team 1", 1),
        MeetingId("Team 1", 2),
        MeetingId("Team 2", 3),
        MeetingId("Team 2", 4),
    ]
    assert [str(each.id) for each in meetings.of_person(WHO)] == ["Team 1#1", "Team 1#2", "Team 2#3", "Team 2#4"]
    assert meetings.stands_for(WHO, 5) == MeetingId("Team 2", 5)


def test_a_meeting_before_somebody_came_is_not_theirs() -> None:
    meetings = Meetings(FOUR, {WHO: (Spell(team="Team 1", since=datetime(2027, 1, 25, tzinfo=UTC)),)})
    assert meetings.stands_for(WHO, 1) is None
    assert not meetings.fell_in(WHO, MeetingId("Team 1", 1))


def test_whoever_stays_begins_no_new_time_and_whoever_leaves_ends_one() -> None:
    when = datetime(2027, 2, 1, tzinfo=UTC)
    here = (Spell(team="Team 1", since=None),)
    assert spells_now(here, "Team 1", when, since=when) == here
    assert spells_now(here, "", when, since=when) == (Spell(team="Team 1", since=None, until=when),)
    assert Meetings(FOUR, {WHO: spells_now(here, "", when, since=when)}).team_of(WHO) == ""
