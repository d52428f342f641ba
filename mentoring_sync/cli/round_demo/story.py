"""The story of a round: what people do on which day. Teams and people are those of the fixtures.

The days are those of the configured round. Runs come on Mondays and Saturdays, and on each day on which something
happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from mentoring_sync.cli.round_demo.hands import Hands
from mentoring_sync.cli.round_demo.play import Event

HOUR = time(9, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 16), date(2027, 5, 10)


def story() -> tuple[Event, ...]:
    """Everything that happens, in order, with the days on which nothing does but a run."""
    told = tuple(_told())
    quiet = tuple(Event(at=_on(day)) for day in _days() if day.weekday() in (0, 5))
    return tuple(sorted((*told, *quiet), key=lambda event: event.at))


def _told() -> Iterator[Event]:
    yield _event(date(2026, 11, 24), "The coordinator looks at teams and drafts, and ticks Send", _ticks("Send"))


def _ticks(setting: str) -> Callable[[Hands], None]:
    return lambda hands: hands.types("Control", {"Setting": setting}, "Value", True)


def _event(day: date, words: str, act: Callable[[Hands], None] | None = None) -> Event:
    return Event(at=_on(day), words=words, act=act)


def _on(day: date) -> datetime:
    return datetime.combine(day, HOUR)


def _days() -> Sequence[date]:
    return [FIRST + timedelta(days=at) for at in range((LAST - FIRST).days + 1)]
