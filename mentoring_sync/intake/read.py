"""The whole intake: the response tabs of a workbook, read into people and into reasons why not.

Every response row that answers anything ends as exactly one of: a record, a superseded response, a rejection.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale

from mentoring_sync.intake.cells import folded, in_quotes
from mentoring_sync.intake.columns import TIMESTAMP, Answers, Missing, Row, by_field, missing, refuse
from mentoring_sync.intake.counts import MOST
from mentoring_sync.intake.duplicates import latest
from mentoring_sync.intake.elsewhere import answers_elsewhere
from mentoring_sync.intake.faults import shared_faults
from mentoring_sync.intake.hours.seen import hours_said, seen_shape
from mentoring_sync.intake.moments import Clock, clock_for
from mentoring_sync.intake.outcome import Intake, Rejection
from mentoring_sync.intake.parsers import Background, parsers
from mentoring_sync.intake.people import Application, ApplicationReader
from mentoring_sync.intake.question import Question
from mentoring_sync.intake.questions import Questions, RoleQuestion
from mentoring_sync.intake.review import problems
from mentoring_sync.intake.tables import Table, response_tables
from mentoring_sync.intake.usable import Usable
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Requirements, Role
from mentoring_sync.spreadsheet.grid import Tab


@dataclass(frozen=True, kw_only=True)
class Responses:
    """Every response row as it was read, what is `noted` of the tabs as wholes, and the zone of their clock."""

    applications: tuple[Application, ...]
    noted: tuple[Problem, ...]
    zone: ZoneInfo


def read_responses(
    tabs: Iterable[Tab],
    *,
    questions: Questions,
    requirements: Requirements,
    waived: Collection[tuple[str, Role]] = (),
    time_zone: str,
    locale: str = "en_US",
    most_mentees: int = MOST,
    since: datetime | None = None,
    language: str = "en",
) -> Responses:
    """What the response tabs among `tabs` hold, row by row.

    `waived` are the people (address and role) whose requirements the coordinator set aside, `time_zone` is the IANA
    key of the spreadsheet's zone, in which its timestamps are, `locale` the one (`de_DE`) in which it writes dates;
    `most_mentees` is what a mentor without a limit takes, and `language` (a code) the one of those who aren't asked for
    theirs. `since`: what was answered before is of a round that was
    closed, wherever it stands.

    Raises:
        UnfitError: a response tab or a question is missing, or a header isn't in its place; names all that are.
    """
    tabs = list(tabs)
    tables = response_tables(tabs, questions)
    refuse(lacking for role, table in tables.items() for lacking in _lacking(table, role, questions))
    reading = _Reading(
        questions=questions,
        background=Background(
            requirements=requirements, most_mentees=most_mentees, zone=time_zone, language=english_name(language)
        ),
        waived=waived,
        zone=ZoneInfo(time_zone),
        locale=locale,
    )
    answers = {role: reading.answers(role, table) for role, table in tables.items()}
    applications = [each for role in answers for each in reading.applications(role, answers)]
    noted = [problem for role, given in answers.items() for problem in reading.noted(role, given)]
    unread = answers_elsewhere(
        tabs, questions=questions, applications=applications, zone=reading.zone, locale=locale, since=since
    )
    return Responses(applications=tuple(applications), noted=(*unread, *noted), zone=reading.zone)


def _lacking(table: Table, role: Role, questions: Questions) -> list[Missing]:
    """The questions that a tab hasn't got; of hours in another shape, which it is and how the configuration says it."""
    tab, columns, hours = questions.tab(role), questions.columns(role), questions.both.hours
    lacking = missing(table, columns, tab=tab)
    theirs = {accepted[0] for field, accepted in columns.items() if field.partition(".")[0] == "hours"}
    found = [each for each in lacking if each.title in theirs]
    if shown := seen_shape(table.titles, hours) if 2 * len(found) > len(theirs) else "":
        others = [each for each in lacking if each.title not in theirs]
        return [*others, Missing(tab=tab, title=hours.title, nearest="", said=hours_said(shown, hours))]
    return lacking


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """What the tabs are read by."""

    questions: Questions
    background: Background
    waived: Collection[tuple[str, Role]]
    zone: ZoneInfo
    locale: str

    def answers(self, role: Role, table: Table) -> Answers:
        """A role's answers by field."""
        clock = clock_for((), zone=self.zone, locale=self.locale, formats=self.questions.both.timestamp.formats)
        found = parsers(self.questions, role, clock=clock, background=self.background)
        given = by_field(
            table,
            self.questions.columns(role),
            usable=Usable(found, self.questions),
            from_the_right=self.questions.role is not None and section_is_last(table, self.questions, role),
        )
        return completed(given, self.questions.asked(role))

    def applications(self, role: Role, answers: Mapping[Role, Answers]) -> list[Application]:
        """A role's applications; the dates of both roles' tabs tell how the spreadsheet writes them."""
        reader = ApplicationReader(
            self.questions,
            role,
            parsers=parsers(self.questions, role, clock=self._clock(role, answers), background=self.background),
            titles=answers[role].titles,
            requirements=self.background.requirements,
            waived={email for email, waived_role in self.waived if waived_role is role},
        )
        return shared_faults(list(_read(of_role(answers[role].rows, role, self.questions.role), reader)))

    def _clock(self, role: Role, answers: Mapping[Role, Answers]) -> Clock:
        stamps = {each: [row[TIMESTAMP] for row in given.rows.values()] for each, given in answers.items()}
        return clock_for(
            stamps[role],
            beside=[cell for each, cells in stamps.items() if each is not role for cell in cells],
            zone=self.zone,
            locale=self.locale,
            formats=self.questions.both.timestamp.formats,
        )

    def noted(self, role: Role, answers: Answers) -> Iterator[Problem]:
        """What is odd about a tab's columns and rows."""
        tab = self.questions.tab(role)
        if role is Role.MENTOR and self.questions.both.time_zone is None:
            yield self._one_zone(tab)
        for each in () if self.questions.role else answers.differing:  # sections may ask the same of each role
            names = " and ".join(map(in_quotes, each.titles))
            columns = f"the columns {names}" if len(each.titles) > 1 else f"several columns {names}"
            yield Problem(
                where=Place(tab=tab, row=each.rows[0], column=each.titles[0]),
                what=f"In {tab}, {columns} answer one question differently: the leftmost usable answer counts.",
                remedy=f"{_rows(each.rows)}. Nothing, if that is right; else correct the answers, or take a title out"
                " of the aliases in config/questions.toml.",
            )
        if answers.repeated and not (self.questions.role and role is Role.MENTEE):
            yield Problem(
                where=Place(tab=tab, row=answers.repeated[0]),
                what=f"In {tab}, the questions' titles stand among the answers once more: that is nobody's response.",
                remedy=f"{_rows(answers.repeated)}. Delete it there.",
            )

    def _one_zone(self, tab: str) -> Problem:
        return Problem(
            where=Place(tab=tab),
            what=f"No form asks for a time zone: all hours are read on the spreadsheet's clock, {self.zone.key}.",
            remedy=f'Nothing, if everybody lives by it: time_zone = "{self.zone.key}" under [both] in'
            " config/questions.toml says so. Else ask for the city in both forms.",
            for_operator=True,
        )


