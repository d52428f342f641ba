"""One response row becomes a person, or a rejection with every reason for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from mentoring_sync.intake.answer import Doubt, Matter, Unusable
from mentoring_sync.intake.cells import address, can_be_seen, is_error
from mentoring_sync.intake.hours.question import HoursQuestion
from mentoring_sync.intake.outcome import Reason, Rejection
from mentoring_sync.intake.own_answers import Cells, Parser
from mentoring_sync.intake.question import Question
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.recognise import Trait, digest_of
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.availability import WeeklyHours
from mentoring_sync.records.person import Mentee, Mentor, Origin
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Asked, Parameter, Requirements, Role, Terms, Unmet
from mentoring_sync.records.requirement import Rule as Requirement

RECORDS: dict[Role, type[Mentor] | type[Mentee]] = {Role.MENTOR: Mentor, Role.MENTEE: Mentee}
_WHO = frozenset({"email", "name", "timestamp"})
QUESTION_OF = {"applied_at": "timestamp", "either": "role"}
"""Fields of a record that are named otherwise than the question they come from."""

_BROKEN = {
    ("name", "string_too_long"): Rule.TOO_LONG,
    ("email", "string_too_long"): Rule.TOO_LONG,
    ("email", "value_error"): Rule.NOT_AN_ADDRESS,
    ("capacity", "greater_than_equal"): Rule.TOO_FEW,
}
"""By field and pydantic's type of error, the rule that an answer breaks."""


