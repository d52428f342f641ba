"""How answers to the programme's own questions are read, a parser a kind.

In: a question, whose answer a role's requirements may judge. Out: a parser from a row's cells to a value with its
doubts. An answer that can't be read is never taken for one that doesn't do: if something depends on it, it is asked
about; else it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from mentoring_sync.intake.amounts import ERRORS, bounded, refuse_error
from mentoring_sync.intake.answer import Doubt, Parsed, Unusable
from mentoring_sync.intake.cells import REMEMBERED, in_quotes, is_error
from mentoring_sync.intake.counts import counted_in
from mentoring_sync.intake.fields import FieldKind, FieldQuestion
from mentoring_sync.intake.options import OptionReader
from mentoring_sync.intake.question import Other
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.requirement import BoundsRule, FieldValue, Requirements, Role
from mentoring_sync.spreadsheet.typed_dates import days_in

Cells = Mapping[str, Any]
"""A row's cleaned answers by field; only the timestamp may be a number."""

Parser = Callable[[Cells], Parsed[Any]]

_ASK = "Ask them, and correct the answer in the response tab."


def own_parser(field: str, question: FieldQuestion, role: Role, requirements: Requirements) -> Parser:
    """The parser of one question, which a role is asked."""
    rules = requirements.of(role).about(field)
    required = bool(rules)
    match question.kind_under(requirements, field):
        case FieldKind.NUMBER:
            bounds = [rule for rule in rules if isinstance(rule, BoundsRule)]
            blank = question.if_blank if isinstance(question.if_blank, int) else None
            counted = counted_in((*question.titles, *question.counted))
            read = partial(bounded, rules=bounds, role=role, counted=counted)
            return number(field, read, blank, needed=required)
        case FieldKind.YES_NO:
            return _agreement(field, question.with_options, required=required)
        case FieldKind.CHOICE:
            return _choice(field, question, required=required)
        case FieldKind.CHOICES:
            return _choices(field, question, required=required)
        case FieldKind.DATE:
            return _day(field, question, required=required)
        case _:
            return _text(field, question, required=required)


def number(field: str, read_text: Callable[[str], Parsed[Any]], default: int | None, *, needed: bool) -> Parser:
    """The parser of a question for a number; `default` stands for no answer."""
    read_once = lru_cache(maxsize=REMEMBERED)(read_text)

    def read(cells: Cells) -> Parsed[Any]:
        if cells[field]:
            return read_once(cells[field])
        if default is None and needed:
            raise Unusable(Rule.NO_NUMBER)
        return Parsed(default)

    return read


def _agreement(field: str, question: FieldQuestion, *, required: bool) -> Parser:
    chosen = _decided(field, question, OptionReader(question), required=required)

    def read(cells: Cells) -> Parsed[FieldValue]:
        if not cells[field] and question.if_blank is not None:
            return Parsed(question.if_blank in (True, "yes"))
        parsed = chosen(cells)
        return Parsed(parsed.value == "yes" if parsed.value else None, parsed.doubts)

    return read


def _choice(field: str, question: FieldQuestion, *, required: bool) -> Parser:
    reader = OptionReader(question) if question.options else None
    if reader is None:
        return _text(field, question, required=required)
    if question.other is not Other.NONE and not required:
        return _without_errors(field, lambda text: reader.one(text))
    chosen = _decided(field, question, reader, required=required)

    def read(cells: Cells) -> Parsed[FieldValue]:
        if not cells[field] and question.if_blank is not None:
            return Parsed(str(question.if_blank))
        parsed = chosen(cells)
        return Parsed(parsed.value or None, parsed.doubts)

    return read


def _choices(field: str, question: FieldQuestion, *, required: bool) -> Parser:
    reader = OptionReader(question)
    several = lru_cache(maxsize=REMEMBERED)(reader.several)

    def read(cells: Cells) -> Parsed[FieldValue]:
        answer = cells[field]
        if is_error(answer):
            _refuse(required, answer)
            return Parsed((), (ERRORS,))
        if not answer and question.if_blank is not None:
            return Parsed((str(question.if_blank),))
        if not answer and required:
            raise Unusable(Rule.NO_ANSWER, question=question.title)
        parsed = several(answer)
        return Parsed(parsed.value, parsed.doubts)

    return read


def _decided(
    field: str, question: FieldQuestion, reader: OptionReader, *, required: bool
) -> Callable[..., Parsed[str]]:
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


def _day(field: str, question: FieldQuestion, *, required: bool) -> Parser:
    def read_text(text: str) -> Parsed[FieldValue]:
        days = sorted(days_in(text.partition(" 0")[0]))
        if len(days) == 1:
            return Parsed(days[0].isoformat())
        if required:
            raise Unusable(Rule.TWO_DAYS if days else Rule.NO_DAY, answer=text)
        return Parsed(None, (Doubt(f"{in_quotes(text)} is no certain day; it was left out", _ASK),))

    return _needed(field, question, _without_errors(field, read_text), required=required)


def _text(field: str, question: FieldQuestion, *, required: bool) -> Parser:
    return _needed(field, question, _without_errors(field, lambda text: Parsed(text)), required=required)


def _needed(field: str, question: FieldQuestion, parse: Parser, *, required: bool) -> Parser:
    def read(cells: Cells) -> Parsed[Any]:
        if cells[field]:
            _refuse(required, cells[field])
            return parse(cells)
        if question.if_blank is not None:
            return Parsed(question.if_blank)
        if required:
            raise Unusable(Rule.NO_ANSWER, question=question.title)
        return Parsed(None if question.kind is FieldKind.DATE else "")

    return read


def _without_errors(field: str, read_text: Callable[[str], Parsed[Any]]) -> Parser:
    """A formula's error is nobody's answer."""
    read_once = lru_cache(maxsize=REMEMBERED)(read_text)

    def read(cells: Cells) -> Parsed[Any]:
        return Parsed("", (ERRORS,)) if is_error(cells[field]) else read_once(cells[field])

    return read


def _refuse(required: bool, answer: str) -> None:
    if required:
        refuse_error(answer)
