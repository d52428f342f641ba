"""What intake says: the people, and of every other response row what became of it and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mentoring_sync.intake.answer import Matter
from mentoring_sync.intake.coordinators_words import in_words
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.person import Mentee, Mentor, Origin
from mentoring_sync.records.problem import Problem
from mentoring_sync.records.requirement import Parameter, Role
from mentoring_sync.records.requirement import Rule as Requirement
from mentoring_sync.records.roster import person_key


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a response makes no person: the field (or the requirement) as a code, the rule, and what was asked, answered
    and wanted. It is put into words for a reader.

    `matter` is set where the fault is not the applicant's own but the form's or the spreadsheet's; `requirement` where
    it is one that doesn't hold.
    """

    code: str
    question: str
    answer: str
    rule: Rule
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    matter: Matter | None = None
    requirement: Requirement | None = None

    @property
    def for_coordinator(self) -> str:
        """It in the coordinator's words."""
        return in_words(self.rule, {**self.parameters, "question": self.question, "answer": self.answer})

    @property
    def shared(self) -> bool:
        """Whether it is told once for all whom it concerns, to the coordinator, and not to the applicant."""
        return self.matter is not None

    @property
    def waivable(self) -> bool:
        """Whether it is a requirement, or the day on which applications closed, which the coordinator may set aside."""
        return self.rule is Rule.LATE or self.requirement is not None


@dataclass(frozen=True, kw_only=True)
class Rejection:
    """A response that makes no person yet, and every reason for it.

    `email` is empty when the answer is no address; `time_zone` is an IANA key, or empty when it isn't known;
    `languages` are those that could be read; `applied_at` is None when the timestamp can't be read.
    """

    name: str
    email: str
    role: Role
    origin: Origin
    time_zone: str
    reasons: tuple[Reason, ...]
    applied_at: datetime | None = None
    known_as: str = ""
    languages: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Whose answer it is, in every tab."""
        return person_key(self.role, self.known_as or self.email)

    @property
    def waivable(self) -> bool:
        """Whether a tick of *Waive* would make it a person: all its reasons are requirements."""
        return all(reason.waivable for reason in self.reasons)

    @property
    def shared(self) -> bool:
        """Whether a reason is no fault of the applicant, who therefore isn't mailed before it is mended."""
        return any(reason.shared for reason in self.reasons)

    @property
    def sentence(self) -> str:
        """All its reasons in one line, in the coordinator's words."""
        return "; ".join(reason.for_coordinator for reason in self.reasons)


@dataclass(frozen=True, kw_only=True)
class Superseded:
    """An earlier response of a person who answered again in the same role, and where the newer one stands."""

    name: str
    email: str
    role: Role
    origin: Origin
    newer: Origin


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What became of the response rows, in their order: each is in exactly one of the first four.

    `problems` are for *Review*. `held` rows count for nothing until the coordinator has chosen.
    """

    mentors: tuple[Mentor, ...] = ()
    mentees: tuple[Mentee, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    problems: tuple[Problem, ...] = ()
    held: int = 0

    @property
    def rows(self) -> int:
        """How many response rows were read."""
        return len(self.mentors) + len(self.mentees) + len(self.rejections) + len(self.superseded) + self.held
