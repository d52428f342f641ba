"""The stage *reports*: what mentors report of their meetings, and what people answer to our mails.

In: the configuration, the workbook, who takes part and in which teams, the answers read so far. Out: reports of
meetings, who answered the closing survey, what teams say, who wants no more mail; what is asked of the coordinator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mentoring_sync.intake.reports.history import Called, History
from mentoring_sync.intake.reports.read import ReadReports, read_reports
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.one_line import shortened
from mentoring_sync.mail.replies.heard import Reply, ReplyKind
from mentoring_sync.progress.meetings import team_meetings
from mentoring_sync.records.attendance import MeetingId, MeetingReport, Source, TeamMeeting
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.local_time import day_and_month
from mentoring_sync.records.person import Person, PersonId
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.round import Round
from mentoring_sync.run.answers import Said, heard
from mentoring_sync.run.held_mail import earliest
from mentoring_sync.run.people import People
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.teams import Teams
from mentoring_sync.run.times_in_teams import times_in_teams
from mentoring_sync.settings.load import Configuration
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.known.attendance import KnownAttendance, read_known_attendance
from mentoring_sync.workbook.known.called import CALLED_KNOWN, called_from_now_on, known_called_cells, read_known_called
from mentoring_sync.workbook.known.people import ANSWERS, remembered_cells
from mentoring_sync.workbook.known.replies import REPLIES, KnownReplies, known_reply_cells
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.mail import MAIL

MOST_ANSWERS = 8
"""So many answers to one mail are shown in *Mail*, the last."""


@dataclass(frozen=True, kw_only=True)
class Reports:
    """`reports` are those of meetings, by form and by mail, in the order in which they were given;
    `answered_by_mentor` keys of mails that a mentor has answered, whatever it says.

    `answered` are those who answered the closing survey, by any address of theirs; `spoke` the same with those who
    answered its mail, and `spoke_half_way` who answered that of the half-way one. `said` has, by team, its last answer
    to the question how it goes. `barred` are addresses that want no more mail; `called` has by people's keys what they
    were called when. `by_mail`: answers to mails are read. Meetings that were over before `asked_since` aren't asked
    about. `replies` are all answers to mails, robots' too.
    """

    reports: tuple[MeetingReport, ...] = ()
    answered_by_mentor: frozenset[str] = frozenset()
    answered: frozenset[PersonId] = frozenset()
    spoke: frozenset[PersonId] = frozenset()
    spoke_half_way: frozenset[PersonId] = frozenset()
    said: Mapping[str, Said] = field(default_factory=dict)
    barred: frozenset[str] = frozenset()
    called: Mapping[str, tuple[Called, ...]] = field(default_factory=dict)
    by_mail: bool = False
    asked_since: datetime | None = None
    replies: tuple[Reply, ...] = ()
    problems: tuple[Problem, ...] = ()
    memory: Mapping[str, TabBase] = field(default_factory=dict)

    def answers_in_words(self, workbook: Workbook) -> dict[str, str]:
        """By the key of a mail: who answered it, and on which day by the spreadsheet's clock; not what they said."""
        found: dict[str, list[str]] = {}
        for each in sorted(self.replies, key=lambda each: (each.at, each.id)):
            at = workbook.local_time(each.at)
            kind = "" if each.kind is ReplyKind.ANSWER else f"{each.kind.value}: "
            found.setdefault(each.answers, []).append(f"{kind}{each.sender}, {day_and_month(at)}")
        return {key: "; ".join(dict.fromkeys(said[-MOST_ANSWERS:])) for key, said in found.items() if key}

    def in_words(self, names: Mapping[PersonId, str]) -> dict[str, str]:
        """By team: who answered how it goes, when, and what they said."""
        return {
            label: f"{names.get(each.who, each.who)}, {day_and_month(each.at)}: {shortened(each.text)}"
            for label, each in self.said.items()
        }


NO_REPORTS = Reports()
"""Where nothing is to change."""


