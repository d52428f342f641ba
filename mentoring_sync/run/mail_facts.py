"""What mail is about: the run's people, teams and figures as the facts that the kinds of mail go by.

In: the configuration, the workbook, what the stages before decided. Out: `Facts`, and what *Recruit* says that can't be
used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from email_validator import EmailNotValidError, validate_email

from mentoring_sync.intake.outcome import Rejection
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.kinds.facts import Facts, NotCompleted, PutOff, Recruit, TurnedAway
from mentoring_sync.records.forgotten import Forgotten
from mentoring_sync.records.message import Posting
from mentoring_sync.records.person import Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import TAKES_NO_PART, PersonStatus, RosterEntry, person_key
from mentoring_sync.records.survey import SurveyName, SurveyStatus
from mentoring_sync.run.calendar import NO_CALENDAR, Calendar
from mentoring_sync.run.certificates import NO_CERTIFICATES, Certificates
from mentoring_sync.run.feedback import NO_FEEDBACK, Feedback
from mentoring_sync.run.figures import NO_FIGURES, Figures
from mentoring_sync.run.people import People
from mentoring_sync.run.progress import NO_PROGRESS, Progress
from mentoring_sync.run.reports import NO_REPORTS, Reports
from mentoring_sync.run.roster import NO_ROSTER, Roster
from mentoring_sync.run.teams import NO_TEAMS, Teams
from mentoring_sync.settings.load import Configuration, Program
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.recruit import RECRUIT, RecruitRow

NOBODY_FORGOTTEN = Forgotten()


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What the mail depends on of that which the stages before decided; what is left out changes nothing."""

    people: People
    teams: Teams = NO_TEAMS
    roster: Roster = NO_ROSTER
    progress: Progress = NO_PROGRESS
    figures: Figures = NO_FIGURES
    calendar: Calendar = NO_CALENDAR
    reports: Reports = NO_REPORTS
    feedback: Feedback = NO_FEEDBACK
    certificates: Certificates = NO_CERTIFICATES


def facts_of(
    configuration: Configuration,
    standing: StandingWorkbook,
    decided: Decided,
    recruits: Sequence[Recruit],
    postings: Sequence[Posting],
    now: datetime,
) -> Facts:
    """All that is known, by which the kinds of mail say what is due."""
    program = configuration.program
    prefix = round_prefix(program.programme, program.round)
    intake, teams = decided.people.intake, decided.teams.teams
    applied: tuple[Person, ...] = (*intake.mentors, *intake.mentees)
    people = {person_key(each.role, each.id): each for each in applied}
    by_status: dict[PersonStatus, list[Person]] = {status: [] for status in PersonStatus}
    for entry in decided.roster.entries:
        if entry.key in people:
            by_status[entry.status].append(people[entry.key])
    turned_away = {PersonStatus.NOT_ELIGIBLE, PersonStatus.UNUSABLE}
    shown = {entry.key for entry in decided.roster.entries if entry.status in turned_away}
    known: tuple[Person, ...] = tuple(each.person for each in standing.known.values())
    google, put_off = program.google, tuple(_put_off(standing, decided.people.away))
    return Facts(
        programme=program.programme,
        operator=_operator(program),
        commitment=program.commitment,
        labels=configuration.questions.labels,
        round=program.round,
        began=standing.round_began,
        kinds=program.mail.kinds,
        now=now,
        postings=tuple(posting for posting in postings if posting.key.startswith(prefix)),
        teams=teams,
        accepted=by_status[PersonStatus.ACCEPTED],
        waiting=by_status[PersonStatus.WAITING],
        turned_away=list(_turned_away(each for each in intake.rejections if each.key in shown)),
        recruits=recruits,
        put_off=put_off,
        meetings=decided.progress.meetings,
        certificates=decided.certificates.given,
        taken_back=decided.certificates.taken_back,
        with_file=program.certificates.pdf,
        not_completed=tuple(_not_completed(decided)),
        completion_since=decided.certificates.since,
        applications=decided.figures.applications,
        known_as=decided.people.known_as,
        languages={each.id: each.languages for each in (*known, *applied)},
        gone={each.key: each.status for each in decided.roster.entries if each.status in TAKES_NO_PART},
        gone_from=_gone_from(decided.roster) - {each.email for each in put_off},
        on_leave=decided.people.on_leave,
        replaced=decided.people.replaced,
        dated=decided.calendar.known.as_dated(program.round),
        answered=decided.reports.answered_by_mentor,
        spoke=decided.reports.spoke,
        asked_since=decided.reports.asked_since,
        report_form=configuration.questions.reports,
        by_mail=decided.reports.by_mail,
        surveys=dict(_surveys(decided)),
        workbook="" if google.api_root else f"https://docs.google.com/spreadsheets/d/{google.spreadsheet}",
    )