@dataclass(frozen=True, kw_only=True)
class Application:
    """A response row and what became of it; `given` is None where the timestamp can't be read.

    `terms` are those it was read under, `doubts` what a person should look at, `matters` what it shares with others.
    """

    origin: Origin
    role: Role
    name: str
    email: str
    given: datetime | None
    outcome: Mentor | Mentee | Rejection
    terms: Terms
    doubts: tuple[Problem, ...]
    matters: tuple[Shared, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def trait(self) -> Trait:
        """What the row shows of whose it is."""
        return Trait(role=self.role, email=self.email, name=self.name, given=self.given, answers=self.answers)


@dataclass(frozen=True, kw_only=True)
class Shared:
    """An answer that has a matter in common with others: where it stands, and what was typed."""

    where: Place
    answer: str
    matter: Matter


@dataclass
class _Row:
    """A row as it is being read: what could be read by field, and why the rest could not."""

    origin: Origin
    cells: Cells
    read: dict[str, Any] = field(default_factory=dict)
    unusable: dict[str, Reason] = field(default_factory=dict)
    doubts: list[Problem] = field(default_factory=list)
    matters: list[Shared] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name, if it is one."""
        name = str(self.cells["name"])
        return name if can_be_seen(name) and not is_error(name) else ""


class ApplicationReader:
    """Reads the rows of one role's tab. `waived` are the addresses whose requirements the coordinator set aside."""

    def __init__(
        self,
        questions: Questions,
        role: Role,
        *,
        parsers: Mapping[str, Parser],
        titles: Mapping[str, str],
        requirements: Requirements,
        waived: Collection[str],
    ) -> None:
        self._role = role
        self._tab = questions.tab(role)
        self._parsers = parsers
        self._titles = {
            name: titles.get(name) or _of_grid(question, titles) for name, question in questions.asked(role).items()
        }
        self._constant = frozenset(name for name, question in questions.asked(role).items() if question.constant)
        self._requirements = requirements
        self._waived = waived

    def read(self, number: int, cells: Cells) -> Application:
        """The application in row `number` (as people count rows)."""
        row = _Row(origin=Origin(tab=self._tab, row=number), cells=cells)
        self._parse(row)
        terms = self._terms(row)
        outcome = self._person(row, terms)
        return Application(
            origin=row.origin,
            role=self._role,
            name=row.name,
            email=outcome.email,
            given=row.read.get("timestamp"),
            outcome=outcome,
            terms=terms,
            doubts=tuple(row.doubts),
            matters=tuple(row.matters),
            answers={name: digest_of(cell) for name, cell in cells.items() if name not in _WHO | self._constant},
        )

    def _parse(self, row: _Row) -> None:
        for name, parse in self._parsers.items():
            try:
                parsed = parse(row.cells)
            except Unusable as why:
                reason = self._reason(name, row, rule=why.rule, parameters=why.parameters)
                row.unusable[name] = replace(reason, matter=why.matter)
                continue
            row.read[name] = parsed.value
            for doubt in parsed.doubts:
                if isinstance(doubt, Matter):
                    row.matters.append(self._shared(name, row, doubt))
                else:
                    row.doubts.append(self._problem(name, row, doubt))

    def _shared(self, name: str, row: _Row, matter: Matter) -> Shared:
        answer = row.cells.get(name, "")
        return Shared(where=self._place(name, row), answer=answer if isinstance(answer, str) else "", matter=matter)

    def _place(self, name: str, row: _Row) -> Place:
        return Place(tab=self._tab, row=row.origin.row, column=self._titles[name])

    def _problem(self, name: str, row: _Row, doubt: Doubt) -> Problem:
        return Problem(
            where=self._place(name, row),
            what=f"{row.name or row.cells['email']}: {doubt.what}",
            remedy=doubt.remedy,
            about=_address(row),
        )

    def _terms(self, row: _Row) -> Terms:
        rules = self._requirements.of(self._role)
        asked = {
            field: Asked(question=self._titles[field], answer=str(row.cells.get(field, "")))
            for field in rules.fields
            if field in self._titles
        }
        waived = frozenset(code for code, _ in rules) if _address(row) in self._waived else frozenset[str]()
        return Terms(requirements=self._requirements, waived=waived, asked=asked)

    def _person(self, row: _Row, terms: Terms) -> Mentor | Mentee | Rejection:
        reasons = dict(row.unusable)
        try:
            person = RECORDS[self._role].under(terms, **_answers(row))
        except ValidationError as trouble:
            for error in trouble.errors(include_url=False, include_input=False):
                if error["type"] not in (
                    "missing",
                    "answer_unknown",
                ):  # what is missing couldn't be read, and has its reason
                    name = _question_of(error)
                    reasons.setdefault(_key_of(error, name, row), self._reason_of(error, row))
        else:
            if not reasons:
                return person
        return Rejection(
            name=row.name,
            email="" if "email" in reasons else _address(row),
            role=self._role,
            origin=row.origin,
            time_zone=row.read.get("time_zone", ""),
            reasons=tuple(reasons.values()),
            applied_at=row.read.get("timestamp"),
            languages=row.read.get("languages", ()),
        )

    def _reason(
        self,
        name: str,
        row: _Row,
        *,
        rule: Rule,
        parameters: Mapping[str, Parameter],
        code: str = "",
        requirement: Requirement | None = None,
    ) -> Reason:
        return Reason(
            code=code or name,
            question=self._titles[name],
            answer=str(row.cells.get(name) or parameters.get("answer", "")),
            rule=rule,
            parameters=parameters,
            requirement=requirement,
        )

    def _reason_of(self, error: Mapping[str, Any], row: _Row) -> Reason:
        name, details = _question_of(error), error.get("ctx", {})
        unmet = details.get("unmet")
        if isinstance(unmet, Unmet):
            return self._reason(
                name,
                row,
                rule=Rule(unmet.rule.kind),
                parameters=unmet.parameters,
                code=error["type"],
                requirement=unmet.rule,
            )
        why = str(details.get("reason") or error["msg"])
        said = {"why": why[:1].lower() + why[1:].removesuffix("."), **_bound(details)}
        return self._reason(name, row, rule=_BROKEN.get((name, error["type"]), Rule.UNUSABLE), parameters=said)


def _bound(details: Mapping[str, Any]) -> dict[str, Parameter]:
    """The number that an answer must reach, or not exceed, where it is one."""
    return {name: details[name] for name in ("ge", "max_length") if name in details}


def _of_grid(question: Question, titles: Mapping[str, str]) -> str:
    """A question as it stands in the form: that of a grid without the day in brackets."""
    if question.columns:
        return question.columns[0]
    if isinstance(question, HoursQuestion):
        first = next((titles[field] for field in question.columns_of_hours() if field in titles), "")
        return first.rpartition(" [")[0] or first or question.title
    return question.title


def _address(row: _Row) -> str:
    return address(row.cells["email"])


def _answers(row: _Row) -> dict[str, Any]:
    """The record's fields, as far as they could be read: hours need their zone, and some questions have other names."""
    answers = {"origin": row.origin, **row.read}
    for name, asked in QUESTION_OF.items():
        if asked in answers:
            answers[name] = answers.pop(asked)
    zone, blocks = answers.pop("time_zone", None), answers.pop("hours", None)
    if zone and blocks:
        answers["hours"] = WeeklyHours(zone=zone, blocks=blocks)
    return answers


def _key_of(error: Mapping[str, Any], name: str, row: _Row) -> str:
    """Under which key a reason stands: that of its field, but several requirements may be about one."""
    required = name not in row.unusable and isinstance(error.get("ctx", {}).get("unmet"), Unmet)
    return str(error["type"]) if required else name


def _question_of(error: Mapping[str, Any]) -> str:
    first, *rest = map(str, error["loc"])
    name = rest[0] if first == "own" and rest else first
    return QUESTION_OF.get(name, name)
