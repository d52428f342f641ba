"""Somebody's time away: the place is kept, and what falls into it is neither asked of them nor held against them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Leave:
    """From the day `start` to the day `until`, both included; None: until further notice."""

    start: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether a day falls into it."""
        return self.start <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Whether they are back on that day."""
        return self.until is not None and self.until < day

    def __str__(self) -> str:
        return f"On leave until {in_words(self.until)}" if self.until else "On leave until further notice"


def in_words(day: date) -> str:
    """A day as the coordinator reads it: `1 Mar 2027`."""
    return f"{day.day} {day:%b %Y}"
