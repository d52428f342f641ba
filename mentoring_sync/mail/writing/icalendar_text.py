"""An invitation as icalendar writes it, with the clock changes of its zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vDatetime, vText

from mentoring_sync.mail.writing.calendar import Invitation
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.local_time import clock_changes, on_the_clock_of
from mentoring_sync.records.message import Address
from mentoring_sync.records.round import Round


def icalendar_text(what: Invitation, slot: WeeklySlot, round_: Round) -> bytes:
    """The meetings of a slot in a round as an iCalendar text (UTF-8, CRLF lines)."""
    calendar = Calendar()
    calendar.add("PRODID", "-//mentoring-sync//Mentoring teams//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", what.method)
    calendar.add_component(_zone(slot.zone, round_.meetings(slot)))
    calendar.add_component(_event(what, slot, round_))
    text: bytes = calendar.to_ical()
    return text


def _event(what: Invitation, slot: WeeklySlot, round_: Round) -> Event:
    meetings = round_.meetings(slot)
    rhythm = [start for start in round_.rhythm(slot) if meetings[0] <= start <= meetings[-1]]
    event = Event()
    event.add("UID", what.uid)
    event.add("DTSTAMP", what.stamp.astimezone(UTC))
    event.add("SEQUENCE", what.sequence)
    _add_local(event, "DTSTART", meetings[0], slot.zone)
    event.add("DURATION", timedelta(minutes=round_.meeting_minutes))
    event.add("RRULE", {"FREQ": "WEEKLY", "INTERVAL": round_.meeting_every_weeks, "COUNT": len(rhythm)})
    for start in sorted(set(rhythm) - set(meetings)):
        _add_local(event, "EXDATE", start, slot.zone)
    event.add("SUMMARY", what.summary)
    event.add("DESCRIPTION", what.description)
    event.add("STATUS", "CANCELLED" if what.cancelled else "CONFIRMED")
    event.add("ORGANIZER", _person(what.organizer))
    for address in what.attendees:
        event.add("ATTENDEE", _attendee(address), encode=False)
    return event


def _add_local(event: Event, name: str, at: datetime, zone: str) -> None:
    start = vDatetime(at.replace(tzinfo=None))
    start.params["TZID"] = zone
    event.add(name, start, encode=False)


def _person(address: Address) -> vCalAddress:
    person = vCalAddress(f"mailto:{address.email}")
    if address.name:
        person.params["CN"] = vText(address.name)
    return person


def _attendee(address: Address) -> vCalAddress:
    attendee = _person(address)
    attendee.params |= {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    return attendee


def _zone(zone: str, meetings: Sequence[datetime]) -> Timezone:
    """The zone from the day before the first meeting to the day after the last, with its clock changes in between."""
    start, end = meetings[0] - timedelta(days=1), meetings[-1] + timedelta(days=1)
    timezone = Timezone()
    timezone.add("TZID", zone)
    (local,) = on_the_clock_of(zone, [start])
    timezone.add_component(_observance(local, since=local.replace(tzinfo=None), before=_offset(local)))
    for change in clock_changes(zone, start, end):
        (before,) = on_the_clock_of(zone, [change.at.astimezone(UTC) - timedelta(minutes=1)])
        onset = before.replace(tzinfo=None) + timedelta(minutes=1)
        timezone.add_component(_observance(change.at, since=onset, before=_offset(before)))
    return timezone


def _observance(local: datetime, *, since: datetime, before: timedelta) -> TimezoneStandard | TimezoneDaylight:
    """The zone as it is at `local`. `since` is the onset on the clock as it was before it (RFC 5545, 3.6.5)."""
    observance = TimezoneDaylight() if local.dst() else TimezoneStandard()
    observance.add("DTSTART", since)
    observance.add("TZOFFSETFROM", before)
    observance.add("TZOFFSETTO", _offset(local))
    observance.add("TZNAME", local.tzname() or "local")
    return observance


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta(0)
