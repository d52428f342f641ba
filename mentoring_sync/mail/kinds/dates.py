"""The dates of the calendar as mails say them: each on the clocks of its readers.

In: milestones, zones. Out: plain data for the templates; they put it into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from mentoring_sync.mail.kinds.announcement import Dates
from mentoring_sync.records.calendar import Milestone, Step, in_order, read_moment
from mentoring_sync.records.local_time import LocalHour, local_hours
from mentoring_sync.records.round import Round


@dataclass(frozen=True, kw_only=True)
class OnClock:
    """An hour on the clock of a zone."""

    zone: str
    hour: LocalHour


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One date of a step: a `day`, or an hour on each of its readers' `clocks`."""

    day: date
    clocks: tuple[OnClock, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A step of the calendar by its slug, with its dates; people come to one of them."""

    step: str
    occasions: tuple[Occasion, ...]


def dated(milestones: Iterable[Milestone], zones: Iterable[str]) -> tuple[Dated, ...]:
    """The milestones by step, on the clocks of these zones."""
    clocks = tuple(dict.fromkeys(zones))
    by_step = groupby(in_order(milestones), key=lambda each: each.step)
    return tuple(Dated(step=step.slug, occasions=occasions(of_it, clocks)) for step, of_it in by_step)


def occasions(milestones: Iterable[Milestone], zones: Sequence[str]) -> tuple[Occasion, ...]:
    """The dates of one step."""
    return tuple(Occasion(day=each.day, clocks=_clocks(each.at, zones)) for each in milestones)


def dates_of(step: Step, round_: Round) -> tuple[str, ...]:
    """The dates of a step, as they are remembered."""
    return tuple(each.text for each in round_.milestones if each.step is step)


def remembered(step: Step, dates: Dates) -> tuple[Milestone, ...]:
    """What somebody was told of a step."""
    moments = map(read_moment, dates.get(step.slug, ()))
    return tuple(Milestone(step=step, at=at) for at in moments if at is not None)


def _clocks(at: date | datetime, zones: Sequence[str]) -> tuple[OnClock, ...]:
    if not isinstance(at, datetime):
        return ()
    return tuple(OnClock(zone=zone, hour=hour) for zone in zones for hour in local_hours([at], zone))
