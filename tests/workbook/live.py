"""A spreadsheet in memory that obeys edits as Sheets does, and that people edit: the tests' other side.

It shares no code with the planning: it refuses what Sheets refuses (cells outside the grid, a title or an id that is
taken, deleting every row below the header), and a batch with one refusal changes nothing.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from mentoring_sync.spreadsheet.edits import (
    AddChart,
    AddSheet,
    ArchiveSheet,
    CellInput,
    Checkbox,
    CopyRows,
    DeleteRows,
    DropDown,
    DropMark,
    Edit,
    GreyCells,
    GrowRows,
    HideColumn,
    InsertColumns,
    InsertRow,
    Link,
    Mailto,
    MarkColumn,
    NoteColumn,
    PointChart,
    ResizeSheet,
    WebLink,
    WriteCells,
)
from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.spreadsheet.grid import Chart, Mark, Scalar, Tab, Workbook

KEY = "_key"
DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet has no zone


class RefusedError(Exception):
    """What Sheets answers with 400."""


class Header(list[Scalar]):
    """The header row: beside each cell the column's mark (id and title) and the cell's note.

    Whatever a person types into a cell, both stay; they go and come with the column.
    """

    def __init__(self, cells: Iterable[Scalar]) -> None:
        super().__init__(cells)
        self.marks: list[list[tuple[int, str]]] = [[] for _ in self]
        self.notes: list[str] = [""] * len(self)

    def copied(self) -> Header:
        other = Header(self)
        other.marks, other.notes = list(map(list, self.marks)), list(self.notes)
        return other

    def __delitem__(self, at: Any) -> None:
        super().__delitem__(at)
        del self.marks[at], self.notes[at]

    def insert(self, at: Any, cell: Scalar) -> None:
        super().insert(at, cell)
        self.marks.insert(at, [])
        self.notes.insert(at, "")

    def pop(self, at: Any = -1) -> Scalar:
        del self.marks[at], self.notes[at]
        return super().pop(at)


class LiveTab:
    """A grid of cells, the header in row 0."""

    def __init__(self, sheet_id: int, title: str, rows: int, columns: int) -> None:
        self.sheet_id, self.title = sheet_id, title
        self.cells: list[list[Scalar]] = [[None] * columns for _ in range(rows)]
        self.cells[0] = Header(self.cells[0])
        self.marked = 0
        self.hidden: set[str] = set()
        self.charts: dict[int, dict[str, Any]] = {}

    def __deepcopy__(self, _: Any) -> LiveTab:
        """Another tab with the same cells (which `deepcopy` would go through one by one)."""
        other = copy.copy(self)
        other.hidden = set(self.hidden)
        other.charts = {number: dict(spec) for number, spec in self.charts.items()}
        head = self.cells[0]
        other.cells = [head.copied() if isinstance(head, Header) else list(head), *map(list, self.cells[1:])]
        return other

    @property
    def header(self) -> list[Scalar]:
        return self.cells[0]

    def column(self, title: str) -> int:
        return self.header.index(title)

    def keys(self) -> list[str]:
        at = self.column(KEY)
        return [str(row[at]) for row in self.cells[1:] if row[at]]

    def row(self, key: str) -> int:
        at = self.column(KEY)
        return next(number for number, row in enumerate(self.cells) if number and row[at] == key)

    def at(self, key: str, title: str) -> Scalar:
        return self.cells[self.row(key)][self.column(title)]

    def type(self, key: str, title: str, value: Scalar) -> None:
        self.cells[self.row(key)][self.column(title)] = value

    def insert_column(self, at: int, title: Scalar = None) -> None:
        for number, row in enumerate(self.cells):
            row.insert(at, None if number else title)

    def move_column(self, source: int, to: int) -> None:
        """As a person drags it: the mark and the note come along."""
        head = self.cells[0]
        kept = (head.marks[source], head.notes[source]) if isinstance(head, Header) else None
        for row in self.cells:
            row.insert(to, row.pop(source))
        if isinstance(head, Header) and kept:
            head.marks[to], head.notes[to] = kept

    def delete_column(self, at: int) -> None:
        for row in self.cells:
            del row[at]

    def mark(self, at: int, title: str, note: str | None = None) -> None:
        head = self.cells[0]
        if not isinstance(head, Header):
            self.cells[0] = head = Header(head)
        self.marked += 1
        head.marks[at].append((self.sheet_id * 1000 + self.marked, title))
        head.notes[at] = head.notes[at] if note is None else note

    def forget_marks(self) -> None:
        """As a workbook is that was made before there were marks."""
        head = self.cells[0]
        assert isinstance(head, Header)
        head.marks = [[] for _ in head]

    def insert_row(self, at: int, values: Sequence[Scalar] = ()) -> None:
        self.cells.insert(at, [*values, *[None] * (len(self.header) - len(values))])

    def sort(self, title: str, *, descending: bool = False) -> None:
        """Sort the rows that hold anything, empty cells last, as a filter does."""
        at = self.column(title)
        filled = [row for row in self.cells[1:] if any(cell not in (None, "") for cell in row)]
        blank = [row for row in self.cells[1:] if row not in filled]
        filled.sort(key=lambda row: (row[at] is None, str(row[at])), reverse=descending)
        self.cells[1:] = [*filled, *blank]

    def read(self) -> Tab:
        rows = [_without_end(row) for row in self.cells]
        while rows and not rows[-1]:
            rows.pop()
        return Tab(
            title=self.title,
            sheet_id=self.sheet_id,
            rows=tuple(rows),
            row_count=len(self.cells),
            column_count=len(self.header),
            notes=_texts(self.header.notes) if isinstance(self.header, Header) else (),
            marks=tuple(self._marks()),
            charts=tuple(Chart(id=at, spec=json.dumps(spec, sort_keys=True)) for at, spec in self.charts.items()),
        )

    def _marks(self) -> Iterator[Mark]:
        for column, of_it in enumerate(self.header.marks if isinstance(self.header, Header) else ()):
            yield from (Mark(column=column, id=number, title=title) for number, title in of_it)


class LiveWorkbook:
    """Tabs by id; each `obey` is one atomic batch."""

    def __init__(self, *tabs: LiveTab, time_zone: str = "Europe/Berlin") -> None:
        self.tabs = {tab.sheet_id: tab for tab in tabs}
        self.time_zone = time_zone

    def tab(self, title: str) -> LiveTab:
        return next(tab for tab in self.tabs.values() if tab.title == title)

    def read(self) -> Workbook:
        tabs = tuple(tab.read() for tab in self.tabs.values())
        return Workbook(spreadsheet_id="in-memory", title="In memory", time_zone=self.time_zone, tabs=tabs)

    def obey(self, edits: Iterable[Edit]) -> None:
        before = copy.deepcopy(self.tabs)
        try:
            for edit in edits:
                self._obey(edit)
        except RefusedError:
            self.tabs = before
            raise

    def _obey(self, edit: Edit) -> None:
        match edit:
            case AddSheet():
                self._add(edit)
            case InsertColumns():
                tab = self.tabs[edit.sheet_id]
                if edit.at > len(tab.header):
                    raise RefusedError("columns outside the grid")
                for offset, look in enumerate(edit.columns):
                    tab.insert_column(edit.at + offset, look.title)
                    tab.mark(edit.at + offset, look.title, look.note)
            case MarkColumn():
                self.tabs[edit.sheet_id].mark(edit.column, edit.title)
            case DropMark():
                head = self.tabs[edit.sheet_id].header
                assert isinstance(head, Header)
                head.marks = [[each for each in marks if each[0] != edit.mark] for marks in head.marks]
            case GreyCells():
                if max(edit.column, edit.until) >= len(self.tabs[edit.sheet_id].header):
                    raise RefusedError("columns outside the grid")
            case NoteColumn():
                head = self.tabs[edit.sheet_id].header
                assert isinstance(head, Header)
                head.notes[edit.column] = edit.note
            case HideColumn():
                self.tabs[edit.sheet_id].hidden.add(str(self.tabs[edit.sheet_id].header[edit.column]))
            case GrowRows():
                tab = self.tabs[edit.sheet_id]
                tab.cells += [[None] * len(tab.header) for _ in range(edit.count)]
            case WriteCells():
                self._write(edit)
            case InsertRow():
                tab = self.tabs[edit.sheet_id]
                if not 0 < edit.at < len(tab.cells):
                    raise RefusedError("rows outside the grid")
                tab.insert_row(edit.at)
                for each in edit.writes:
                    self._write(each)
            case DeleteRows():
                tab = self.tabs[edit.sheet_id]
                if not 0 < edit.start < edit.end <= len(tab.cells):
                    raise RefusedError("rows outside the grid")
                del tab.cells[edit.start : edit.end]
                if len(tab.cells) < 2:
                    raise RefusedError("You can't delete all the rows that aren't frozen")

            case ResizeSheet():
                tab = self.tabs[edit.sheet_id]
                rows: list[list[Scalar]] = [
                    [*row[: edit.columns], *[None] * (edit.columns - len(row))] for row in tab.cells[: edit.rows]
                ]
                rows += [[None] * edit.columns for _ in range(edit.rows - len(rows))]
                tab.cells = rows
            case ArchiveSheet():
                self._archive(edit)
            case AddChart():
                if any(edit.chart_id in tab.charts for tab in self.tabs.values()):
                    raise RefusedError(f"a chart {edit.chart_id} already exists")
                self._chart(edit, {"title": edit.look.title})
            case PointChart():
                if edit.chart_id not in self.tabs[edit.sheet_id].charts:
                    raise RefusedError(f"no chart {edit.chart_id}")
                self._chart(edit, json.loads(edit.spec))
            case CopyRows():
                source, target = self.tabs[edit.sheet_id], self.tabs[edit.to_sheet_id]
                if edit.end > len(source.cells) or edit.columns > len(source.header):
                    raise RefusedError("cells outside the grid")
                for number, row in enumerate(source.cells[edit.start : edit.end], start=edit.to_row):
                    target.cells[number][: edit.columns] = row[: edit.columns]

    def _chart(self, edit: AddChart | PointChart, spec: dict[str, Any]) -> None:
        tab, data = self.tabs[edit.data.sheet_id], edit.data
        if max(data.names, data.values) >= len(tab.header) or max(end for _, end in data.rows) > len(tab.cells):
            raise RefusedError("a chart of cells outside the grid")
        if len(data.rows) > 1 and data.values != data.names + 1:
            raise RefusedError("sources of a chart must be contiguous")
        shown = {"names": data.names, "values": data.values, "rows": [list(each) for each in data.rows]}
        self.tabs[edit.sheet_id].charts[edit.chart_id] = {**spec, **shown}

    def _archive(self, edit: ArchiveSheet) -> None:
        self._refuse_taken(edit.to_sheet_id, edit.title)
        kept = LiveTab(edit.to_sheet_id, edit.title, 1, edit.columns)
        kept.cells = [list(row) for row in self.tabs[edit.sheet_id].cells]
        self.tabs[edit.to_sheet_id] = kept

    def _refuse_taken(self, sheet_id: int, title: str) -> None:
        if sheet_id in self.tabs or any(tab.title.lower() == title.lower() for tab in self.tabs.values()):
            raise RefusedError(f"{title} already exists")

    def _add(self, edit: AddSheet) -> None:
        self._refuse_taken(edit.sheet_id, edit.title)
        tab = LiveTab(edit.sheet_id, edit.title, edit.rows, len(edit.columns))
        tab.cells[0][:] = [look.title for look in edit.columns]
        for at, look in enumerate(edit.columns if not edit.hidden else ()):
            tab.mark(at, look.title, look.note)
        self.tabs[edit.sheet_id] = tab

    def _write(self, edit: WriteCells) -> None:
        tab = self.tabs[edit.sheet_id]
        if edit.row >= len(tab.cells) or edit.column + len(edit.values) > len(tab.header):
            raise RefusedError("cells outside the grid")
        for offset, value in enumerate(edit.values):
            if isinstance(value, DropDown):
                continue  # a rule, no value
            tab.cells[edit.row][edit.column + offset] = _stored(value)


def _stored(value: CellInput) -> Scalar:
    match value:
        case Checkbox():
            return value.ticked
        case Link() | WebLink():
            return value.label
        case DropDown():
            return None
        case Formula():
            return value.value
        case Mailto():
            return value.address or None
        case datetime():
            return (value - DAY_ZERO).total_seconds() / 86400
        case date():
            return float((value - DAY_ZERO.date()).days)
        case bool():
            return value
        case int():
            return float(value)
        case "":
            return None
    return value


def _texts(notes: Sequence[str]) -> tuple[str, ...]:
    end = max((at for at, note in enumerate(notes, start=1) if note), default=0)
    return tuple(notes[:end])


def _without_end(row: list[Scalar]) -> tuple[Scalar, ...]:
    end = len(row)
    while end and row[end - 1] in (None, ""):
        end -= 1
    return tuple(row[:end])
