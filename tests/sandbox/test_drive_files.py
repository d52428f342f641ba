"""Drive: spreadsheets as files."""

import io

import openpyxl
import pytest

from tests.sandbox.spreadsheet_client import Spreadsheet, new_spreadsheet

FILES = "https://www.googleapis.com/drive/v3/files"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"


@pytest.fixture
def session(workspace):
    return workspace.session()


def create(session, name="Round", **more):
    return session.post(FILES, json={"name": name, "mimeType": SPREADSHEET, **more}, timeout=20).json()


def names(session, query):
    return [each["name"] for each in session.get(FILES, params={"q": query}, timeout=20).json()["files"]]


def test_a_created_spreadsheet_answers_with_its_four_fields_and_opens(session):
    made = create(session)
    assert made == {"kind": "drive#file", "id": made["id"], "name": "Round", "mimeType": SPREADSHEET}
    assert Spreadsheet(session, made["id"]).get("properties(title)") == {"properties": {"title": "Round"}}


def test_the_search_language_is_understood(session):
    for name in ("Spring's round", "Autumn round", "Budget"):
        create(session, name)
    assert names(session, "name = 'Spring\\'s round'") == ["Spring's round"]
    assert set(names(session, "name contains 'round' and trashed = false")) == {"Spring's round", "Autumn round"}
    assert names(session, "not name contains 'round' or name = 'nothing'") == ["Budget"]
    assert session.get(FILES, params={"q": "name ="}, timeout=20).json()["error"]["errors"][0]["location"] == "q"


def test_a_list_comes_in_pages(session):
    for number in range(5):
        create(session, f"File {number}")
    first = session.get(FILES, params={"pageSize": 3, "orderBy": "name"}, timeout=20).json()
    query = {"pageSize": 3, "orderBy": "name", "pageToken": first["nextPageToken"]}
    second = session.get(FILES, params=query, timeout=20).json()
    assert [each["name"] for each in first["files"] + second["files"]] == [f"File {number}" for number in range(5)]
    assert "nextPageToken" not in second


def test_renaming_in_sheets_renames_the_file_and_the_other_way_round(session):
    made = create(session)
    book = Spreadsheet(session, made["id"])
    book.batch({"updateSpreadsheetProperties": {"properties": {"title": "New"}, "fields": "title"}})
    assert session.get(f"{FILES}/{made['id']}", timeout=20).json()["name"] == "New"
    session.patch(f"{FILES}/{made['id']}", json={"name": "Newer"}, timeout=20)
    assert book.get("properties(title)")["properties"]["title"] == "Newer"


def test_a_copy_is_independent(session):
    book = new_spreadsheet(session)
    book.put("A1", [["kept"]])
    copy = session.post(f"{FILES}/{book.id}/copy", json={}, timeout=20).json()
    book.put("A1", [["changed"]])
    assert copy["name"] == "Copy of Round"
    assert Spreadsheet(session, copy["id"]).values("A1") == [["kept"]]


def test_a_deleted_file_is_gone_everywhere(session):
    made = create(session)
    assert session.delete(f"{FILES}/{made['id']}", timeout=20).status_code == 204
    assert session.get(f"{FILES}/{made['id']}", timeout=20).status_code == 404
    assert Spreadsheet(session, made["id"]).send("GET").status_code == 404


def test_a_spreadsheet_goes_out_as_csv_and_xlsx(session):
    book = new_spreadsheet(session)
    book.put("A1", [["Name", "Age"], ["Ann, B.", 31]])
    text = session.get(f"{FILES}/{book.id}/export", params={"mimeType": "text/csv"}, timeout=20).text
    assert text == 'Name,Age\r\n"Ann, B.",31'
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    content = session.get(f"{FILES}/{book.id}/export", params={"mimeType": mime}, timeout=20).content
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert workbook["Sheet1"]["B2"].value == 31
    workbook.close()


def test_permissions_are_kept_and_the_owner_stays(session):
    made = create(session)
    address = f"{FILES}/{made['id']}/permissions"
    body = {"type": "user", "role": "writer", "emailAddress": "ann@example.org"}
    added = session.post(address, json=body, timeout=20).json()
    found = session.get(address, params={"fields": "permissions(role,emailAddress)"}, timeout=20).json()["permissions"]
    assert found[1] == {"role": "writer", "emailAddress": "ann@example.org"}
    assert session.delete(f"{address}/{added['id']}", timeout=20).status_code == 204
    owner = session.get(address, timeout=20).json()["permissions"][0]
    assert session.delete(f"{address}/{owner['id']}", timeout=20).status_code == 403
