"""Charts as requests: the cells that they show are set, what people made of them is sent back as it was."""

from __future__ import annotations

import json

from mentoring_sync.google.batch import requests_for
from mentoring_sync.google.charts import charts_in
from mentoring_sync.spreadsheet.edits import AddChart, ChartData, ChartLook, PointChart

LOOK = ChartLook(title="Who came", names="Meeting", values="Share", alt="A column for each meeting.")


def data(*rows: tuple[int, int]) -> ChartData:
    return ChartData(sheet_id=7, names=1, values=2, rows=rows)


def sources(column: int, *rows: tuple[int, int]) -> list[dict[str, int]]:
    place = {"sheetId": 7, "startColumnIndex": column, "endColumnIndex": column + 1}
    return [{**place, "startRowIndex": start, "endRowIndex": end} for start, end in rows]


def test_a_chart_is_made_over_a_cell_with_its_text_for_those_who_cannot_see_it() -> None:
    [request] = requests_for([AddChart(sheet_id=7, chart_id=9, look=LOOK, data=data((4, 6)), row=1, column=5)])
    chart = request["addChart"]["chart"]
    assert chart["chartId"] == 9
    assert chart["position"]["overlayPosition"]["anchorCell"] == {"sheetId": 7, "rowIndex": 1, "columnIndex": 5}
    assert chart["spec"]["altText"] == LOOK.alt
    basic = chart["spec"]["basicChart"]
    assert basic["domains"][0]["domain"]["sourceRange"]["sources"] == sources(1, (4, 6))
    assert basic["series"][0]["series"]["sourceRange"]["sources"] == sources(2, (4, 6))


def test_a_chart_that_people_restyled_shows_other_cells_and_stays_as_they_made_it() -> None:
    [made] = requests_for([AddChart(sheet_id=7, chart_id=9, look=LOOK, data=data((4, 6)), row=1, column=5)])
    spec = made["addChart"]["chart"]["spec"]
    spec["title"], spec["basicChart"]["chartType"] = "Ours", "LINE"
    [standing] = charts_in({"charts": [{"chartId": 9, "spec": spec}]})
    [request] = requests_for([PointChart(sheet_id=7, chart_id=9, spec=standing.spec, data=data((4, 6), (9, 10)))])
    now = request["updateChartSpec"]["spec"]
    assert now["basicChart"]["series"][0]["series"]["sourceRange"]["sources"] == sources(2, (4, 6), (9, 10))
    spec["basicChart"]["domains"], spec["basicChart"]["series"] = (
        now["basicChart"]["domains"],
        now["basicChart"]["series"],
    )
    assert now == spec


def test_a_chart_that_is_something_else_by_now_is_left_alone() -> None:
    spec = json.dumps({"pieChart": {}})
    assert requests_for([PointChart(sheet_id=7, chart_id=9, spec=spec, data=data((4, 6)))]) == []
