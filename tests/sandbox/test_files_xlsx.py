"""Spreadsheets leave as XLSX and come back the same."""

from datetime import UTC, datetime

import openpyxl
import pytest
from click.testing import CliRunner

from mentoring_sync.sandbox.commands import sandbox

COMMA = "Teaching (e.g. Git, R)"


def run(workspace, *words):
    result = CliRunner().invoke(sandbox, [*map(str, words), "--data", str(workspace.data)])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def text(value, **more):
    return {"userEnteredValue": {"stringValue": value}, **more}


def one_of(*options):
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": option} for option in options]}
    return {"dataValidation": {"condition": condition, "strict": True, "showCustomUi": True}}


@pytest.fixture
def spreadsheet(workspace):
    """A spreadsheet with one of everything that an XLSX keeps."""
    when = {"numberFormat": {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}}
    tick = {"dataValidation": {"condition": {"type": "BOOLEAN"}, "strict": True}}
    red = {"userEnteredFormat": {"backgroundColor": {"red": 1}}}
    rows = [
        [text("Name"), text("Since"), text("Waive"), text("Help"), text("Status")],
        [
            text("=1+1", note="as typed", **red),
            {"userEnteredValue": {"numberValue": 46268.5}, "userEnteredFormat": when},
            {"userEnteredValue": {"boolValue": True}, **tick},
            text(COMMA, **one_of(COMMA, "R")),
            text("Ready", **one_of("Ready", "Waiting")),
        ],
        [],
        [{"userEnteredValue": {"numberValue": 2.5}}, {}, {"userEnteredValue": {"formulaValue": "=SUM(A4, 1)"}}],
    ]
    properties = {"title": "Roster/2026", "gridProperties": {"rowCount": 20, "columnCount": 6, "frozenRowCount": 1}}
    data = {"startRow": 0, "startColumn": 0, "rowData": [{"values": row} for row in rows]}
    body = {"properties": {"title": "Round 7"}, "sheets": [{"properties": properties, "data": [data]}]}
    return workspace.sheets().create(body=body).execute()["spreadsheetId"]


@pytest.fixture
def exported(workspace, spreadsheet, tmp_path):
    path = next(line for line in run(workspace, "export", "--to", tmp_path / "out") if line.endswith(".xlsx"))
    return openpyxl.load_workbook(path).worksheets[0]


def test_text_stays_text_even_when_it_looks_like_a_formula(exported):
    assert (exported["A2"].value, exported["A2"].data_type) == ("=1+1", "s")


def test_a_date_is_a_date(exported):
    assert exported["B2"].value.replace(tzinfo=UTC) == datetime(2026, 9, 3, 12, tzinfo=UTC)
    assert exported["B2"].number_format == "yyyy-mm-dd hh:mm"


def test_a_checkbox_is_a_boolean(exported):
    assert exported["C2"].value is True


def test_the_header_is_frozen_and_bold(exported):
    assert exported.freeze_panes == "A2"
    assert [cell.font.b for cell in exported[1]] == [True] * 5
    assert not exported["A2"].font.b


def test_notes_and_colours_are_kept(exported):
    assert exported["A2"].comment.text == "as typed"
    assert exported["A2"].fill.fgColor.rgb == "FFFF0000"


def test_blank_rows_are_kept(exported):
    assert [cell.value for cell in exported[3]] == [None] * 5
    assert exported["A4"].value == 2.5


def test_a_formula_stays_a_formula(exported):
    assert exported["C4"].value == "=SUM(A4, 1)"


def test_a_tabs_title_loses_what_excel_does_not_take(exported):
    assert exported.title == "Roster 2026"


def test_options_with_commas_go_to_a_hidden_sheet(exported):
    rules = {str(rule.sqref): rule.formula1 for rule in exported.data_validations.dataValidation}
    assert rules["E2"] == '"Ready,Waiting"'
    assert "_options" in rules["D2"]
    assert exported.parent["_options"].sheet_state == "hidden"


def test_what_was_exported_comes_back_the_same(workspace, spreadsheet, tmp_path):
    path = next(line for line in run(workspace, "export", "--to", tmp_path / "out") if line.endswith(".xlsx"))
    (again,) = run(workspace, "import", path)
    before, after = (grid(workspace, each) for each in (spreadsheet, again))
    assert after == before


def grid(workspace, spreadsheet_id):
    """What every cell holds, with its note and its rule."""
    shown = workspace.sheets().get(spreadsheetId=spreadsheet_id, includeGridData=True).execute()
    kept = ("userEnteredValue", "note", "dataValidation")
    return {
        (row, column): {name: cell[name] for name in kept if name in cell}
        for row, data in enumerate(shown["sheets"][0]["data"][0]["rowData"])
        for column, cell in enumerate(data.get("values", []))
        if any(name in cell for name in kept)
    }


def test_conditional_colours_and_links_of_whole_cells_are_kept(workspace, tmp_path):
    linked = {"userEnteredFormat": {"textFormat": {"link": {"uri": "mailto:ana@example.org"}}}}
    rows = [{"values": [text("Email"), text("Status")]}, {"values": [text("ana@example.org", **linked), text("In")]}]
    condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": "In"}]}
    rule = {
        "ranges": [{"sheetId": 5, "startRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}],
        "booleanRule": {"condition": condition, "format": {"backgroundColor": {"green": 1}}},
    }
    sheet = {"properties": {"sheetId": 5, "title": "Roster"}, "data": [{"rowData": rows}]}
    made = workspace.sheets().create(body={"sheets": [sheet]}).execute()["spreadsheetId"]
    body = {"requests": [{"addConditionalFormatRule": {"rule": rule, "index": 0}}]}
    workspace.sheets().batchUpdate(spreadsheetId=made, body=body).execute()
    path = next(line for line in run(workspace, "export", "--to", tmp_path / "out") if line.endswith(".xlsx"))
    worksheet = openpyxl.load_workbook(path)["Roster"]
    assert worksheet["A2"].hyperlink.target == "mailto:ana@example.org"
    [coloured] = worksheet.conditional_formatting
    assert (str(coloured.sqref), coloured.rules[0].formula) == ("B2", ['"In"'])
