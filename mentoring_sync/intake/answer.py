"""What comes of reading one answer: a value, perhaps with doubts; or `Unusable`, with the rule that says why.

A fault may be no one applicant's: an option that the form words anew, a formula's error. Then it has a `matter`: what
is told once for all answers that share it, and nobody is mailed for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from mentoring_sync.intake.coordinators_words import in_words
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.requirement import Parameter

T = TypeVar("T", covariant=True)


@dataclass(frozen=True)
class Matter:
    """What is told once of all answers to a question that share it, behind "Answers to …"; and what to do about it:
    mostly for the operator, in the configuration, the form or a formula.
    """

    what: str
    remedy: str
    for_operator: bool = True


class Unusable(Exception):  # noqa: N818 - it is said of an answer, and never leaves the room
    """The answer can't be used, by a rule with these parameters; the message says so in the coordinator's words.

    `matter` is set where it is not the applicant's own fault.
    """

    def __init__(self, rule: Rule, matter: Matter | None = None, **parameters: Parameter) -> None:
        super().__init__(in_words(rule, parameters))
        self.rule, self.matter, self.parameters = rule, matter, parameters


@dataclass(frozen=True)
class Doubt:
    """An answer was taken, but a person should look: what is odd, and what to do about it."""

    what: str
    remedy: str


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """A value and the doubts about it: of this answer, or of all answers like it."""

    value: T
    doubts: tuple[Doubt | Matter, ...] = ()
