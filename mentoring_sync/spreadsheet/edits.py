"""Edits: what is to change in a spreadsheet, as data. The workbook room decides them, the Google room obeys.

Rows and columns are 0-based, as in the Sheets API; the header is row 0. Edits are carried out in the order in which
they stand, in one atomic batch; each sees the sheet as the ones before it left it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.spreadsheet.grid import Tab


@dataclass(frozen=True)
class Checkbox:
    """A cell that is a checkbox."""

    ticked: bool = False


@dataclass(frozen=True)
class Link:
    """A link within the spreadsheet: the label is ours, never an applicant's text (it becomes part of a formula)."""

    sheet_id: int
    cell: str
    label: str


@dataclass(frozen=True)
class Mailto:
    """An e-mail address that a click writes to. The cell's value is the address alone, as text."""

    address: str


@dataclass(frozen=True)
class DropDown:
    """An empty cell that offers these choices; a person may type something else. The choices are ours, never an
    applicant's text: one that begins with `=` would be read as a formula."""

    choices: tuple[str, ...]


@dataclass(frozen=True)
class WebLink:
    """A label that a click follows to a page; without a `url` it is no link. The cell's value is the label, as text."""

    url: str
    label: str


CellInput = str | int | float | bool | date | datetime | Checkbox | DropDown | Formula | Link | Mailto | WebLink | None
"""What may be written into a cell. Text stays text; None empties the cell. A datetime is wall-clock time in the
spreadsheet's zone (naive), as the sheet shows it."""


class Tone(StrEnum):
    """What a word in a column means for the coordinator; colours follow from it, and never say more than the word."""

    GOOD = "good"
    WAITING = "waiting"
    ATTENTION = "attention"
    QUIET = "quiet"


@dataclass(frozen=True, kw_only=True)
class ColumnLook:
    """How a column looks: its width in pixels, whether long text wraps, is hidden, or is guarded by a warning.

    `note` is the header's note; `choices`, if any, are offered in a drop-down; `format` is a number format's pattern
    (`yyyy-mm-dd hh:mm`), for columns of dates and rates; `tones` colour the cells that say one of these words.
    """

    title: str
    width: int = 120
    wrap: bool = False
    hidden: bool = False
    guarded: bool = False
    note: str = ""
    choices: tuple[str, ...] = ()
    format: str = ""
    tones: tuple[tuple[str, Tone], ...] = ()


@dataclass(frozen=True, kw_only=True)
class AddSheet:
    """A new tab with its header, looks and room for `rows` rows (the header counts).

    It is put at place `at` among the tabs (None: behind them); its first `frozen` columns stay in view; a `listed` tab
    has filters in its header and every other row shaded.
    """

    sheet_id: int
    title: str
    columns: tuple[ColumnLook, ...]
    rows: int
    hidden: bool = False
    at: int | None = None
    frozen: int = 0
    listed: bool = False


@dataclass(frozen=True, kw_only=True)
class InsertColumns:
    """New columns before column `at`, with their headers."""

    sheet_id: int
    at: int
    columns: tuple[ColumnLook, ...]


@dataclass(frozen=True, kw_only=True)
class MarkColumn:
    """A standing column is marked as the one that was made with `title`; `header` is what stands above it.

    Columns that `AddSheet` and `InsertColumns` make are marked as they are made.
    """

    sheet_id: int
    column: int
    title: str
    header: str


@dataclass(frozen=True, kw_only=True)
class DropMark:
    """A column's mark goes, by its id."""

    sheet_id: int
    mark: int


@dataclass(frozen=True, kw_only=True)
class GreyCells:
    """The cells of a column are grey as long as the date in the same row of column `until` is still to come, and where
    nothing stands in either: the sheet sees to that itself, without a run."""

    sheet_id: int
    column: int
    until: int


@dataclass(frozen=True, kw_only=True)
class NoteColumn:
    """The note of a column's header, written anew."""

    sheet_id: int
    column: int
    note: str


@dataclass(frozen=True, kw_only=True)
class HideColumn:
    """A standing column is hidden; whoever wants to see it shows it again."""

    sheet_id: int
    column: int


@dataclass(frozen=True, kw_only=True)
class GrowRows:
    """`count` more rows at the sheet's end; they look like the `last` one that stands, if it is named. Of one that is
    `filled` the drop-downs are its own, as links are.
    """

    sheet_id: int
    count: int
    last: int | None = None
    filled: bool = False


def more_rows(tab: Tab, count: int) -> GrowRows:
    """More rows at the end of a tab as it stands, looking like its last; the header is no model."""
    last = tab.row_count - 1 if tab.row_count > 1 else None
    return GrowRows(sheet_id=tab.sheet_id, count=count, last=last, filled=len(tab.rows) >= tab.row_count)


@dataclass(frozen=True, kw_only=True)
class WriteCells:
    """Values into the cells from (`row`, `column`) to the right."""

    sheet_id: int
    row: int
    column: int
    values: tuple[CellInput, ...]


@dataclass(frozen=True, kw_only=True)
class InsertRow:
    """A row comes in at place `at`, what stood there and below moves down, and `writes` go into it."""

    sheet_id: int
    at: int
    writes: tuple[WriteCells, ...]


@dataclass(frozen=True, kw_only=True)
class DeleteRows:
    """Rows `start` up to `end` (excluded) go, and what is below moves up."""

    sheet_id: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class ResizeSheet:
    """The sheet has so many rows and columns from now on; what lies beyond is gone."""

    sheet_id: int
    rows: int
    columns: int


@dataclass(frozen=True, kw_only=True)
class CopyRows:
    """The values of rows `start` up to `end` (excluded), in their first `columns` columns, put into another sheet as
    they stand at this very point of the batch, from row `to_row` on."""

    sheet_id: int
    start: int
    end: int
    columns: int
    to_sheet_id: int
    to_row: int


@dataclass(frozen=True, kw_only=True)
class ArchiveSheet:
    """A copy of a sheet as it stands at this very point of the batch, with its looks and, in its `rows` and `columns`,
    values in the place of formulas; it is put at place `at` among the tabs, and guarded by a warning."""

    sheet_id: int
    to_sheet_id: int
    title: str
    at: int
    rows: int
    columns: int


@dataclass(frozen=True, kw_only=True)
class ChartLook:
    """What a chart of columns says beside its data: its title, what its names and its values are, and the text for
    those who can't see it. Values are shares: its axis goes from 0 to 1."""

    title: str
    names: str
    values: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class ChartData:
    """Which cells a chart shows: those of the columns of `names` and of `values` in stretches of rows, [start, end).

    Google takes several stretches only where the two columns stand side by side (ChartSourceRange.sources).
    """

    sheet_id: int
    names: int
    values: int
    rows: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class AddChart:
    """A new chart of this id over the cell at (`row`, `column`) of a sheet."""

    sheet_id: int
    chart_id: int
    look: ChartLook
    data: ChartData
    row: int
    column: int


@dataclass(frozen=True, kw_only=True)
class PointChart:
    """A standing chart shows these cells; all else of its `spec` (JSON) stays as people made it. One that shows other
    than names and values is left alone."""

    sheet_id: int
    chart_id: int
    spec: str
    data: ChartData


Edit = (
    AddSheet
    | InsertColumns
    | MarkColumn
    | DropMark
    | GreyCells
    | HideColumn
    | NoteColumn
    | GrowRows
    | InsertRow
    | WriteCells
    | DeleteRows
    | ResizeSheet
    | CopyRows
    | ArchiveSheet
    | AddChart
    | PointChart
)
