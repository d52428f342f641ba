"""What a role requires, and what is missing where a person doesn't meet it.

A requirement is a rule over a field, said in the programme's configuration (`config/program.toml`): which fields there
are, which numbers and which words is the programme's own affair, and none of it is in code. A hard requirement keeps a
person out of the round until it holds or the coordinator waives it; a soft one is a warning in *Review*. What is
missing is a code and its parameters: it is put into words for each reader.
"""

from __future__ import annotations

import string
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, RootModel, Tag, field_validator, model_validator

Parameter = str | int | tuple[str, ...] | None
"""What can be told of a rule: a text, a number (True and False are 1 and 0), or several texts."""

FieldValue: TypeAlias = bool | int | float | str | tuple[str, ...] | None
"""What somebody answered to a question: yes or no, a number, a text (a date as ISO 8601 writes it), or several texts;
None is an answer that isn't known."""


class Role(StrEnum):
    """The two roles one can apply for."""

    MENTOR = "mentor"
    MENTEE = "mentee"

    @property
    def other(self) -> Role:
        """The other one."""
        return Role.MENTEE if self is Role.MENTOR else Role.MENTOR


class Level(StrEnum):
    """`hard` keeps a person out, `soft` warns."""

    HARD = "hard"
    SOFT = "soft"


class RuleKind(StrEnum):
    """What a requirement asks of an answer."""

    ACCEPTS = "accepts"
    BOUNDS = "bounds"
    AGREED = "agreed"
    DATES = "dates"


RequirementCode: TypeAlias = str
"""Which requirement of a role: the key under which the configuration has it, mostly the field that it is about."""

ANY_LANGUAGE = ""
"""The key of words that are said in every language."""

PLACEHOLDERS = frozenset(
    {"accepts", "after", "answer", "at_least", "at_most", "before", "hours_a_month", "months", "question", "role"}
)
"""What may stand in braces in the words of a requirement."""

Words = dict[str, str]
"""By a language's code; `ANY_LANGUAGE` for all."""


