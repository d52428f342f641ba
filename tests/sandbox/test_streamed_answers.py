"""A spreadsheet's rows are written while they are made, and the answer is the same as if they had been made at once."""

import json

import pytest

from mentoring_sync.sandbox import encoding
from mentoring_sync.sandbox.perform import Asked, perform
from tests.sandbox.spreadsheet_client import new_spreadsheet

MASKS = [
    "fields=sheets.data.rowData.values(userEnteredValue,effectiveValue)",
    "fields=sheets(data(startRow,rowData(values(formattedValue,note))))",
    "fields=spreadsheetId,sheets.properties",
    "includeGridData=true",
    "includeGridData=true&ranges=Sheet1!B2:B4&ranges=Sheet1!A9:C9",
]


@pytest.fixture
def book(workspace):
    made = new_spreadsheet(workspace.session())
    made.put("A1:B2", [["é", 1.5], ["=B1*2", True]], how="USER_ENTERED")
    made.put("C6", [['"quoted"']])
    return made


def answered(server, book, query, *, streams):
    """The answer's text, its size, and whether it came as a file."""
    pairs = [tuple(each.split("=", 1)) for each in query.split("&")]
    asked = Asked("GET", f"/v4/spreadsheets/{book.id}", pairs, authorization="Bearer any")
    with server.workspace.store.connection() as db:
        answer = perform(db, asked, check_responses=False, streams=streams)
    size = answer.size
    if answer.file is None:
        return answer.content, size, False
    with answer.file as file:
        return file.read(), size, True


@pytest.mark.parametrize("query", MASKS)
def test_a_streamed_answer_says_the_same(server, book, query):
    whole, size, _ = answered(server, book, query, streams=False)
    text, its_size, is_file = answered(server, book, query, streams=True)
    assert json.loads(text) == json.loads(whole)
    assert its_size == size == len(text)
    assert is_file == ("rowData" in query or "includeGridData" in query)


def test_lists_are_put_where_they_belong_whatever_their_length():
    lists = [range(length) for length in (0, 1, encoding.AT_ONCE, encoding.AT_ONCE + 1)]
    written = encoding.written({"lists": [encoding.Streamed(iter(each)) for each in lists], "after": "x"})
    assert not isinstance(written, bytes)
    with written as file:
        assert json.loads(file.read()) == {"lists": [list(each) for each in lists], "after": "x"}


def test_more_different_values_than_are_remembered_are_told_apart(server, book, monkeypatch):
    monkeypatch.setattr("mentoring_sync.sandbox.sheets.describe_cells.MOST_SHARED", 2)
    book.put("E1:E5", [["a"], ["b"], [None], ["c"], ["a"]])
    query = "ranges=Sheet1!E1:E5&fields=sheets.data.rowData.values.userEnteredValue"
    text, _, _ = answered(server, book, query, streams=True)
    rows = json.loads(text)["sheets"][0]["data"][0]["rowData"]
    found = [row["values"][0]["userEnteredValue"]["stringValue"] if row else None for row in rows]
    assert found == ["a", "b", None, "c", "a"]


def test_a_large_answer_arrives_whole_over_http(workspace, server, monkeypatch):
    monkeypatch.setattr(server.workspace, "check_responses", False)
    big = new_spreadsheet(workspace.session(), rows=3000, columns=4)
    lines = [[f"answer {row} {column}" * 8 for column in range(4)] for row in range(3000)]
    big.put("A1", lines)
    answer = big.send("GET", fields="sheets.data.rowData.values.effectiveValue")
    assert len(answer.content) == int(answer.headers["Content-Length"]) > encoding.KEPT_IN_MEMORY
    found = answer.json()["sheets"][0]["data"][0]["rowData"]
    assert [[cell["effectiveValue"]["stringValue"] for cell in row["values"]] for row in found] == lines
