"""Attendance: marks become meetings attended and a rate.

A meeting that a person was excused from counts neither for nor against them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring_sync.records.attendance import Mark


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Meetings attended, and the share (0 to 1) of those marked present or missed; None before there is one."""

    attended: int
    rate: float | None


def attendance(marks: Sequence[str]) -> Attendance:
    """The figures for one person's marks; a word that is no mark is left out."""
    attended, missed = marks.count(Mark.PRESENT), marks.count(Mark.MISSED)
    counted = attended + missed
    return Attendance(attended=attended, rate=round(attended / counted, 4) if counted else None)