class _Rule(BaseModel):
    """`field` is what it is about, if not that after which the requirement is called. Words of the programme's own, by
    language: `say` why an applicant isn't taken (after what was asked and answered), `advice` what they can do;
    `coordinator` begins the sentence in *Roster* ("mentor needs …")."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[RuleKind]

    level: Level = Level.HARD
    field: str = ""
    say: Words = Field(default_factory=dict)
    advice: Words = Field(default_factory=dict)
    coordinator: str = ""

    @field_validator("say", "advice", mode="before")
    @classmethod
    def _a_text_alone_is_for_all(cls, given: Any) -> Any:
        return {ANY_LANGUAGE: given} if isinstance(given, str) else given

    @field_validator("say", "advice")
    @classmethod
    def _names_what_there_is(cls, given: Words) -> Words:
        for text in given.values():
            refuse_unknown_placeholders(text)
        return given

    @field_validator("coordinator")
    @classmethod
    def _names_what_there_is_too(cls, given: str) -> str:
        refuse_unknown_placeholders(given)
        return given

    @abstractmethod
    def holds(self, value: FieldValue) -> bool:
        """Whether an answer that is known meets it."""

    @abstractmethod
    def parameters(self, value: FieldValue) -> dict[str, Parameter]:
        """What is wanted, and what the answer says."""


def refuse_unknown_placeholders(text: str) -> None:
    """Stop where words name something that isn't there.

    Raises:
        ValueError: they do, or a brace is open.
    """
    for _, name, _, _ in string.Formatter().parse(text):
        if name is not None and name not in PLACEHOLDERS:
            raise ValueError(f"{{{name}}} is not known here; known are {', '.join(sorted(PLACEHOLDERS))}")


class AcceptsRule(_Rule):
    """Holds for the answers in `accepts`; where several things may be answered, one of them will do."""

    kind = RuleKind.ACCEPTS

    accepts: tuple[str, ...] = Field(min_length=1)

    def holds(self, value: FieldValue) -> bool:
        """Whether an answer is among those accepted."""
        accepted = {each.casefold() for each in self.accepts}
        return any(each.casefold() in accepted for each in _texts(value))

    def parameters(self, value: FieldValue) -> dict[str, Parameter]:
        """What is wanted, and what the answer says."""
        return {"accepts": self.accepts, "says": ", ".join(_texts(value))}


class BoundsRule(_Rule):
    """Holds from `at_least` to `at_most`, both included; of several things answered, their number counts."""

    kind = RuleKind.BOUNDS

    at_least: int = 0
    at_most: int | None = None

    @model_validator(mode="after")
    def _some_number_fits(self) -> BoundsRule:
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError(f"at_most ({self.at_most}) must not be less than at_least ({self.at_least})")
        return self

    def holds_between(self, least: int, most: int | None) -> bool | None:
        """Whether it holds for every number from `least` to `most` (None: no bound); None if for some only."""
        above = self.at_most is not None and (most is None or most > self.at_most)
        if least >= self.at_least and not above:
            return True
        under = most is not None and most < self.at_least
        over = self.at_most is not None and least > self.at_most
        return False if under or over else None

    def holds(self, value: FieldValue) -> bool:
        """Whether a number is within the bounds."""
        number = _number(value)
        return number >= self.at_least and (self.at_most is None or number <= self.at_most)

    def parameters(self, value: FieldValue) -> dict[str, Parameter]:
        """What is wanted, and what the answer says."""
        return {"at_least": self.at_least, "at_most": self.at_most, "says": int(_number(value))}


class AgreedRule(_Rule):
    """Holds when the person said yes; a requirement without a condition is one."""

    kind = RuleKind.AGREED

    agreed: bool = True

    @field_validator("agreed")
    @classmethod
    def _asks_for_a_yes(cls, agreed: bool) -> bool:
        if not agreed:
            raise ValueError('agreed = true asks for a yes; for a no, accepts = ["no"]')
        return agreed

    def holds(self, value: FieldValue) -> bool:
        """Whether the person agreed."""
        return value is True or (isinstance(value, str) and value.casefold() == "yes")

    def parameters(self, value: FieldValue) -> dict[str, Parameter]:
        """What the answer says."""
        return {"says": self.holds(value)}


class DatesRule(_Rule):
    """Holds for days before `before` and after `after`, the days themselves left out."""

    kind = RuleKind.DATES

    before: date | None = None
    after: date | None = None

    @model_validator(mode="after")
    def _some_day_fits(self) -> DatesRule:
        if self.before and self.after and self.before <= self.after:
            raise ValueError(f"no day is before {self.before} and after {self.after}")
        return self

    def holds(self, value: FieldValue) -> bool:
        """Whether a day, as ISO 8601 writes it, is between them."""
        day = date.fromisoformat(str(value))
        return (self.before is None or day < self.before) and (self.after is None or day > self.after)

    def parameters(self, value: FieldValue) -> dict[str, Parameter]:
        """What is wanted, and what the answer says."""
        wanted = {"before": self.before, "after": self.after}
        return {**{name: day.isoformat() if day else None for name, day in wanted.items()}, "says": str(value)}


def _texts(value: FieldValue) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return () if value is None or value == "" else (str(value),)


def _number(value: FieldValue) -> float:
    if isinstance(value, tuple):
        return len(value)
    return float(value or 0)


def _kind(given: Any) -> str:
    """Which kind of rule a table of the configuration is, by its condition."""
    keys = given if isinstance(given, dict) else {given.kind: None}
    for kind, conditions in _CONDITIONS.items():
        if conditions & set(keys):
            return kind
    return RuleKind.AGREED


_CONDITIONS: Mapping[RuleKind, frozenset[str]] = {
    RuleKind.ACCEPTS: frozenset({"accepts"}),
    RuleKind.BOUNDS: frozenset({"at_least", "at_most", "bounds"}),
    RuleKind.DATES: frozenset({"before", "after", "dates"}),
}

Rule = Annotated[
    Annotated[AcceptsRule, Tag(RuleKind.ACCEPTS)]
    | Annotated[BoundsRule, Tag(RuleKind.BOUNDS)]
    | Annotated[AgreedRule, Tag(RuleKind.AGREED)]
    | Annotated[DatesRule, Tag(RuleKind.DATES)],
    Discriminator(_kind),
]


class RoleRequirements(RootModel[dict[str, Rule]]):
    """The requirements of one role, by what the configuration calls them; one left out is not required."""

    model_config = ConfigDict(frozen=True)

    root: dict[str, Rule] = Field(default_factory=dict)

    @field_validator("root")
    @classmethod
    def _about_a_field(cls, rules: dict[str, Rule]) -> dict[str, Rule]:
        return {code: rule.model_copy(update={"field": rule.field or code}) for code, rule in rules.items()}

    def __iter__(self) -> Iterator[tuple[RequirementCode, Rule]]:  # type: ignore[override] # a mapping's, by its items
        return iter(self.root.items())

    def rule(self, code: RequirementCode) -> Rule | None:
        """The rule of that name, or None where there is none."""
        return self.root.get(code)

    def about(self, field_name: str) -> tuple[Rule, ...]:
        """The rules over a field."""
        return tuple(rule for rule in self.root.values() if rule.field == field_name)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are judged, each once, in the order of the configuration."""
        return tuple(dict.fromkeys(rule.field for rule in self.root.values()))


