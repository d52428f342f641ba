"""Who is to be asked how it goes: teams of which nothing is heard, people who missed meetings one after the other.

In: the records of a team's meetings, when it was introduced and when it last said anything, the programme's patience.
Out: since when it is silent; which meetings somebody missed last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mentoring_sync.progress.presence import MeetingRecord
from mentoring_sync.progress.settings import AttendanceSettings, Excused
from mentoring_sync.records.attendance import Mark, TeamMeeting

TIME_TO_REPORT = timedelta(days=7)
"""How long after a meeting nobody wonders that nothing is reported of it."""


@dataclass(frozen=True, kw_only=True)
class Silence:
    """Of a team nothing was heard: since the meeting that was reported `last` (None: of none at all), while so many
    meetings went by without a report."""

    last: TeamMeeting | None
    unreported: tuple[TeamMeeting, ...]


def silence(
    records: Sequence[MeetingRecord],
    settings: AttendanceSettings,
    *,
    introduced: datetime,
    spoke: datetime | None,
    now: datetime,
) -> Silence | None:
    """Whether a team is silent: it never met though it could have for weeks, or nothing was reported for longer.

    `spoke` is when it last answered a question of ours: who says how it goes isn't silent.
    """
    told = [record for record in records if record.is_over and record.is_reported]
    last = max(told, key=lambda record: record.meeting.end or now, default=None)
    since = (last.meeting.end or now) if last else introduced
    weeks = settings.silent_after_weeks if last else settings.first_meeting_weeks
    missing = tuple(
        record.meeting
        for record in records
        if record.is_over and not record.is_reported and record.meeting.end and record.meeting.end >= since
    )
    overdue = any(each.end and each.end + TIME_TO_REPORT <= now for each in missing)
    heard = max(since, spoke) if spoke else since
    if not overdue or now < heard + timedelta(weeks=weeks):
        return None
    return Silence(last=last.meeting if last else None, unreported=missing)


def missed_last(records: Sequence[MeetingRecord], key: str, settings: AttendanceSettings) -> tuple[TeamMeeting, ...]:
    """The meetings that somebody missed one after the other up to the last one that counts for them, in order."""
    missed: list[TeamMeeting] = []
    for record in reversed([each for each in records if each.is_over and each.took_place and key in each.marks]):
        mark = record.marks[key]
        if mark is Mark.MISSED:
            missed.append(record.meeting)
        elif mark is not Mark.EXCUSED or settings.excused is Excused.COUNTS:
            break
    return tuple(reversed(missed))
