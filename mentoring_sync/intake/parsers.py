"""How the answer to each question is read: a function a field, from the row's cells to a value with its doubts.

Comes in: `Questions`, a role, its requirements, what is known of the spreadsheet. Goes out: `{field: parser}`; a parser
raises `Unusable`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mentoring_sync.intake.amounts import ERRORS, offered, refuse_error, smallest_team, taught
from mentoring_sync.intake.amounts import helped as plain_number
from mentoring_sync.intake.answer import Parsed, Unusable
from mentoring_sync.intake.cells import REMEMBERED, address, can_be_seen, is_error
from mentoring_sync.intake.counts import MOST
from mentoring_sync.intake.hours import HoursReader
from mentoring_sync.intake.moments import Clock
from mentoring_sync.intake.options import OptionReader
from mentoring_sync.intake.question import Question, TimestampQuestion
from mentoring_sync.intake.questions import (
    AgreementQuestion,
    CertificationQuestion,
    CountQuestion,
    GridQuestion,
    OptionsQuestion,
    Questions,
    hours_field,
)
from mentoring_sync.intake.rule import Rule
from mentoring_sync.intake.zones import Zones
from mentoring_sync.records.requirement import Certification, Requirements, Role, RoleRequirements

Cells = Mapping[str, Any]
"""A row's cleaned answers by field; only the timestamp may be a number."""

Parser = Callable[[Cells], Parsed[Any]]

SEVERAL = ("languages", "tools", "kinds_of_help")
PREFERRED = {"languages": "first_language", "kinds_of_help": "most_wanted"}
"""Questions whose answer is put first among those of another."""


@dataclass(frozen=True, kw_only=True)
class Background:
    """What answers are judged by beside the questions: what is required, and how many mentees a team may have."""

    requirements: Requirements
    most_mentees: int = MOST


def parsers(questions: Questions, role: Role, *, clock: Clock, background: Background) -> dict[str, Parser]:
    """The parser of each field that a role's form asks for; `clock` reads the timestamps of its tab."""
    asked = questions.asked(role)
    rules = background.requirements.of(role)
    found = {
        field: _parser(field, question, clock)
        for field, question in asked.items()
        if field not in PREFERRED.values() and not isinstance(question, CountQuestion)
    }
    judged = {
        "certification": _certification(questions.both.certification, rules),
        "commitment": _agreement(questions.both.commitment, rules),
        **_counts(asked, rules, role, background.most_mentees),
    }
    zone_of = lru_cache(maxsize=REMEMBERED)(Zones(questions.zones).read)
    found |= {
        "name": _name,
        "email": _email,
        "time_zone": lambda cells: zone_of(cells["time_zone"]),
        "languages": _at_least_one(found["languages"]),
    }
    every = {field: _without_errors(parser, _cells_of(field, questions)) for field, parser in found.items()} | judged
    return {field: every[field] for field in asked if field in every}


def _parser(field: str, question: Question, clock: Clock) -> Parser:
    match question:
        case TimestampQuestion():
            return lambda cells: clock.read(cells[field])
        case GridQuestion():
            return HoursReader(question).read
        case OptionsQuestion():
            return _options(field, OptionReader(question))
        case _:
            return lambda cells: Parsed(cells[field])


def _options(field: str, reader: OptionReader) -> Parser:
    if field not in SEVERAL:
        return lambda cells: reader.one(cells[field])
    several, first = lru_cache(maxsize=REMEMBERED)(reader.several), PREFERRED.get(field, "")

    def preferred_first(cells: Cells) -> Parsed[tuple[str, ...]]:
        preferred, others = several(cells.get(first, "")), several(cells[field])
        return Parsed(_once(preferred.value, others.value), _once(preferred.doubts, others.doubts))

    return preferred_first


def _once(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(first + second))


def _cells_of(field: str, questions: Questions) -> tuple[str, ...]:
    """The cells that a field is read from."""
    if field == "hours":
        return tuple(hours_field(day) for day in questions.both.hours.columns)
    return (field, PREFERRED[field]) if field in PREFERRED else (field,)


