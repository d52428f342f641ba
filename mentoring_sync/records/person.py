"""The people: a `Mentor` or a `Mentee` exists only if the role's hard requirements hold or were waived.

Both are made by `Mentor.under(terms, ...)` and `Mentee.under(terms, ...)`. What is asked beside the fields that every
programme may have is the programme's `own`. A requirement that doesn't hold is a pydantic error of its own, on its
field: type `requirement_` and what it is called, with the `unmet` requirement in its `ctx`. Without terms nobody can be
made.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, ClassVar, NewType, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
    validate_email,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from mentoring_sync.records.availability import WeeklyHours
from mentoring_sync.records.requirement import FieldValue, Level, RequirementCode, Role, Terms, Unmet


@lru_cache(maxsize=20_000)
def _address(text: str) -> str:
    """An address as it is written; each is looked at once, though its person is read twice: in their row, and as known.

    Raises:
        PydanticCustomError: it is none.
    """
    return validate_email(text)[1]


Email = Annotated[str, AfterValidator(_address), StringConstraints(to_lower=True, max_length=254)]
"""A deliverable-looking address, in lower case: it is the person's key."""

PersonId = NewType("PersonId", str)
"""Who a person is, whatever the role: the address of an applicant, the id of someone in an instance."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Origin(BaseModel):
    """Where a person's answers stand: the tab's title and the row as people count it (the header is row 1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tab: str
    row: int = Field(ge=2)

    def __str__(self) -> str:
        return f"{self.tab}, row {self.row}"


class Applicant(BaseModel):
    """What both roles share. Tuples keep the order of preference: the first language is the one the person prefers.

    `known_as` is the address under which the person was first known, where they have another one now; who is open to
    `either` role takes part in one of them.
    `own` has the answers to the programme's own questions, by field: None stands for one that isn't known; nobody can
    be made without one that the role's requirements ask for. What is given under another name is one of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    role: ClassVar[Role]

    name: Name
    email: Email
    hours: WeeklyHours
    languages: tuple[str, ...] = Field(min_length=1)
    tools: tuple[str, ...] = ()
    kinds_of_help: tuple[str, ...] = ()
    domain: str = ""
    institution: str = ""
    region: str = ""
    about: str = ""
    applied_at: AwareDatetime
    origin: Origin
    known_as: str = ""
    either: bool = False
    own: dict[str, FieldValue] = Field(default_factory=dict, validate_default=True)

    @classmethod
    def under(cls, terms: Terms, **answers: Any) -> Self:
        """The person these answers describe.

        Raises:
            pydantic.ValidationError: an answer is not usable, or a hard requirement neither holds nor is waived.
        """
        return cls.model_validate(answers, context=terms)

    @model_validator(mode="before")
    @classmethod
    def _what_else_is_asked(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        own = {name: value for name, value in given.items() if name not in cls.model_fields}
        known = {name: value for name, value in given.items() if name not in own}
        return {**known, "own": {**known.get("own", {}), **own}} if own else given

    @field_validator("own")
    @classmethod
    def _requirements_hold(cls, own: dict[str, FieldValue], info: ValidationInfo) -> dict[str, FieldValue]:
        if not isinstance(info.context, Terms):
            raise PydanticCustomError(
                "terms_missing", "a person applies under the programme's terms: use .under(terms, ...)"
            )
        errors = list(_errors(cls.role, {**info.data, **own}, info.context))
        if errors:
            raise ValidationError.from_exception_data(cls.__name__, errors)
        return own

    def answer(self, field: str) -> FieldValue:
        """What was answered to a question, the programme's own or another; None: nothing that is known."""
        if field in self.own:
            return self.own[field]
        value: FieldValue = getattr(self, field, None)
        return value

    def shortfalls(self, terms: Terms) -> tuple[Unmet, ...]:
        """The soft requirements that don't hold, and the hard ones that were waived."""
        rules = terms.requirements.of(self.role)
        found = (terms.unmet(self.role, code, self.answer(rule.field)) for code, rule in rules)
        return tuple(unmet for unmet in found if unmet)

    def __hash__(self) -> int:
        return hash((self.role, self.email))

    @property
    def id(self) -> PersonId:
        """Who the person is, whatever their address is now: the key under which pairing, teams and mail know them."""
        return PersonId(self.known_as or self.email)

    @property
    def zone(self) -> str:
        """The IANA key of the person's time zone."""
        return self.hours.zone

    @property
    def first_language(self) -> str:
        """The language the person prefers."""
        return self.languages[0]


class Mentor(Applicant):
    """Leads at most one team of `min_team` to `capacity` mentees."""

    role = Role.MENTOR

    capacity: int = Field(ge=1)
    min_team: int = Field(default=1, ge=1)


class Mentee(Applicant):
    """Joins at most one team. `priority` 0 is usual; a higher class is seated first (waiting longest, orphaned)."""

    role = Role.MENTEE

    priority: int = Field(default=0, ge=0)


Person = Mentor | Mentee


def _errors(role: Role, answers: dict[str, Any], terms: Terms) -> Iterator[InitErrorDetails]:
    """What keeps somebody out: an error for each hard requirement that neither holds nor is waived."""
    for code, rule in terms.requirements.of(role):
        if answers.get(rule.field) is None:
            yield InitErrorDetails(type=_unknown(code), loc=(rule.field,), input=None)
            continue
        unmet = terms.unmet(role, code, answers[rule.field])
        if unmet and unmet.level is Level.HARD and code not in terms.waived:
            yield InitErrorDetails(type=_requirement_error(unmet), loc=(rule.field,), input=answers[rule.field])


def _unknown(code: RequirementCode) -> PydanticCustomError:
    return PydanticCustomError("answer_unknown", "{code} is required, and the answer isn't known", {"code": code})


def _requirement_error(unmet: Unmet) -> PydanticCustomError:
    return PydanticCustomError(
        f"requirement_{unmet.code}",
        "the requirement {code} doesn't hold",
        {"code": unmet.code, "unmet": unmet},
    )
