"""Which hours a person typed for teams, and in which order runs saw them first: kept in `_sync`.

A later word counts before an earlier one. How the words stand in *Teams* doesn't tell which is which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mentoring_sync.workbook.merge.rows import Cells, TabBase

HOURS_KNOWN = "_hours"
"""Under which name these stand among the tabs in `_sync`."""


@dataclass(frozen=True, kw_only=True)
class KnownHour:
    """What was typed over a mentee's hour, as the hour that it means or else in its own words, for which mentor's team,
    and the number of the run's words that it was first seen among: a greater one came later."""

    word: str
    mentor: str
    seen: int


def read_known_hours(base: TabBase) -> dict[str, KnownHour]:
    """By mentee."""
    return {
        mentee: KnownHour(word=str(cells.get("word") or ""), mentor=str(cells.get("mentor") or ""), seen=int(seen))
        for mentee, cells in base.items()
        if isinstance(seen := cells.get("seen"), float)
    }


def known_hour_cells(hours: Mapping[str, KnownHour]) -> dict[str, Cells]:
    """What is to be kept of them."""
    return {
        mentee: {"word": each.word, "mentor": each.mentor, "seen": float(each.seen)} for mentee, each in hours.items()
    }
