"""What a role requires, and what is missing where a person doesn't meet it.

The numbers are the programme's (`config/program.toml`), none is in code. A hard requirement keeps a person out of the
round until it holds or the coordinator waives it; a soft one is a warning in *Review*. What is missing is a code and
its parameters: it is put into words for each reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Parameter = str | int | tuple[str, ...] | None
"""What can be told of a rule: a text, a number (True and False are 1 and 0), or several texts."""


class Role(StrEnum):
    """The two roles one can apply for."""

    MENTOR = "mentor"
    MENTEE = "mentee"


class Certification(StrEnum):
    """Where a person stands on the way to being a certified instructor."""

    CERTIFIED = "certified"
    IN_PROGRESS = "in progress"
    NONE = "not certified"


class Level(StrEnum):
    """`hard` keeps a person out, `soft` warns."""

    HARD = "hard"
    SOFT = "soft"


class RequirementCode(StrEnum):
    """Which requirement: the name of the field that it is about."""

    CERTIFICATION = "certification"
    WORKSHOPS_TAUGHT = "workshops_taught"
    COMMITMENT = "commitment"


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    level: Level


class CertificationRule(_Rule):
    """Holds for the states in `accepts`."""

    code: Literal[RequirementCode.CERTIFICATION] = RequirementCode.CERTIFICATION
    accepts: tuple[Certification, ...] = Field(min_length=1)

    def holds(self, value: object) -> bool:
        """Whether a state is among those accepted."""
        return value in self.accepts

    def parameters(self, value: object) -> dict[str, Parameter]:
        """What is wanted, and what the answer says."""
        return {"accepts": tuple(state.value for state in self.accepts), "says": str(value)}


class WorkshopsRule(_Rule):
    """Holds from `at_least` to `at_most` workshops taught, both included."""

    code: Literal[RequirementCode.WORKSHOPS_TAUGHT] = RequirementCode.WORKSHOPS_TAUGHT
    at_least: int = Field(default=0, ge=0)
    at_most: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _some_number_fits(self) -> WorkshopsRule:
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

    def holds(self, value: object) -> bool:
        """Whether a number is within the bounds."""
        assert isinstance(value, int)  # noqa: S101 - the field's type, checked by pydantic before
        return bool(self.holds_between(value, value))

    def parameters(self, value: object) -> dict[str, Parameter]:
        """What is wanted, and what the answer says."""
        assert isinstance(value, int)  # noqa: S101 - the field's type, checked by pydantic before
        return {"at_least": self.at_least, "at_most": self.at_most, "says": value}


class CommitmentRule(_Rule):
    """Holds when the person agreed to the role's commitment."""

    code: Literal[RequirementCode.COMMITMENT] = RequirementCode.COMMITMENT

    def holds(self, value: object) -> bool:
        """Whether the person agreed."""
        return bool(value)

    def parameters(self, value: object) -> dict[str, Parameter]:
        """What the answer says."""
        return {"says": bool(value)}


Rule = Annotated[CertificationRule | WorkshopsRule | CommitmentRule, Field(discriminator="code")]


class RoleRequirements(BaseModel):
    """The requirements of one role; one left out is not required."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    certification: CertificationRule | None = None
    workshops_taught: WorkshopsRule | None = None
    commitment: CommitmentRule | None = None

    def rule(self, code: RequirementCode) -> CertificationRule | WorkshopsRule | CommitmentRule | None:
        """The rule for a requirement, or None where there is none."""
        found: CertificationRule | WorkshopsRule | CommitmentRule | None = getattr(self, code.value)
        return found


class Requirements(BaseModel):
    """The requirements of both roles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mentor: RoleRequirements
    mentee: RoleRequirements

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
    """A requirement that doesn't hold: which, how bad, what was asked and answered, what is wanted of whom."""

    code: RequirementCode
    level: Level
    asked: Asked
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Under which a person applies: given to pydantic as the validation context of `Mentor` and `Mentee`.

    `waived` are the requirements the coordinator set aside for this person; `asked` has the question and the answer
    behind a field, for the error's sake.
    """

    requirements: Requirements
    waived: frozenset[RequirementCode] = frozenset()
    asked: Mapping[str, Asked] = field(default_factory=dict)

    def unmet(self, role: Role, code: RequirementCode, value: object) -> Unmet | None:
        """The requirement `code`, if it is asked of `role` and `value` doesn't meet it (waived or not)."""
        rule = self.requirements.of(role).rule(code)
        if rule and value is None:
            raise ValueError(f"a {role} can't be judged by {code.value} that isn't known")
        if not rule or rule.holds(value):
            return None
        asked = self.asked.get(code.value, Asked(question=code.value.replace("_", " "), answer=str(value)))
        return Unmet(
            code=code, level=rule.level, asked=asked, parameters={"role": role.value, **rule.parameters(value)}
        )
