"""Questions of the programme's own: `[fields]` of `config/questions.toml`, each with its kind.

What requirements and scores are about is mostly one of these: `[fields.level]`, `[fields.year]`. What the answers mean
is said by the options; nothing of any one programme is known here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import model_validator

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.question import Option, OptionsQuestion, Other
from mentoring_sync.records.requirement import BoundsRule, DatesRule, Requirements, Role, RuleKind


class FieldKind(StrEnum):
    """What is answered: one option, several, a number, a text, a day, or yes or no."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    YES_NO = "yes/no"


YES, NO = Option(text="Yes", means="yes"), Option(text="No", means="no")
_BY_OPTIONS = frozenset({FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO})


class FieldQuestion(OptionsQuestion):
    """A question of the programme's own, asked in either form or in both.

    `kind` follows from the rest where it isn't said: from the options, from what stands for no answer, from the
    requirements. `if_blank` stands for no answer, never for one that can't be read. `counted` are
    words for what a number is of, beside those of the title ("3 talks"). With a `label` an introduction says what was
    answered.
    """

    options: tuple[Option, ...] = ()
    kind: FieldKind | None = None
    role: Literal["both", "mentor", "mentee"] = "both"
    if_blank: bool | int | str | None = None
    counted: tuple[str, ...] = ()
    label: str = ""

    @model_validator(mode="after")
    def _options_where_there_is_a_choice(self) -> FieldQuestion:
        if self.kind in (FieldKind.CHOICE, FieldKind.CHOICES) and not self.options and self.other is Other.NONE:
            raise ValueError(f'kind = "{self.kind}" needs options, or other = "text" or "list"')
        if self.kind is not None and self.kind not in _BY_OPTIONS and self.options:
            raise ValueError(f'kind = "{self.kind}" has no options')
        if self.kind is FieldKind.YES_NO:
            _all_mean_one_of(self.options, ("yes", "no"))
        if isinstance(self.if_blank, str) and self.options and self.if_blank not in self.meanings:
            raise ValueError(f"if_blank must be what an option means: {', '.join(self.meanings)}")
        return self

    def kind_under(self, requirements: Requirements, field: str) -> FieldKind:
        """The kind, said or not."""
        if self.kind is not None:
            return self.kind
        if self.options:
            meant = set(self.meanings)
            several = self.other is Other.LIST
            return FieldKind.YES_NO if meant <= {"yes", "no"} else FieldKind.CHOICES if several else FieldKind.CHOICE
        rules = [rule for role in Role for rule in requirements.of(role).about(field)]
        if isinstance(self.if_blank, int) or any(isinstance(rule, BoundsRule) for rule in rules):
            return FieldKind.NUMBER
        if any(isinstance(rule, DatesRule) for rule in rules):
            return FieldKind.DATE
        return FieldKind.YES_NO if any(rule.kind is RuleKind.AGREED for rule in rules) else FieldKind.TEXT

    @property
    def with_options(self) -> FieldQuestion:
        """The same, with yes and no for options where it names none."""
        return self if self.options else self.model_copy(update={"options": (YES, NO)})


def _all_mean_one_of(options: tuple[Option, ...], meanings: tuple[str, ...]) -> None:
    wrong = [option.text for option in options if option.meaning not in meanings]
    if wrong:
        raise ValueError(f"{', '.join(map(in_quotes, wrong))}: means must be one of {', '.join(meanings)}")