class Requirements(BaseModel):
    """The requirements of both roles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mentor: RoleRequirements = RoleRequirements()
    mentee: RoleRequirements = RoleRequirements()

    def of(self, role: Role) -> RoleRequirements:
        """One role's requirements."""
        return self.mentor if role is Role.MENTOR else self.mentee


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as the form asks it, and the answer as it was given."""

    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Unmet:
    """A requirement that doesn't hold: which, its rule, what was asked and answered, what is wanted of whom.

    Its parameters are those of the rule, the `role`, how the coordinator's sentence begins (`needs`; empty: as usual),
    and whether the answer would do for the other role (`fits_other`).
    """

    code: RequirementCode
    rule: Rule
    asked: Asked
    parameters: Mapping[str, Parameter]

    @property
    def level(self) -> Level:
        """How bad it is."""
        return self.rule.level


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Under which a person applies: given to pydantic as the validation context of `Mentor` and `Mentee`.

    `waived` are the requirements the coordinator set aside for this person; `asked` has the question and the answer
    behind a field, for the error's sake.
    """

    requirements: Requirements
    waived: frozenset[RequirementCode] = frozenset()
    asked: Mapping[str, Asked] = field(default_factory=dict)

    def unmet(self, role: Role, code: RequirementCode, value: FieldValue) -> Unmet | None:
        """The requirement `code`, if it is asked of `role` and `value` doesn't meet it (waived or not)."""
        rule = self.requirements.of(role).rule(code)
        if rule and value is None:
            raise ValueError(f"a {role} can't be judged by {code} that isn't known")
        if not rule or rule.holds(value):
            return None
        asked = self.asked.get(rule.field, Asked(question=rule.field.replace("_", " "), answer=str(value)))
        found: dict[str, Parameter] = {"role": role.value, **rule.parameters(value)}
        needs = filled(rule.coordinator, {**found, "question": asked.question, "answer": asked.answer})
        fits_other = not isinstance(rule, AgreedRule) and self._would_do(role.other, rule.field, value)
        return Unmet(code=code, rule=rule, asked=asked, parameters={**found, "needs": needs, "fits_other": fits_other})

    def _would_do(self, role: Role, field_name: str, value: FieldValue) -> bool:
        """Whether an answer meets what is required of it in a role."""
        rules = self.requirements.of(role).about(field_name)
        return all(rule.level is Level.SOFT or rule.holds(value) for rule in rules)


def filled(text: str, parameters: Mapping[str, object]) -> str:
    """Words with what stands in their braces: several things are joined by commas."""
    shown = {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in parameters.items()}
    return text.format_map({**dict.fromkeys(PLACEHOLDERS, ""), **shown})
