"""The settings of figures: [attendance] and [completion] of `config/program.toml`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from mentoring_sync.records.requirement import Role

Title = Annotated[str, StringConstraints(min_length=1, max_length=100)]
"""The title of a column."""


class Excused(StrEnum):
    """What a meeting that somebody was excused from is: left out of everything, or one that they might have come to."""

    LEFT_OUT = "left out"
    COUNTS = "counts"


class AttendanceSettings(BaseModel):
    """[attendance]. A team is silent if it hasn't met `first_meeting_weeks` after its introduction though it was to, or
    if nothing was reported for `silent_after_weeks`; the coordinator hears of who missed `missed_in_a_row` meetings (0:
    never).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    excused: Excused = Excused.LEFT_OUT
    first_meeting_weeks: int = Field(default=3, ge=1, le=52)
    silent_after_weeks: int = Field(default=6, ge=1, le=52)
    missed_in_a_row: int = Field(default=2, ge=0, le=52)


class Completion(BaseModel):
    """What completing the round takes in a role: meetings attended, the share of those marked, and a mark under each of
    these titles in *Attendance* (or an answer in *Feedback*, for the closing survey)."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    meetings: int = Field(default=0, ge=0, le=100)
    share: float = Field(default=0.0, ge=0, le=1)
    needs: tuple[Title, ...] = Field(default=(), max_length=20)


class CompletionSettings(BaseModel):
    """[completion]. A role that isn't spoken of takes what the programme's first rounds took."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mentee: Completion = Completion(meetings=2, needs=("Showcase", "Closing survey"))
    mentor: Completion = Completion(share=0.5, needs=("Onboarding", "Check-in", "Showcase", "Closing survey"))

    def of(self, role: Role) -> Completion:
        """What it takes in a role."""
        return self.mentee if role is Role.MENTEE else self.mentor

    @property
    def steps(self) -> tuple[str, ...]:
        """The titles of the columns that either role needs, each once, in the order of a round: the mentors' first,
        who have more of them."""
        every: dict[str, str] = {}
        for title in (*self.mentor.needs, *self.mentee.needs):
            every.setdefault(title.casefold(), title)
        return tuple(every.values())
