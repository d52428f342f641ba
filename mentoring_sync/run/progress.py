"""The stage *progress*: what is said in *Attendance* and in reports becomes marks, figures, and who completed the
round."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from mentoring_sync.intake.reports.history import Called
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.kinds.facts import Earned
from mentoring_sync.progress.attendance import Attendance
from mentoring_sync.progress.completion import PersonCompletion
from mentoring_sync.progress.presence import MeetingRecord, records
from mentoring_sync.progress.settings import Excused
from mentoring_sync.records.attendance import MeetingId, MeetingReport
from mentoring_sync.records.person import Person, PersonId
from mentoring_sync.records.problem import Problem
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.run.attendance import Heard, Listening
from mentoring_sync.run.attendance_questions import Questions
from mentoring_sync.run.attendance_rows import Reckoning
from mentoring_sync.run.completion import Completing
from mentoring_sync.run.people import People
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.teams import Teams
from mentoring_sync.run.times_in_teams import were_in
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.attendance import known_attendance_cells, read_known_attendance
from mentoring_sync.workbook.known.people import ANSWERS, remembered_cells
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.locate import our_tab
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import (
    ATTENDANCE,
    AttendanceRow,
    Said,
    attendance_layout,
    attendance_tab,
    dates_in,
    made_for_dates,
    meeting_title,
    meetings_in,
    steps_that_stand,
)
from mentoring_sync.workbook.words import words_of

UNMARKED = Attendance(attended=0, rate=None)
NOBODY: Mapping[str, Sequence[Called]] = {}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Attendance by a person's key, how far those in teams are by theirs, and who of them completed the round so far;
    by team the records of its meetings. `left` is how far those came who are in no team any more, `came` by key and
    number whether somebody was at the meetings that count for them. `memory` is what the next run is to know."""

    attendance: Mapping[str, Attendance]
    earned: tuple[Earned, ...]
    tabs: tuple[DesiredTab, ...]
    meetings: Mapping[str, tuple[MeetingRecord, ...]] = field(default_factory=dict)
    completion: Mapping[str, PersonCompletion] = field(default_factory=dict)
    left: Mapping[str, PersonCompletion] = field(default_factory=dict)
    came: Mapping[str, Mapping[int, bool]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    memory: Mapping[str, TabBase] = field(default_factory=dict)


NO_PROGRESS = Progress(attendance={}, earned=(), tabs=())
"""Where nothing is to change."""


def progress(
    configuration: Configuration,
    standing: StandingWorkbook,
    people: People,
    teams: Teams,
    *,
    reports: Sequence[MeetingReport] = (),
    answered: Collection[PersonId] = (),
    called: Mapping[str, Sequence[Called]] = NOBODY,
    now: datetime,
) -> Progress:
    """The figures of the teams' people, by what is said so far; `answered` are those who answered the closing
    survey, and `called` has by their keys what people were called when."""
    program, asking = configuration.program, Asking(standing.answers)
    questions = Questions(asking)
    heard = _heard(configuration, standing, people, teams, questions, reports, called, now)
    found = records(heard.meetings, heard.marks, reports, let_in=heard.let_in, now=now)
    reckoning = Reckoning(heard=heard, records=found, excused=program.attendance.excused)
    keys = {*heard.meetings.spells, *heard.marks}
    figures = {key: reckoning.figures(key) for key in sorted(keys)}
    rows = {
        key: reckoning.row(key, standing.attendance.get(key, Said()), standing.workbook)
        for key in (person_key(person.role, person.id) for _, person in _members(teams))
    }
    completing = Completing(takes=program.completion, standing=standing, reckoning=reckoning, answered=answered)
    completion = completing.in_teams(teams.teams)
    left = completing.left(heard.meetings.spells, completion)
    gone = {key: reckoning.row(key, standing.attendance.get(key, Said()), standing.workbook) for key in left}
    tab = _tab(configuration, standing, teams, heard, rows, gone)
    known = replace(heard.known, folded=heard.known.folded | tab.folded)
    prefix = round_prefix(program.programme, program.round)
    return Progress(
        attendance=figures,
        earned=tuple(_earned(teams, figures, completion)),
        completion=completion,
        tabs=(tab,),
        meetings={each.label: tuple(_of_team(each.label, heard, found)) for each in teams.teams},
        left=left,
        came={key: reckoning.came(key) for key in sorted({*completion, *left})},
        problems=(*asking.unanswered, *questions.notices, *completing.problems),
        memory={
            **known_attendance_cells(standing.base, prefix, known),
            ANSWERS: {**teams.memory.get(ANSWERS, {}), **remembered_cells(asking.acted_on)},
            words_of(ATTENDANCE): _words(people.memory.get(words_of(ATTENDANCE), {}), rows),
        },
    )


def _heard(
    configuration: Configuration,
    standing: StandingWorkbook,
    people: People,
    teams: Teams,
    questions: Questions,
    reports: Sequence[MeetingReport],
    called: Mapping[str, Sequence[Called]],
    now: datetime,
) -> Heard:
    program = configuration.program
    prefix = round_prefix(program.programme, program.round)
    of_round = {label: each for label, each in standing.known_teams.items() if each.round == prefix}
    listening = Listening(
        program.round,
        teams.teams,
        standing.attendance,
        read_known_attendance(standing.base, prefix, program.round.meeting_minutes),
        before=of_round,
        were_in=dict(were_in(configuration, standing, people)),
        leaves=people.on_leave,
        called=called,
        asking=questions,
        now=now,
    )
    return listening.heard(reports)


def _of_team(label: str, heard: Heard, found: Mapping[MeetingId, MeetingRecord]) -> Iterator[MeetingRecord]:
    """The records of a team's meetings, but of those that were before anybody was in it."""
    every = (each for each in heard.meetings.by_team.get(label, ()) if each.id in heard.meetings.somebodys)
    return (found[each.id] for each in every)


def _tab(
    configuration: Configuration,
    standing: StandingWorkbook,
    teams: Teams,
    heard: Heard,
    rows: Mapping[str, AttendanceRow],
    gone: Mapping[str, AttendanceRow],
) -> DesiredTab:
    """As many meetings as a team has at most, and those whose columns stand; columns of dates are folded away once all
    that is said in them was carried to meetings."""
    standing_tab = standing.attendance_tab
    last = max((each.number for each in heard.meetings.every), default=0)
    numbers = {*range(1, last + 1), *meetings_in(standing_tab.titles)}
    steps = steps_that_stand(standing_tab, configuration.program.completion.steps)
    layout = attendance_layout(
        numbers, steps, excused_counts=configuration.program.attendance.excused is Excused.COUNTS
    )
    made = dates_in(made_for_dates(our_tab(standing.workbook, ATTENDANCE)))
    folded = {title for title, day in made.items() if day not in heard.left_over} - heard.known.folded
    return attendance_tab(teams.teams, layout, rows, gone=gone, folded=folded)


def _words(words: TabBase, rows: Mapping[str, AttendanceRow]) -> TabBase:
    """People's words in *Attendance*, with what this run writes among them."""
    found: dict[str, Cells] = dict(words)
    for key, row in rows.items():
        if row.marks:
            written = {meeting_title(number): mark for number, mark in row.marks.items()}
            said = {**found.get(key, {}), **written}
            found[key] = {title: cell for title, cell in said.items() if cell is not None}
    return {key: cells for key, cells in found.items() if cells}


def _earned(
    teams: Teams, figures: Mapping[str, Attendance], completion: Mapping[str, PersonCompletion]
) -> Iterator[Earned]:
    for each, person in _members(teams):
        key = person_key(person.role, person.id)
        if completion[key].earned:
            yield Earned(person=person, team=each.label, attended=figures.get(key, UNMARKED).attended)


def _members(teams: Teams) -> Iterator[tuple[LabelledTeam, Person]]:
    return ((each, person) for each in teams.teams for person in each.team.members)
