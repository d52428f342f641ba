"""Whether an answer could be used: asked where two columns hold an answer to one question."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import address, is_error
from mentoring_sync.intake.own_answers import Parser
from mentoring_sync.intake.parsers import PREFERRED
from mentoring_sync.intake.questions import Questions
from mentoring_sync.records.person import Email

_EMAIL: TypeAdapter[str] = TypeAdapter(Email)


class Usable:
    """Judges an answer by its field's parser, as if it stood alone."""

    def __init__(self, parsers: Mapping[str, Parser], questions: Questions) -> None:
        self._parsers = parsers
        self._hours = dict.fromkeys(questions.both.hours.columns_of_hours(), "")

    def __call__(self, field: str, cell: object) -> bool:
        """Whether `cell` is an answer that `field` could be read from."""
        if cell == "" or is_error(cell):
            return False
        if field == "email":
            return _is_address(str(cell))
        blank = dict.fromkeys(PREFERRED.values(), "")
        try:
            self._parser(field)({**blank, **self._hours, field: cell})
        except Unusable:
            return False
        return True

    def _parser(self, field: str) -> Parser:
        of = {preferred: several for several, preferred in PREFERRED.items()}
        name = "hours" if field in self._hours else of.get(field, field)
        return lambda cells: self._parsers[name]({name: "", **cells})


def _is_address(text: str) -> bool:
    try:
        _EMAIL.validate_python(address(text))
    except ValidationError:
        return False
    return True
