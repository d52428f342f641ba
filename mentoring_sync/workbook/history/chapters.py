"""What each run changed, cell by cell, kept in `_sync`: for *history*, and for *undo* to take it back.

In: the changes of a run, as the merge made them. Out: chapters, the newest last; the oldest are let go of when there
are more than `MOST_CHAPTERS` or when they take more room than `MOST_CHARACTERS`, but never the newest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.merge.changes import NO_CHANGES, CellChange, Changes
from mentoring_sync.workbook.merge.desired import DesiredRow
from mentoring_sync.workbook.merge.memory import Memory, pieces

MOST_CHAPTERS, MOST_CHARACTERS = 30, 400_000
_HISTORY = "history"
UNDO = "undo"
"""The trigger of a run that took another back."""
FORGET = "forget"
"""The trigger of one that forgot somebody: it can't be taken back."""
CLOSE = "round close"
"""The trigger of the one that closed a round: neither it nor what went before can be taken back."""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A run in the history: its id, when it began (as *Runs* shows it), what set it off, what it changed, and how many
    mails it sent and drafted (None: it was written down before that was counted)."""

    run: str
    started: str
    trigger: str
    changes: Changes = NO_CHANGES
    sent: int | None = 0
    drafted: int | None = 0


def read_chapters(memory: Memory) -> dict[int, Chapter]:
    """The chapters that are kept, by their numbers, the oldest first; one that was spoiled is left out."""
    found = {
        int(number): chapter
        for name, plain in memory.values.items()
        if name.startswith(f"{_HISTORY}/") and (number := name.split("/")[1]).isdigit() and (chapter := _chapter(plain))
    }
    return dict(sorted(found.items()))


def with_chapter(history: Sequence[Chapter], chapter: Chapter) -> tuple[Chapter, ...]:
    """The history with a chapter more; what the same run changed before is in one chapter with what it changes now,
    also where another run's stands behind it."""
    if chapter.run in {each.run for each in history}:
        return tuple(_with_more(each, chapter) if each.run == chapter.run else each for each in history)
    return (*history, chapter) if chapter.changes else tuple(history)


def _with_more(earlier: Chapter, later: Chapter) -> Chapter:
    return replace(later, changes=earlier.changes.then(later.changes))


def history_rows(history: Sequence[Chapter], standing: Mapping[int, Chapter], memory: Memory) -> Iterator[DesiredRow]:
    """The rows of `_sync` that hold the history, where the `standing` chapters stand in it.

    Chapters are numbered on, so that a run writes its own alone.
    """
    room = MOST_CHARACTERS
    kept: list[tuple[int, str]] = []
    for number, chapter in list(zip(_numbers(history, standing), history, strict=True))[::-1][:MOST_CHAPTERS]:
        text = memory.same_or_packed(f"{_HISTORY}/{number}", _plain(chapter))
        if kept and len(text) > room:
            break
        kept.append((number, text))
        room -= len(text)
    for number, text in reversed(kept):
        yield from pieces("history", f"{_HISTORY}/{number}", text)


def _numbers(history: Sequence[Chapter], standing: Mapping[int, Chapter]) -> list[int]:
    """Each chapter's number: that under which its run stands, or the next."""
    by_run = {chapter.run: number for number, chapter in standing.items()}
    last = max(standing, default=0)
    numbers = []
    for chapter in history:
        if chapter.run not in by_run:
            last += 1
        numbers.append(by_run.get(chapter.run, last))
    return numbers


def _plain(chapter: Chapter) -> dict[str, Any]:
    changes = chapter.changes
    return {
        "run": chapter.run,
        "started": chapter.started,
        "trigger": chapter.trigger,
        "cells": [[each.tab, each.key, each.column, each.before, each.after] for each in changes.cells],
        "made": [list(row) for row in changes.made],
        "gone": [[tab, key, dict(cells)] for (tab, key), cells in changes.gone.items()],
    } | ({} if chapter.sent is None else {"sent": chapter.sent, "drafted": chapter.drafted})


def _chapter(plain: Any) -> Chapter | None:
    try:
        cells = tuple(
            CellChange(tab=tab, key=key, column=column, before=_scalar(before), after=_scalar(after))
            for tab, key, column, before, after in plain["cells"]
        )
        made = tuple((str(tab), str(key)) for tab, key in plain["made"])
        gone = {(tab, key): {title: _scalar(cell) for title, cell in row.items()} for tab, key, row in plain["gone"]}
        changes = Changes(cells=cells, made=made, gone=gone)
        return Chapter(
            run=str(plain["run"]),
            started=str(plain["started"]),
            trigger=str(plain["trigger"]),
            changes=changes,
            sent=_count(plain.get("sent")),
            drafted=_count(plain.get("drafted")),
        )
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _scalar(value: Any) -> Scalar:
    """JSON doesn't tell 3 from 3.0; a sheet's numbers are floats."""
    if value is None or isinstance(value, str | bool | float):
        return value
    return float(value)
