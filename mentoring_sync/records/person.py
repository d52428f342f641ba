"""The people: a `Mentor` or a `Mentee` exists only if the role's hard requirements hold or were waived.

Both are made by `Mentor.under(terms, ...)` and `Mentee.under(terms, ...)`. A requirement that doesn't hold is a
pydantic error of its own, on its field: type `requirement_workshops_taught` and so on, with the `unmet` requirement in
its `ctx`. Without terms nobody can be made.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, NewType, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from mentoring_sync.records.availability import WeeklyHours
from mentoring_sync.records.requirement import Certification, Level, RequirementCode, Role, Terms, Unmet

Email = Annotated[EmailStr, StringConstraints(to_lower=True, max_length=254)]
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

    `known_as` is the address under which the person was first known, where they have another one now.
    None stands for an answer that isn't known; nobody can be made without one that the role's requirements ask for.
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
    certification: Certification | None
    certification_path: str = ""
    workshops_taught: int | None = Field(ge=0, le=1000)
    workshops_helped: int | None = Field(default=0, ge=0, le=1000)
    commitment: bool | None
    about: str = ""
    applied_at: AwareDatetime
    origin: Origin
    known_as: str = ""

    @classmethod
    def under(cls, terms: Terms, **answers: Any) -> Self:
        """The person these answers describe.

        Raises:
            pydantic.ValidationError: an answer is not usable, or a hard requirement neither holds nor is waived.
        """
        return cls.model_validate(answers, context=terms)

    @field_validator(*(code.value for code in RequirementCode))
    @classmethod
    def _requirement_holds(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(info.context, Terms):
            raise PydanticCustomError(
                "terms_missing", "a person applies under the programme's terms: use .under(terms, ...)"
            )
        code = RequirementCode(str(info.field_name))
        unmet = info.context.unmet(cls.role, code, value)
        if unmet and unmet.level is Level.HARD and code not in info.context.waived:
            raise _requirement_error(unmet)
        return value

    def shortfalls(self, terms: Terms) -> tuple[Unmet, ...]:
        """The soft requirements that don't hold, and the hard ones that were waived."""
        found = (terms.unmet(self.role, code, getattr(self, code.value)) for code in RequirementCode)
        return tuple(unmet for unmet in found if unmet)

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


def _requirement_error(unmet: Unmet) -> PydanticCustomError:
    return PydanticCustomError(
        f"requirement_{unmet.code.value}",
        "the requirement {code} doesn't hold",
        {"code": unmet.code.value, "unmet": unmet},
    )
