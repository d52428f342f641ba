"""Who was away when: kept in `_sync`, since a cell that is emptied says nothing any more of a time that is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring_sync.records.leave import Leave
from mentoring_sync.workbook.merge.rows import Cells, TabBase

LEAVES_KNOWN = "_leaves"
"""Under which name these stand among the tabs in `_sync`."""


@dataclass(frozen=True, kw_only=True)
class KnownLeave:
    """The words in *On leave* (empty: none any more), the day on which a run first saw them, and the leaves before."""

    word: str = ""
    seen: date | None = None
    before: tuple[Leave, ...] = ()


def read_known_leaves(base: TabBase) -> dict[str, KnownLeave]:
    """By a person's key."""
    return {
        key: KnownLeave(
            word=str(cells.get("word") or ""),
            seen=_day(str(cells.get("seen") or "")),
            before=tuple(_leaves(str(cells.get("before") or ""))),
        )
        for key, cells in base.items()
    }


def known_leave_cells(leaves: Mapping[str, KnownLeave]) -> dict[str, Cells]:
    """What is to be kept of them."""
    return {
        key: {
            "word": each.word or None,
            "seen": each.seen.isoformat() if each.seen else None,
            "before": " ".join(_written(each.before)) or None,
        }
        for key, each in leaves.items()
        if each.word or each.before
    }


def _written(leaves: Iterable[Leave]) -> Iterator[str]:
    return (f"{each.start}/{each.until}" for each in leaves if each.until)


def _leaves(text: str) -> Iterator[Leave]:
    for words in text.split():
        start, _, until = words.partition("/")
        first, last = _day(start), _day(until)
        if first and last:
            yield Leave(start=first, until=last)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
