"""batchUpdate: all or nothing, in order, each kind as Google carries it out."""

import pytest

from tests.sandbox.spreadsheet_client import area, new_spreadsheet, rows


@pytest.fixture
def book(workspace):
    return new_spreadsheet(workspace.session())


def text(value):
    return {"userEnteredValue": {"stringValue": value}}


def write(top, left, values):
    lines = [{"values": [text(value) for value in line]} for line in values]
    start = {"sheetId": 0, "rowIndex": top, "columnIndex": left}
    return {"updateCells": {"start": start, "rows": lines, "fields": "userEnteredValue"}}


def add_sheet(**properties):
    return {"addSheet": {"properties": properties}}


def test_one_refused_request_takes_the_whole_batch_with_it(book):
    message = book.refused(write(0, 0, [["a"]]), add_sheet(title="New"), {"deleteSheet": {"sheetId": 99}})
    assert message == "Invalid requests[2].deleteSheet: No sheet with id: 99"
    assert book.values("A1") == []
    assert len(book.get("sheets(properties)")["sheets"]) == 1


def test_later_requests_see_what_earlier_ones_did(book):
    start = {"sheetId": 7, "rowIndex": 0, "columnIndex": 0}
    change = {"updateCells": {"start": start, "rows": [{"values": [text("b")]}], "fields": "userEnteredValue"}}
    replies = book.batch(add_sheet(title="Roster", sheetId=7), change)
    assert replies[0]["addSheet"]["properties"]["sheetId"] == 7
    assert replies[1] == {}
    assert book.values("Roster!A1") == [["b"]]


def test_titles_and_ids_are_unique(book):
    assert book.refused(add_sheet(title="SHEET1")) == (
        'Invalid requests[0].addSheet: A sheet with the name "SHEET1" already exists. Please enter another name.'
    )
    assert book.refused(add_sheet(sheetId=0)) == "Invalid requests[0].addSheet: Sheet with id 0 already exists."


def test_the_last_visible_sheet_stays(book):
    hide = {"updateSheetProperties": {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}}
    assert book.refused(hide) == (
        "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document."
    )
    assert "can't remove all the sheets" in book.refused({"deleteSheet": {"sheetId": 0}})


def test_cells_of_the_range_without_data_are_reset_under_the_mask(book):
    book.put("A1", [["a", "b"], ["c", "d"]])
    change = {"range": area(0, 2, 0, 2), "rows": [{"values": [text("new")]}], "fields": "userEnteredValue"}
    book.batch({"updateCells": change})
    assert book.values("A1:B2") == [["new"]]


def test_a_mask_changes_only_what_it_names(book):
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    book.put("A1", [["kept"]])
    book.batch({"repeatCell": {"range": area(0, 1, 0, 1), "cell": bold, "fields": "userEnteredFormat.textFormat.bold"}})
    cell = book.sheet("data(rowData(values(userEnteredValue,userEnteredFormat)))")["data"][0]["rowData"][0]["values"][0]
    assert cell == {"userEnteredValue": {"stringValue": "kept"}, **bold}


def test_rows_inserted_push_down_and_rows_deleted_pull_up(book):
    book.put("A1", [["a"], ["b"], ["c"]])
    book.batch({"insertDimension": {"range": rows(1, 3), "inheritFromBefore": True}})
    assert book.values("A1:A5") == [["a"], [], [], ["b"], ["c"]]
    book.batch({"deleteDimension": {"range": rows(0, 3)}})
    assert book.values("A1:A5") == [["b"], ["c"]]


def test_columns_inserted_and_deleted_take_their_values_along(book):
    book.put("A1", [["a", "b", "c"]])
    book.batch({"insertDimension": {"range": rows(1, 2, "COLUMNS"), "inheritFromBefore": False}})
    assert book.values("A1:E1") == [["a", "", "b", "c"]]
    book.batch({"deleteDimension": {"range": rows(0, 2, "COLUMNS")}})
    assert book.values("A1:E1") == [["b", "c"]]


def test_a_row_moves_before_the_destination(book):
    book.put("A1", [["a"], ["b"], ["c"], ["d"]])
    book.batch({"moveDimension": {"source": rows(0, 1), "destinationIndex": 3}})
    assert book.values("A1:A4") == [["b"], ["c"], ["a"], ["d"]]


def test_inserting_past_the_grid_says_how_large_it_is(book):
    assert book.refused({"insertDimension": {"range": rows(20, 21), "inheritFromBefore": False}}) == (
        "Invalid requests[0].insertDimension: range.startIndex must be less than the grid size (20)"
        " if inheritFromBefore is false."
    )


