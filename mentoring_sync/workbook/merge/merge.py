"""The three-way merge of one tab: what the last run wrote, what stands there now, what is desired.

A cell of the sync's that a person changed stays as they typed it, and *Review* hears of it; an emptied one is filled
again. A cell that nobody touched is written when it should say something else. Rows are found by key.

Edits stand in this order: new columns, room for rows, writes, deletions, rows that are put in among others. So every
write counts rows as they were read and columns as they are once the new ones are in; those that are put in count rows
as they will be; what is said to people counts both as they are in the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from mentoring_sync.records.problem import Problem
from mentoring_sync.spreadsheet.cells import is_empty, reads_back, same, shows_error
from mentoring_sync.spreadsheet.edits import (
    CellInput,
    Checkbox,
    DeleteRows,
    DropDown,
    Edit,
    GrowRows,
    InsertColumns,
    InsertRow,
    WriteCells,
    more_rows,
)
from mentoring_sync.spreadsheet.formulas import Formula, shown
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.layouts import KEY, Column, Owner
from mentoring_sync.workbook.merge.changes import NO_CHANGES, CellChange, Changes
from mentoring_sync.workbook.merge.columns import (
    Columns,
    grey_cells,
    hidden_columns,
    marks_for,
    notes_for,
    with_missing_columns,
)
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.locate import Located
from mentoring_sync.workbook.merge.new_row import first_base, first_values, offered_text, placed, shape_of
from mentoring_sync.workbook.merge.places import NO_PLACES, Line, places
from mentoring_sync.workbook.merge.reports import copied_row, doubtful_row, typed_over
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.ticks import is_word

SPARE_ROWS = 20
"""Empty rows below the last one when a tab is made or grows, so that people have room to type."""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What merging a tab gives: edits, what the next run goes by, rows changed, and what *Review* should hear.

    `columns` (by title) and `rows` (by key) are where things stand once the edits are carried out.
    """

    edits: tuple[Edit, ...]
    base: TabBase
    changed: int
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    problems: tuple[Problem, ...] = ()
    changes: Changes = NO_CHANGES


def merge_tab(desired: DesiredTab, located: Located, base: TabBase) -> Merged:
    """The edits that bring a standing tab, `located` by the desired layout, to what is desired."""
    found = Columns(places=located.columns, lost=located.lost)
    widened, columns, inserts = with_missing_columns(located.tab, desired.layout, found)
    made = [look.title for insert in inserts for look in insert.columns]
    marks = (
        *marks_for(located.tab, desired.layout, found, columns),
        *grey_cells(desired.layout, located.tab.sheet_id, columns, made),
        *notes_for(located.tab, desired.layout, found, columns),
        *hidden_columns(located.tab, found, columns, desired.folded),
    )
    return _Merge(desired, replace(located, tab=widened, columns=columns), base, inserts, marks).result()


