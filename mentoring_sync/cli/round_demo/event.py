"""Something that happens in a round: at an instant, in words, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, TypeAlias

from mentoring_sync.cli.round_demo.hands import Hands

Act: TypeAlias = Callable[[Hands], str]
"""What somebody does; what is told of it, where that isn't known before."""

Changes = Mapping[str, Any]
"""What the operator writes into `program.toml`, table by table."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happens: `words` tell it, `act` does it, `configures` is what the operator changes, `closes`: the round is
    closed, `reports`: its report is written. `runs`: a run comes in any case, not only if something was done."""

    at: datetime
    words: str = ""
    act: Act | None = None
    configures: Changes = field(default_factory=dict)
    closes: bool = False
    reports: bool = False
    runs: bool = False


def event(day: date, words: str, act: Callable[[Hands], object] | None = None, **given: Changes) -> Event:
    """Something on a day, at nine; what the act gives back isn't told."""
    return Event(
        at=at_nine(day), words=words, act=_quietly(act) if act else None, configures=given.get("configures", {})
    )


def at_nine(day: date) -> datetime:
    """Nine in the morning, UTC."""
    return datetime.combine(day, time(9, tzinfo=UTC))


def _quietly(act: Callable[[Hands], object]) -> Act:
    def acted(hands: Hands) -> str:
        act(hands)
        return ""

    return acted
