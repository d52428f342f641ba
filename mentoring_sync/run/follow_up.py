"""The stage *follow-up*: what the coordinator is to look after while a round runs, as rows of *Review*.

Teams of which nothing is heard, and people who missed several meetings in a row. What mentors are asked themselves, the
kinds of mail say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.progress.follow_ups import Silence, missed_last, silence
from mentoring_sync.records.attendance import TeamMeeting
from mentoring_sync.records.local_time import day_and_month
from mentoring_sync.records.person import Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.run.progress import Progress
from mentoring_sync.run.teams import Teams
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE, meeting_title

NOBODY_SPOKE: Mapping[str, datetime] = {}


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """What *Review* is to hear."""

    problems: tuple[Problem, ...] = ()


def follow_up(
    configuration: Configuration,
    standing: StandingWorkbook,
    teams: Teams,
    attended: Progress,
    *,
    spoke: Mapping[str, datetime] = NOBODY_SPOKE,
    now: datetime,
) -> FollowUp:
    """Whom to ask. `spoke` has, by team, when it last answered a question of ours."""
    program = configuration.program
    introduced = _introduced(standing, round_prefix(program.programme, program.round))
    found = list[Problem]()
    for each in teams.teams:
        meetings = attended.meetings.get(each.label, ())
        if each.label in introduced:
            quiet = silence(
                meetings, program.attendance, introduced=introduced[each.label], spoke=spoke.get(each.label), now=now
            )
            found += [_silent(each, quiet)] if quiet else []
        found += _absent(each, attended, configuration)
    return FollowUp(problems=tuple(found))


def _introduced(standing: StandingWorkbook, prefix: str) -> dict[str, datetime]:
    """By team, when its people were told of it."""
    return {
        each.team: each.sent_at
        for each in standing.postings
        if introduces(each) and each.told and each.sent_at and each.key.startswith(prefix)
    }


def _absent(each: LabelledTeam, attended: Progress, configuration: Configuration) -> Iterator[Problem]:
    """Those of a team who missed as many meetings in a row as the programme worries about."""
    settings, meetings = configuration.program.attendance, attended.meetings.get(each.label, ())
    for person in each.team.members:
        key = person_key(person.role, person.id)
        missed = missed_last(meetings, key, settings)
        if settings.missed_in_a_row and len(missed) >= settings.missed_in_a_row:
            yield _missed(each, person, key, missed)


def _missed(each: LabelledTeam, person: Person, key: str, missed: Sequence[TeamMeeting]) -> Problem:
    return Problem(
        where=Place(tab=ATTENDANCE.title),
        what=f"{person.name} missed {_listed(missed)} of {each.label}, one after the other.",
        remedy="Ask them whether they go on. If they don't, tick Withdrawn in Roster, and their seat is free.",
        about=key,
    )


def _silent(each: LabelledTeam, quiet: Silence) -> Problem:
    mentor = each.team.mentor
    known = f"since {_called(quiet.last)}" if quiet.last else "since it was introduced"
    return Problem(
        where=Place(tab=ATTENDANCE.title),
        what=f"Nothing is heard of {each.label} {known}.",
        remedy=f"{_listed(quiet.unreported)} went by without a word: ask {mentor.name} ({mentor.email}) how it goes."
        " What is reported, answered or typed here counts.",
        about=person_key(mentor.role, mentor.id),
    )


def _listed(meetings: Sequence[TeamMeeting]) -> str:
    *first, last = map(_called, meetings)
    return f"{', '.join(first)} and {last}" if first else last


def _called(meeting: TeamMeeting) -> str:
    day = f" ({day_and_month(meeting.day)})" if meeting.day else ""
    return f"{meeting_title(meeting.number)}{day}"
