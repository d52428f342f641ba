"""The stage *progress*: the marks in *Attendance* become figures, and who completed the round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mentoring_sync.mail.kinds.facts import Earned
from mentoring_sync.progress.attendance import Attendance, attendance
from mentoring_sync.progress.completion import Completion, completed
from mentoring_sync.records.person import Person
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.run.teams import Teams
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import attendance_tab

CLOSING_SURVEY = "Closing survey"
UNMARKED = Attendance(attended=0, rate=None)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Attendance by a person's key, and who earned the certificate so far."""

    attendance: Mapping[str, Attendance]
    earned: tuple[Earned, ...]
    tabs: tuple[DesiredTab, ...]


NO_PROGRESS = Progress(attendance={}, earned=(), tabs=())
"""Where nothing is to change."""


def progress(configuration: Configuration, standing: StandingWorkbook, teams: Teams) -> Progress:
    """The figures of the teams' people, by what is marked so far."""
    figures = {key: attendance(tuple(marks.values())) for key, marks in standing.marks.items()}
    totals = {key: (each.attended, each.rate) for key, each in figures.items()}
    return Progress(
        attendance=figures,
        earned=tuple(_earned(configuration, standing, teams, figures)),
        tabs=(attendance_tab(teams.teams, round_=configuration.program.round, totals=totals),),
    )


def _earned(
    configuration: Configuration, standing: StandingWorkbook, teams: Teams, figures: Mapping[str, Attendance]
) -> Iterator[Earned]:
    settings = configuration.program.mail.kinds.certificate
    takes = {
        Role.MENTEE: Completion(meetings=settings.mentee_meetings, needs=settings.mentee_needs),
        Role.MENTOR: Completion(share=settings.mentor_share, needs=settings.mentor_needs),
    }
    for each, person in _members(teams):
        key = person_key(person.role, person.id)
        survey = {CLOSING_SURVEY} if person.email in standing.answered else set[str]()
        reached = standing.reached.get(key, frozenset()) | survey
        if completed(takes[person.role], figures.get(key, UNMARKED), reached):
            yield Earned(person=person, team=each.label, attended=figures.get(key, UNMARKED).attended)


def _members(teams: Teams) -> Iterator[tuple[LabelledTeam, Person]]:
    return ((each, person) for each in teams.teams for person in each.team.members)
