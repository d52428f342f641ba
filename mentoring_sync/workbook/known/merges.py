"""Which teams were brought together by a word in *Merge into*: kept in `_sync` for as long as the word stands.

Once it is done the word stands in a row of the very team that it names: what it meant, and for whom, is remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mentoring_sync.workbook.merge.rows import Cells, TabBase

MERGES_KNOWN = "_merges"
"""Under which name these stand among the tabs in `_sync`."""


@dataclass(frozen=True, kw_only=True)
class KnownMerge:
    """A word that was understood: whose team the `mentees` joined, by who they are, and the hour that was found for
    all (empty: the team's own)."""

    word: str
    mentor: str
    mentees: tuple[str, ...]
    meets: str = ""


def read_known_merges(base: TabBase) -> dict[str, KnownMerge]:
    """By the mentee in whose row the word stands."""
    return {
        mentee: KnownMerge(
            word=word,
            mentor=mentor,
            mentees=tuple(str(cells.get("mentees") or "").split()),
            meets=str(cells.get("meets") or ""),
        )
        for mentee, cells in base.items()
        if isinstance(word := cells.get("word"), str) and isinstance(mentor := cells.get("mentor"), str)
    }


def known_merge_cells(merges: Mapping[str, KnownMerge]) -> dict[str, Cells]:
    """What is to be kept of them."""
    return {
        mentee: {
            "word": each.word,
            "mentor": each.mentor,
            "mentees": " ".join(each.mentees),
            "meets": each.meets or None,
        }
        for mentee, each in merges.items()
    }
