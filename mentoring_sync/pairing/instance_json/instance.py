"""Instances of the pairing problem as JSON (`pairing-instance/1`): read as a whole, every mistake named at once.

Times of day are minutes after midnight once they are read. Keys that aren't known are left alone.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from mentoring_sync.errors import UnfitError, listed
from mentoring_sync.pairing.problem.candidates import MenteeCandidate, MentorCandidate
from mentoring_sync.records.availability import (
    MINUTES_PER_DAY,
    Block,
    TimeZone,
    Weekday,
    WeeklyHours,
    clock_text,
)
from mentoring_sync.records.person import PersonId


class InstanceError(UnfitError):
    """The instance is ill-formed, or a pin contradicts a hard rule; `mistakes` has one line each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__(listed(mistakes, "in the instance; nothing was solved"))
        self.mistakes = mistakes


def _day(text: str) -> str:
    if text.upper() not in Weekday.__members__:
        raise ValueError(f"{text!r} is no weekday: one of mon, tue, wed, thu, fri, sat, sun")
    return text


def _minute(text: object) -> int:
    """Minutes after midnight of `HH:MM`; the day ends at `24:00`."""
    parts = text.split(":") if isinstance(text, str) else []
    if len(parts) == 2 and all(part.isdigit() and len(part) == 2 for part in parts):
        minute = int(parts[0]) * 60 + int(parts[1])
        if int(parts[1]) < 60 and minute <= MINUTES_PER_DAY:
            return minute
    raise ValueError(f"{text!r} is no time of day such as 17:00")


Day = Annotated[str, AfterValidator(_day)]
Minute = Annotated[int, BeforeValidator(_minute)]
Id = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class _Round(_Part):
    start: Annotated[date, Field(strict=False)]
    weeks: int = Field(ge=1, le=52)


class _Person(_Part):
    id: Id
    tz: TimeZone
    languages: Annotated[tuple[Id, ...], Field(min_length=1, strict=False)]
    availability: Annotated[tuple[Annotated[tuple[Day, Minute, Minute], Field(strict=False)], ...], Field(strict=False)]
    topics: Annotated[tuple[str, ...], Field(strict=False)] = ()
    goals: Annotated[tuple[str, ...], Field(strict=False)] = ()
    domain: str = ""
    cert_path: str = ""
    institution: str = ""
    region: str = ""

    @model_validator(mode="after")
    def _blocks_end_after_they_start(self) -> _Person:
        for day, start, end in self.availability:
            if start >= end:
                raise ValueError(f"{day} {clock_text(start)}-{clock_text(end)} ends before it starts")
        return self

    def profile(self) -> dict[str, Any]:
        """What a candidate of either role is made of; an id is the name too."""
        blocks = (Block(day=Weekday[day.upper()], start=start, end=end) for day, start, end in self.availability)
        return {
            "id": PersonId(self.id),
            "name": self.id,
            "hours": WeeklyHours(zone=self.tz, blocks=tuple(blocks)),
            "languages": self.languages,
            "tools": self.topics,
            "kinds_of_help": self.goals,
            "domain": self.domain,
            "institution": self.institution,
            "region": self.region,
            "own": {"cert_path": self.cert_path},
        }


class _Mentor(_Person):
    capacity: int = Field(ge=1)
    min_team: int = Field(default=1, ge=1)

    def candidate(self) -> MentorCandidate:
        """The mentor as pairing knows them."""
        return MentorCandidate(**self.profile(), capacity=self.capacity, min_team=self.min_team)


class _Mentee(_Person):
    priority: int = Field(default=0, ge=0)

    def candidate(self) -> MenteeCandidate:
        """The mentee as pairing knows them."""
        return MenteeCandidate(**self.profile(), priority=self.priority)


Couple = Annotated[tuple[Id, Id], Field(strict=False)]


class _Standing(_Part):
    mentor: Id
    start: Annotated[tuple[Day, Minute], Field(strict=False)]
    mentees: Annotated[tuple[Id, ...], Field(strict=False)]
    introduced: bool = True


class Instance(_Part):
    """An instance as it is written."""

    format: Literal["pairing-instance/1"]
    name: str = ""
    round: _Round
    meeting_minutes: int = Field(default=60, ge=15, le=240)
    start_step_minutes: Literal[60, 30] = 60
    mentors: Annotated[tuple[_Mentor, ...], Field(strict=False)]
    mentees: Annotated[tuple[_Mentee, ...], Field(strict=False)]
    vetoes: Annotated[tuple[Couple, ...], Field(strict=False)] = ()
    pins: Annotated[tuple[Couple, ...], Field(strict=False)] = ()
    standing: Annotated[tuple[_Standing, ...], Field(strict=False)] = ()

    def doubles(self) -> list[str]:
        """The ids that come twice in one role, and mentors with two standing teams, as mistakes."""
        found = []
        for role, ids in (
            ("mentors", [mentor.id for mentor in self.mentors]),
            ("mentees", [mentee.id for mentee in self.mentees]),
            ("standing", [team.mentor for team in self.standing]),
        ):
            found += [f"{role}: {each!r} comes twice" for each in sorted({each for each in ids if ids.count(each) > 1})]
        return found


def read(text: str) -> Instance:
    """The instance in a JSON text.

    Raises:
        InstanceError: with every mistake, each with its place.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InstanceError([f"line {error.lineno}: not JSON: {error.msg}"]) from error
    try:
        instance = Instance.model_validate(data)
    except ValidationError as error:
        raise InstanceError([_mistake(each, data) for each in error.errors()]) from error
    if doubles := instance.doubles():
        raise InstanceError(doubles)
    return instance


def _mistake(error: Any, data: Any) -> str:
    place, at = "", data
    for step in error["loc"]:
        at = at[step] if _has(at, step) else None
        name = f" ({at['id']!r})" if isinstance(at, dict) and isinstance(at.get("id"), str) else ""
        place += f"[{step}]{name}" if isinstance(step, int) else f"{'.' if place else ''}{step}"
    return f"{place or 'the instance'}: {error['msg'].removeprefix('Value error, ')}"


def _has(at: object, step: object) -> bool:
    return (isinstance(at, list) and isinstance(step, int) and step < len(at)) or (isinstance(at, dict) and step in at)
