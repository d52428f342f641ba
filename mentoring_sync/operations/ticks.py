"""When the next run of a schedule is due. Instants are aware; nothing here reads a clock.

In: the interval, when the last tick was, how the runs ended. Out: an instant. A tick that was missed, because the
machine slept or a run took long, is one run, not several.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LONGEST_PAUSE = timedelta(hours=1)
"""So long at most until it is tried again, while Google is down."""

TOO_OFTEN_LEFT_OUT = 3
"""So many ticks in a row that found another run at work are a failure: that run hangs, or the interval is too short."""

JITTER = 0.1
"""Up to this share of the interval a tick comes later, so that not all programmes ask at the same second."""


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """A schedule: an interval, how many runs in a row have failed, and how many ticks in a row were left out. `seed`
    makes the jitter the programme's own."""

    every: timedelta
    seed: str
    failed: int = 0
    skipped: int = 0

    def after(self, run: datetime, now: datetime) -> datetime:
        """The first tick after the run that began at `run`, not before `now`."""
        number = int(run.timestamp() // self.every.total_seconds()) + 1
        begins = datetime.fromtimestamp(number * self.every.total_seconds(), tz=run.tzinfo)
        late = random.Random(f"{self.seed} {number}").random() * JITTER  # noqa: S311 - nothing is kept secret
        due = begins + self.every * late
        if self.failed:
            due = max(due, now + min(LONGEST_PAUSE, self.every * 2 ** (self.failed - 1)))
        return max(due, now)

    def ended(self, *, well: bool) -> Ticks:
        """The schedule after a run."""
        return replace(self, failed=0 if well else self.failed + 1, skipped=0)

    def left_out(self) -> Ticks:
        """The schedule after a tick that found another run at work: a failure from the third in a row on."""
        skipped = self.skipped + 1
        return replace(self, skipped=skipped, failed=self.failed + (skipped >= TOO_OFTEN_LEFT_OUT))