def reports(
    configuration: Configuration,
    standing: StandingWorkbook,
    people: People,
    teams: Teams,
    known: KnownReplies,
    *,
    answered: frozenset[PersonId] = frozenset(),
    now: datetime,
) -> Reports:
    """What is reported and answered by now; `known` are the answers that were read, `answered` who answered the closing
    survey on its form."""
    program, asking = configuration.program, Asking(standing.answers)
    known = known.of_round(round_prefix(program.programme, program.round), standing.round_began)
    everyone: tuple[Person, ...] = (*people.intake.mentors, *people.intake.mentees)
    called = called_from_now_on(read_known_called(standing.base.get(CALLED_KNOWN, {})), everyone, now)
    history = _history(configuration, standing, people, teams, called, now)
    by_form = _by_form(configuration, standing, history, asking, now=now)
    by_mail = heard(known.replies.values(), standing.postings, history.at, asking.ask)
    found = tuple(sorted((*by_form.reports, *by_mail.reports), key=lambda each: each.at))
    since = known.asked_since or now
    return Reports(
        reports=found,
        answered_by_mentor=by_mail.answered_by_mentor,
        answered=answered | by_mail.surveyed,
        spoke=answered | by_mail.surveyed | by_mail.spoke,
        spoke_half_way=by_mail.spoke_half_way,
        said=by_mail.said,
        barred=by_mail.barred,
        called=called,
        replies=tuple(known.replies.values()),
        by_mail=program.mail.read_replies and program.mail.receives_answers(standing.mailbox.account),
        asked_since=since,
        problems=(*asking.unanswered, *by_form.problems, *_unheard(configuration, standing, known)),
        memory={
            ANSWERS: {**teams.memory.get(ANSWERS, {}), **remembered_cells(asking.acted_on)},
            CALLED_KNOWN: known_called_cells(called),
            REPLIES: known_reply_cells(replace(known, surveyed=by_mail.surveyed, asked_since=since)),
        },
    )


def _by_form(
    configuration: Configuration, standing: StandingWorkbook, history: History, asking: Asking, *, now: datetime
) -> ReadReports:
    form, since = configuration.questions.reports, earliest(configuration.program.round)
    if form is None:
        return ReadReports()
    began = standing.round_began
    read = standing.read_without_forgotten()
    return read_reports(read, form, history.at, asking.ask, since=since, now=now, began=began)


def _history(
    configuration: Configuration,
    standing: StandingWorkbook,
    people: People,
    teams: Teams,
    called: Mapping[str, tuple[Called, ...]],
    now: datetime,
) -> History:
    """The teams as they were when something was said of them."""
    program = configuration.program
    prefix, round_ = round_prefix(program.programme, program.round), program.round
    attended = read_known_attendance(standing.base, prefix, round_.meeting_minutes)
    slots = {label: each.slot for label, each in standing.known_teams.items() if each.round == prefix}
    slots |= {each.label: each.team.slot for each in teams.teams}
    labels = dict.fromkeys((*slots, *(id_.team for id_ in attended.meetings)))
    return History(
        spells=times_in_teams(configuration, standing, people, teams, attended, now=now),
        called=called,
        meetings={label: tuple(_meetings(label, slots.get(label), round_, attended)) for label in labels},
        known_as=people.known_as,
        period=timedelta(weeks=round_.meeting_every_weeks),
        marked=_marked(attended),
    )


def _meetings(label: str, slot: WeeklySlot | None, round_: Round, attended: KnownAttendance) -> Iterator[TeamMeeting]:
    """A team's meetings on the days that they were set for: a report that moves one says the same in every run."""
    known = tuple(meeting for id_, meeting in attended.meetings.items() if id_.team == label)
    for meeting in team_meetings(label, slot, round_, known) if slot else known:
        if meeting.first and meeting.start and not meeting.is_as_set:
            at_first = datetime.combine(meeting.first, meeting.start.time(), meeting.start.tzinfo)
            meeting = replace(meeting, start=at_first)
        yield meeting


def _marked(attended: KnownAttendance) -> dict[MeetingId, datetime]:
    """The meetings for which somebody typed a mark into *Attendance*, and when a run saw the first."""
    found: dict[MeetingId, datetime] = {}
    for person in attended.people.values():
        for id_, mark in person.marks.items():
            if mark.mark and mark.source is Source.TAB:
                found[id_] = min(found.get(id_, mark.at), mark.at)
    return found


def _unheard(configuration: Configuration, standing: StandingWorkbook, known: KnownReplies) -> Iterator[Problem]:
    """What keeps answers from being read that are to be."""
    settings, account = configuration.program.mail, standing.mailbox.account
    if not settings.read_replies:
        return
    if not settings.receives_answers(account):
        yield Problem(
            where=Place(tab=MAIL.title),
            what=f"Answers to our mails go to {settings.reply_to.email} and not to {account}, so they aren't read.",
            remedy="Take [mail] reply_to out of the configuration, or set it to the account's own address; or set"
            " read_replies to false.",
            for_operator=True,
        )
    elif known.error:
        yield Problem(
            where=Place(tab=MAIL.title),
            what=f"Answers to our mails can't be read: {known.error}",
            remedy="Let mentoring-sync read mail (gmail.readonly instead of gmail.metadata): sign in again, or widen"
            " the service account's delegation. Or set [mail] read_replies to false.",
            for_operator=True,
        )
