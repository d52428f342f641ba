"""A mentor to look for, as a line of the recruiting brief that can be read back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mentoring_sync.pairing.problem.candidates import MenteeCandidate
from mentoring_sync.records.availability import WeeklySlot

_LINE = re.compile(
    r"A mentor free on (?P<slot>\w+ \S+ \S+), speaking (?P<language>.+?)(?:, best with (?P<tools>.+))?:"
    r" seats (?P<seats>\d+) more mentees?"
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A mentor to recruit: when they would meet, the language, the tools asked for most, and whom that seats."""

    slot: WeeklySlot
    language: str
    tools: tuple[str, ...]
    mentees: tuple[MenteeCandidate, ...]

    def __str__(self) -> str:
        tools = f", best with {', '.join(self.tools)}" if self.tools else ""
        people = "1 more mentee" if len(self.mentees) == 1 else f"{len(self.mentees)} more mentees"
        return f"A mentor free on {self.slot}, speaking {self.language}{tools}: seats {people}"


def read_wanted(line: str) -> tuple[WeeklySlot, str, tuple[str, ...], int] | None:
    """Hour, language, tools and seats of a line as `Wanted` prints it; None if none prints as this text."""
    found = _LINE.fullmatch(line)
    slot = WeeklySlot.parse(found["slot"]) if found else None
    if not found or not slot:
        return None
    return slot, found["language"], tuple(filter(None, (found["tools"] or "").split(", "))), int(found["seats"])
