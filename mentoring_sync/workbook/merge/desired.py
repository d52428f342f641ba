"""What a tab should hold: rows by key, before anything is known of where they stand or what people typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mentoring_sync.spreadsheet.cells import fitting
from mentoring_sync.spreadsheet.edits import CellInput, ChartLook
from mentoring_sync.workbook.layouts import Layout


@dataclass(frozen=True, kw_only=True)
class DesiredRow:
    """A row: whose it is, and its cells by column title.

    Cells of the coordinator's columns are only written when the row is new, and what a person typed over ours stays,
    save in the columns in `served`: there this run has done what was ticked or typed, and says so. Those of them that
    are `watched` are written also where they say so already: a batch that meets a person's word there is rolled back.
    """

    key: str
    cells: Mapping[str, CellInput]
    served: frozenset[str] = frozenset()
    watched: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class DesiredChart:
    """A chart of rows of the tab, by their `keys`: the columns titled `names` and `values`. It is made over a cell of
    the column titled `over`, `row` rows down, once there are such rows."""

    chart_id: int
    look: ChartLook
    keys: frozenset[str]
    names: str
    values: str
    over: str
    row: int


@dataclass(frozen=True, kw_only=True)
class DesiredTab:
    """The rows a tab should have.

    `complete` tabs lose the rows that are not among them; the others are only added to and changed in, save the rows in
    `leaving`, by key. A row that should go but holds something a person typed stays: its lasting columns as they are,
    with the cells of `farewell` and its own among the `farewells`, by key, its other sync cells emptied. Rows that a
    person deleted are `left_out`, by key, until a person says what that means. Columns that an earlier run made are
    `folded` away, by title.
    """

    layout: Layout
    rows: tuple[DesiredRow, ...]
    complete: bool = True
    farewell: Mapping[str, CellInput] = field(default_factory=dict)
    farewells: Mapping[str, Mapping[str, CellInput]] = field(default_factory=dict)
    leaving: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()
    charts: tuple[DesiredChart, ...] = ()

    def fitting(self) -> DesiredTab:
        """The same rows with texts that are too long cut off."""
        rows = tuple(
            replace(row, cells={title: fitting(cell) for title, cell in row.cells.items()}) for row in self.rows
        )
        return replace(self, rows=rows)

    def among(self, keys: Iterable[str]) -> DesiredTab:
        """Of the rows those alone whose keys are among these: none is made that doesn't stand."""
        standing = frozenset(keys)
        return replace(self, rows=tuple(row for row in self.rows if row.key in standing))

    def only(self, *titles: str) -> DesiredTab:
        """The same rows with these cells alone: the others stay as they stand."""
        rows = tuple(
            replace(row, cells={title: cell for title, cell in row.cells.items() if title in titles})
            for row in self.rows
        )
        return replace(self, rows=rows, complete=False)
