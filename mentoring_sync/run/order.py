"""What is asked of a run, and a run under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mentoring_sync.run.services import Services
from mentoring_sync.run.steps import Steps
from mentoring_sync.settings.load import Configuration


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked of a run: by whom, when, whether to pair anew, whether to explain the pairing, and whether only to
    say what would happen."""

    run: str
    trigger: str
    now: datetime
    repair: bool = False
    explain: bool = False
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run under way: what holds for it, what is asked of it, whom it tells its progress to, what it works with."""

    configuration: Configuration
    order: Order
    steps: Steps
    services: Services
