"""How the answer to each question is read: a function a field, from the row's cells to a value with its doubts.

Comes in: `Questions`, a role and the spreadsheet's zone. Goes out: `{field: parser}`; a parser raises `Unusable`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from mentoring_sync.intake.answer import Doubt, Parsed, Unusable
from mentoring_sync.intake.cells import address
from mentoring_sync.intake.counts import count
from mentoring_sync.intake.hours import HoursReader
from mentoring_sync.intake.moments import moment
from mentoring_sync.intake.options import OptionReader
from mentoring_sync.intake.questions import (
    AgreementQuestion,
    CertificationQuestion,
    CountQuestion,
    GridQuestion,
    OptionsQuestion,
    Question,
    Questions,
    TimestampQuestion,
)
from mentoring_sync.intake.zones import Zones
from mentoring_sync.records.requirement import Certification, Role

Cells = Mapping[str, Any]
"""A row's cleaned answers by field; only the timestamp may be a number."""

Parser = Callable[[Cells], Parsed[Any]]

REMEMBERED = 4096
"""How many different answers to a question are kept with what they meant: most people answer as others do."""

SEVERAL = ("languages", "tools", "kinds_of_help")
PREFERRED = {"languages": "first_language", "kinds_of_help": "most_wanted"}
"""Questions whose answer is put first among those of another."""


def parsers(questions: Questions, role: Role, *, time_zone: str) -> dict[str, Parser]:
    """The parser of each field that a role's form asks for."""
    asked = questions.asked(role)
    found = {
        field: _parser(field, question, ZoneInfo(time_zone))
        for field, question in asked.items()
        if field not in PREFERRED.values()
    }
    zone_of = lru_cache(maxsize=REMEMBERED)(Zones(questions.zones).read)
    return found | {
        "name": _needed("name", "name"),
        "email": _email,
        "time_zone": lambda cells: zone_of(cells["time_zone"]),
        "languages": _at_least_one(found["languages"]),
    }


def _parser(field: str, question: Question, zone: ZoneInfo) -> Parser:
    match question:
        case TimestampQuestion():
            return lambda cells: Parsed(moment(cells[field], zone=zone, formats=question.formats))
        case GridQuestion():
            return HoursReader(question).read
        case CountQuestion():
            return _count(field, question)
        case CertificationQuestion():
            return _certification(field, OptionReader(question))
        case AgreementQuestion():
            return _agreement(field, OptionReader(question))
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


def _certification(field: str, reader: OptionReader) -> Parser:
    """What is no option counts as not certified: the coordinator sees the answer and may waive the requirement."""

    def read(cells: Cells) -> Parsed[Certification]:
        chosen = reader.one(cells[field])
        known = chosen.value in set(Certification)
        return Parsed(Certification(chosen.value) if known else Certification.NONE, chosen.doubts)

    return read


def _agreement(field: str, reader: OptionReader) -> Parser:
    def read(cells: Cells) -> Parsed[bool]:
        chosen = reader.one(cells[field])
        return Parsed(chosen.value == "yes", chosen.doubts)

    return read


def _count(field: str, question: CountQuestion) -> Parser:
    def read(cells: Cells) -> Parsed[int]:
        if cells[field]:
            return _counted(cells[field], question.if_blank)
        if question.if_blank is None:
            raise Unusable("no number is given")
        return Parsed(question.if_blank)

    return read


def _counted(answer: str, otherwise: int | None) -> Parsed[int]:
    try:
        return Parsed(count(answer))
    except Unusable as why:
        if otherwise is None:
            raise
        doubt = Doubt(f"{why}; {otherwise} was assumed", "Ask them, and correct the answer in the response tab.")
        return Parsed(otherwise, (doubt,))


def _email(cells: Cells) -> Parsed[str]:
    return Parsed(address(_needed("email", "e-mail address")(cells).value))


def _needed(field: str, what: str) -> Parser:
    def read(cells: Cells) -> Parsed[str]:
        if not cells[field]:
            raise Unusable(f"no {what} is given")
        return Parsed(cells[field])

    return read


def _at_least_one(languages: Parser) -> Parser:
    def read(cells: Cells) -> Parsed[tuple[str, ...]]:
        parsed = languages(cells)
        if not parsed.value:
            raise Unusable("no language is named")
        return parsed

    return read
