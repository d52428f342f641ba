"""What pairing is asked for: the round, what makes a score, the size of teams, and who may be moved."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from mentoring_sync.pairing.scores import USUAL, Score, by_weights, lines
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.round import Hold, Round

PATIENCE, LEAST_PATIENCE = 30, 60
"""Unless the configuration says otherwise, the deadline is so many seconds for each unit of work, and at least so
many: a machine may be that much slower than an ordinary one, or that busy."""


class Strictness(StrEnum):
    """Who may be moved for the sake of assignment more people."""

    FILL_GAPS = "only fill gaps"
    MOVE_PROPOSED = "may move the not yet introduced"
    MOVE_ANYONE = "may move anyone"


class PairingSettings(BaseModel):
    """The `[pairing]` part of the programme's configuration. Times are in minutes and seconds, as named.

    `work_limit` is in units of the solver's `Budget`. Earlier versions had `time_limit_seconds` alone, for how long to
    search; where it stands alone, it says the work. `most_mentees` and
    `smallest_team` are for every mentor, whatever they offer. `hold` says for which dates all must be free.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    most_mentees: int = Field(default=5, ge=1, le=20)
    smallest_team: int = Field(default=1, ge=1, le=20)
    hold: Hold = Hold.EVERY_WEEK
    start_step_minutes: Literal[60, 30] = 60
    work_limit: float = Field(default=10, gt=0, le=3600)
    time_limit_seconds: float | None = Field(default=None, gt=0, le=3600 * PATIENCE)
    strictness: Strictness = Strictness.MOVE_PROPOSED
    scores: tuple[Score, ...] = USUAL

    @model_validator(mode="after")
    def _a_team_can_be_formed(self) -> Self:
        if self.smallest_team > self.most_mentees:
            raise ValueError(
                f"smallest_team ({self.smallest_team}) must not be more than most_mentees ({self.most_mentees})"
            )
        return self

    @field_validator("scores", mode="before")
    @classmethod
    def _by_field(cls, given: Any) -> Any:
        return lines(given) if isinstance(given, dict) else given

    @model_validator(mode="before")
    @classmethod
    def _weights_of_earlier_versions(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "weights" not in given:
            return given
        if "scores" in given:
            raise ValueError("weights is what earlier versions called scores: leave one of them out")
        said = {name: value for name, value in given.items() if name != "weights"}
        return {**said, "scores": by_weights(given["weights"])}

    @model_validator(mode="before")
    @classmethod
    def _time_for_work(cls, given: Any) -> Any:
        if isinstance(given, dict) and "time_limit_seconds" in given and "work_limit" not in given:
            said = {name: value for name, value in given.items() if name != "time_limit_seconds"}
            return {**said, "work_limit": given["time_limit_seconds"]}
        return given

    def patience(self) -> float:
        """After so many seconds a search is cut."""
        return self.time_limit_seconds or max(LEAST_PATIENCE, PATIENCE * self.work_limit)

    def budget(self, deadline: Deadline) -> Budget:
        """The work for one search, which the deadline and the time limit can cut."""
        return Budget(self.work_limit, deadline.at_most(self.patience()))


class Rules(PairingSettings):
    """The settings, and the round in whose every week the teams must be able to meet."""

    round: Round

    @classmethod
    def of(cls, settings: PairingSettings, round_: Round) -> Self:
        """The settings for a round."""
        return cls(
            round=round_.model_copy(update={"hold": settings.hold}),
            **{name: getattr(settings, name) for name in PairingSettings.model_fields},
        )
