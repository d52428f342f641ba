"""A round with teams that were introduced, and what is due to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import icalendar

from mentoring_sync.mail.kinds.announcement import Announcement
from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.facts import TurnedAway
from mentoring_sync.mail.kinds.kind import Kind
from mentoring_sync.mail.writing.sample_reasons import counted
from mentoring_sync.records.message import MailState, Message, Posting
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import Team, TeamStatus
from tests.builders import a_mentee, a_mentor, always
from tests.mail.team_mail import NOW, a_posting, a_team, part, the_facts

SAM, MEI = a_mentee("Sam Hill", hours=always("America/New_York")), a_mentee("Mei Tanaka", hours=always("Asia/Tokyo"))
MAYA = a_mentor("Maya Okafor", hours=always("Europe/Berlin"))


def labelled(team: Team, label: str = "Team 3") -> LabelledTeam:
    return LabelledTeam(label=label, team=team, status=TeamStatus.INTRODUCED)


def sent(team: Team, label: str = "Team 3", **given: Any) -> Posting:
    """The introduction of a team, as it was sent some days ago."""
    key = f"mentoring-groups/2027-1/introduction/{label.lower().replace(' ', '-')}"
    told = Announcement.of(team).as_text()
    row = {"team": label, "key": key, "announcement": told, "sent_at": NOW - timedelta(days=9), **given}
    return a_posting(MailState.SENT, **row)


TEAM = labelled(a_team())
INTRODUCED = sent(TEAM.team, sent_at=NOW)


def running(at: datetime, **given: Any) -> dict[str, Any]:
    """The facts of a round in which Team 3 meets."""
    return {"now": at, "teams": [TEAM], "postings": [INTRODUCED], **given}


def turned_away(days_ago: int) -> TurnedAway:
    """A mentor who has taught too little, and applied so long ago."""
    applied = NOW - timedelta(days=days_ago)
    reasons = (counted(Role.MENTOR, 1, at_least=2),)
    return TurnedAway(name="Bo", email="bo@example.org", role=Role.MENTOR, reasons=reasons, applied_at=applied)


def kinds_due(**given: Any) -> list[Kind]:
    return [each.kind for each in due(the_facts(**given))]


def event_of(message: Message) -> tuple[str, Any]:
    """The method of a mail's calendar, and its event."""
    calendar = icalendar.Calendar.from_ical(part(message, "text/calendar"))
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event
