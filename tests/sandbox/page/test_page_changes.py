"""A change made by hand is the change that a program would have made."""

import pytest

TYPED = ["12", "1,250.50", "10%", "9/3/2026", "14:30", "TRUE", "'007", "=1+1", "=SUM(B1:B9)", "<b>bold</b>", "$5", ""]


def resource(visits, address):
    """The tab as the API has it, without what differs between any two spreadsheets."""
    spreadsheet_id = address.split("/")[2]
    got = visits.workspace.sheets().get(spreadsheetId=spreadsheet_id, includeGridData=True).execute()
    return got["sheets"]


@pytest.mark.parametrize("text", TYPED)
def test_typing_on_the_page_is_values_update_as_user_entered(visits, text):
    by_hand, by_program = (visits.spreadsheet(["before", 2]) for _ in range(2))
    visits.enter(by_hand, 0, 0, text)
    visits.workspace.sheets().values().update(
        spreadsheetId=by_program.split("/")[2],
        range="People!A1",
        valueInputOption="USER_ENTERED",
        body={"values": [[text]]},
    ).execute()
    assert resource(visits, by_hand) == resource(visits, by_program)


def test_sorting_leaves_the_frozen_rows_and_moves_whole_rows(visits):
    address = visits.spreadsheet(["Name", "Taught"], ["Cleo", 1], ["Ada", 2], ["Bea", 3])
    assert visits.post(f"{address}/sort", {"column": 0, "order": "ASCENDING"}).status_code == 204
    assert visits.column(address) == ["Name", "Ada", "Bea", "Cleo"]
    assert visits.column(address, 1) == ["Taught", "2", "3", "1"]


def test_sorting_backwards(visits):
    address = visits.spreadsheet(["Name"], ["Ada"], ["Bea"])
    visits.post(f"{address}/sort", {"column": 0, "order": "DESCENDING"})
    assert visits.column(address) == ["Name", "Bea", "Ada"]


@pytest.mark.parametrize(
    ("side", "expected"), [("above", ["Name", None, "Ada", "Bea"]), ("below", ["Name", "Ada", None, "Bea"])]
)
def test_a_row_is_inserted_on_the_side_asked_for(visits, side, expected):
    address = visits.spreadsheet(["Name"], ["Ada"], ["Bea"])
    assert visits.post(f"{address}/insert-row", {"row": 1, "side": side}).status_code == 204
    assert visits.column(address) == expected


def test_a_row_can_be_inserted_below_the_last_one(visits):
    address = visits.spreadsheet(["Name"])
    assert visits.post(f"{address}/insert-row", {"row": 19, "side": "below"}).status_code == 204
    assert visits.window(address)["rowCount"] == 21


def test_deleting_a_row_takes_its_metadata_along(visits):
    address = visits.spreadsheet(["Name"], ["Ada"], ["Bea"])
    location = {"dimensionRange": {"sheetId": 5, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    noted = {"metadataKey": "person", "location": location, "visibility": "DOCUMENT"}
    visits.batch(address, {"createDeveloperMetadata": {"developerMetadata": noted}})
    assert visits.post(f"{address}/delete-row", {"row": 1}).status_code == 204
    assert visits.column(address) == ["Name", "Bea"]
    assert "person" not in str(resource(visits, address))


def test_googles_refusal_is_told_and_nothing_is_changed(visits):
    address = visits.spreadsheet(["Name"])
    answer = visits.post(f"{address}/enter", {"row": 500, "column": 0, "text": "x"})
    assert answer.status_code == 400
    assert "exceeds grid limits" in answer.json()["message"]
    assert visits.column(address) == ["Name"]


@pytest.mark.parametrize(
    "body",
    [
        {"row": -1, "column": 0, "text": "x"},
        {"row": 0, "text": "x"},
        {"row": 0, "column": 0, "text": 5},
        {"row": 0, "column": 0, "text": "x", "more": 1},
        {"row": 0, "column": 0, "text": "x" * 50_001},
        ["no object"],
    ],
)
def test_a_body_that_doesnt_fit_is_400_with_a_reason(visits, body):
    answer = visits.post(f"{visits.spreadsheet(['a'])}/enter", body)
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_a_change_by_link_is_not_possible(visits):
    address = visits.spreadsheet(["a"])
    assert visits.get(f"{address}/delete-row").status_code == 405