def _rows(rows: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, rows[:5])) + (" …" if len(rows) > 5 else "")
    return f"Row {shown}" if len(rows) == 1 else f"{len(rows)} rows: {shown}"


def completed(answers: Answers, asked: Mapping[str, Question]) -> Answers:
    """The answers with those that stand in several columns joined, and those that everybody would give."""
    changed = {field: each for field, each in asked.items() if each.columns or each.constant}
    if not changed:
        return answers
    return replace(answers, rows={number: _completed(row, changed) for number, row in answers.rows.items()})


def _completed(row: Row, asked: Mapping[str, Question]) -> Row:
    whole = dict(row)
    for field, question in asked.items():
        if question.columns:
            parts = [str(whole.pop(f"{field}.{at}")) for at in range(len(question.columns))]
            whole[field] = " ".join(filter(None, parts))
        else:
            whole[field] = question.constant
    return whole


def section_is_last(table: Table, questions: Questions, role: Role) -> bool:
    """Whether a role's own questions stand behind the other's, in a form for both."""
    header = [folded(title) for title in table.titles]

    def place(of: Role) -> float:
        form = questions.mentor if of is Role.MENTOR else questions.mentee
        titles = {folded(title) for _, question in form.questions() for title in question.titles}
        places = [at for at, title in enumerate(header) if title in titles]
        return sum(places) / len(places) if places else 0

    return place(role) > place(role.other)


def of_role(answers: Mapping[int, Row], role: Role, question: RoleQuestion | None) -> Mapping[int, Row]:
    """The rows of those who apply for a role; whose can't be told are a mentee's, and asked about."""
    if question is None:
        return answers
    roles = {number: question.roles(str(row["role"])) for number, row in answers.items()}
    return {
        number: row
        for number, row in answers.items()
        if role in roles[number] or (not roles[number] and role is Role.MENTEE)
    }


def english_name(language: str) -> str:
    """How a language is called in English, by its code: `Spanish`."""
    return Locale.parse(language).get_language_name("en") or language


def _read(answers: Mapping[int, Row], reader: ApplicationReader) -> Iterable[Application]:
    return (reader.read(number, row) for number, row in answers.items())


def read_applications(
    tabs: Iterable[Tab],
    *,
    questions: Questions,
    requirements: Requirements,
    waived: Collection[tuple[str, Role]] = (),
    time_zone: str,
    locale: str = "en_US",
    most_mentees: int = MOST,
) -> Intake:
    """The people who apply, where nobody was known before: `read_responses`, sorted out."""
    responses = read_responses(
        tabs,
        questions=questions,
        requirements=requirements,
        waived=waived,
        time_zone=time_zone,
        locale=locale,
        most_mentees=most_mentees,
    )
    return sorted_out(responses)


def sorted_out(responses: Responses) -> Intake:
    """The people who apply: of each person and role the latest response counts."""
    of_each = latest(responses.applications, responses.zone)
    outcomes = [application.outcome for application in of_each.kept]
    return Intake(
        mentors=tuple(each for each in outcomes if isinstance(each, Mentor)),
        mentees=tuple(each for each in outcomes if isinstance(each, Mentee)),
        rejections=tuple(each for each in outcomes if isinstance(each, Rejection)),
        superseded=of_each.superseded,
        problems=(*responses.noted, *problems(of_each.kept)),
    )
