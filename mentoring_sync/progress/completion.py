"""Who completed the round: in, what it takes and what a person did; out, whether they earned the certificate."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mentoring_sync.progress.attendance import Attendance


@dataclass(frozen=True, kw_only=True)
class Completion:
    """What it takes: `meetings` attended, the `share` of those marked, and everything in `needs`, by its title."""

    meetings: int = 0
    share: float = 0.0
    needs: tuple[str, ...] = ()


def completed(takes: Completion, attendance: Attendance, reached: Collection[str]) -> bool:
    """Whether somebody with this attendance, who `reached` these things, earned the certificate."""
    done = {title.strip().casefold() for title in reached}
    return (
        attendance.attended >= takes.meetings
        and (attendance.rate or 0.0) >= takes.share
        and all(title.casefold() in done for title in takes.needs)
    )
