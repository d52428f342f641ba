"""Files belong to somebody: what owners, writers, readers, strangers and holders of an API key may do."""

import sqlite3

import pytest

from mentoring_sync.sandbox import catalogue, sheets_door
from tests.sandbox.google_clients import new_session
from tests.sandbox.spreadsheet_client import ROOT, Spreadsheet, new_spreadsheet

FILES = "https://www.googleapis.com/drive/v3/files"
FORMS = "https://forms.googleapis.com/v1/forms"
READER, OTHER = "reader@example.org", "other@example.org"
WRITING = [
    ("PUT", "/values/A1?valueInputOption=RAW", {"values": [["x"]]}),
    ("POST", "/values/A1:append?valueInputOption=RAW", {"values": [["x"]]}),
    ("POST", "/values/A1:clear", {}),
    ("POST", ":batchUpdate", {"requests": [{"updateSpreadsheetProperties": {"properties": {}, "fields": "title"}}]}),
]


@pytest.fixture
def book(workspace):
    made = new_spreadsheet(workspace.session())
    made.put("A1", [["ours"]])
    return made


def opened_by(workspace, book, account):
    return Spreadsheet(workspace.session(account), book.id)


def share(book, **permission):
    answer = book.session.post(f"{FILES}/{book.id}/permissions", json=permission, timeout=20)
    assert answer.status_code == 200, answer.text
    return answer.json()


def share_with(book, account, role):
    return share(book, type="user", role=role, emailAddress=account)


def drive(workspace, verb, path, account, **asked):
    return workspace.session(account).request(verb, f"{FILES}{path}", timeout=20, **asked)


def denied(answer):
    error = answer.json()["error"]
    return (answer.status_code, error["status"], error["message"])


NO = (403, "PERMISSION_DENIED", "The caller does not have permission")


def test_a_stranger_neither_reads_nor_writes(workspace, book):
    strange = opened_by(workspace, book, OTHER)
    assert denied(strange.send("GET", "/values/A1")) == NO
    assert [denied(strange.send(verb, path, body)) for verb, path, body in WRITING] == [NO] * len(WRITING)
    assert book.values("A1") == [["ours"]]


@pytest.mark.parametrize("role", ["reader", "commenter"])
def test_a_reader_reads_and_doesnt_write(workspace, book, role):
    share_with(book, READER, role)
    reading = opened_by(workspace, book, READER)
    assert reading.values("A1") == [["ours"]]
    assert reading.send("POST", "/developerMetadata:search", {"dataFilters": []}).status_code == 200
    assert [denied(reading.send(verb, path, body)) for verb, path, body in WRITING] == [NO] * len(WRITING)


def test_sharing_with_an_account_lets_it_write_and_taking_it_back_ends_that(workspace, book):
    given = share_with(book, "Other@Example.org", "writer")
    writing = opened_by(workspace, book, OTHER)
    writing.put("A2", [["theirs"]])
    assert book.values("A1:A2") == [["ours"], ["theirs"]]
    book.session.delete(f"{FILES}/{book.id}/permissions/{given['id']}", timeout=20)
    assert denied(writing.send("GET", "/values/A1")) == NO


def test_a_domain_is_shared_with_by_its_addresses_alone(workspace, book):
    share(book, type="domain", role="reader", domain="example.org")
    assert opened_by(workspace, book, OTHER).values("A1") == [["ours"]]
    assert denied(opened_by(workspace, book, "me@not-example.org").send("GET", "/values/A1")) == NO


def test_a_shared_folder_shares_what_is_in_it(workspace):
    session = workspace.session()
    folder = session.post(FILES, json={"mimeType": catalogue.FOLDER, "name": "Round"}, timeout=20).json()["id"]
    wanted = {"mimeType": catalogue.SPREADSHEET, "name": "Book", "parents": [folder]}
    inside = Spreadsheet(session, session.post(FILES, json=wanted, timeout=20).json()["id"])
    assert denied(opened_by(workspace, inside, OTHER).send("GET", "/values/A1")) == NO
    share_with(Spreadsheet(session, folder), OTHER, "writer")
    opened_by(workspace, inside, OTHER).put("A1", [["theirs"]])
    assert inside.values("A1") == [["theirs"]]


def test_drive_hides_a_file_from_strangers(workspace, book):
    missing = drive(workspace, "GET", f"/{book.id}", OTHER)
    assert missing.status_code == 404
    assert missing.json()["error"]["message"] == f"File not found: {book.id}."
    assert drive(workspace, "GET", "", OTHER).json()["files"] == []
    assert drive(workspace, "DELETE", f"/{book.id}", OTHER).status_code == 404
    assert book.values("A1") == [["ours"]]


