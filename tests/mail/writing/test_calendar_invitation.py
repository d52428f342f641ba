from datetime import UTC, timedelta

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.mail.writing.calendar import Invitation, invitation, meetings_uid
from mentoring_sync.records.availability import Weekday, WeeklySlot
from mentoring_sync.records.message import Address
from tests.builders import a_round, slot
from tests.extent import extent
from tests.mail.team_mail import NOW

ZONES = (
    "Europe/Berlin", "Europe/London", "America/New_York", "America/Santiago", "America/Sao_Paulo", "Africa/Casablanca",
    "Africa/Cairo", "Asia/Kolkata", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
)  # fmt: skip
PEOPLE = (
    Address(name="Maya Okafor", email="maya@example.org"),
    Address(name='Zoë; "Z", O\'Neil', email="z@example.org"),
)


def the_calendar(weekly=None, round_=None):
    what = Invitation(
        uid="u@mentoring-sync",
        stamp=NOW,
        summary="Mentoring Groups: Team 3",
        description="Bring a question, or two; any\nwill do",
        organizer=Address(name="Mentoring Groups", email="mentoring@example.org"),
        attendees=PEOPLE,
    )
    return icalendar.Calendar.from_ical(invitation(what, weekly or slot(), round_ or a_round()))


def event_of(calendar):
    (event,) = calendar.walk("VEVENT")
    return event


def offset_in(zone, wall):
    """The offset of a wall-clock time by the VTIMEZONE alone, as a calendar program reads it."""
    begun = [each for each in zone.subcomponents if each["DTSTART"].dt <= wall]
    return max(begun, key=lambda each: each["DTSTART"].dt)["TZOFFSETTO"].td


def instants(calendar):
    """Every meeting in UTC, from the invitation's own rule and its own zone."""
    event, (zone,) = event_of(calendar), calendar.walk("VTIMEZONE")
    assert event["DTSTART"].params["TZID"] == str(zone["TZID"])
    start = event["DTSTART"].dt.replace(tzinfo=None)
    walls = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    return [(wall - offset_in(zone, wall)).replace(tzinfo=UTC) for wall in walls]


@settings(max_examples=extent(share=40, whole=150), deadline=None)
@given(
    weekly=st.builds(
        WeeklySlot,
        day=st.sampled_from(Weekday),
        start=st.integers(4 * 2, 47).map(lambda half_hours: half_hours * 30),
        zone=st.sampled_from(ZONES),
    ),
    weeks=st.integers(1, 52),
    every=st.integers(1, 12),
    start=st.dates(min_value=a_round().start - timedelta(days=200), max_value=a_round().start + timedelta(days=500)),
)
def test_the_rule_gives_exactly_the_rounds_meetings_in_every_week(weekly, weeks, every, start):
    round_ = a_round(applications_close=start - timedelta(days=30), start=start, weeks=weeks, meeting_every_weeks=every)
    assert instants(the_calendar(weekly, round_)) == [meeting.astimezone(UTC) for meeting in round_.meetings(weekly)]


@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Sydney"])
def test_a_clock_change_begins_on_the_clock_as_it_was_before(zone):
    weekly = slot(zone, "Tue 17:00")
    (timezone,) = the_calendar(weekly, a_round(weeks=15)).walk("VTIMEZONE")
    _, change = timezone.subcomponents
    assert change["DTSTART"].dt.hour == {"America/New_York": 2, "Australia/Sydney": 3}[zone]
    assert abs(change["TZOFFSETTO"].td - change["TZOFFSETFROM"].td) == timedelta(hours=1)


def test_everyone_is_asked_to_answer():
    attendees = event_of(the_calendar())["ATTENDEE"]
    assert [str(each) for each in attendees] == ["mailto:maya@example.org", "mailto:z@example.org"]
    assert all(each.params["PARTSTAT"] == "NEEDS-ACTION" and each.params["RSVP"] == "TRUE" for each in attendees)


def test_the_invitation_is_a_request_of_the_first_sequence():
    calendar = the_calendar()
    assert (calendar["METHOD"], event_of(calendar)["SEQUENCE"]) == ("REQUEST", 0)


def test_texts_keep_their_commas_and_lines():
    assert event_of(the_calendar())["DESCRIPTION"] == "Bring a question, or two; any\nwill do"


def test_a_meeting_lasts_as_long_as_the_round_says():
    assert event_of(the_calendar(round_=a_round(meeting_minutes=90)))["DURATION"].dt == timedelta(minutes=90)


def test_a_uid_is_the_same_for_the_same_message_and_another_in_another_community():
    assert meetings_uid("The Carpentries", "k/1") == meetings_uid("The Carpentries", "k/1")
    assert (
        len({meetings_uid("The Carpentries", "k/1"), meetings_uid("Others", "k/1"), meetings_uid("Others", "k/2")}) == 3
    )
