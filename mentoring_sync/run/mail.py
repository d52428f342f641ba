"""Which mail a run owes: gathers the facts from the workbook and what was decided, and has it put into words.

In: the configuration, the workbook, who applied, the teams. Out: the messages owed, those on their way, and what
*Review* should hear. No Google, no file, no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from email_validator import EmailNotValidError, validate_email

from mentoring_sync.intake.outcome import Intake
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.kinds.catalogue import due, owed
from mentoring_sync.mail.kinds.due import Due, Earned, Facts, Recruit, TurnedAway
from mentoring_sync.mail.writing.compose import Writer
from mentoring_sync.progress.attendance import attendance
from mentoring_sync.progress.completion import Completion, completed
from mentoring_sync.records.message import Message, Posting
from mentoring_sync.records.person import Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam, PersonStatus, RosterEntry, person_key
from mentoring_sync.settings.load import Configuration
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.tabs.attendance import read_dated_marks, read_reached
from mentoring_sync.workbook.tabs.lists import DO_NOT_MAIL, RECRUIT, read_answered, read_barred, read_recruits
from mentoring_sync.workbook.tabs.review import known_problems, problem_key

CLOSING_SURVEY = "Closing survey"


@dataclass(frozen=True, kw_only=True)
class Mailing:
    """The messages that become owed now; by key, all that are owed or on their way; and what *Review* should hear."""

    owed: tuple[Message, ...] = ()
    messages: Mapping[str, Message]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What the mail depends on of that which the run decided; `problems` are those for *Review* so far."""

    intake: Intake
    roster: Sequence[RosterEntry]
    teams: Sequence[LabelledTeam]
    postings: Sequence[Posting]
    problems: Sequence[Problem]


def mailing(configuration: Configuration, workbook: Workbook, decided: Decided, now: datetime) -> Mailing:
    """The run's mail."""
    recruits, unusable = _recruits(workbook)
    facts = _facts(configuration, workbook, decided, recruits, now)
    barred = read_barred(workbook)
    problems = (*unusable, *_not_mailed(decided.teams, barred))
    new = _new_problems(workbook, (*decided.problems, *problems))
    dues = list(_spared(due(replace(facts, problems=new)), barred))
    now_owed = {facts.key(each.kind, each.about, each.occasion) for each in owed(dues, facts)}
    going = {key for key, posting in facts.posted.items() if posting.is_on_its_way}
    messages = dict(_composed(configuration, facts, dues, now_owed | going))
    return Mailing(
        owed=tuple(message for key, message in messages.items() if key in now_owed),
        messages=messages,
        problems=problems,
    )


def _composed(
    configuration: Configuration, facts: Facts, dues: Sequence[Due], wanted: set[str]
) -> Iterator[tuple[str, Message]]:
    program = configuration.program
    writer = Writer(
        programme=program.programme,
        mail=program.mail,
        round=program.round,
        templates=configuration.templates,
        now=facts.now,
    )
    for each in dues:
        key = facts.key(each.kind, each.about, each.occasion)
        if key in wanted:
            thread = facts.posted[each.follows].subject if each.follows else ""
            yield key, writer.compose(each, key=key, thread_subject=thread)


def _facts(
    configuration: Configuration, workbook: Workbook, decided: Decided, recruits: Sequence[Recruit], now: datetime
) -> Facts:
    program = configuration.program
    prefix = round_prefix(program.programme, program.round)
    applied: tuple[Person, ...] = (*decided.intake.mentors, *decided.intake.mentees)
    people = {person_key(each.role, each.email): each for each in applied}
    by_status: dict[PersonStatus, list[Person]] = {status: [] for status in PersonStatus}
    for entry in decided.roster:
        if entry.key in people:
            by_status[entry.status].append(people[entry.key])
    turned_away = {PersonStatus.NOT_ELIGIBLE, PersonStatus.UNUSABLE}
    shown = {entry.key for entry in decided.roster if entry.status in turned_away}
    google = program.google
    return Facts(
        programme=program.programme,
        commitment=program.commitment,
        round=program.round,
        kinds=program.mail.kinds,
        now=now,
        postings=tuple(posting for posting in decided.postings if posting.key.startswith(prefix)),
        teams=decided.teams,
        accepted=by_status[PersonStatus.ACCEPTED],
        waiting=by_status[PersonStatus.WAITING],
        turned_away=[each for each in _turned_away(decided.intake) if person_key(each.role, each.email) in shown],
        recruits=recruits,
        marks=read_dated_marks(workbook),
        earned=tuple(_earned(configuration, workbook, decided.teams)),
        workbook="" if google.api_root else f"https://docs.google.com/spreadsheets/d/{google.spreadsheet}",
    )


def _turned_away(intake: Intake) -> Iterator[TurnedAway]:
    for each in intake.rejections:
        if each.email and is_address(each.email):
            yield TurnedAway(
                name=each.name or each.email,
                email=each.email,
                role=each.role,
                reasons=tuple(reason.sentence for reason in each.reasons),
                usable=each.waivable,
                applied_at=each.applied_at,
                ours=each.shared,
            )


def _earned(configuration: Configuration, workbook: Workbook, teams: Sequence[LabelledTeam]) -> Iterator[Earned]:
    settings = configuration.program.mail.kinds.certificate
    takes = {
        Role.MENTEE: Completion(meetings=settings.mentee_meetings, needs=settings.mentee_needs),
        Role.MENTOR: Completion(share=settings.mentor_share, needs=settings.mentor_needs),
    }
    marks, reached, answered = read_dated_marks(workbook), read_reached(workbook), read_answered(workbook)
    for each in teams:
        for person in each.team.members:
            key = person_key(person.role, person.email)
            figures = attendance(tuple(marks.get(key, {}).values()))
            survey = {CLOSING_SURVEY} if person.email in answered else set[str]()
            if completed(takes[person.role], figures, reached.get(key, frozenset()) | survey):
                yield Earned(person=person, team=each.label, attended=figures.attended)


def _recruits(workbook: Workbook) -> tuple[list[Recruit], list[Problem]]:
    recruits, problems = list[Recruit](), list[Problem]()
    for each in read_recruits(workbook):
        role, email = each.role.casefold().removesuffix("s"), each.email.lower()
        if is_address(email) and role in set(Role):
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


def is_address(text: str) -> bool:
    """Whether mail can be addressed to it."""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _spared(dues: Iterator[Due], barred: frozenset[str]) -> Iterator[Due]:
    """What is due, without those who want no mail."""
    for each in dues:
        to = tuple(reader for reader in each.to if reader.email not in barred)
        if to:
            yield each if to == each.to else replace(each, to=to)


def _not_mailed(teams: Sequence[LabelledTeam], barred: frozenset[str]) -> Iterator[Problem]:
    for each in teams:
        for member in each.team.members:
            if member.email in barred:
                yield Problem(
                    where=Place(tab=DO_NOT_MAIL),
                    what=f"{member.name} is in {each.label} and on this list: no mail tells them of their team.",
                    remedy="Tell them yourself, take the address off the list, or tick Withdrawn in Roster.",
                    about=member.email,
                )


def _new_problems(workbook: Workbook, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    known = known_problems(workbook)
    return tuple({key: each for each in problems if (key := problem_key(each)) not in known}.values())
