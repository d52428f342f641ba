"""History and undo as commands: which runs changed what, and one of them taken back.

An undo is a run like any other: it lands in one batch on top of the last commit, has its row in *Runs* and its chapter
in the history, so that it can be taken back as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentoring_sync.errors import OverlapError, UsageError
from mentoring_sync.run.commit import ATTEMPTS, commit, recovered
from mentoring_sync.run.order import Order
from mentoring_sync.run.services import Services
from mentoring_sync.run.summary import in_count
from mentoring_sync.spreadsheet.grid import Scalar, cell_text
from mentoring_sync.workbook.history.chapters import CLOSE, FORGET, UNDO, Chapter
from mentoring_sync.workbook.history.undo import UNDONE, Undo, undo
from mentoring_sync.workbook.plan import patch
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.runs import RunRow, runs_tab


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """What came of an undo: the run, cells and rows changed (or to be changed, in a dry run), what is left and why."""

    run: str
    cells: int
    rows_deleted: int
    rows_restored: int
    left: tuple[str, ...]
    sent: tuple[str, ...]
    dry_run: bool

    def as_json(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {**self.__dict__, "left": list(self.left), "sent": list(self.sent)}

    def in_words(self) -> list[str]:
        """A few lines."""
        would = "would be" if self.dry_run else "were"
        counts = f"{in_count(self.cells, 'cell')} {would} put back, {in_count(self.rows_deleted, 'row')} deleted, "
        lines = [f"Run {self.run}: {counts}{in_count(self.rows_restored, 'row')} restored."]
        lines += [f"  left: {sentence}" for sentence in self.left]
        if self.sent:
            lines.append(f"{in_count(len(self.sent), 'message')} of that run can't be unsent: {'; '.join(self.sent)}.")
        lines.append(
            "The next run reads the same responses and ticks: where they still say so, it does the same again. "
            "Tick Pause in Control, or change what it was done for."
        )
        return lines


def history(services: Services) -> tuple[Chapter, ...]:
    """The runs that are kept, the oldest first.

    Raises:
        MentoringSyncError: with its exit code and what to do.
    """
    return StandingWorkbook(services.spreadsheet.pull()).history


def take_back(order: Order, services: Services, run: str) -> TakenBack:
    """Take back what a run wrote (the last one, if `run` is empty: the one that was the last when it was asked for,
    whatever lands beside).

    Raises:
        UsageError: there is no such run. MentoringSyncError: with its exit code; nothing is left half-written.
    """
    spreadsheet = services.spreadsheet
    for _ in range(ATTEMPTS):
        pulled = StandingWorkbook(spreadsheet.pull())
        standing = pulled if order.dry_run else recovered(spreadsheet, pulled)
        chapter = chosen(standing.history, run)
        run = chapter.run
        _refuse_before_closing(standing.history, chapter)
        desired = undo(standing, chapter)
        started = standing.workbook.local_time(order.now)
        row = RunRow(
            run=order.run,
            started=started,
            trigger=UNDO,
            read=0,
            changed=0,
            mailed=0,
            result=f"Took back {chapter.run}",
        )
        entry = Chapter(run=order.run, started=f"{started:%Y-%m-%d %H:%M}", trigger=UNDO)
        planned = patch(standing, [*desired.tabs, runs_tab(row)], chapter=entry)
        if not order.dry_run:
            try:
                commit(spreadsheet, planned.edits, after=standing)
            except OverlapError:
                continue
        titles = {layout.title for layout in UNDONE}
        changes = planned.changes
        return TakenBack(
            run=chapter.run,
            cells=sum(change.tab in titles for change in changes.cells),
            rows_deleted=sum(tab in titles for tab, _ in changes.gone),
            rows_restored=sum(tab in titles for tab, _ in changes.made),
            left=_left(desired),
            sent=desired.sent,
            dry_run=order.dry_run,
        )
    raise OverlapError


def _refuse_before_closing(chapters: Sequence[Chapter], chapter: Chapter) -> None:
    if chapter.trigger == FORGET:
        raise UsageError(
            "That run forgot somebody: it can't be taken back.",
            remedy="Whoever wants to take part again answers the form again. History names the runs before it.",
        )
    closings = [number for number, each in enumerate(chapters) if each.trigger == CLOSE]
    if closings and chapters.index(chapter) <= closings[-1]:
        raise UsageError(
            "A round was closed by that run or since: it can't be taken back.",
            remedy="The round's tabs are kept as they were, under their names with the round's behind them.",
        )


def chosen(chapters: Sequence[Chapter], run: str) -> Chapter:
    """The chapter of a run, named by its id or the beginning of it; the last, if it isn't named.

    Raises:
        UsageError: there is none, or there are several.
    """
    found = [chapter for chapter in chapters if chapter.run.startswith(run)] if run else list(chapters[-1:])
    if len(found) == 1:
        return found[0]
    if not chapters:
        raise UsageError("No run is in the history yet: there is nothing to take back.")
    known = ", ".join(chapter.run for chapter in reversed(chapters))
    raise UsageError(f"{'Several runs begin' if found else 'No run begins'} with {run}.", remedy=f"Known are: {known}")


def listed(chapters: Sequence[Chapter], run: str) -> list[str]:
    """The runs in words, a line each, the newest first; all changes of one, if it is named."""
    if run:
        return [_line(chosen(chapters, run)), *_details(chosen(chapters, run))]
    return [_line(chapter) for chapter in reversed(chapters)] or ["No run is in the history yet."]


def as_json(chapter: Chapter) -> dict[str, Any]:
    """A chapter as `--json` prints it."""
    changes = chapter.changes
    return {
        "run": chapter.run,
        "started": chapter.started,
        "trigger": chapter.trigger,
        "mail": None if chapter.sent is None else {"sent": chapter.sent, "drafted": chapter.drafted},
        "cells": [dict(each.__dict__) for each in changes.cells],
        "rows_made": [{"tab": tab, "key": key} for tab, key in changes.made],
        "rows_deleted": [{"tab": tab, "key": key, "cells": dict(cells)} for (tab, key), cells in changes.gone.items()],
    }


def _line(chapter: Chapter) -> str:
    changes = chapter.changes
    made = ", ".join(f"{count} in {tab}" for tab, count in Counter(tab for tab, _ in changes.made).items())
    parts = [in_count(len(changes.cells), "cell") + " changed"]
    parts += [f"{in_count(len(changes.made), 'row')} made ({made})"] if changes.made else []
    parts += [f"{in_count(len(changes.gone), 'row')} deleted"] if changes.gone else []
    parts += [f"{in_count(chapter.sent, 'mail')} sent"] if chapter.sent else []
    parts += [f"{in_count(chapter.drafted, 'draft')} made"] if chapter.drafted else []
    return f"{chapter.run}  {chapter.started}  {chapter.trigger}: {', '.join(parts)}"


def _details(chapter: Chapter) -> list[str]:
    changes = chapter.changes
    return [
        *(f"  {c.tab}, {c.key}, {c.column}: {_shown(c.before)} -> {_shown(c.after)}" for c in changes.cells),
        *(f"  {tab}, {key}: made" for tab, key in changes.made),
        *(f"  {tab}, {key}: deleted" for tab, key in changes.gone),
    ]


def _shown(value: Scalar) -> str:
    text = cell_text(value)
    return f"“{text if len(text) <= 60 else text[:57] + '…'}”" if text else "empty"


def _left(desired: Undo) -> tuple[str, ...]:
    return tuple(dict.fromkeys(desired.left))