def _without_errors(parse: Parser, fields: tuple[str, ...]) -> Parser:
    """A formula's error is nobody's answer: as if nothing stood there, and told once for the column."""

    def read(cells: Cells) -> Parsed[Any]:
        wrong = [field for field in fields if is_error(cells.get(field, ""))]
        if not wrong:
            return parse(cells)
        try:
            parsed = parse({**cells, **dict.fromkeys(wrong, "")})
        except Unusable:
            refuse_error(cells[wrong[0]])
            raise
        return Parsed(parsed.value, (*parsed.doubts, ERRORS))

    return read


def _certification(question: CertificationQuestion, rules: RoleRequirements) -> Parser:
    chosen = _decided(question, OptionReader(question), "certification", required=rules.certification is not None)

    def read(cells: Cells) -> Parsed[Certification | None]:
        if not cells["certification"] and question.if_blank is not None:
            return Parsed(question.if_blank)
        parsed = chosen(cells)
        return Parsed(Certification(parsed.value) if parsed.value else None, parsed.doubts)

    return read


def _agreement(question: AgreementQuestion, rules: RoleRequirements) -> Parser:
    chosen = _decided(question, OptionReader(question), "commitment", required=rules.commitment is not None)

    def read(cells: Cells) -> Parsed[bool | None]:
        if not cells["commitment"] and question.if_blank is not None:
            return Parsed(question.if_blank == "yes")
        parsed = chosen(cells)
        return Parsed(parsed.value == "yes" if parsed.value else None, parsed.doubts)

    return read


def _decided(question: OptionsQuestion, reader: OptionReader, field: str, *, required: bool) -> Parser:
    """The option's meaning. What is no option is never one of them: it is asked about, or unknown if nothing asks."""

    def read(cells: Cells) -> Parsed[str]:
        answer = cells[field]
        if not required and (not answer or is_error(answer)):
            return Parsed("", (ERRORS,) if answer else ())
        if not answer:
            raise Unusable(Rule.NO_ANSWER, question=question.title)
        refuse_error(answer)
        parsed = reader.one(answer)
        if parsed.value in question.meanings:
            return parsed
        if not required:
            return Parsed("", (reader.new(answer),))
        said = {"question": question.title, "answer": answer, "nearest": reader.nearest(answer)}
        raise Unusable(Rule.NOT_AN_OPTION, reader.new(answer), **said)

    return read


def _counts(asked: Mapping[str, Question], rules: RoleRequirements, role: Role, most: int) -> dict[str, Parser]:
    """The parsers of the questions that ask for a number."""
    default = {field: each.if_blank for field, each in asked.items() if isinstance(each, CountQuestion)}
    read: dict[str, Callable[[str], Parsed[Any]]] = {
        "capacity": lambda text: offered(text, default=default["capacity"], most=most),
        "min_team": lambda text: smallest_team(text, default=default["min_team"]),
        "workshops_taught": lambda text: taught(text, rule=rules.workshops_taught, role=role),
    }
    needless = {field for field in default if field == "workshops_helped"}
    needless |= {"workshops_taught"} if rules.workshops_taught is None else set()
    return {
        field: _number(field, read.get(field, plain_number), default[field], needed=field not in needless)
        for field in default
    }


def _number(field: str, read_text: Callable[[str], Parsed[Any]], default: int | None, *, needed: bool) -> Parser:
    read_once = lru_cache(maxsize=REMEMBERED)(read_text)

    def read(cells: Cells) -> Parsed[Any]:
        if cells[field]:
            return read_once(cells[field])
        if default is None and needed:
            raise Unusable(Rule.NO_NUMBER)
        return Parsed(default)

    return read


def _name(cells: Cells) -> Parsed[str]:
    if not cells["name"]:
        raise Unusable(Rule.NO_NAME)
    if not can_be_seen(cells["name"]):
        raise Unusable(Rule.UNSEEN_NAME, answer=cells["name"])
    return Parsed(cells["name"])


def _email(cells: Cells) -> Parsed[str]:
    if not cells["email"]:
        raise Unusable(Rule.NO_ADDRESS)
    return Parsed(address(cells["email"]))


def _at_least_one(languages: Parser) -> Parser:
    def read(cells: Cells) -> Parsed[tuple[str, ...]]:
        parsed = languages(cells)
        if not parsed.value:
            raise Unusable(Rule.NO_LANGUAGE)
        return parsed

    return read
