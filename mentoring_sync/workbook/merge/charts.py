"""Charts of a tab: made once, then kept to the rows that they show, wherever people move them.

In: the charts that a tab should have, where its rows and columns are in the end, the charts that stand, what was
remembered of them. Out: the edits, and what is to be remembered. A chart that a person deleted isn't made again; one
that they restyled, or pointed elsewhere, stays so until our rows move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mentoring_sync.spreadsheet.edits import AddChart, ChartData, PointChart
from mentoring_sync.spreadsheet.grid import Chart
from mentoring_sync.workbook.merge.desired import DesiredChart
from mentoring_sync.workbook.merge.rows import Cells

CHARTS = "_charts"
"""Under which name they are remembered among the tabs in `_sync`, by their ids."""

_AREA = "area"
MOST_STRETCHES = 20
"""A chart of more pieces than this isn't followed: somebody sorted the tab by something else."""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A tab as it will be: its sheet id, columns by title, rows by key; `is_new` if it is made now."""

    sheet_id: int
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    is_new: bool = False


def charted(
    desired: Iterable[DesiredChart], whole: Whole, standing: Sequence[Chart], known: Mapping[str, Cells]
) -> Iterator[tuple[AddChart | PointChart | None, str, Cells]]:
    """Of each chart that can be drawn: the edit, if it needs one, its name in memory, and what is remembered."""
    by_id = {each.id: each for each in standing}
    for chart in desired:
        data, name = _data(chart, whole), str(chart.chart_id)
        if data:
            before, stands = known.get(name, {}).get(_AREA), by_id.get(chart.chart_id)
            yield _edit(chart, data, whole, stands, before), name, {_AREA: _in_words(data)}


def _edit(
    chart: DesiredChart, data: ChartData, whole: Whole, stands: Chart | None, before: object
) -> AddChart | PointChart | None:
    if stands is None and (whole.is_new or before is None):
        row = min(chart.row, max(whole.rows.values()))
        column = whole.columns[chart.over]
        return AddChart(
            sheet_id=whole.sheet_id, chart_id=chart.chart_id, look=chart.look, data=data, row=row, column=column
        )
    if stands and before != _in_words(data):
        return PointChart(sheet_id=whole.sheet_id, chart_id=chart.chart_id, spec=stands.spec, data=data)
    return None


def _data(chart: DesiredChart, whole: Whole) -> ChartData | None:
    """The cells that a chart shows; None where it can't be drawn: no rows, a column lost, rows scattered."""
    rows = _stretches(whole.rows[key] for key in chart.keys if key in whole.rows)
    if not rows or not {chart.names, chart.values, chart.over} <= whole.columns.keys():
        return None
    names, values = whole.columns[chart.names], whole.columns[chart.values]
    most = MOST_STRETCHES if values == names + 1 else 1
    return ChartData(sheet_id=whole.sheet_id, names=names, values=values, rows=rows) if len(rows) <= most else None


def _stretches(rows: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Rows as [start, end), neighbours together."""
    groups = groupby(enumerate(sorted(rows)), key=lambda numbered: numbered[1] - numbered[0])
    runs = ([row for _, row in group] for _, group in groups)
    return tuple((run[0], run[-1] + 1) for run in runs)


def _in_words(data: ChartData) -> str:
    """`1,2:14-16;20-21`"""
    return f"{data.names},{data.values}:" + ";".join(f"{start}-{end}" for start, end in data.rows)