def test_drive_tells_a_reader_what_he_may_not(workspace, book):
    share_with(book, READER, "reader")
    for verb, path, asked in (
        ("PATCH", f"/{book.id}", {"json": {"name": "Mine"}}),
        ("DELETE", f"/{book.id}", {}),
        ("POST", f"/{book.id}/permissions", {"json": {"type": "user", "role": "reader", "emailAddress": OTHER}}),
    ):
        refused = drive(workspace, verb, path, READER, **asked)
        assert refused.status_code == 403
        [error] = refused.json()["error"]["errors"]
        assert error["reason"] == "insufficientFilePermissions"
        assert error["message"] == "The user does not have sufficient permissions for this file."


def test_a_reader_copies_into_a_file_of_their_own(workspace, book):
    share_with(book, READER, "reader")
    copy = drive(workspace, "POST", f"/{book.id}/copy", READER, json={}).json()["id"]
    opened_by(workspace, Spreadsheet(book.session, copy), READER).put("A1", [["mine"]])
    assert denied(book.session.get(f"{ROOT}/{copy}", timeout=20)) == NO


def test_drive_says_what_the_asker_may_do(workspace, book):
    share_with(book, READER, "reader")
    fields = {"fields": "shared,ownedByMe,capabilities(canEdit,canDelete)"}
    seen = drive(workspace, "GET", f"/{book.id}", READER, params=fields).json()
    assert seen == {"shared": True, "ownedByMe": False, "capabilities": {"canEdit": False, "canDelete": False}}


def test_a_sheet_is_copied_only_where_the_account_may_write(workspace, book):
    theirs = new_spreadsheet(workspace.session(OTHER))
    body = {"destinationSpreadsheetId": theirs.id}
    assert denied(book.send("POST", "/sheets/0:copyTo", body)) == NO
    share_with(theirs, "coordinator@example.org", "writer")
    assert book.send("POST", "/sheets/0:copyTo", body).json()["title"] == "Copy of Sheet1"


def with_key(workspace, verb, url, **asked):
    return new_session(workspace.url, None).request(verb, f"{url}key=AIza-any", timeout=20, **asked)


def test_an_api_key_reads_a_public_file_and_no_other(workspace, book):
    values = f"{ROOT}/{book.id}/values/A1?"
    assert denied(with_key(workspace, "GET", values)) == NO
    assert with_key(workspace, "GET", f"{FILES}/{book.id}?").status_code == 404
    share(book, type="anyone", role="reader")
    assert with_key(workspace, "GET", values).json()["values"] == [["ours"]]
    assert with_key(workspace, "GET", f"{FILES}/{book.id}?").json()["name"] == "Round"


def test_an_api_key_never_writes_nor_stands_for_an_account(workspace, book):
    share(book, type="anyone", role="writer")
    for verb, url in (
        ("PUT", f"{ROOT}/{book.id}/values/A1?valueInputOption=RAW&"),
        ("GET", f"{FILES}?"),
        ("GET", "https://gmail.googleapis.com/gmail/v1/users/me/profile?"),
    ):
        refused = with_key(workspace, verb, url, json={} if verb == "PUT" else None)
        assert refused.status_code == 401
        assert refused.json()["error"]["message"].startswith("API keys are not supported by this API.")


def test_a_file_open_to_anyone_with_its_link_is_in_nobody_elses_drive(workspace, book):
    share(book, type="anyone", role="reader")
    assert opened_by(workspace, book, OTHER).values("A1") == [["ours"]]
    assert drive(workspace, "GET", "", OTHER).json()["files"] == []


def test_a_form_is_its_owners_and_responders_dont_read_it(workspace):
    session = workspace.session()
    form = session.post(FORMS, json={"info": {"title": "Apply"}}, timeout=20).json()["formId"]
    given = share(Spreadsheet(session, form), type="anyone", role="reader", view="published")
    assert given["role"] == "reader"
    stranger = workspace.session(OTHER)
    for verb, path in (("GET", ""), ("GET", "/responses"), ("POST", ":batchUpdate"), ("POST", ":setPublishSettings")):
        assert denied(stranger.request(verb, f"{FORMS}/{form}{path}", json={} if verb == "POST" else None)) == NO
    listed = drive(workspace, "GET", f"/{form}/permissions", "any", params={"fields": "permissions(type,view)"})
    assert listed.json()["permissions"][1] == {"type": "anyone", "view": "published"}


def test_a_file_from_before_there_were_owners_is_open_to_whoever_opens_it(workspace, book):
    with sqlite3.connect(workspace.data) as db:
        catalogue.disown(db, book.id)
    opened_by(workspace, book, OTHER).put("A1", [["theirs"]])
    assert book.values("A1") == [["theirs"]]


def test_an_imported_spreadsheet_is_open_to_whichever_account_a_programme_runs_under(workspace, server):
    with server.workspace.store.connection() as db:
        imported = sheets_door.create(db, {"properties": {"title": "Answers"}})
    opened_by(workspace, Spreadsheet(workspace.session(), imported), OTHER).put("A1", [["theirs"]])
    assert denied(with_key(workspace, "GET", f"{ROOT}/{imported}/values/A1?")) == NO
