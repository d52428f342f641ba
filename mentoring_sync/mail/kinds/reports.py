"""What mentors are asked after a meeting: who came. Once, and once more some days later if nobody has said.

In: the facts. Out: what is due. The form's link only shows the form, with team and date filled in; nothing happens by
opening it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.introductions import introduced_teams
from mentoring_sync.mail.kinds.kind import Due, Kind, Reader
from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.records.attendance import TeamMeeting
from mentoring_sync.records.message import KindName
from mentoring_sync.records.roster import LabelledTeam

WITHIN = timedelta(days=7)
"""So long after its time a question is still sent."""

_OCCASION = re.compile(r"/(?:(\d{4}-\d\d-\d\d)|(\d{1,3})(?:-again)?)$")


def meeting_reports(facts: Facts) -> Iterator[Due]:
    """For the mentor of each team, after each of its meetings of which nothing is known."""
    if not facts.kinds.meeting_report.on or facts.asked_since is None:
        return
    for each, posting in introduced_teams(facts):
        begun = max(facts.asked_since, posting.sent_at or facts.asked_since)
        for record in facts.meetings.get(each.label, ()):
            over = record.meeting.end
            if over and over > begun and not record.is_reported:
                yield from _asked(each, record.meeting, over, facts)


def _asked(each: LabelledTeam, meeting: TeamMeeting, over: datetime, facts: Facts) -> Iterator[Due]:
    settings, number = facts.kinds.meeting_report, meeting.number
    first = facts.key(MEETING_REPORT.name, each.label, str(number))
    posting = facts.posted.get(first)
    asked_at = over + timedelta(hours=settings.after_hours)
    if _is_time(asked_at, facts) or facts.pending(MEETING_REPORT.name, each.label, str(number)):
        yield _question(each, meeting, facts, again=False)
    if posting is None or not posting.told or posting.sent_at is None or first in facts.answered:
        return
    again_at = posting.sent_at + timedelta(days=settings.reminder_days)
    if _is_time(again_at, facts) or facts.pending(MEETING_REPORT.name, each.label, f"{number}-again"):
        yield _question(each, meeting, facts, again=True)


def _is_time(at: datetime, facts: Facts) -> bool:
    return at <= facts.now < at + WITHIN


def _question(each: LabelledTeam, meeting: TeamMeeting, facts: Facts, *, again: bool) -> Due:
    mentor, form, number = each.team.mentor, facts.report_form, meeting.number
    day = meeting.start.astimezone(ZoneInfo(mentor.zone)).date() if meeting.start else facts.today
    return Due(
        kind=MEETING_REPORT,
        about=each.label,
        team=each.label,
        occasion=f"{number}-again" if again else str(number),
        to=(Reader.of(mentor),),
        says=facts.always
        | {
            "name": in_one_line(mentor.name),
            "team": each.label,
            "on": day,
            "mentees": tuple(in_one_line(mentee.name) for mentee in each.team.mentees),
            "form": form.prefilled(team=each.label, day=day, address=mentor.email) if form else "",
            "by_mail": facts.by_mail,
            "again": again,
        },
    )


def number_in(key: str) -> tuple[int, date | None]:
    """The meeting that a message's key speaks of: its number (0: none), or its date."""
    found = _OCCASION.search(key)
    if not found:
        return 0, None
    return int(found[2] or 0), date.fromisoformat(found[1]) if found[1] else None


MEETING_REPORT = Kind(name=KindName("meeting report"), due=meeting_reports)
