"""A team's meetings and who was there: the marks, and the words that people said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from mentoring_sync.records.person import PersonId
from mentoring_sync.records.team import TeamId


class Mark(StrEnum):
    """What stands in *Attendance* under a meeting."""

    PRESENT = "present"
    EXCUSED = "excused"
    MISSED = "missed"


class Source(StrEnum):
    """Where a word about a meeting was said."""

    TAB = "tab"
    FORM = "form"
    MAIL = "mail"


class MeetingId(NamedTuple):
    """A meeting of a team by its number, as memory names it: `Team 3#2`."""

    team: str
    number: int

    def __str__(self) -> str:
        return f"{self.team}#{self.number}"


@dataclass(frozen=True, kw_only=True)
class TeamMeeting:
    """A team's meeting: the `number`-th of the round (1 is the first), its start (aware, in the team's zone; None for
    an extra one of which nobody said when) and its length in minutes. `first` is the day that it was set for, whatever
    became of that; None for an extra one.
    """

    team: TeamId
    number: int
    start: datetime | None
    minutes: int
    first: date | None = None

    @property
    def id(self) -> MeetingId:
        """Its name in memory."""
        return MeetingId(self.team, self.number)

    @property
    def day(self) -> date | None:
        """Its date in the team's zone."""
        return self.start.date() if self.start else None

    @property
    def end(self) -> datetime | None:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes) if self.start else None

    @property
    def occasion(self) -> str:
        """What names it in the keys of mails, also once it was moved."""
        return self.first.isoformat() if self.first else f"extra-{self.number}"

    @property
    def is_as_set(self) -> bool:
        """Whether it is on the day that it was set for."""
        return self.first is not None and self.first == self.day

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended; one without a date has, once somebody speaks of it."""
        return self.end is None or self.end <= now


@dataclass(frozen=True, kw_only=True)
class KnownMark:
    """The mark that counts for somebody at a meeting (None: it was taken away), where it was said, and since when it is
    known: as a report says itself, or when a run saw it first. `other` is the word that it took the place of."""

    mark: Mark | None
    source: Source
    at: datetime
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class Spell:
    """A time that somebody was in a team: from `since` (None: from the beginning) until `until` (None: still)."""

    team: str
    since: datetime | None
    until: datetime | None = None

    def holds(self, start: datetime | None) -> bool:
        """Whether a meeting that began then fell in it; one without a date is of those who are in the team now."""
        if start is None:
            return self.until is None
        return (self.since is None or self.since <= start) and (self.until is None or start < self.until)


@dataclass(frozen=True, kw_only=True)
class MeetingReport:
    """What somebody who leads a team said of one of its meetings.

    `marks` are by a person's key (`mentee:noor@example.org`); whoever isn't named has none. `moved_to`: it was held on
    that day instead. `head_count` is a number of people that was said beside the names. `at` is when it was said.
    """

    team: TeamId
    number: int
    by: PersonId
    at: datetime
    source: Source
    marks: Mapping[str, Mark] = field(default_factory=dict)
    moved_to: date | None = None
    head_count: int | None = None
    progress: Mapping[str, str] = field(default_factory=dict)
    worries: str = ""
    help_wanted: str = ""
