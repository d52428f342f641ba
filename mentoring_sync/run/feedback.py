"""The stage *feedback*: what the surveys of a round say, half-way and at its end.

In: the configuration, the workbook, who takes part and in which teams. Out: figures, what may be quoted, who has
answered; what is asked of the coordinator. A test is set aside until they say otherwise; what is told of groups is
decided once, when a survey is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from mentoring_sync.intake.surveys.form import ANSWERING, SurveyForm
from mentoring_sync.intake.surveys.naming import Names
from mentoring_sync.intake.surveys.read import Seen, read_survey
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.kinds.round import CLOSING_SURVEY, HALF_WAY, middle_of
from mentoring_sync.progress.feedback import Groups, SurveyFigures, survey_figures
from mentoring_sync.records.calendar import ANYWHERE_ON_EARTH, over_everywhere
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.problem import Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.round import Round
from mentoring_sync.records.survey import Aside, Came, Survey, SurveyName, SurveyStatus
from mentoring_sync.run.feedback_questions import asked_of, notices
from mentoring_sync.run.people import People
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.teams import Teams
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.people import ANSWERS, remembered_cells
from mentoring_sync.workbook.known.surveys import (
    SURVEYS_KNOWN,
    KnownSurvey,
    known_survey_cells,
    read_known_surveys,
)
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.feedback import read_answered
from mentoring_sync.workbook.tabs.quotations import QUOTATIONS, Quotation, quotations_tab, read_printed

ASKED_BY = {SurveyName.HALF_WAY: HALF_WAY, SurveyName.CLOSING: CLOSING_SURVEY}
"""The kind of mail that asks for each survey."""

_NOT_COUNTED = (Aside.TEST, Aside.EARLY, Aside.LATE)


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """`surveys` are those whose tabs are forms'; `answered` who answered the closing survey, so that it counts;
    `came` says of them when that was, as far as the form tells. `quotations` are all texts, `printed` those that may be
    printed."""

    surveys: tuple[SurveyFigures, ...] = ()
    answered: frozenset[PersonId] = frozenset()
    came: Mapping[PersonId, Came] = field(default_factory=dict)
    status: Mapping[SurveyName, SurveyStatus] = field(default_factory=dict)
    quotations: tuple[Quotation, ...] = ()
    printed: tuple[Quotation, ...] = ()
    tabs: tuple[DesiredTab, ...] = ()
    problems: tuple[Problem, ...] = ()
    memory: Mapping[str, TabBase] = field(default_factory=dict)


NO_FEEDBACK = Feedback()
"""Where nothing is to change."""


def feedback(
    configuration: Configuration, standing: StandingWorkbook, people: People, teams: Teams, *, now: datetime
) -> Feedback:
    """What the surveys say by now."""
    asking, known = Asking(standing.answers), read_known_surveys(standing.base.get(SURVEYS_KNOWN, {}))
    read = {name: _Reading(name, configuration, standing, people, known[name], asking, now) for name in SurveyName}
    figures = {name: found for name, each in read.items() if (found := each.figures(teams))}
    printed = read_printed(standing.tab(QUOTATIONS))
    quotations = tuple(_quotations(read, figures.values(), people))
    tabs = (quotations_tab(quotations),) if quotations or standing.stands(QUOTATIONS) else ()
    return Feedback(
        surveys=tuple(figures.values()),
        answered=read[SurveyName.CLOSING].counted(),
        came=read[SurveyName.CLOSING].came(),
        status={name: each.status() for name, each in read.items()},
        quotations=quotations,
        printed=tuple(each for each in quotations if each.key in printed),
        tabs=tabs,
        problems=(*asking.unanswered, *(problem for each in read.values() for problem in each.problems)),
        memory={
            ANSWERS: remembered_cells(asking.acted_on),
            SURVEYS_KNOWN: known_survey_cells({name: each.known(figures.get(name)) for name, each in read.items()}),
        },
    )


def closes_at(form: SurveyForm, name: SurveyName, round_: Round) -> datetime:
    """When a survey is closed: as its form says, else some weeks after its day."""
    if form.closed:
        return form.closed
    day = middle_of(round_) if name is SurveyName.HALF_WAY else round_.closing_survey or round_.end
    return over_everywhere(day + ANSWERING)


class _Reading:
    """One survey of the round, read with all that is known of it."""

    def __init__(
        self,
        name: SurveyName,
        configuration: Configuration,
        standing: StandingWorkbook,
        people: People,
        known: KnownSurvey,
        asking: Asking,
        now: datetime,
    ) -> None:
        program = configuration.program
        self.name, self.form = name, configuration.questions.surveys.form(name)
        self.standing, self.people, self.before, self.now = standing, people, known, now
        self.read_from = standing.read_without_forgotten()
        self.closes = closes_at(self.form, name, program.round)
        self.prefix = round_prefix(program.programme, program.round)
        kinds = program.mail.kinds
        self.link = self.form.form or (kinds.half_way if name is SurveyName.HALF_WAY else kinds.closing_survey).survey
        mail = program.mail
        self.staff = frozenset(map(str.casefold, (*program.staff, mail.sender.email, mail.reply_to.email)))
        self.problems: tuple[Problem, ...] = ()
        self.survey = self._read(asking)

    def who(self, email: str) -> PersonId:
        """Whose address it is or was."""
        return self.people.known_as.get(email, PersonId(email))

    def _read(self, asking: Asking) -> Survey | None:
        """The survey, once what is asked of it and was answered is heeded."""
        seen = Seen(known_as=self.who, staff=self.staff, first=self.before.first, began=self.standing.round_began)
        found = self._taken(self.form, seen)
        if found is None:
            self.problems = tuple(notices(self.name, self.form))
            return None
        zone = self.standing.workbook.time_zone
        heeded = asked_of(found, self.form, asking.ask, zone=zone)
        if heeded.restored or heeded.form != self.form:
            return self._taken(heeded.form, replace(seen, restored=heeded.restored))
        return found

    def _taken(self, form: SurveyForm, seen: Seen) -> Survey | None:
        read = read_survey(self.read_from, self.name, form, closes=self.closes, seen=seen)
        self.problems = read.problems
        return read.survey

    @property
    def asked(self) -> frozenset[PersonId]:
        """Who was asked by mail."""
        postings = (each for each in self.standing.postings if each.key.startswith(self.prefix))
        told = (each for each in postings if each.kind == ASKED_BY[self.name].name and each.told)
        return frozenset(self.who(email) for each in told for email in each.readers)

    @property
    def answered(self) -> frozenset[PersonId]:
        """Who answered on the form, as far as it says."""
        if self.survey is None or not self.survey.asks_who:
            return frozenset()
        return frozenset(self.who(each.email) for each in self.survey.responses if each.email)

    def counted(self) -> frozenset[PersonId]:
        """Whose answer counts, by any address that stands in the tab: not those of tests, nor late ones where these
        don't count. Of an anonymous form nobody's does."""
        if self.form.anonymous:
            return frozenset()
        there = read_answered(self.read_from, self.form.tab)
        if self.survey:
            aside = {each.email for each in self.survey.aside if each.why in _NOT_COUNTED}
            kept = {each.email for each in self.survey.aside if each.why not in _NOT_COUNTED}
            kept |= {each.email for each in self.survey.responses}
            there -= (aside | self.survey.before) - kept
        return frozenset(map(self.who, there))

    def came(self) -> dict[PersonId, Came]:
        """When the answer came of each whose counts; of two of one person the earlier."""
        if self.survey is None or self.form.anonymous:
            return {}
        late = self.survey.late
        by_who = [(self.who(each.email), each.key in late) for each in self.survey.responses if each.email]
        in_time = {who for who, is_late in by_who if not is_late}
        return {who: Came.IN_TIME if who in in_time else Came.LATE for who, _ in by_who}

    def figures(self, teams: Teams) -> SurveyFigures | None:
        """The figures, as they may be shown now."""
        if self.survey is None:
            return None
        splits, asked = self.before.splits, self.asked
        return survey_figures(
            self.survey,
            asked=len(asked),
            of_asked=len(asked & self.answered) if self.survey.asks_who else None,
            closes=self.closes,
            now=self.now,
            groups=self._groups(teams) if self.survey.asks_who else None,
            splits=lambda question: None if splits is None else splits.get(question, ()),
            set_aside=sum(each.why in (Aside.TEST, Aside.EARLY, Aside.BROKEN) for each in self.survey.aside),
        )

    def _groups(self, teams: Teams) -> Groups:
        """Role and team of each who answered; of whom they can't be told they are left out."""
        roles, placed = dict[PersonId, set[Role]](), dict[PersonId, set[str]]()
        for each in teams.teams:
            for member in each.team.members:
                roles.setdefault(member.id, set()).add(member.role)
                placed.setdefault(member.id, set()).add(each.label)
        responses = self.survey.responses if self.survey else ()
        keys = {each.key: self.who(each.email) for each in responses if each.email}
        return Groups(
            roles={key: f"{min(roles[who])}s" for key, who in keys.items() if len(roles.get(who, ())) == 1},
            teams={key: min(placed[who]) for key, who in keys.items() if len(placed.get(who, ())) == 1},
            every_role=tuple(f"{role}s" for role in Role),
            every_team=tuple(each.label for each in teams.teams),
        )

    def status(self) -> SurveyStatus:
        """What mail goes by."""
        return SurveyStatus(
            form=self.link,
            reminds=self.survey is not None and self.survey.asks_who,
            answered=self.answered,
            since=self.before.since,
            closes=self.closes,
            last_day=_last_day(self.form),
        )

    def known(self, figures: SurveyFigures | None) -> KnownSurvey:
        """What the next run is to know."""
        before = self.before
        first = {**before.first, **(self.survey.first_given if self.survey else {})}
        first = {} if self.form.anonymous and not (self.survey and self.survey.codes) else first
        splits = before.splits
        if figures and not figures.is_open and splits is None:
            splits = {each.question.called: each.split for each in figures.questions}
        return KnownSurvey(since=before.since or self.now, first=first, splits=splits)


def _last_day(form: SurveyForm) -> date | None:
    return (form.closed - ANYWHERE_ON_EARTH - timedelta(seconds=1)).date() if form.closed else None


def _quotations(
    read: Mapping[SurveyName, _Reading], surveys: Iterable[SurveyFigures], people: People
) -> Iterator[Quotation]:
    """All texts by question, and who is named in them."""
    codes = {code for each in read.values() if each.survey for code in each.survey.codes}
    names = Names([*people.names.values()], codes)
    for survey in surveys:
        for each in survey.questions:
            question = f"{survey.name.value.capitalize()}: {each.question.called}"
            for at, text in enumerate(each.texts):
                number = each.texts[: at + 1].count(text)
                yield Quotation(question=question, text=text, named=names.named_in(text), number=number)
