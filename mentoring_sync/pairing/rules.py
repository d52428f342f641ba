"""What pairing is asked for: the round, the weights of a score, the size of teams, and who may be moved."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from mentoring_sync.records.round import Round


class Strictness(StrEnum):
    """Who may be moved for the sake of assignment more people."""

    FILL_GAPS = "only fill gaps"
    MOVE_PROPOSED = "may move the not yet introduced"
    MOVE_ANYONE = "may move anyone"


class Weights(BaseModel):
    """What a pair's score is made of, in points; the sum is kept between 0 and 100."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tools: int = Field(default=40, ge=0, le=100)
    goal: int = Field(default=20, ge=0, le=100)
    domain: int = Field(default=15, ge=0, le=100)
    first_language: int = Field(default=15, ge=0, le=100)
    certification_path: int = Field(default=10, ge=0, le=100)
    same_institution: int = Field(default=-25, ge=-100, le=0)


class PairingSettings(BaseModel):
    """The `[pairing]` part of the programme's configuration. Times are in minutes and seconds, as named."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    most_mentees: int = Field(default=5, ge=1, le=20)
    start_step_minutes: Literal[60, 30] = 60
    time_limit_seconds: float = Field(default=10, gt=0, le=3600)
    strictness: Strictness = Strictness.MOVE_PROPOSED
    weights: Weights = Weights()


class Rules(PairingSettings):
    """The settings, and the round in whose every week the teams must be able to meet."""

    round: Round

    @classmethod
    def of(cls, settings: PairingSettings, round_: Round) -> Self:
        """The settings for a round."""
        return cls(round=round_, **{name: getattr(settings, name) for name in PairingSettings.model_fields})
