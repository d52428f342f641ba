"""Charts and shares in *Progress* as the sheet itself keeps them, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from mentoring_sync.workbook.layouts import FIRST_CHART_ID
from tests.run.conftest import SPREADSHEET, Sandbox
from tests.run.test_figures_in_the_sheet import change
from tests.run.test_the_coordinator_is_heard import Tab

AFTER_ONE, AFTER_TWO = "2027-01-25T09:00:00Z", "2027-02-22T09:00:00Z"
PROGRESS = 7_100_010


def retention(sandbox: Sandbox) -> dict[str, Any]:
    """The spec of the chart of meetings."""
    sheets = sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}?fields=sheets(charts)")["sheets"]
    charts = [chart for sheet in sheets for chart in sheet.get("charts", ())]
    spec: dict[str, Any] = next(chart["spec"] for chart in charts if chart["chartId"] == FIRST_CHART_ID + 1)
    return spec


def charted(sandbox: Sandbox) -> list[list[object]]:
    """What the chart shows: rows of a name and a share."""
    basic = retention(sandbox)["basicChart"]
    found: list[list[object]] = []
    for names, values in zip(
        basic["domains"][0]["domain"]["sourceRange"]["sources"],
        basic["series"][0]["series"]["sourceRange"]["sources"],
        strict=True,
    ):
        assert (names["startRowIndex"], names["endRowIndex"]) == (values["startRowIndex"], values["endRowIndex"])
        cells = f"Progress!{chr(65 + names['startColumnIndex'])}{names['startRowIndex'] + 1}"
        cells += f":{chr(65 + values['startColumnIndex'])}{values['endRowIndex']}"
        path = f"/v4/spreadsheets/{SPREADSHEET}/values/{cells}?valueRenderOption=UNFORMATTED_VALUE"
        found += sandbox.api(path)["values"]
    return found


@pytest.mark.usefixtures("config")
def test_a_chart_shows_the_shares_that_the_sheet_computes_and_stays_as_people_left_it(synced: Sandbox) -> None:
    mentees = [row["_key"] for row in synced.rows("Attendance") if row["Role"] == "mentee"]
    for number, key in enumerate(mentees[:3]):
        Tab(synced, "Attendance").type(key, "Meeting 1", "present" if number else "missed")
    assert synced.sync(now=AFTER_ONE).code == 0
    [row] = [row for row in synced.rows("Progress") if row["Figure"] == "Meeting 1"]
    assert charted(synced) == [["Meeting 1", row["Value"] / row["Of"]]]
    spec = retention(synced)
    spec["title"] = "Our faithful mentees"
    place = {"sheetId": PROGRESS, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    change(
        synced,
        {"updateChartSpec": {"chartId": FIRST_CHART_ID + 1, "spec": spec}},
        {"insertDimension": {"range": place}},
    )
    used = len(synced.api(f"/v4/spreadsheets/{SPREADSHEET}/values/Progress!A1:A500")["values"])
    change(synced, {"deleteDimension": {"range": {**place, "startIndex": used, "endIndex": 10_000}}})  # no row to spare
    for key in mentees[:3]:
        Tab(synced, "Attendance").type(key, "Meeting 2", "present")
    for now in (AFTER_TWO, "2027-02-22T10:00:00Z", "2027-02-22T10:30:00Z"):
        done = synced.sync(now=now)
        assert done.code == 0, done.err
    assert done.json["edits"] == 0
    assert retention(synced)["title"] == "Our faithful mentees"
    shown = {row["Figure"]: row["Value"] / row["Of"] for row in synced.rows("Progress") if row["Part"] == "Retention"}
    assert {str(name): share for name, share in charted(synced)} == shown
    assert set(shown) == {"Meeting 1", "Meeting 2"}
    path = f"/v4/spreadsheets/{SPREADSHEET}/values/Progress!C2:C500"
    shares = [row[0] for row in synced.api(path)["values"] if row and row[0] not in ("", "–")]
    assert len(shares) > 2
    assert [share for share in shares if not share.endswith("%")] == []
