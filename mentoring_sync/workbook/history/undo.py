"""Takes back what one run wrote: in, the workbook and the run's chapter; out, the tabs to be written, and what is left.

Only *Roster*, *Teams* and *Attendance* go back: mail can't be unsent, so *Mail* keeps saying what was; *Review*, *Runs*
and *Control* follow from the rest. What a person or a later run changed since stays as it is, and is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentoring_sync.records.message import MailState
from mentoring_sync.spreadsheet.cells import same
from mentoring_sync.spreadsheet.edits import CellInput, Checkbox
from mentoring_sync.spreadsheet.grid import Scalar, cell_text
from mentoring_sync.workbook.history.chapters import Chapter
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.locate import Located
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.standing_tab import StandingTab
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE
from mentoring_sync.workbook.tabs.mail import MAIL, MailColumn
from mentoring_sync.workbook.tabs.roster import ROSTER
from mentoring_sync.workbook.tabs.teams import TEAMS
from mentoring_sync.workbook.words import boxes_in

UNDONE = (ROSTER, TEAMS, ATTENDANCE)


@dataclass(frozen=True, kw_only=True)
class Undo:
    """What takes a run back. `left` are sentences: what stays as it is, and why; `sent` what was mailed, by address."""

    tabs: tuple[DesiredTab, ...]
    left: tuple[str, ...]
    sent: tuple[str, ...]


def undo(standing: StandingWorkbook, chapter: Chapter) -> Undo:
    """What takes back the run of `chapter`, one of the history's, in the workbook as it stands."""
    later = standing.history[[each.run for each in standing.history].index(chapter.run) + 1 :]
    undoing = [_Undoing(standing.tab(standing.as_it_stands(layout)), chapter, later) for layout in UNDONE]
    return Undo(
        tabs=tuple(each.tab() for each in undoing),
        left=tuple(sentence for each in undoing for sentence in each.left),
        sent=tuple(_sent(standing.tab(MAIL), chapter)),
    )


class _Undoing:
    """One tab's part of it."""

    def __init__(self, standing: StandingTab, chapter: Chapter, later: Sequence[Chapter]) -> None:
        self.layout, self.located, self.chapter = standing.layout, standing.located, chapter
        self.touched = {(each.tab, each.key) for other in later for each in other.changes.cells} | {
            row for other in later for row in other.changes.made
        }
        self.left: list[str] = []

    def tab(self) -> DesiredTab:
        """The rows as they were before the run; those that it made are leaving."""
        if self.located is None:
            return DesiredTab(layout=self.layout, rows=(), complete=False)
        rows = (*self._cells_back(self.located), *self._rows_back(self.located))
        leaving = frozenset(self._made(self.located))
        return DesiredTab(layout=self.layout, rows=rows, complete=False, leaving=leaving)

    def _cells_back(self, standing: Located) -> Iterator[DesiredRow]:
        back: dict[str, dict[str, CellInput]] = {}
        for change in self.chapter.changes.cells:
            if change.tab != self.layout.title:
                continue
            if change.key not in standing.rows:
                self.left.append(f"{change.tab}, {change.key}: the row is no longer there.")
            elif same(standing.cell(change.key, change.column), change.after):
                back.setdefault(change.key, {})[change.column] = self._input(change.column, change.before)
            elif not same(standing.cell(change.key, change.column), change.before):
                shown = cell_text(standing.cell(change.key, change.column))
                self.left.append(
                    f"{change.tab}, {change.key}, {change.column}: “{shown}” was written since, and stays."
                )
        for key, cells in back.items():
            yield DesiredRow(key=key, cells=cells, served=frozenset(cells))

    def _rows_back(self, standing: Located) -> Iterator[DesiredRow]:
        for (tab, key), cells in self.chapter.changes.gone.items():
            if tab == self.layout.title and key not in standing.rows:
                yield DesiredRow(key=key, cells={title: self._input(title, cell) for title, cell in cells.items()})

    def _made(self, standing: Located) -> Iterator[str]:
        for tab, key in self.chapter.changes.made:
            if tab != self.layout.title or key not in standing.rows:
                continue
            if (tab, key) in self.touched:
                self.left.append(f"{tab}, {key}: a later run wrote in this row, and it stays.")
            else:
                yield key

    def _input(self, title: str, before: Scalar) -> CellInput:
        """What brings a cell back: a box is a box again."""
        return Checkbox(before) if title in boxes_in(self.layout) and isinstance(before, bool) else before


def _sent(mail: StandingTab, chapter: Chapter) -> Iterator[str]:
    """To whom the run's messages went, as far as they were sent."""
    rows = {key for title, key in chapter.changes.made if title == MAIL.title}
    rows |= {change.key for change in chapter.changes.cells if change.tab == MAIL.title}
    for key in sorted(rows):
        if mail.cell(key, MailColumn.STATE) == MailState.SENT:
            yield cell_text(mail.cell(key, MailColumn.TO))
