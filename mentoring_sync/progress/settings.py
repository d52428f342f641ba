"""The settings of figures: [attendance] of `config/program.toml`."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Excused(StrEnum):
    """What a meeting that somebody was excused from is: left out of everything, or one that they might have come to."""

    LEFT_OUT = "left out"
    COUNTS = "counts"


class AttendanceSettings(BaseModel):
    """[attendance]."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    excused: Excused = Excused.LEFT_OUT
