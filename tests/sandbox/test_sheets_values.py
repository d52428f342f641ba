"""Values by range: reading, writing, appending, clearing."""

import pytest

from tests.sandbox.spreadsheet_client import new_spreadsheet


@pytest.fixture
def book(workspace):
    return new_spreadsheet(workspace.session())


def test_empty_cells_at_the_end_are_left_out_and_gaps_are_empty_texts(book):
    book.put("A1", [["a", "", "c", ""], [], ["", "e"]])
    assert book.values("A1:D10") == [["a", "", "c"], [], ["", "e"]]


def test_an_empty_range_has_no_values_at_all(book):
    answer = book.send("GET", "/values/Sheet1!A1:B2").json()
    assert answer == {"range": "Sheet1!A1:B2", "majorDimension": "ROWS"}


def test_raw_keeps_what_looks_like_a_formula_as_text(book):
    book.put("A1", [["=1+1", "007", "'quoted"]])
    assert book.values("A1:C1", valueRenderOption="FORMULA") == [["=1+1", "007", "'quoted"]]
    assert book.sheet("data(rowData(values(effectiveValue)))")["data"][0]["rowData"][0]["values"][0] == {
        "effectiveValue": {"stringValue": "=1+1"}
    }


def test_null_leaves_a_cell_alone_and_an_empty_text_clears_it(book):
    book.put("A1", [["a", "b"]])
    book.put("A1", [[None, ""]])
    assert book.values("A1:B1") == [["a"]]


def test_writing_says_which_cells_it_filled(book):
    answer = book.put("Sheet1!B2:D5", [[1, 2], [3]])
    assert answer == {
        "spreadsheetId": book.id,
        "updatedRange": "Sheet1!B2:C3",
        "updatedRows": 2,
        "updatedColumns": 2,
        "updatedCells": 3,
    }


def test_columns_come_and_go_as_columns(book):
    body = {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]}
    book.send("PUT", "/values/A1", body, valueInputOption="RAW")
    assert book.values("A1:B2") == [["a", "c"], ["b"]]
    assert book.values("A1:B2", majorDimension="COLUMNS") == [["a", "b"], ["c"]]


def test_more_values_than_the_range_holds_are_refused(book):
    answer = book.send("PUT", "/values/A1:B2", {"values": [["a"], ["b"], ["c"]]}, valueInputOption="RAW")
    assert answer.status_code == 400
    assert "tried writing to row [3]" in answer.json()["error"]["message"]


def test_writing_beyond_the_grid_is_refused_with_its_size(book):
    answer = book.send("PUT", "/values/A20", {"values": [["a"], ["b"]]}, valueInputOption="RAW")
    assert answer.json()["error"]["message"] == (
        "Range (Sheet1!A20:A21) exceeds grid limits. Max rows: 20, max columns: 6"
    )


def test_a_tab_that_is_not_there_is_named(book):
    answer = book.send("GET", "/values/'No such'!A1")
    assert answer.json()["error"]["message"] == "Unable to parse range: 'No such'!A1"


def test_one_bad_range_in_a_batch_writes_nothing(book):
    data = [{"range": "A1", "values": [["a"]]}, {"range": "Nowhere!A1", "values": [["b"]]}]
    answer = book.send("POST", "/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert answer.status_code == 400
    assert book.values("A1") == []


def test_appending_goes_below_the_table_and_makes_the_grid_grow(book):
    book.put("A1", [["Name", "Age"]] + [["x", 1]] * 19)
    answer = book.send("POST", "/values/A1:append", {"values": [["new", 2]]}, valueInputOption="RAW").json()
    assert answer["tableRange"] == "Sheet1!A1:B20"
    assert answer["updates"]["updatedRange"] == "Sheet1!A21:B21"
    assert book.sheet("properties(gridProperties(rowCount))")["properties"]["gridProperties"]["rowCount"] == 21


def test_appending_finds_the_table_that_the_range_touches(book):
    book.put("A1", [["left"], ["left"]])
    book.put("D1", [["right"], ["right"], ["right"]])
    answer = book.send("POST", "/values/A1:append", {"values": [["more"]]}, valueInputOption="RAW").json()
    assert answer["updates"]["updatedRange"] == "Sheet1!A3"


def test_clearing_leaves_notes_and_formats(book):
    cell = {"userEnteredValue": {"stringValue": "a"}, "note": "keep"}
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    book.batch({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "*"}})
    assert book.send("POST", "/values/A1:B2:clear").json()["clearedRange"] == "Sheet1!A1:B2"
    assert book.values("A1") == []
    assert book.sheet("data(rowData(values(note)))")["data"] == [{"rowData": [{"values": [{"note": "keep"}]}]}]


def test_several_ranges_are_read_at_once_in_their_order(book):
    book.put("A1", [["a", "b"], ["c", "d"]])
    answer = book.send("GET", "/values:batchGet", ranges=["B1:B2", "A:A"]).json()
    assert [each["range"] for each in answer["valueRanges"]] == ["Sheet1!B1:B2", "Sheet1!A1:A20"]
    assert [each["values"] for each in answer["valueRanges"]] == [[["b"], ["d"]], [["a"], ["c"]]]


def test_too_long_a_text_is_refused(book):
    answer = book.send("PUT", "/values/A1", {"values": [["x" * 50_001]]}, valueInputOption="RAW")
    assert "more than the maximum of 50000 characters" in answer.json()["error"]["message"]
