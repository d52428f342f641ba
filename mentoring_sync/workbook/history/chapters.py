"""What each run changed, cell by cell, kept in `_sync`: for *history*, and for *undo* to take it back.

In: the changes of a run, as the merge made them. Out: chapters, the newest last; the oldest are let go of when there
are more than `MOST_CHAPTERS` or when they take more room than `MOST_CHARACTERS`, but never the newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mentoring_sync.spreadsheet.grid import Scalar, Workbook
from mentoring_sync.workbook.merge.base import Cells, memory_texts
from mentoring_sync.workbook.merge.desired import WantedRow
from mentoring_sync.workbook.merge.packed import pieces, same_or_packed, unpacked

MOST_CHAPTERS, MOST_CHARACTERS = 30, 400_000
_HISTORY = "history"


@dataclass(frozen=True, kw_only=True)
class CellChange:
    """A cell of a row that stood: what it said before the run, and what it says since."""

    tab: str
    key: str
    column: str
    before: Scalar
    after: Scalar


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What a run changed: cells of standing rows, rows it made (tab and key), rows it deleted, with their cells."""

    cells: tuple[CellChange, ...] = ()
    made: tuple[tuple[str, str], ...] = ()
    gone: Mapping[tuple[str, str], Cells] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.cells or self.made or self.gone)

    def then(self, later: Changes) -> Changes:
        """Both, one after the other: a cell changed twice went from what it first said to what it says now."""
        made = dict.fromkeys((*self.made, *(row for row in later.made if row not in self.gone)))
        cells = {(each.tab, each.key, each.column): each for each in self.cells}
        for each in later.cells:
            place = (each.tab, each.key, each.column)
            if (each.tab, each.key) not in made:
                cells[place] = replace(each, before=cells[place].before) if place in cells else each
        return Changes(cells=tuple(cells.values()), made=tuple(made), gone={**self.gone, **later.gone})


NO_CHANGES = Changes()


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A run in the history: its id, when it began (as *Runs* shows it), what set it off, and what it changed."""

    run: str
    started: str
    trigger: str
    changes: Changes = NO_CHANGES


def read_history(workbook: Workbook) -> tuple[Chapter, ...]:
    """The chapters that are kept, the oldest first; one that was spoiled is left out."""
    found = [
        (int(number), chapter)
        for name, text in memory_texts(workbook).items()
        if name.startswith(f"{_HISTORY}/") and (number := name.split("/")[1]).isdigit() and (chapter := _chapter(text))
    ]
    return tuple(chapter for _, chapter in sorted(found, key=lambda each: each[0]))


def with_chapter(history: Sequence[Chapter], chapter: Chapter) -> tuple[Chapter, ...]:
    """The history with a chapter more; what the same run changed before is in one chapter with what it changes now."""
    if history and history[-1].run == chapter.run:
        joined = replace(chapter, changes=history[-1].changes.then(chapter.changes))
        return (*history[:-1], joined)
    return (*history, chapter) if chapter.changes else tuple(history)


def history_rows(history: Sequence[Chapter], standing: Mapping[str, str]) -> Iterator[WantedRow]:
    """The rows of `_sync` that hold the history. `standing` are the texts that stand there, by name.

    Chapters are numbered on, so that a run writes its own alone.
    """
    numbers = _numbers(history, standing)
    room = MOST_CHARACTERS
    kept: list[tuple[int, str]] = []
    for number, chapter in list(zip(numbers, history, strict=True))[::-1][:MOST_CHAPTERS]:
        text = same_or_packed(_plain(chapter), standing.get(f"{_HISTORY}/{number}", ""))
        if kept and len(text) > room:
            break
        kept.append((number, text))
        room -= len(text)
    for number, text in reversed(kept):
        yield from pieces("history", f"{_HISTORY}/{number}", text)


def _numbers(history: Sequence[Chapter], standing: Mapping[str, str]) -> list[int]:
    """Each chapter's number: that under which its run stands, or the next."""
    by_run = {
        found.run: int(name.split("/")[1])
        for name, text in standing.items()
        if name.startswith(f"{_HISTORY}/") and name.split("/")[1].isdigit() and (found := _chapter(text))
    }
    last = max(by_run.values(), default=0)
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
    }


def _chapter(text: str) -> Chapter | None:
    plain = unpacked(text)
    try:
        cells = tuple(
            CellChange(tab=tab, key=key, column=column, before=_scalar(before), after=_scalar(after))
            for tab, key, column, before, after in plain["cells"]
        )
        made = tuple((str(tab), str(key)) for tab, key in plain["made"])
        gone = {(tab, key): {title: _scalar(cell) for title, cell in row.items()} for tab, key, row in plain["gone"]}
        changes = Changes(cells=cells, made=made, gone=gone)
        return Chapter(
            run=str(plain["run"]), started=str(plain["started"]), trigger=str(plain["trigger"]), changes=changes
        )
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _scalar(value: Any) -> Scalar:
    """JSON doesn't tell 3 from 3.0; a sheet's numbers are floats."""
    if value is None or isinstance(value, str | bool | float):
        return value
    return float(value)


def joined(changes: Iterable[Changes]) -> Changes:
    """The changes of several tabs in one."""
    whole = Changes()
    for each in changes:
        whole = Changes(
            cells=(*whole.cells, *each.cells), made=(*whole.made, *each.made), gone={**whole.gone, **each.gone}
        )
    return whole
