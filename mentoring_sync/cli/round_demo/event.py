"""Something that happens in a round: at an instant, in words, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from mentoring_sync.cli.round_demo.hands import Hands

Act: TypeAlias = Callable[[Hands], str]
"""What somebody does; what is told of it, where that isn't known before."""

Changes = Mapping[str, Any]
"""What the operator writes into `program.toml`, table by table."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happens: `words` tell it, `act` does it, `configures` is what the operator changes, `closes`: the round is
    closed. `runs`: a run comes in any case, not only if something was done."""

    at: datetime
    words: str = ""
    act: Act | None = None
    configures: Changes = field(default_factory=dict)
    closes: bool = False
    runs: bool = False
