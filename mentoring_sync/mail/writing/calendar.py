"""The calendar invitation to a team's meetings (RFC 5545 and, for the invitation, RFC 5546).

In: what the meetings are and who comes. Out: an iCalendar text: METHOD:REQUEST for an invitation or, with the same UID
and a higher SEQUENCE, for a change; METHOD:CANCEL when the meetings are off. The meetings recur on the wall clock of
the slot's zone, so they follow its daylight saving; the zone's clock changes over the round go along.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mentoring_sync.records.availability import WeeklySlot
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
    from mentoring_sync.mail.writing.icalendar_text import icalendar_text  # start-up time

    return icalendar_text(what, slot, round_)