def _surveys(decided: Decided) -> Iterator[tuple[SurveyName, SurveyStatus]]:
    """How the surveys stand; whoever answered by mail has answered, too."""
    for name, each in decided.feedback.status.items():
        by_mail = decided.reports.spoke if name is SurveyName.CLOSING else decided.reports.spoke_half_way
        yield name, replace(each, answered=each.answered | by_mail)


def _not_completed(decided: Decided) -> Iterator[NotCompleted]:
    """Those in teams who didn't complete the round and never had a certificate of it."""
    for each in decided.teams.teams:
        for person in each.team.members:
            key = person_key(person.role, person.id)
            far = decided.progress.completion.get(key)
            if far and not far.earned and key not in decided.certificates.had_one:
                yield NotCompleted(person=person, team=each.label, more_meetings=far.more_meetings, steps=far.steps)


def _put_off(standing: StandingWorkbook, away: Iterable[RosterEntry]) -> Iterator[PutOff]:
    """Those who stand in *Roster* only because they put off the round before."""
    for entry in away:
        if entry.status is PersonStatus.DEFERRED and (person := standing.past.get(entry.key)):
            yield PutOff(
                about=entry.key,
                name=entry.name,
                email=entry.email,
                role=entry.role,
                languages=person.languages,
            )


def _gone_from(roster: Roster) -> frozenset[str]:
    """The addresses of those who take no part in any role."""
    there = {str(each.email) for each in roster.entries if each.status not in TAKES_NO_PART}
    return frozenset(str(each.email) for each in roster.entries) - there


def _operator(program: Program) -> str:
    """The address of whoever runs the program, where it isn't the coordinator's."""
    contact = program.operator.contact if program.operator else ""
    return contact if contact.casefold() != program.programme.contact.casefold() else ""


def _turned_away(rejections: Iterable[Rejection]) -> Iterator[TurnedAway]:
    for each in rejections:
        if each.email and _is_address(each.email):
            yield TurnedAway(
                name=each.name,
                email=each.email,
                role=each.role,
                reasons=each.reasons,
                applied_at=each.applied_at,
                ours=each.shared,
                languages=each.languages,
            )


def recruits_of(
    rows: Sequence[RecruitRow], forgotten: Forgotten = NOBODY_FORGOTTEN
) -> tuple[list[Recruit], list[Problem]]:
    """Whom *Recruit* says to invite, and the rows that can't be used."""
    recruits, problems = list[Recruit](), list[Problem]()
    for each in rows:
        role, email = each.role.casefold().removesuffix("s"), each.email.lower()
        if forgotten.has(email):
            problems.append(_was_forgotten(each))
        elif _is_address(email) and role in set(Role):
            recruits.append(Recruit(name=each.name, email=email, role=Role(role), why=each.why))
        else:
            problems.append(
                Problem(
                    where=Place(tab=RECRUIT, row=each.row),
                    what=f"“{each.name or each.email}” can't be invited: the row needs an address and a role.",
                    remedy="Write an e-mail address under Email, and mentor or mentee under Role.",
                    about=email,
                )
            )
    return recruits, problems


def _was_forgotten(row: RecruitRow) -> Problem:
    """It says nothing of who they are."""
    return Problem(
        where=Place(tab=RECRUIT, row=row.row),
        what="Somebody stands here who was forgotten: they aren't invited.",
        remedy="Delete the row. If they want to take part again, they answer the form.",
    )


def _is_address(text: str) -> bool:
    """Whether mail can be addressed to it."""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True
