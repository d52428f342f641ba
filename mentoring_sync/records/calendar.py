"""The dates that a round goes by: its milestones, each a day or an instant.

In: dates as they are configured. Out: milestones in their order, whether each has passed, and what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator

ANYWHERE_ON_EARTH = timedelta(hours=12)
"""A day is over everywhere when it is over at UTC-12."""

EARLIEST_ON_EARTH = timedelta(hours=14)
"""A day begins somewhere so long before it begins at UTC."""


class Step(StrEnum):
    """What a milestone is of; the value is how *Control* and `status` call it."""

    APPLICATIONS_OPEN = "applications open"
    INFORMATION_SESSION = "information session"
    APPLICATIONS_CLOSE = "applications close"
    PAIRING = "teams are formed"
    ONBOARDING = "onboarding"
    MEETINGS_BEGIN = "meetings begin"
    CHECK_IN = "check-in"
    SHOWCASE = "showcase"
    MEETINGS_END = "meetings end"
    CLOSING_SURVEY = "closing survey"

    @property
    def slug(self) -> str:
        """As it stands in keys: `information-session`."""
        return self.value.replace(" ", "-")


MEETS = frozenset({Step.INFORMATION_SESSION, Step.ONBOARDING, Step.CHECK_IN, Step.SHOWCASE})
"""The steps at which people come together."""

KEYS: Mapping[Step, str] = {
    Step.APPLICATIONS_OPEN: "applications_open",
    Step.INFORMATION_SESSION: "information_sessions",
    Step.APPLICATIONS_CLOSE: "applications_close",
    Step.PAIRING: "pairing",
    Step.ONBOARDING: "onboarding",
    Step.MEETINGS_BEGIN: "start",
    Step.CHECK_IN: "check_in",
    Step.SHOWCASE: "showcases",
    Step.MEETINGS_END: "weeks",
    Step.CLOSING_SURVEY: "closing_survey",
}
"""Under which key of [round] each is configured."""

BEFORE: Mapping[Step, tuple[Step, ...]] = {
    Step.INFORMATION_SESSION: (Step.APPLICATIONS_OPEN,),
    Step.APPLICATIONS_CLOSE: (Step.APPLICATIONS_OPEN, Step.INFORMATION_SESSION),
    Step.PAIRING: (Step.APPLICATIONS_CLOSE,),
    Step.ONBOARDING: (Step.PAIRING, Step.APPLICATIONS_CLOSE),
    Step.MEETINGS_BEGIN: (Step.PAIRING,),
    Step.CHECK_IN: (Step.MEETINGS_BEGIN, Step.ONBOARDING),
    Step.SHOWCASE: (Step.MEETINGS_BEGIN, Step.CHECK_IN),
    Step.CLOSING_SURVEY: (Step.MEETINGS_BEGIN, Step.CHECK_IN),
}
"""What can't come after a step."""


def _day_or_instant(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("an hour needs its offset from UTC (2027-04-20T14:00:00Z, or …+02:00); or give the day alone")
    return value


Moment = Annotated[date | datetime, BeforeValidator(_day_or_instant)]
"""A day, or an aware instant."""


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A date of the round, and what it is of."""

    step: Step
    at: date | datetime

    @property
    def day(self) -> date:
        """Its day, an instant's as it was configured."""
        return self.at.date() if isinstance(self.at, datetime) else self.at

    @property
    def instant(self) -> datetime:
        """When it is, at UTC; a day's is when that begins."""
        if isinstance(self.at, datetime):
            return self.at.astimezone(UTC)
        return datetime.combine(self.at, time(), tzinfo=UTC)

    @property
    def text(self) -> str:
        """The date as it is remembered, the same for the same instant: `2027-04-20`, `2027-04-20T14:00Z`."""
        return f"{self.instant:%Y-%m-%dT%H:%MZ}" if isinstance(self.at, datetime) else self.at.isoformat()

    def is_over(self, now: datetime) -> bool:
        """Whether it has passed: its instant, or its day anywhere on Earth."""
        return now >= (self.at if isinstance(self.at, datetime) else over_everywhere(self.at))


def over_everywhere(day: date) -> datetime:
    """The instant at which a day is over anywhere on Earth."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC) + ANYWHERE_ON_EARTH


def begins_anywhere(day: date) -> datetime:
    """The instant at which a day begins somewhere on Earth."""
    return datetime.combine(day, time(), tzinfo=UTC) - EARLIEST_ON_EARTH


def read_moment(text: str) -> date | datetime | None:
    """What `Milestone.text` wrote; None for anything else."""
    try:
        found = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None
    return None if isinstance(found, datetime) and found.tzinfo is None else found


def in_order(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """The milestones by when they are; those of one day in the order of a round."""
    steps = list(Step)
    return tuple(sorted(milestones, key=lambda each: (each.instant, steps.index(each.step))))


def out_of_order(milestones: Sequence[Milestone]) -> Iterator[str]:
    """Sentences about each milestone that is before one that it can't be before, and lists that aren't in order."""
    by_step: dict[Step, list[Milestone]] = {}
    for each in milestones:
        by_step.setdefault(each.step, []).append(each)
    for step, dates in by_step.items():
        if any(later.instant < earlier.instant for earlier, later in pairwise(dates)):
            yield f"{KEYS[step]} must be in order, the earliest first"
        first = min(dates, key=lambda each: each.day)
        for other in (found for before in BEFORE.get(step, ()) for found in by_step.get(before, ())):
            if first.day < other.day:
                yield f"{KEYS[step]} ({first.day}) must not be before {KEYS[other.step]} ({other.day})"
                break
