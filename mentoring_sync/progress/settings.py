"""The settings of figures: [attendance] of `config/program.toml`."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


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
