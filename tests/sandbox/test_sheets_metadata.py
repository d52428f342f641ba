"""Developer metadata: the commit chain's ground, and notes that move with their rows."""

import pytest

from tests.sandbox.spreadsheet_client import area, new_spreadsheet, rows


@pytest.fixture
def book(workspace):
    return new_spreadsheet(workspace.session())


def note(number, location, value="v"):
    entry = {"metadataId": number, "metadataKey": "c", "metadataValue": value, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": {**entry, "location": location}}}


WHOLE = {"spreadsheet": True}


def row_of(book, number):
    found = book.send("GET", f"/developerMetadata/{number}").json()
    return found["location"]["dimensionRange"]["startIndex"]


def test_an_id_in_use_fails_the_whole_batch(book):
    book.batch(note(7, WHOLE, "first run"))
    rename = {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "New"}, "fields": "title"}}
    assert book.refused(rename, note(7, WHOLE, "second run")) == (
        "Invalid requests[1].createDeveloperMetadata: Cannot add developer metadata with ID [7] because developer"
        " metadata with that ID already exists."
    )
    assert book.send("GET", "/developerMetadata/7").json()["metadataValue"] == "first run"
    assert book.sheet("properties(title)")["properties"]["title"] == "Sheet1"


def test_an_entry_that_is_not_there_is_404(book):
    assert book.send("GET", "/developerMetadata/8").status_code == 404


def test_a_deleted_id_may_be_used_again(book):
    book.batch(note(7, WHOLE))
    lookup = {"dataFilter": {"developerMetadataLookup": {"metadataId": 7}}}
    reply = book.batch({"deleteDeveloperMetadata": lookup}, note(7, WHOLE))[0]
    assert [each["metadataId"] for each in reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]] == [7]


def test_deleting_what_nobody_has_is_no_mistake(book):
    assert book.batch({"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": 9}}}}) == [
        {"deleteDeveloperMetadata": {}}
    ]


def test_an_empty_lookup_finds_all(book):
    book.batch(note(1, WHOLE), note(2, {"sheetId": 0}), note(3, {"dimensionRange": rows(2, 3)}))
    body = {"dataFilters": [{"developerMetadataLookup": {}}]}
    found = book.send("POST", "/developerMetadata:search", body).json()["matchedDeveloperMetadata"]
    assert [each["developerMetadata"]["location"]["locationType"] for each in found] == ["SPREADSHEET", "SHEET", "ROW"]


def test_it_moves_with_its_row_when_rows_come_above_and_when_it_is_sorted(book):
    book.put("A1", [["c"], ["b"], ["a"]])
    book.batch(note(5, {"dimensionRange": rows(0, 1)}))
    book.batch({"insertDimension": {"range": rows(0, 1), "inheritFromBefore": False}})
    assert row_of(book, 5) == 1
    book.batch({"sortRange": {"range": area(1, 4, 0, 1), "sortSpecs": [{"dimensionIndex": 0}]}})
    assert row_of(book, 5) == 3
    assert book.values("A4") == [["c"]]


def test_it_moves_with_its_row_when_only_part_of_the_row_is_sorted(book):
    book.put("A1", [["b", "", "", "stays 1"], ["a", "", "", "stays 2"]])
    book.batch(note(5, {"dimensionRange": rows(0, 1)}))
    book.batch({"sortRange": {"range": area(0, 2, 0, 1), "sortSpecs": [{"dimensionIndex": 0}]}})
    assert row_of(book, 5) == 1
    assert book.values("A1:D2") == [["a", "", "", "stays 1"], ["b", "", "", "stays 2"]]


COLUMN = "data(columnMetadata(developerMetadata(metadataId)))"


def columns_of(book):
    """The columns that have an entry, with its id, as they come with the grid."""
    shown = book.sheet(COLUMN)["data"][0]["columnMetadata"]
    return {at: each["developerMetadata"][0]["metadataId"] for at, each in enumerate(shown) if each}


def test_it_moves_with_its_column_and_comes_with_the_grid(book):
    book.put("A1", [["a", "b", "c"]])
    book.batch(note(5, {"dimensionRange": rows(1, 2, "COLUMNS")}))
    assert columns_of(book) == {1: 5}
    book.batch({"insertDimension": {"range": rows(0, 1, "COLUMNS"), "inheritFromBefore": False}})
    assert columns_of(book) == {2: 5}
    book.batch({"moveDimension": {"source": rows(2, 3, "COLUMNS"), "destinationIndex": 0}})
    assert columns_of(book) == {0: 5}
    assert book.values("A1:D1") == [["b", "", "a", "c"]]


def test_a_column_put_in_beside_it_has_none_and_it_goes_with_its_own(book):
    book.batch(note(5, {"dimensionRange": rows(1, 2, "COLUMNS")}))
    book.batch({"insertDimension": {"range": rows(2, 3, "COLUMNS"), "inheritFromBefore": True}})
    assert columns_of(book) == {1: 5}
    book.batch({"deleteDimension": {"range": rows(1, 2, "COLUMNS")}})
    assert columns_of(book) == {}


def test_cells_that_are_cut_and_pasted_leave_it_behind(book):
    book.put("A1", [["a"]])
    book.batch(note(5, {"dimensionRange": rows(0, 1, "COLUMNS")}))
    book.batch({"cutPaste": {"source": area(0, 3, 0, 1), "destination": {"rowIndex": 0, "columnIndex": 2}}})
    assert columns_of(book) == {0: 5}


def test_it_goes_when_its_row_goes(book):
    book.batch(note(5, {"dimensionRange": rows(3, 4)}))
    book.batch({"deleteDimension": {"range": rows(3, 4)}})
    assert book.send("GET", "/developerMetadata/5").status_code == 404


def test_values_are_read_and_written_by_the_note_on_their_row(book):
    book.put("A1", [["a"], ["b"], ["c"]])
    book.batch(note(5, {"dimensionRange": rows(1, 2)}))
    by_note = {"developerMetadataLookup": {"metadataId": 5}}
    read = book.send("POST", "/values:batchGetByDataFilter", {"dataFilters": [by_note]}).json()
    assert read["valueRanges"][0]["valueRange"]["values"] == [["b"]]
    body = {"valueInputOption": "RAW", "data": [{"dataFilter": by_note, "values": [["new"]]}]}
    assert book.send("POST", "/values:batchUpdateByDataFilter", body).json()["totalUpdatedCells"] == 1
    assert book.values("A1:A3") == [["a"], ["new"], ["c"]]


def test_a_sheet_holds_30000_characters_of_notes(book):
    book.batch(note(1, {"sheetId": 0}, "x" * 20_000))
    assert "would exceed the allowed storage limit" in book.refused(note(2, {"sheetId": 0}, "x" * 20_000))
    book.batch(note(3, WHOLE, "x" * 20_000))
