"""The figures of *Attendance* as the sheet itself shows them, over HTTP: in a German spreadsheet, with columns that
people put between, and between two runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.conftest import SPREADSHEET, Sandbox
from tests.run.test_the_coordinator_is_heard import Tab

AFTER_ONE, LATER = "2027-01-25T09:00:00Z", "2027-01-25T10:00:00Z"
SHEET = 7_100_004


def change(sandbox: Sandbox, *wanted: dict[str, object]) -> None:
    sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}:batchUpdate", body={"requests": wanted})


def header(sandbox: Sandbox) -> list[str]:
    return [str(cell) for cell in sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}/values/Attendance!1:1")["values"][0]]


def insert_column(sandbox: Sandbox, at: int, title: str) -> None:
    place = {"sheetId": SHEET, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    cell = {"userEnteredValue": {"stringValue": title}}
    start = {"sheetId": SHEET, "rowIndex": 0, "columnIndex": at}
    change(
        sandbox,
        {"insertDimension": {"range": place, "inheritFromBefore": True}},
        {"updateCells": {"rows": [{"values": [cell]}], "fields": "userEnteredValue", "start": start}},
    )


def shown(sandbox: Sandbox, row: int, how: str) -> dict[str, object]:
    """The second row of the tab, by title."""
    path = f"/v4/spreadsheets/{SPREADSHEET}/values/Attendance!{row}:{row}?valueRenderOption={how}"
    return dict(zip(header(sandbox), sandbox.api(path)["values"][0], strict=False))


@pytest.mark.usefixtures("config")
def test_figures_hold_in_another_locale_beside_columns_of_ones_own_and_between_runs(
    synced: Sandbox, tmp_path: Path
) -> None:
    properties = {"properties": {"locale": "de_DE"}, "fields": "locale"}
    change(synced, {"updateSpreadsheetProperties": properties})
    titles = header(synced)
    insert_column(synced, titles.index("Meeting 3"), "Late?")
    insert_column(synced, header(synced).index("_key"), "Meeting 5")
    rows = synced.rows("Attendance")
    team = [row["_key"] for row in rows if row["Team"] == rows[0]["Team"]]
    for key in team:
        Tab(synced, "Attendance").type(key, "Meeting 1", "present")
        Tab(synced, "Attendance").type(key, "Meeting 5", "present")
        Tab(synced, "Attendance").type(key, "Late?", "present")
    Tab(synced, "Attendance").type(team[0], "Meeting 5", "missed")
    assert synced.sync(now=AFTER_ONE).code == 0
    first = synced.rows("Attendance")[0]
    assert (first["Attended"], first["Rate"]) == (1, 0.5)
    assert shown(synced, 2, "FORMATTED_VALUE")["Rate"] == "50%"
    formula = str(shown(synced, 2, "FORMULA")["Attended"])
    letters = {title: chr(ord("A") + at) for at, title in enumerate(header(synced))}
    assert formula == f'=COUNTIF({letters["Meeting 1"]}2;"present")+COUNTIF({letters["Meeting 5"]}2;"present")'
    Tab(synced, "Attendance").type(team[0], "Meeting 5", "present")
    between = synced.rows("Attendance")[0]
    assert (between["Attended"], between["Rate"]) == (2, 1)
    for now in (LATER, "2027-01-25T11:00:00Z"):
        done = synced.sync(now=now)
    assert done.json["edits"] == 0
    assert not [row for row in synced.rows("Review") if "Somebody typed" in row["What"]]
    after = synced.rows("Attendance")[0]
    assert (after["Attended"], after["Rate"], after["Dates"][-1]) == (2, 1, "?")
