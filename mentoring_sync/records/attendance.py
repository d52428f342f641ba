"""A team's meetings and who was there: the marks, and the words that people said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

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


@dataclass(frozen=True, kw_only=True)
class TeamMeeting:
    """A team's meeting: the `number`-th of the round (1 is the first), its start (aware, in the team's zone; None for
    an extra one of which nobody said when) and its length in minutes."""

    team: TeamId
    number: int
    start: datetime | None
    minutes: int

    @property
    def day(self) -> date | None:
        """Its date in the team's zone."""
        return self.start.date() if self.start else None

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended; one without a date has, once somebody speaks of it."""
        return self.start is None or self.start + timedelta(minutes=self.minutes) <= now


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
