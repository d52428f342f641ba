"""The rollback of a batch that met a person's edit: theirs wins, and the run plans again on what they made of it.

In: the workbook as it stands after a batch, with its journal. Out: the edits that put back what stood there before,
or none if the batch landed on what it was planned on. What people typed since then stays: only cells that still say
what the batch wrote are put back. A row that was deleted comes back at the end, since rows are known by their keys.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from mentoring_sync.spreadsheet.cells import is_empty, same
from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, DeleteRows, Edit, WriteCells, more_rows
from mentoring_sync.spreadsheet.grid import Scalar, Tab, Workbook, cell_text
from mentoring_sync.workbook.layouts import KEY
from mentoring_sync.workbook.merge.memory import MemoryColumn
from mentoring_sync.workbook.rollback.journal import Journal, Page, kept_row, read_journal

Row = tuple[Scalar, ...]


@dataclass(frozen=True)
class Rollback:
    """The edits that roll a batch back, and that batch's journal."""

    edits: tuple[Edit, ...]
    journal: Journal


def rollback(workbook: Workbook) -> Rollback | None:
    """How to roll the last batch back, if a person's edit came between its last reading and its landing.

    A batch that isn't the last any more was looked at by the run that wrote the next one.
    """
    journal = read_journal(workbook)
    if journal is None or journal.commit != workbook.commit:
        return None
    stands = _to_be_rolled_back(workbook, journal)
    if stands is None:
        return None
    edits = tuple(edit for page in _landed(workbook, stands) for edit in page.rolled_back())
    return Rollback(edits, stands) if edits else None


def _to_be_rolled_back(workbook: Workbook, journal: Journal) -> Journal | None:
    """The batch itself if it met an edit; else the one that stands again because the rollback of it was undone."""
    if any(page.met_an_edit for page in _landed(workbook, journal)):
        return journal
    undone = journal.takes_back
    stands_again = undone.takes_back if undone else None
    return _to_be_rolled_back(workbook, stands_again) if stands_again else None


def _landed(workbook: Workbook, journal: Journal) -> list[_Landed]:
    by_id = {tab.sheet_id: tab for tab in workbook.tabs}
    return [_Landed(workbook, journal, page, by_id[page.sheet_id]) for page in journal.pages if page.sheet_id in by_id]