def test_sorting_puts_numbers_before_texts_and_empty_cells_last(book):
    book.put("A1", [["b", 1], ["", 2], ["a", 3], [10, 4]])
    sort = {"range": area(0, 4, 0, 2), "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}
    book.batch({"sortRange": sort})
    assert book.values("B1:B4") == [["4"], ["3"], ["1"], ["2"]]
    sort["sortSpecs"][0]["sortOrder"] = "DESCENDING"
    book.batch({"sortRange": sort})
    assert book.values("B1:B4") == [["1"], ["3"], ["4"], ["2"]]


@pytest.mark.parametrize("width", [1, 2])
def test_sorting_leaves_the_cells_of_hidden_rows_where_they_are(book, width):
    book.put("A1", [["c", 1], ["hidden", 2], ["a", 3]])
    hide = {"range": rows(1, 2), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    book.batch({"updateDimensionProperties": hide})
    book.batch({"sortRange": {"range": area(0, 3, 0, width), "sortSpecs": [{"dimensionIndex": 0}]}})
    beside = ["1", "2", "3"] if width == 1 else ["3", "2", "1"]
    assert book.values("A1:B3") == [["a", beside[0]], ["hidden", beside[1]], ["c", beside[2]]]


def test_sorting_part_of_the_width_leaves_the_cells_that_a_filter_hides_where_they_are(book):
    book.put("A1", [["State", "n"], ["open", 1], ["done", 2], ["begun", 3]])
    criteria = {"0": {"hiddenValues": ["done"]}}
    book.batch({"setBasicFilter": {"filter": {"range": area(0, 4, 0, 2), "criteria": criteria}}})
    book.batch({"sortRange": {"range": area(1, 4, 0, 1), "sortSpecs": [{"dimensionIndex": 0}]}})
    assert book.values("A2:B4") == [["begun", "1"], ["done", "2"], ["open", "3"]]


def test_a_merge_keeps_the_first_value_and_follows_inserted_rows(book):
    book.put("A1", [["", "x"], ["y", ""]])
    book.batch({"mergeCells": {"range": area(0, 2, 0, 2), "mergeType": "MERGE_ALL"}})
    assert book.values("A1:B2") == [["x"]]
    book.batch({"insertDimension": {"range": rows(0, 1), "inheritFromBefore": False}})
    merge = book.sheet("merges")["merges"][0]
    assert (merge["startRowIndex"], merge["endRowIndex"]) == (1, 3)


def test_a_range_with_a_vertical_merge_is_not_sorted(book):
    book.batch({"mergeCells": {"range": area(0, 2, 0, 1), "mergeType": "MERGE_ALL"}})
    assert "You can't sort a range containing vertical merges" in book.refused(
        {"sortRange": {"range": area(0, 4, 0, 2), "sortSpecs": [{"dimensionIndex": 0}]}}
    )


def test_a_protected_range_shrinks_with_its_rows_and_goes_with_the_last(book):
    book.batch({"addProtectedRange": {"protectedRange": {"range": area(2, 5, 0, 1), "warningOnly": True}}})
    book.batch({"deleteDimension": {"range": rows(3, 4)}})
    kept = book.sheet("protectedRanges")["protectedRanges"][0]["range"]
    assert (kept["startRowIndex"], kept["endRowIndex"]) == (2, 4)
    book.batch({"deleteDimension": {"range": rows(2, 4)}})
    assert "protectedRanges" not in book.sheet("protectedRanges")


def test_validation_is_set_and_taken_away(book):
    rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
    book.batch({"setDataValidation": {"range": area(0, 2, 0, 1), "rule": rule}})
    data = book.sheet("data(rowData(values(dataValidation)))")["data"][0]["rowData"]
    assert data == [{"values": [{"dataValidation": rule}]}] * 2
    book.batch({"setDataValidation": {"range": area(0, 2, 0, 1)}})
    assert book.sheet("data(rowData(values(dataValidation)))")["data"] == [{}]


def test_named_ranges_are_read_by_their_name_and_unique(book):
    named = {"addNamedRange": {"namedRange": {"name": "People", "range": area(0, 2, 0, 1)}}}
    book.batch(named)
    book.put("A1", [["Ann"], ["Bob"], ["Eve"]])
    assert book.values("People") == [["Ann"], ["Bob"]]
    assert book.refused(named) == (
        "Invalid requests[0].addNamedRange: Cannot add named range with name: People,"
        " a named range with that name already exists."
    )


def test_conditional_formats_keep_their_order(book):
    def rule(word):
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": word}]}
        return {"ranges": [area(0, 5, 0, 1)], "booleanRule": {"condition": condition, "format": {}}}

    for index, word in ((0, "second"), (0, "first"), (2, "third")):
        book.batch({"addConditionalFormatRule": {"rule": rule(word), "index": index}})
    found = book.sheet("conditionalFormats(booleanRule(condition(values)))")["conditionalFormats"]
    words = [each["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for each in found]
    assert words == ["first", "second", "third"]


def test_bands_may_not_overlap(book):
    band = {"range": area(0, 5, 0, 2), "rowProperties": {"firstBandColor": {"red": 1}}}
    book.batch({"addBanding": {"bandedRange": band}})
    assert "already has them" in book.refused({"addBanding": {"bandedRange": {**band, "range": area(4, 6, 0, 1)}}})


def test_a_table_names_its_columns_after_its_header(book):
    book.put("A1", [["Name", "Age"], ["Ann", 31]])
    table = {
        "name": "People",
        "range": area(0, 2, 0, 2),
        "columnProperties": [{"columnIndex": 1, "columnType": "DOUBLE"}],
    }
    added = book.batch({"addTable": {"table": table}})[0]["addTable"]["table"]
    assert [column["columnName"] for column in added["columnProperties"]] == ["Name", "Column 2"]
    assert book.values("B1") == [["Column 2"]]


def test_find_and_replace_counts_what_it_changed(book):
    book.put("A1", [["one two", "two"], ["three"]])
    reply = book.batch({"findReplace": {"find": "two", "replacement": "2", "allSheets": True}})[0]["findReplace"]
    assert reply == {"valuesChanged": 2, "occurrencesChanged": 2, "rowsChanged": 1, "sheetsChanged": 1}
    assert book.values("A1:B1") == [["one 2", "2"]]


def test_a_filter_hides_the_rows_it_refuses(book):
    book.put("A1", [["State"], ["open"], ["done"]])
    criteria = {"0": {"hiddenValues": ["done"]}}
    book.batch({"setBasicFilter": {"filter": {"range": area(0, 3, 0, 1), "criteria": criteria}}})
    shown = book.sheet("data(rowMetadata(hiddenByFilter))")["data"][0]["rowMetadata"][:3]
    assert shown == [{}, {}, {"hiddenByFilter": True}]
    book.batch({"clearBasicFilter": {"sheetId": 0}})
    assert book.sheet("data(rowMetadata(hiddenByFilter))")["data"][0]["rowMetadata"][:3] == [{}, {}, {}]


def test_the_spreadsheet_comes_back_with_the_replies_when_asked_for(book):
    body = {
        "requests": [write(0, 0, [["a"]])],
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": ["A1"],
    }
    answer = book.send("POST", ":batchUpdate", body).json()
    cell = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert cell["formattedValue"] == "a"


def test_of_the_spreadsheet_only_what_the_mask_names_comes_back(book):
    book.put("A1", [["a", "b"]])
    body = {"requests": [write(0, 0, [["c"]])], "includeSpreadsheetInResponse": True}
    mask = "updatedSpreadsheet(sheets(properties(title),data(rowData(values(effectiveValue)))))"
    answer = book.send("POST", f":batchUpdate?fields={mask}", body).json()
    cells = [{"effectiveValue": {"stringValue": text}} for text in ("c", "b")]
    data = [{"rowData": [{"values": cells}]}]
    assert answer == {"updatedSpreadsheet": {"sheets": [{"properties": {"title": "Sheet1"}, "data": data}]}}
    assert book.send("POST", ":batchUpdate?fields=spreadsheetId", body).json().keys() == {"spreadsheetId"}


def test_a_formula_follows_rows_of_another_sheet_whose_name_is_quoted(book):
    book.batch({"addSheet": {"properties": {"sheetId": 5, "title": "Bo's"}}})
    book.put("Sheet1!A1", [["='bo''s'!A3"]], "USER_ENTERED")
    book.batch({"deleteDimension": {"range": {"sheetId": 5, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}}})
    found = book.sheet("data(rowData(values(userEnteredValue)))")["data"][0]["rowData"][0]["values"][0]
    assert found["userEnteredValue"] == {"formulaValue": "='bo''s'!A2"}


def test_a_duplicated_sheet_is_independent(book):
    book.put("A1", [["a"]])
    copy = book.batch({"duplicateSheet": {"sourceSheetId": 0, "newSheetName": "Copy"}})[0]["duplicateSheet"]
    book.put("Sheet1!A1", [["changed"]])
    assert copy["properties"]["title"] == "Copy"
    assert book.values("Copy!A1") == [["a"]]


def test_more_than_ten_million_cells_are_refused(book):
    assert "above the limit of 10000000 cells" in book.refused(
        add_sheet(title="Huge", gridProperties={"rowCount": 500_000, "columnCount": 26})
    )


def test_a_colour_comes_back_in_the_nearest_of_256_steps(book):
    colour = {"red": 1, "green": 0, "blue": 0.5}
    book.batch({"updateSheetProperties": {"properties": {"sheetId": 0, "tabColor": colour}, "fields": "tabColor"}})
    assert book.sheet("properties(tabColorStyle)")["properties"]["tabColorStyle"] == {
        "rgbColor": {"red": 1, "blue": 0.49803922}
    }
