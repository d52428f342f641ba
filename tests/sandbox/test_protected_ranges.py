"""A protected range of somebody else's: a writer who isn't its editor can't change it on any way."""

import pytest

from tests.sandbox.spreadsheet_client import Spreadsheet, new_spreadsheet

FILES = "https://www.googleapis.com/drive/v3/files"
WRITER = "writer@example.org"
REFUSAL = "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection"
PROTECTED = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2}
TEXT = {"userEnteredValue": {"stringValue": "theirs"}}


@pytest.fixture
def book(workspace):
    made = new_spreadsheet(workspace.session())
    made.put("A1:C6", [[f"{letter}{row}" for letter in "ABC"] for row in range(1, 7)])
    permission = {"type": "user", "role": "writer", "emailAddress": WRITER}
    made.session.post(f"{FILES}/{made.id}/permissions", json=permission, timeout=20).raise_for_status()
    return made


def protect(book, **more):
    guard = {"range": PROTECTED, "protectedRangeId": 7, **more}
    book.batch({"addProtectedRange": {"protectedRange": guard}})


@pytest.fixture
def writing(workspace, book):
    return Spreadsheet(workspace.session(WRITER), book.id)


def area(top, bottom, left=0, right=1):
    sides = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": 0, **sides}


def rows(first, end):
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": first, "endIndex": end}


TOUCHING = {
    "updateCells": {"start": {"sheetId": 0, "rowIndex": 1}, "rows": [{"values": [TEXT]}] * 2, "fields": "*"},
    "repeatCell": {"range": area(3, 5), "cell": TEXT, "fields": "userEnteredValue"},
    "sortRange": {"range": area(0, 6), "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]},
    "deleteDimension": {"range": rows(3, 4)},
    "insertDimension": {"range": rows(3, 4)},
    "moveDimension": {"source": rows(2, 3), "destinationIndex": 0},
    "findReplace": {"find": "A3", "replacement": "theirs", "allSheets": True},
    "cutPaste": {"source": area(2, 3), "destination": {"sheetId": 0, "rowIndex": 8}, "pasteType": "PASTE_NORMAL"},
    "copyPaste": {"source": area(0, 1), "destination": area(2, 3), "pasteType": "PASTE_NORMAL"},
    "deleteRange": {"range": area(0, 1), "shiftDimension": "ROWS"},
    "setDataValidation": {"range": area(2, 3)},
    "mergeCells": {"range": area(2, 4), "mergeType": "MERGE_ALL"},
    "deleteProtectedRange": {"protectedRangeId": 7},
    "updateProtectedRange": {"protectedRange": {"protectedRangeId": 7, "warningOnly": True}, "fields": "warningOnly"},
}


@pytest.mark.parametrize("kind", TOUCHING)
def test_no_request_of_a_batch_reaches_protected_cells(book, writing, kind):
    protect(book)
    before = book.get(includeGridData="true")
    assert REFUSAL in writing.refused({"updateCells": _elsewhere()}, {kind: TOUCHING[kind]})
    assert book.get(includeGridData="true") == before


def _elsewhere():
    start = {"sheetId": 0, "rowIndex": 9, "columnIndex": 4}
    return {"start": start, "rows": [{"values": [TEXT]}], "fields": "userEnteredValue"}


def test_the_request_that_was_refused_is_named(book, writing):
    protect(book)
    message = writing.refused({"updateCells": _elsewhere()}, {"repeatCell": TOUCHING["repeatCell"]})
    assert message.startswith(f"Invalid requests[1].repeatCell: {REFUSAL}")


def test_plain_values_are_refused_even_when_they_are_the_same(book, writing):
    protect(book)
    same = writing.send("PUT", "/values/A3", {"values": [["A3"]]}, valueInputOption="RAW")
    assert (same.status_code, same.json()["error"]["message"][: len(REFUSAL)]) == (400, REFUSAL)
    data = [{"range": "E1", "values": [["x"]]}, {"range": "B4", "values": [["x"]]}]
    both = writing.send("POST", "/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert both.json()["error"]["message"].startswith(f"Invalid data[1]: {REFUSAL}")
    assert writing.send("POST", "/values/A1:C9:clear", {}).status_code == 400
    assert book.values("A3:E4") == [["A3", "B3", "C3"], ["A4", "B4", "C4"]]
    assert book.values("E1") == []


def test_what_lies_beside_a_protected_range_can_be_edited(book, writing):
    protect(book)
    writing.put("C3:C4", [["x"], ["y"]])
    writing.batch({"insertDimension": {"range": rows(0, 1)}}, {"deleteDimension": {"range": rows(6, 7)}})
    assert book.values("A4:C5") == [["A3", "B3", "x"], ["A4", "B4", "y"]]
    assert REFUSAL in writing.refused({"repeatCell": {"range": area(3, 4), "cell": TEXT, "fields": "*"}})


def test_owners_and_named_editors_are_never_refused(book, writing):
    protect(book, editors={"users": [WRITER]})
    writing.put("A3", [["theirs"]])
    book.put("A4", [["ours"]])
    assert book.values("A3:A4") == [["theirs"], ["ours"]]


def test_a_range_that_only_warns_stops_nobody(book, writing):
    protect(book, warningOnly=True)
    writing.put("A3", [["theirs"]])
    assert book.values("A3") == [["theirs"]]


def test_a_protected_sheet_is_open_where_it_says_so(book, writing):
    guard = {"range": {"sheetId": 0}, "unprotectedRanges": [area(0, 1, 0, 3)]}
    book.batch({"addProtectedRange": {"protectedRange": guard}})
    writing.put("B1", [["theirs"]])
    assert book.values("A1:C1") == [["A1", "theirs", "C1"]]
    assert writing.send("PUT", "/values/A2", {"values": [["x"]]}, valueInputOption="RAW").status_code == 400
    assert REFUSAL in writing.refused({"addSheet": {}}, {"deleteSheet": {"sheetId": 0}})


def test_who_protects_a_range_may_edit_it(book, writing):
    writing.batch({"addProtectedRange": {"protectedRange": {"range": PROTECTED}}})
    writing.put("A3", [["theirs"]])
    [seen] = writing.sheet("protectedRanges")["protectedRanges"]
    assert seen["editors"]["users"] == [WRITER, "coordinator@example.org"]


def test_who_may_not_edit_a_range_isnt_told_who_may(book, writing):
    protect(book)
    [seen] = writing.sheet("protectedRanges")["protectedRanges"]
    assert seen.keys() == {"protectedRangeId", "range"}
    [ours] = book.sheet("protectedRanges")["protectedRanges"]
    assert ours["requestingUserCanEdit"] is True
