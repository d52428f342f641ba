"""Settings that stand in *Control* instead of in the configuration.

In: the configuration, what was typed. Out: the configuration that holds, and for *Review* what couldn't be used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.pairing.rules import PairingSettings, Strictness
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.tabs.control import CONTROL, ControlColumn, Setting

WHERE: Mapping[Setting, tuple[str, str]] = {
    Setting.DELIVERY: ("mail", "delivery"),
    Setting.STRICTNESS: ("pairing", "strictness"),
    Setting.MOST_MENTEES: ("pairing", "most_mentees"),
}
"""Each setting's table and key in the configuration."""

ALLOWED: Mapping[Setting, str] = {
    Setting.DELIVERY: " or ".join(Delivery),
    Setting.STRICTNESS: " or ".join(Strictness),
    Setting.MOST_MENTEES: "a number from 1 to 20",
}


def overridden(configuration: Configuration, typed: Mapping[Setting, str]) -> tuple[Configuration, list[Problem]]:
    """The configuration with what was typed in *Control*; what is no value for its setting leaves it as configured."""
    program, problems = configuration.program, list[Problem]()
    for setting, words in typed.items():
        table, key = WHERE[setting]
        part: BaseModel = getattr(program, table)
        try:
            value = _value(part, key, words.casefold())
        except ValidationError:
            problems.append(_unusable(setting, words, getattr(part, key)))
            continue
        program = program.model_copy(update={table: part.model_copy(update={key: value})})
    return configuration.model_copy(update={"program": program}), problems


def _value(part: BaseModel, key: str, words: str) -> Any:
    """What the words mean for a key, as its model takes them.

    Raises:
        ValidationError: they are no value for it.
    """
    if isinstance(part, PairingSettings):
        return getattr(PairingSettings.model_validate({key: words}), key)
    return TypeAdapter(Delivery).validate_python(words)


def _unusable(setting: Setting, words: str, configured: object) -> Problem:
    return Problem(
        where=Place(tab=CONTROL.title, column=ControlColumn.VALUE),
        what=f"{in_quotes(words)} is nothing that “{setting}” can be; it is {configured}, as configured.",
        remedy=f"Choose {ALLOWED[setting]}, or empty the cell.",
        about=str(setting),
    )
