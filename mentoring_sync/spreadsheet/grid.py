"""A spreadsheet as it was read: tabs of plain cells, and the commit that it stands at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

Scalar = str | float | bool | None
"""A cell's value as Google gives it: text, number (dates are serial numbers), boolean, or nothing."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a run left on a column that it made, out of people's sight: the title that the column was made with.

    It moves with its column and goes with it, whatever people make of the header.
    """

    column: int
    id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart that lies on a sheet: its id, and its whole ChartSpec as JSON, as people have left it."""

    id: int
    spec: str


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A sheet: `rows` are ragged (trailing empty cells are left out), the first is the header.

    `notes` are those of the header's cells, by column; `marks` are ours; `charts` whoever's.
    """

    title: str
    sheet_id: int
    rows: tuple[tuple[Scalar, ...], ...] = ()
    row_count: int = 1000
    column_count: int = 26
    notes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    charts: tuple[Chart, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The column titles, as text."""
        return tuple(cell_text(cell) for cell in self.rows[0]) if self.rows else ()

    def cell(self, row: int, column: int) -> Scalar:
        """A cell by its 0-based place; None where there is nothing."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A whole spreadsheet: its tabs in order, the IANA zone its dates are in, and the last commit (0: none yet).

    `locale` (`de_DE`) says how it writes numbers and formulas; `commits` are the ids of the commits still kept, oldest
    first.
    """

    spreadsheet_id: str
    title: str
    time_zone: str
    tabs: tuple[Tab, ...]
    locale: str = "en_US"
    commit: int = 0
    commits: tuple[int, ...] = ()

    def tab(self, title: str) -> Tab | None:
        """The tab with this title, as Google compares titles: without regard to case."""
        return next((tab for tab in self.tabs if tab.title.casefold() == title.casefold()), None)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Those of all its sheets."""
        return tuple(chart for tab in self.tabs for chart in tab.charts)

    def local_time(self, instant: datetime) -> datetime:
        """An aware instant on the spreadsheet's wall clock, to the minute, without a zone: as its cells show it."""
        return instant.astimezone(ZoneInfo(self.time_zone)).replace(second=0, microsecond=0, tzinfo=None)


def cell_text(value: Scalar) -> str:
    """A cell as a person would type it: 3.0 is `3`, True is `TRUE`, nothing is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value