class _Merge:
    """One merge under way: collects what is written, where rows come and go, and problems."""

    def __init__(
        self,
        desired: DesiredTab,
        located: Located,
        base: TabBase,
        inserts: Sequence[InsertColumns],
        marks: Sequence[Edit] = (),
    ) -> None:
        self.desired, self.located, self.base, self.inserts, self.marks = desired, located, base, inserts, marks
        self.layout = desired.layout
        self.sheet_id = located.tab.sheet_id
        self.inserted = {look.title for insert in inserts for look in insert.columns}
        self.new_base: dict[str, Cells] = {} if desired.complete else dict(base)
        self.rows: dict[str, Line] = dict(located.rows)
        self.places = NO_PLACES
        self.problems: list[Problem] = []
        self.touched: set[str] = set()
        self.gone: list[int] = []
        self.cells: list[CellChange] = []
        self.made: list[tuple[str, str]] = []
        self.deleted: dict[tuple[str, str], Cells] = {}

    def result(self) -> Merged:
        writes = [edit for row in self.desired.rows if row.key in self.located.rows for edit in self._changes(row)]
        writes += self._departures()
        writes += self._hidden_keys()
        self._keep_what_is_not_written()
        out = self.desired.left_out | self.located.unsure
        new = [row for row in self.desired.rows if row.key not in self.located.rows and row.key not in out]
        by_key = {row.key: row for row in new}
        self.places = places(self.desired, self.located.rows, by_key, end=self._first_free, gone=self.gone)
        room = self._room_for(len(self.places.appended))
        for number, key in enumerate(self.places.appended, start=self._first_free):
            writes += self._new(by_key[key], number)
        put_in = [
            InsertRow(sheet_id=self.sheet_id, at=at, writes=tuple(self._new(by_key[key], at)))
            for at, key in self.places.put_in
        ]
        self._report_copies()
        self._report_doubts()
        return Merged(
            edits=(*self.inserts, *self.marks, *room, *writes, *self._deletions(), *put_in),
            base=self.new_base,
            changed=len(self.touched),
            columns=self.located.columns,
            rows={key: self._in_the_end(row) for key, row in self.rows.items()},
            problems=tuple(self.problems),
            changes=Changes(cells=tuple(self.cells), made=tuple(self.made), gone=self.deleted),
        )

    def _changes(self, row: DesiredRow) -> list[WriteCells]:
        """The cells of a standing row that should say something else.

        What is remembered is what we would have a cell say, also where a person's word stands instead.
        """
        base = self.base.get(row.key, {})
        remembered: dict[str, Scalar] = {}
        values: dict[str, CellInput] = {}
        for column in self.layout.columns:
            title = column.title
            if title in self.located.lost:
                remembered |= self._of_lost(column, row, base)
            elif title == KEY:
                values |= {KEY: row.key} if self.located.has_parted(row.key) else {}
            elif column.owner is Owner.COORDINATOR:
                values |= self._coordinators(column, row)
                offered = row.cells.get(title)
                if isinstance(offered, DropDown):
                    remembered[title] = offered_text(offered)
                    values |= {title: offered} if not same(base.get(title), offered_text(offered)) else {}
                elif title in base:
                    remembered[title] = base[title]
            elif title not in row.cells or self._refers_to_what_is_lost(row.cells[title]):
                remembered |= {each: base[each] for each in (title, shape_of(title)) if each in base}
            else:
                wanted = row.cells[title]
                standing, ours, shape = self.located.cell(row.key, title), reads_back(wanted), shape_of(title)
                remembered[title] = ours
                if isinstance(wanted, Formula):
                    remembered[shape] = wanted.shape
                if same(standing, ours) and base.get(shape) == remembered.get(shape):
                    continue  # as nearly every cell of nearly every run is
                said_before = same(base.get(title), ours) and base.get(shape) == remembered.get(shape)
                if said_before and self._is_made_of_what_stands(row.key, title, base.get(shape)):
                    continue
                left_behind = column.look.hidden and self.located.has_parted(row.key)
                served = title in row.served or left_behind
                if not served and self._person_typed(standing, ours, *self._ours_before(row.key, title, base)):
                    self.problems.append(typed_over(self.layout.title, title, row.key, typed=standing, ours=ours))
                else:
                    values[title] = wanted
        self.new_base[row.key] = remembered
        return self._write(row.key, values)

    def _refers_to_what_is_lost(self, value: CellInput) -> bool:
        return isinstance(value, Formula) and not value.titles <= self.located.columns.keys()

    @staticmethod
    def _of_lost(column: Column, row: DesiredRow, base: Cells) -> dict[str, Scalar]:
        """What is remembered of a cell that nobody finds: nothing is written there."""
        title = column.title
        if column.owner is Owner.SYNC and title in row.cells:
            return {title: reads_back(row.cells[title])}
        return {title: base[title]} if title in base else {}

    def _coordinators(self, column: Column, row: DesiredRow) -> dict[str, CellInput]:
        """What is written into a coordinator's cell: only a served tick taken back, or, in a column made anew, a box
        and what was last said there."""
        title, value = column.title, row.cells.get(column.title, column.initial)
        said = self.located.remembered.get(row.key, {}).get(title)
        if title in self.inserted and said is not None and title not in row.served:
            return {title: Checkbox(said) if isinstance(said, bool) else said}
        if title in self.inserted:
            return {title: value} if value is not None else {}
        if title in row.watched:
            return {title: value}
        changed = title in row.served and not same(self.located.cell(row.key, title), reads_back(value))
        return {title: value} if changed else {}

    @staticmethod
    def _person_typed(standing: Scalar, ours: Scalar, *before: Scalar) -> bool:
        return not (is_empty(standing) or same(standing, ours) or any(same(standing, each) for each in before))

    def _ours_before(self, key: str, title: str, base: Cells) -> tuple[Scalar, ...]:
        """What a cell that nobody touched may show by now: what was written there, or what our formula makes of it."""
        shape, standing = base.get(shape_of(title)), self.located.cell(key, title)
        if not isinstance(shape, str):
            return (base.get(title),)
        if shows_error(standing):
            return (standing,)
        return base.get(title), shown(shape, lambda other: self.located.cell(key, other))

    def _is_made_of_what_stands(self, key: str, title: str, shape: Scalar) -> bool:
        """Whether a cell shows what our formula in it makes of the cells as they stand: where a person has typed over
        those, it can't show what we would have it say."""
        standing = self.located.cell(key, title)
        return isinstance(shape, str) and same(standing, shown(shape, lambda other: self.located.cell(key, other)))

    def _write(self, key: str, values: Mapping[str, CellInput]) -> list[WriteCells]:
        if values:
            self.touched.add(key)
        for title, value in values.items():
            if title == KEY or isinstance(value, DropDown | Formula):
                continue
            before, after = self.located.cell(key, title), reads_back(value)
            if not same(before, after):
                change = CellChange(tab=self.layout.title, key=key, column=title, before=before, after=after)
                self.cells.append(change)
        return list(self._cells(self.located.rows[key], values))

    def _cells(self, row: int, values: Mapping[str, CellInput]) -> Iterator[WriteCells]:
        columns = self.located.columns
        by_column = {columns[title]: placed(value, row, columns) for title, value in values.items()}
        for start, run in _runs(by_column):
            yield WriteCells(sheet_id=self.sheet_id, row=row, column=start, values=tuple(run))

    @property
    def _first_free(self) -> int:
        """The row below everything that stands, a person's own rows included."""
        return max(len(self.located.tab.rows), 1)

    def _room_for(self, new: int) -> list[GrowRows]:
        """More rows where the new ones don't fit, or where deletions would leave the header alone (Sheets refuses)."""
        needed = max(self._first_free + new, 2 + len(self.gone))
        short = needed - self.located.tab.row_count
        return [more_rows(self.located.tab, short + SPARE_ROWS)] if short > 0 else []

    def _new(self, row: DesiredRow, number: int) -> Iterator[WriteCells]:
        titles = (column.title for column in self.layout.columns)
        every = zip(titles, first_values(self.layout, row), strict=True)
        values = {title: value for title, value in every if title not in self.located.lost}
        self.new_base[row.key] = first_base(self.layout, row)
        self.rows[row.key] = row.key
        self.touched.add(row.key)
        self.made.append((self.layout.title, row.key))
        return self._cells(number, values)

    def _hidden_keys(self) -> Iterator[WriteCells]:
        """A person's own rows have no key, nor have copies of ours."""
        theirs = set(self.located.rows.values())
        for row, key in self.located.hidden.items():
            if row not in theirs:
                yield from self._cells(row, {KEY: key})

    def _keep_what_is_not_written(self) -> None:
        """What was written of those whose row is a doubt, or was deleted by a person, is remembered: as long as it is
        asked about, also if no such row is desired any more."""
        for key in self.desired.left_out | self.located.unsure:
            if key in self.base and key not in self.located.rows:
                self.new_base[key] = self.base[key]

    def _departures(self) -> list[WriteCells]:
        """Rows that aren't desired any more go, but those that hold a person's word stay with a farewell."""
        farewells: list[WriteCells] = []
        staying = {row.key for row in self.desired.rows}
        leaving = {
            key: row for key, row in self.located.rows.items() if self.desired.complete or key in self.desired.leaving
        }
        for key, row in leaving.items():
            if key in staying:
                continue
            if self._holds_a_persons_word(key, row):
                farewells += self._farewell(key)
            else:
                self.touched.add(key)
                self.gone.append(row)
                self.deleted[self.layout.title, key] = self._as_it_stands(key)
                del self.rows[key]
                self.new_base.pop(key, None)
        self.gone.sort()
        return farewells

    def _holds_a_persons_word(self, key: str, row: int) -> bool:
        base, initial = self.base.get(key, {}), self._initial
        for column in range(len(self.located.tab.rows[row])):
            title = self._titles.get(column, "")
            standing = self.located.tab.cell(row, column)
            unasked = not is_word(standing) or title == KEY or title in self._passing
            ours = self._ours_before(key, title, base) if title in base else (initial.get(title),)
            if not unasked and not any(same(standing, each) for each in ours):
                return True
        return False

    @cached_property
    def _titles(self) -> Mapping[int, str]:
        """The columns' titles, by where they stand."""
        return {at: title for title, at in self.located.columns.items()}

    @cached_property
    def _passing(self) -> frozenset[str]:
        return frozenset(column.title for column in self.layout.columns if column.passing)

    def _as_it_stands(self, key: str) -> Cells:
        titles = [column.title for column in self.layout.columns if column.title != KEY]
        found = {title: self.located.cell(key, title) for title in titles}
        return {title: cell for title, cell in found.items() if not is_empty(cell)}

    @cached_property
    def _initial(self) -> Mapping[str, Scalar]:
        """What a new row has in the coordinator's columns."""
        return {column.title: reads_back(column.initial) for column in self.layout.columns}

    def _farewell(self, key: str) -> list[WriteCells]:
        """Whose row it is stays, what no longer holds is emptied."""
        emptied: dict[str, CellInput] = dict.fromkeys(set(self.layout.sync_titles) - self.layout.lasting_titles)
        last = {**self.desired.farewell, **self.desired.farewells.get(key, {})}
        return self._changes(DesiredRow(key=key, cells=emptied | last))

    def _deletions(self) -> Iterator[DeleteRows]:
        """From the bottom up, neighbours together."""
        for _, group in groupby(enumerate(reversed(self.gone)), key=lambda each: each[0] + each[1]):
            run = [row for _, row in group]
            yield DeleteRows(sheet_id=self.sheet_id, start=run[-1], end=run[0] + 1)

    def _in_the_end(self, line: Line) -> int:
        return self._ends[line]

    @cached_property
    def _ends(self) -> Mapping[Line, int]:
        """Where the lines are once all edits are carried out."""
        return {line: number for number, line in enumerate(self.places.lines)}

    def _report_copies(self) -> None:
        for number, key in self.located.copies.items():
            differs = key in self.located.unsure
            self.problems.append(copied_row(self.layout.title, self._in_the_end(number) + 1, key, differs=differs))

    def _report_doubts(self) -> None:
        for number, key in self.located.doubtful.items():
            self.problems.append(doubtful_row(self.layout.title, self._in_the_end(number) + 1, key))


def _runs(by_column: Mapping[int, CellInput]) -> Iterator[tuple[int, list[CellInput]]]:
    """Neighbouring cells put together: (first column, values)."""
    for _, group in groupby(enumerate(sorted(by_column)), key=lambda each: each[1] - each[0]):
        columns = [column for _, column in group]
        yield columns[0], [by_column[column] for column in columns]
