"""Charts as requests: made once; afterwards only the cells that they show are set, whatever people made of their looks.

In: the edits, with the ChartSpec as it stands. Out: `addChart` and `updateChartSpec`. The latter replaces the whole
spec, so what stands is sent back with other ranges.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mentoring_sync.spreadsheet.edits import AddChart, ChartData, ChartLook, PointChart
from mentoring_sync.spreadsheet.grid import Chart

Request = dict[str, Any]
WIDTH, HEIGHT = 600, 371
"""Google's own size of a chart, in pixels."""


def charts_in(sheet: dict[str, Any]) -> tuple[Chart, ...]:
    """The charts of a Sheet resource."""
    found = ((each["chartId"], each.get("spec", {})) for each in sheet.get("charts", ()))
    return tuple(Chart(id=number, spec=json.dumps(spec, sort_keys=True)) for number, spec in found)


def add_chart(edit: AddChart) -> Request:
    """A new chart over a cell."""
    anchor = {"sheetId": edit.sheet_id, "rowIndex": edit.row, "columnIndex": edit.column}
    overlay = {"anchorCell": anchor, "widthPixels": WIDTH, "heightPixels": HEIGHT}
    chart = {
        "chartId": edit.chart_id,
        "spec": _spec(edit.look, edit.data),
        "position": {"overlayPosition": overlay},
    }
    return {"addChart": {"chart": chart}}


def point_chart(edit: PointChart) -> Iterator[Request]:
    """The same chart over other cells; nothing where it isn't one of names and values any more."""
    spec = json.loads(edit.spec)
    basic = spec.get("basicChart", {})
    domains, series = basic.get("domains", ()), basic.get("series", ())
    if len(domains) == len(series) == 1:
        domains[0]["domain"] = _cells(edit.data, edit.data.names)
        series[0]["series"] = _cells(edit.data, edit.data.values)
        yield {"updateChartSpec": {"chartId": edit.chart_id, "spec": spec}}


def _spec(look: ChartLook, data: ChartData) -> Request:
    window = {"viewWindowMin": 0, "viewWindowMax": 1, "viewWindowMode": "EXPLICIT"}
    names = {"position": "BOTTOM_AXIS", "title": look.names}
    values = {"position": "LEFT_AXIS", "title": look.values, "viewWindowOptions": window}
    series = {"series": _cells(data, data.values), "targetAxis": "LEFT_AXIS"}
    return {
        "title": look.title,
        "altText": look.alt,
        "basicChart": {
            "chartType": "COLUMN",
            "legendPosition": "NO_LEGEND",
            "axis": [names, values],
            "domains": [{"domain": _cells(data, data.names)}],
            "series": [series],
            "headerCount": 0,
        },
    }


def _cells(data: ChartData, column: int) -> Request:
    sources = [
        {
            "sheetId": data.sheet_id,
            "startRowIndex": start,
            "endRowIndex": end,
            "startColumnIndex": column,
            "endColumnIndex": column + 1,
        }
        for start, end in data.rows
    ]
    return {"sourceRange": {"sources": sources}}
