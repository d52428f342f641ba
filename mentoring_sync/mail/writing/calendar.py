"""The calendar invitation to a team's meetings (RFC 5545 and, for the invitation, RFC 5546).

In: what the meetings are and who comes. Out: an iCalendar text: METHOD:REQUEST for an invitation or, with the same UID
and a higher SEQUENCE, for a change; METHOD:CANCEL when the meetings are off. The meetings recur on the wall clock of
the slot's zone, so they follow its daylight saving; the zone's clock changes over the round go along.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vDatetime, vText

from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.local_time import clock_changes, on_the_clock_of
from mentoring_sync.records.message import Address
from mentoring_sync.records.round import Round

MEETINGS = uuid.UUID("6c1d6d5e-5f0b-5b0e-9a43-3f1a4f5c9d27")
"""The namespace of the meetings' UIDs."""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What the invitation says. `uid` stays the same when the meetings change later, and `sequence` counts the changes;
    `stamp` is when it was made."""

    uid: str
    stamp: datetime
    summary: str
    description: str
    organizer: Address
    attendees: Sequence[Address]
    sequence: int = 0
    cancelled: bool = False

    @property
    def method(self) -> str:
        """The iTIP method (RFC 5546)."""
        return "CANCEL" if self.cancelled else "REQUEST"


def meetings_uid(community: str, key: str) -> str:
    """The UID of a team's meetings: the same for the same message key, another in another community."""
    return f"{uuid.uuid5(MEETINGS, f'{community}/{key}')}@mentoring-sync"


def invitation(what: Invitation, slot: WeeklySlot, round_: Round) -> bytes:
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
