"""Taking a batch back that met a person's edit: theirs wins, and the run plans again on what they made of it.

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

from mentoring_sync.records.edit import CellInput, Checkbox, Edit, GrowRows, WriteCells
from mentoring_sync.records.sheet import Scalar, Tab, Workbook, cell_text
from mentoring_sync.workbook.cells import is_empty, same
from mentoring_sync.workbook.journal import Journal, Page, kept_row, read_journal

Row = tuple[Scalar, ...]


def taken_back(workbook: Workbook) -> tuple[Edit, ...]:
    """The edits that take the last batch back, if a person's edit came between its last reading and its landing.

    A batch that isn't the last any more was looked at by the run that wrote the next one.
    """
    journal = read_journal(workbook)
    if journal is None or journal.commit != workbook.commit:
        return ()
    by_id = {tab.sheet_id: tab for tab in workbook.tabs}
    pages = [_Landed(workbook, journal, page, by_id[page.sheet_id]) for page in journal.pages if page.sheet_id in by_id]
    if not any(page.met_an_edit for page in pages):
        return ()
    return tuple(edit for page in pages for edit in page.taken_back())


@dataclass(frozen=True)
class _Landed:
    """A page of the journal beside its tab as it stands now. Columns are as they are once the new ones are in."""

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

    def taken_back(self) -> Iterator[Edit]:
        """Put back what still stands as the batch wrote it, and the rows that it deleted."""
        for row in self.page.writes:
            place = self._place_of(row)
            if place is not None and not self._is_of_a_new_tab(row):
                yield from self._cells(place, self._put_back(row, place))
        gone = [row for row in map(self._lost, self.page.deleted) if row]
        end = max(len(self.tab.rows), 1)
        if end + len(gone) > self.tab.row_count:
            yield GrowRows(sheet_id=self.tab.sheet_id, count=end + len(gone) - self.tab.row_count)
        for number, cells in enumerate(gone, start=end):
            values = {column: _input(cell) for column, cell in enumerate(cells) if not is_empty(cell)}
            yield from self._cells(number, values)

    @property
    def _columns_moved(self) -> bool:
        kept, header = self._kept(0), self._widened(self.page.header)
        columns = {column for cells in self.page.writes.values() for column in cells} | {self._key_column}
        return any(
            column is not None and cell_text(_at(header, column)) != cell_text(_at(kept, column)) for column in columns
        )

    def _row_differs(self, row: int) -> bool:
        kept, believed = self._kept(row), self._believed(row)
        if _is_blank(believed):
            return not _is_blank(kept)
        if self._key_of(kept) != self._key_of(believed):
            # Sheets may leave rows that a filter hides out of a copy; the key that stands there now tells.
            return self._key_of(self._standing(row)) != self._key_written(row, believed)
        return any(not same(_at(kept, column), _at(believed, column)) for column in self.page.writes[row])

    def _deleted_differs(self, row: int) -> bool:
        kept, believed = self._kept(row), self._believed(row)
        if self._key_of(kept) != self._key_of(believed):
            return self._key_of(believed) in self._rows_by_key
        return any(not same(_at(kept, column), _at(believed, column)) for column in range(len(believed)))

    def _is_of_a_new_tab(self, row: int) -> bool:
        """What `_sync` remembers of a tab that the batch made stays: the tab stays as well."""
        if not self.page.is_memory or not _is_blank(self._kept(row)) or "Tab" not in self.page.header:
            return False
        return _at(self._standing(row), self.page.column_after(self.page.header.index("Tab"))) in self.journal.made

    def _place_of(self, row: int) -> int | None:
        """Where a row that was written stands now: where it was written, or, moved since, where its key is."""
        key, place = self._key_written(row, self._kept(row)), row - bisect_left(self.page.deleted, row)
        if place < self.tab.row_count and self._key_of(self._standing(row)) == key:
            return place
        return self._rows_by_key.get(key) if key else None

    def _put_back(self, row: int, place: int) -> dict[int, CellInput]:
        kept = self._kept(row)
        return {
            column: _at(kept, column)
            for column, written in self.page.writes[row].items()
            if self._is_new(row) or self.page.is_memory or same(self.tab.cell(place, column), written)
        }

    def _is_new(self, row: int) -> bool:
        """Whether there was no such row when the batch was planned."""
        return row not in self.page.believed

    def _lost(self, row: int) -> Row:
        """A deleted row, as it stood."""
        kept = self._kept(row)
        return () if _is_blank(kept) or self._key_of(kept) in self._rows_by_key else kept

    def _kept(self, row: int) -> Row:
        return self._widened(kept_row(self.workbook, self.page, row))

    def _believed(self, row: int) -> Row:
        return self._widened(self.page.believed.get(row, ()))

    def _standing(self, row: int) -> Row:
        """What stands where a row was written."""
        place = row - bisect_left(self.page.deleted, row)
        return self.tab.rows[place] if place < len(self.tab.rows) else ()

    def _widened(self, row: Row) -> Row:
        """A row as it was read, with the columns that the batch put in."""
        for at, count in self.page.inserted:
            row = (*row[:at], *(None,) * (count + max(at - len(row), 0)), *row[at:])
        return row

    @property
    def _key_column(self) -> int | None:
        return None if self.page.key_column is None else self.page.column_after(self.page.key_column)

    def _key_of(self, row: Row) -> str:
        return "" if self._key_column is None else cell_text(_at(row, self._key_column))

    def _key_written(self, row: int, before: Row) -> str:
        """The key of a row that had these cells, once it was written."""
        if self._is_new(row) and self._key_column in self.page.writes[row]:
            return self._key_of(self._standing(row))
        written = None if self._key_column is None else self.page.writes[row].get(self._key_column)
        return cell_text(written) if not is_empty(written) else self._key_of(before)

    @cached_property
    def _rows_by_key(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, row in enumerate(self.tab.rows[1:], start=1):
            if self._key_of(row):
                found.setdefault(self._key_of(row), number)
        return found

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