@dataclass(frozen=True)
class _Landed:
    """A page of the journal beside its tab as it stands now.

    Columns are as they were at the landing, once the new ones were in; a column that people have moved since is found
    by its title.
    """

    workbook: Workbook
    journal: Journal
    page: Page
    tab: Tab

    @property
    def met_an_edit(self) -> bool:
        """Whether what stood there at the landing isn't what was read before it."""
        if self.page.is_memory:
            return False
        return (
            self._columns_moved
            or any(self._row_differs(row) for row in self.page.writes)
            or any(self._deleted_differs(row) for row in self.page.deleted)
        )

    def rolled_back(self) -> Iterator[Edit]:
        """Put back what still stands as the batch wrote it, and the rows that it deleted."""
        for row in self.page.writes:
            place = self._place_of(row)
            if place is not None and not self._is_of_a_new_tab(row):
                yield from self._cells(place, self._put_back(row, place))
        gone = [row for row in map(self._lost, self.page.deleted) if row]
        end = max(len(self.tab.rows), 1)
        if end + len(gone) > self.tab.row_count:
            yield more_rows(self.tab, end + len(gone) - self.tab.row_count)
        for number, cells in enumerate(gone, start=end):
            values = {self._now(column): _input(cell) for column, cell in enumerate(cells) if not is_empty(cell)}
            yield from self._cells(number, values)
        for row in sorted(filter(None, map(self._put_in, self.page.put_in)), reverse=True):
            yield DeleteRows(sheet_id=self.tab.sheet_id, start=row, end=row + 1)

    def _put_in(self, written: Mapping[int, Scalar]) -> int | None:
        """Where a row stands that came in among others; None where people have typed in it since, or taken it away."""
        key = "" if self._key_read is None else cell_text(written.get(self._key_read))
        place = self._rows_by_key.get(key)
        if place is None:
            return None
        cells = range(len(self.tab.rows[place]))
        return place if all(same(self.tab.cell(place, at), written.get(at)) for at in cells) else None

    @property
    def _columns_moved(self) -> bool:
        kept, header = self._kept(0), self._widened(self.page.header)
        columns = {column for cells in self.page.writes.values() for column in cells} | {self._key_read}
        return any(
            column is not None and cell_text(_at(header, column)) != cell_text(_at(kept, column)) for column in columns
        )

    def _row_differs(self, row: int) -> bool:
        kept, believed = self._kept(row), self._believed(row)
        if _is_blank(believed):
            return not _is_blank(kept)
        if self._key_kept(kept) != self._key_believed(believed):
            # Sheets may leave rows that a filter hides out of a copy: does the right row say what was written?
            return not self._says(self._rows_by_key.get(self._key_believed(believed)), self.page.writes[row])
        return any(not same(_at(kept, column), _at(believed, column)) for column in self.page.writes[row])

    def _deleted_differs(self, row: int) -> bool:
        kept, believed = self._kept(row), self._believed(row)
        if self._key_kept(kept) != self._key_believed(believed):
            return self._key_believed(believed) in self._rows_by_key
        return any(not same(_at(kept, column), _at(believed, column)) for column in range(len(believed)))

    def _says(self, place: int | None, cells: Mapping[int, Scalar]) -> bool:
        return place is not None and all(same(self._cell(place, column), cell) for column, cell in cells.items())

    def _is_of_a_new_tab(self, row: int) -> bool:
        """What `_sync` remembers of a tab that the batch made stays: the tab stays as well."""
        place, header = self._place_of(row), self.page.header
        if place is None or not self.page.is_memory or not _is_blank(self._kept(row)) or MemoryColumn.TAB not in header:
            return False
        return self._cell(place, self.page.column_after(header.index(MemoryColumn.TAB))) in self.journal.made

    def _place_of(self, row: int) -> int | None:
        """Where a row that was written stands now: where it was written, or, moved since, where it is known again."""
        place = row - bisect_left(self.page.deleted, row)
        if place < self.tab.row_count and self._is_the_one(place, row):
            return place
        moved = [each for each in range(1, len(self.tab.rows)) if self._is_the_one(each, row)]
        return moved[0] if len(moved) == 1 else None

    def _is_the_one(self, place: int, row: int) -> bool:
        """Whether a row that stands is the one that was written: a new one by the key that it was given, wherever that
        was written, another by the key that it had and that may have been written over.
        """
        given = None if self._key_read is None else self.page.writes[row].get(self._key_read)
        if self._is_new(row) and not is_empty(given) and self._key_read is not None:
            return same(self._cell(place, self._key_read), given)
        key = self._key_kept(self._kept(row))
        over = None if self._key_landed is None else self.page.writes[row].get(self._key_landed)
        return self._key_at(place) == (key if is_empty(over) else cell_text(over))

    def _put_back(self, row: int, place: int) -> dict[int, CellInput]:
        """A figure that the sheet computes is emptied: only its value was kept, and the next run makes it anew."""
        kept, computed = self._kept(row), self.page.computed.get(row, ())
        return {
            self._now(column): None if column in computed else _at(kept, column)
            for column, written in self.page.writes[row].items()
            if self._is_new(row) or self.page.is_memory or same(self._cell(place, column), written)
        }

    def _is_new(self, row: int) -> bool:
        """Whether there was no such row when the batch was planned."""
        return row not in self.page.believed

    def _lost(self, row: int) -> Row:
        """A deleted row, as it stood."""
        kept = self._kept(row)
        return () if _is_blank(kept) or self._key_kept(kept) in self._rows_by_key else kept

    def _kept(self, row: int) -> Row:
        return self._widened(kept_row(self.workbook, self.page, row))

    def _believed(self, row: int) -> Row:
        return self._widened(self.page.believed.get(row, ()))

    def _widened(self, row: Row) -> Row:
        """A row as it was read, with the columns that the batch put in."""
        for at, count in self.page.inserted:
            row = (*row[:at], *(None,) * (count + max(at - len(row), 0)), *row[at:])
        return row

    @property
    def _key_read(self) -> int | None:
        """Where the batch took the keys to be."""
        return None if self.page.key_column is None else self.page.column_after(self.page.key_column)

    @cached_property
    def _key_landed(self) -> int | None:
        """Where the keys were at the landing."""
        header = [cell_text(cell) for cell in self._kept(0)]
        return header.index(KEY) if KEY in header else self._key_read

    def _key_believed(self, row: Row) -> str:
        return "" if self._key_read is None else cell_text(_at(row, self._key_read))

    def _key_kept(self, row: Row) -> str:
        return "" if self._key_landed is None else cell_text(_at(row, self._key_landed))

    @cached_property
    def _rows_by_key(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number in range(1, len(self.tab.rows)):
            if self._key_at(number):
                found.setdefault(self._key_at(number), number)
        return found

    def _cell(self, place: int, column: int) -> Scalar:
        return self.tab.cell(place, self._now(column))

    def _key_at(self, place: int) -> str:
        return "" if self._key_landed is None else cell_text(self._cell(place, self._key_landed))

    def _now(self, column: int) -> int:
        """Where a column is now that stood here at the landing."""
        title = cell_text(_at(self._kept(0), column))
        if not title or _at(self.tab.header, column) == title or self.tab.header.count(title) != 1:
            return column
        return self.tab.header.index(title)

    def _cells(self, row: int, values: Mapping[int, CellInput]) -> Iterator[WriteCells]:
        inside = sorted(column for column in values if column < self.tab.column_count)
        for _, group in groupby(enumerate(inside), key=lambda each: each[1] - each[0]):
            columns = [column for _, column in group]
            cells = tuple(values[column] for column in columns)
            yield WriteCells(sheet_id=self.tab.sheet_id, row=row, column=columns[0], values=cells)


def _at(row: Row, column: int) -> Scalar:
    return row[column] if column < len(row) else None


def _is_blank(row: Row) -> bool:
    return all(is_empty(cell) for cell in row)


def _input(cell: Scalar) -> CellInput:
    return Checkbox(ticked=cell) if isinstance(cell, bool) else cell
