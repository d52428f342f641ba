"""The three-way merge of one tab: what the last run wrote, what stands there now, what is wanted.

A cell of the sync's that a person changed stays as they typed it, and *Review* hears of it; an emptied one is filled
again. A cell that nobody touched is written when it should say something else. Rows are found by key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mentoring_sync.records.edit import AddSheet, CellInput, DeleteRows, Edit, GrowRows, WriteCells
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.sheet import Scalar, Tab, cell_text
from mentoring_sync.workbook.cells import reads_back, same
from mentoring_sync.workbook.columns import KEY, Layout, Owner
from mentoring_sync.workbook.locate import Located, locate, with_missing_columns
from mentoring_sync.workbook.wanted import WantedRow, WantedTab
from mentoring_sync.workbook.written import Cells

SPARE_ROWS = 20
"""Empty rows below the last one when a tab is made or grows, so that people have room to type."""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What merging a tab gives: edits, what is now written (by key), rows touched, and what *Review* should hear."""

    edits: tuple[Edit, ...]
    written: Mapping[str, Cells]
    changed: int
    problems: tuple[Problem, ...] = ()


def new_tab(wanted: WantedTab, sheet_id: int) -> Merged:
    """A tab that isn't there yet, with all its rows."""
    layout = wanted.layout
    add = AddSheet(
        sheet_id=sheet_id,
        title=layout.title,
        columns=tuple(column.look for column in layout.columns),
        rows=1 + len(wanted.rows) + SPARE_ROWS,
        hidden=layout.hidden,
    )
    writes = [
        WriteCells(sheet_id=sheet_id, row=number, column=0, values=_new_row(layout, row))
        for number, row in enumerate(wanted.rows, start=1)
    ]
    written = {row.key: _ours(layout, row) for row in wanted.rows}
    return Merged(edits=(add, *writes), written=written, changed=len(wanted.rows))


def merge_tab(wanted: WantedTab, tab: Tab, written: Mapping[str, Cells]) -> Merged:
    """The edits that bring a standing tab to what is wanted. `written` is what the last run wrote, by key."""
    tab, inserts = with_missing_columns(tab, wanted.layout)
    return _Merge(wanted, locate(tab), written).result(inserts)


