"""Attendance: marks become meetings attended and a rate.

In: the marks of one person at meetings that count for them, in order. What a meeting counts for is decided before
(`presence.py`); whether one that they were excused from counts is the programme's rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring_sync.progress.settings import Excused
from mentoring_sync.records.attendance import Mark


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Meetings attended, and the share (0 to 1) of the `counted` ones; None before there is one."""

    attended: int
    rate: float | None
    counted: int = 0


def words_that_count(excused: Excused) -> tuple[Mark, ...]:
    """The marks of the meetings of which the rate is a share."""
    return (Mark.PRESENT, Mark.EXCUSED, Mark.MISSED) if excused is Excused.COUNTS else (Mark.PRESENT, Mark.MISSED)


def attendance(marks: Sequence[str], excused: Excused = Excused.LEFT_OUT) -> Attendance:
    """The figures for one person's marks; a word that is no mark is left out."""
    counting = words_that_count(excused)
    attended, counted = marks.count(Mark.PRESENT), sum(mark in counting for mark in marks)
    return Attendance(attended=attended, rate=attended / counted if counted else None, counted=counted)
