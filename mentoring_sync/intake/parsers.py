"""How the answer to each question is read: a function a field, from the row's cells to a value with its doubts.

Comes in: `Questions`, a role, its requirements, what is known of the spreadsheet. Goes out: `{field: parser}`; a parser
raises `Unusable`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mentoring_sync.intake.amounts import ERRORS, offered, refuse_error, smallest_team
from mentoring_sync.intake.answer import Matter, Parsed, Unusable
from mentoring_sync.intake.cells import REMEMBERED, address, can_be_seen, in_quotes, is_error
from mentoring_sync.intake.counts import MOST
from mentoring_sync.intake.fields import FieldQuestion
from mentoring_sync.intake.hours.question import HoursQuestion
from mentoring_sync.intake.hours.read import HoursReader
from mentoring_sync.intake.moments import Clock
from mentoring_sync.intake.options import OptionReader
from mentoring_sync.intake.own_answers import Cells, Parser, number, own_parser
from mentoring_sync.intake.question import OptionsQuestion, Question, TimestampQuestion
from mentoring_sync.intake.questions import CountQuestion, Questions, RoleQuestion
from mentoring_sync.intake.rule import Rule
from mentoring_sync.intake.zones import Zones
from mentoring_sync.records.requirement import Requirements, Role

SEVERAL = ("languages", "tools", "kinds_of_help")
PREFERRED = {"languages": "first_language", "kinds_of_help": "most_wanted"}
"""Questions whose answer is put first among those of another."""


@dataclass(frozen=True, kw_only=True)
class Background:
    """What answers are judged by beside the questions: what is required, how many mentees a team may have; and what
    counts where the form doesn't ask: the spreadsheet's time zone (an IANA key), the language of the programme."""

    requirements: Requirements
    most_mentees: int = MOST
    zone: str = "UTC"
    language: str = "English"


def parsers(questions: Questions, role: Role, *, clock: Clock, background: Background) -> dict[str, Parser]:
    """The parser of each field that a role's form asks for; `clock` reads the timestamps of its tab."""
    asked = questions.asked(role)
    found = {
        field: _parser(field, question, clock)
        for field, question in asked.items()
        if field not in PREFERRED.values() and not isinstance(question, CountQuestion | FieldQuestion)
    }
    judged = {
        **{
            field: own_parser(field, question, role, background.requirements)
            for field, question in questions.own(role).items()
        },
        **_counts(asked, background.most_mentees),
    }
    zone_of = lru_cache(maxsize=REMEMBERED)(Zones(questions.zones).read)
    found |= {"name": _name, "email": _email}
    found |= {"time_zone": lambda cells: zone_of(cells["time_zone"], _country(cells))} if "time_zone" in found else {}
    found |= {"languages": _at_least_one(found["languages"])} if "languages" in found else {}
    found |= {"role": _role(questions.role, role)} if questions.role else {}
    every = {field: _without_errors(parser, _cells_of(field, questions)) for field, parser in found.items()} | judged
    return {field: every[field] for field in asked if field in every} | _not_asked(asked, role, background)


def _country(cells: Cells) -> str:
    """What somebody says of where they live; empty where the form doesn't ask."""
    answer = str(cells.get("region", ""))
    return "" if is_error(answer) else answer


def _not_asked(asked: Collection[str], role: Role, background: Background) -> dict[str, Parser]:
    """What everybody answers where the form doesn't ask."""
    usual: dict[str, object] = {"time_zone": background.zone, "languages": (background.language,)}
    usual |= {"capacity": background.most_mentees} if role is Role.MENTOR else {}
    return {field: _always(value) for field, value in usual.items() if field not in asked}


def _always(value: object) -> Parser:
    return lambda cells: Parsed(value)  # noqa: ARG005 - whatever stands there


def _role(question: RoleQuestion, role: Role) -> Parser:
    """Whether somebody is open to either role; what can't be told is asked about in one role, that of a mentee."""
    known = ", ".join(map(in_quotes, (*question.mentor, *question.mentee, *question.either)))
    unknown = Matter(
        f"name neither role: known are {known}",
        "Add this wording in config/questions.toml, to mentor, mentee or either of [role], or correct the answers in"
        " the response tab. Until then these people wait; nobody is mailed about it.",
    )

    def read(cells: Cells) -> Parsed[bool]:
        answer = cells["role"]
        if not answer:
            raise Unusable(Rule.NO_ANSWER, question=question.title)
        roles = question.roles(answer)
        if role not in roles:
            raise Unusable(Rule.NOT_AN_OPTION, unknown, question=question.title, answer=answer, nearest="")
        return Parsed(len(roles) > 1)

    return read


def _parser(field: str, question: Question, clock: Clock) -> Parser:
    match question:
        case TimestampQuestion():
            return lambda cells: clock.read(cells[field])
        case HoursQuestion():
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
        return tuple(questions.both.hours.columns_of_hours())
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


def _counts(asked: Mapping[str, Question], most: int) -> dict[str, Parser]:
    """The parsers of the questions that ask a mentor for a number."""
    default = {field: each.if_blank for field, each in asked.items() if isinstance(each, CountQuestion)}
    read: dict[str, Callable[[str], Parsed[Any]]] = {
        "capacity": lambda text: offered(text, default=default["capacity"], most=most),
        "min_team": lambda text: smallest_team(text, default=default["min_team"]),
    }
    return {field: number(field, read[field], blank, needed=True) for field, blank in default.items()}


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