class _Merge:
    """One merge under way: collects edits, what is written, and problems."""

    def __init__(self, wanted: WantedTab, located: Located, written: Mapping[str, Cells]) -> None:
        self.wanted, self.located, self.base = wanted, located, written
        self.layout = wanted.layout
        self.sheet_id = located.tab.sheet_id
        self.written: dict[str, Cells] = {} if wanted.complete else dict(written)
        self.problems: list[Problem] = []
        self.touched: set[str] = set()

    def result(self, inserts: Sequence[Edit]) -> Merged:
        writes = [edit for row in self.wanted.rows if row.key in self.located.rows for edit in self._changes(row)]
        appends = list(self._appends())
        farewells, deletions = self._departures()
        self._report_copies()
        return Merged(
            edits=(*inserts, *writes, *farewells, *appends, *deletions),
            written=self.written,
            changed=len(self.touched),
            problems=tuple(self.problems),
        )

    def _changes(self, row: WantedRow) -> list[WriteCells]:
        """The cells of a standing row that should say something else."""
        base = self.base.get(row.key, {})
        remembered: dict[str, Scalar] = {}
        values: dict[str, CellInput] = {}
        for column in self.layout.columns:
            title = column.title
            if title == KEY or title not in row.cells:
                remembered |= {title: base[title]} if title in base else {}
                continue
            standing, ours = self.located.cell(row.key, title), reads_back(row.cells[title])
            if column.owner is Owner.COORDINATOR:
                if title in row.served and not same(standing, ours):
                    values[title] = row.cells[title]
                continue
            if self._person_typed(row.key, title, standing, ours):
                remembered[title] = base.get(title)
                self.problems.append(self._typed_over(row.key, title, standing, ours))
                continue
            remembered[title] = ours
            if not same(standing, ours):
                values[title] = row.cells[title]
        self.written[row.key] = remembered
        return self._write(row.key, values)

    def _person_typed(self, key: str, title: str, standing: Scalar, ours: Scalar) -> bool:
        if standing in (None, "") or same(standing, ours):
            return False
        return not same(standing, self.base.get(key, {}).get(title))

    def _typed_over(self, key: str, title: str, standing: Scalar, ours: Scalar) -> Problem:
        place = Place(tab=self.layout.title, row=self.located.rows[key] + 1, column=title)
        return Problem(
            where=place,
            what=f"Somebody typed “{_shown(standing)}” where mentoring-sync would write “{_shown(ours)}”.",
            remedy="What was typed stays. Empty the cell to have it filled again.",
            about=key,
        )

    def _write(self, key: str, values: Mapping[str, CellInput]) -> list[WriteCells]:
        if values:
            self.touched.add(key)
        row = self.located.rows[key]
        by_column = {self.located.columns[title]: value for title, value in values.items()}
        return [
            WriteCells(sheet_id=self.sheet_id, row=row, column=start, values=tuple(run))
            for start, run in _runs(by_column)
        ]

    def _appends(self) -> Iterator[Edit]:
        new = [row for row in self.wanted.rows if row.key not in self.located.rows]
        first = max(len(self.located.tab.rows), 1)
        short = first + len(new) - self.located.tab.row_count
        if short > 0:
            yield GrowRows(sheet_id=self.sheet_id, count=short + SPARE_ROWS)
        for number, row in enumerate(new, start=first):
            values = dict(zip((c.title for c in self.layout.columns), _new_row(self.layout, row), strict=True))
            by_column = {self.located.columns[title]: value for title, value in values.items()}
            self.written[row.key] = _ours(self.layout, row)
            self.touched.add(row.key)
            for start, run in _runs(by_column):
                yield WriteCells(sheet_id=self.sheet_id, row=number, column=start, values=tuple(run))

    def _departures(self) -> tuple[list[WriteCells], list[DeleteRows]]:
        if not self.wanted.complete:
            return [], []
        staying = {row.key for row in self.wanted.rows}
        farewells: list[WriteCells] = []
        deletions: list[DeleteRows] = []
        for key, row in sorted(self.located.rows.items(), key=lambda item: -item[1]):
            if key in staying:
                continue
            if self._holds_a_persons_word(key, row):
                farewells += self._farewell(key)
            else:
                self.touched.add(key)
                deletions.append(DeleteRows(sheet_id=self.sheet_id, start=row, end=row + 1))
        return farewells, deletions

    def _holds_a_persons_word(self, key: str, row: int) -> bool:
        base, ours = self.base.get(key, {}), self.layout.sync_titles
        initial = {c.title: reads_back(c.initial) for c in self.layout.columns if c.owner is Owner.COORDINATOR}
        for column in range(len(self.located.tab.rows[row])):
            title = self.located.tab.header[column].strip() if column < len(self.located.tab.header) else ""
            standing = self.located.tab.cell(row, column)
            expected = base.get(title) if title in ours else initial.get(title)
            if title != KEY and standing not in (None, "", False) and not same(standing, expected):
                return True
        return False

    def _farewell(self, key: str) -> list[WriteCells]:
        emptied: dict[str, CellInput] = dict.fromkeys(self.base.get(key, {}))
        return self._changes(WantedRow(key=key, cells=emptied | dict(self.wanted.farewell)))

    def _report_copies(self) -> None:
        for number in self.located.copies:
            key = cell_text(self.located.tab.cell(number, self.located.columns[KEY]))
            self.problems.append(
                Problem(
                    where=Place(tab=self.layout.title, row=number + 1),
                    what="This row is a copy of another one; mentoring-sync reads and writes the first.",
                    remedy="Delete the copy, or empty its hidden column “_key” to keep it as a note of your own.",
                    about=key,
                )
            )


def _new_row(layout: Layout, row: WantedRow) -> tuple[CellInput, ...]:
    return tuple(
        row.key if column.title == KEY else row.cells.get(column.title, column.initial) for column in layout.columns
    )


def _ours(layout: Layout, row: WantedRow) -> Cells:
    return {title: reads_back(row.cells.get(title)) for title in layout.sync_titles if title in row.cells}


def _runs(by_column: Mapping[int, CellInput]) -> Iterator[tuple[int, list[CellInput]]]:
    """Neighbouring cells put together: (first column, values); cells that are None in a new row are left out."""
    start, run = 0, list[CellInput]()
    for column in sorted(by_column):
        if run and column != start + len(run):
            yield start, run
            run = []
        if not run:
            start = column
        run.append(by_column[column])
    if run:
        yield start, run


def _shown(value: Scalar) -> str:
    text = cell_text(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
