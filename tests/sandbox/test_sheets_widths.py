"""Columns that are made as wide as what they hold."""

from tests.sandbox.spreadsheet_client import new_spreadsheet


def width_of_first_column(book):
    shown = book.send("GET", "?fields=sheets.data.columnMetadata").json()
    return shown["sheets"][0]["data"][0]["columnMetadata"][0]["pixelSize"]


def fit(book):
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    answer = book.send("POST", ":batchUpdate", {"requests": [{"autoResizeDimensions": {"dimensions": span}}]})
    assert answer.status_code == 200


def test_a_fitted_column_is_as_wide_as_google_was_seen_to_make_it(workspace):
    book = new_spreadsheet(workspace.session())
    book.send("PUT", "/values/A1?valueInputOption=RAW", {"values": [["A" * 1024], ["short"]]})
    fit(book)
    assert width_of_first_column(book) == 8691


def test_a_column_of_short_texts_becomes_narrower(workspace):
    book = new_spreadsheet(workspace.session())
    book.send("PUT", "/values/A1?valueInputOption=RAW", {"values": [["ID"]]})
    fit(book)
    assert width_of_first_column(book) < 100


def test_an_empty_column_keeps_the_default_width(workspace):
    book = new_spreadsheet(workspace.session())
    fit(book)
    assert width_of_first_column(book) == 100
