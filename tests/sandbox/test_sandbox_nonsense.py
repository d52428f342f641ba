"""What no client should send: the sandbox neither breaks nor keeps half of it."""

import json
import sqlite3

import pytest
from werkzeug.test import Client

from mentoring_sync.sandbox import Workspace
from tests.sandbox.nonsense_requests import KINDS, Nonsense

ROOT = "/v4/spreadsheets"
TOKEN = {"Authorization": "Bearer any"}
VALUES = [[1, "a", "=A1"], [2, "b", "2020-01-02"], ["x", "", "TRUE"]]


@pytest.fixture
def data(tmp_path):
    return tmp_path / "workspace.db"


@pytest.fixture
def client(data):
    application = Workspace(data, check_responses=True)
    yield Client(application)
    application.close()


def filled(client):
    grid = {"gridProperties": {"rowCount": 12, "columnCount": 6}}
    tabs = [{"properties": {"sheetId": number, "title": f"Sheet{number + 1}", **grid}} for number in range(2)]
    made = client.post(ROOT, json={"sheets": tabs}, headers=TOKEN).get_json()
    address = f"{ROOT}/{made['spreadsheetId']}"
    query = {"valueInputOption": "USER_ENTERED"}
    assert (
        client.put(f"{address}/values/A1", query_string=query, json={"values": VALUES}, headers=TOKEN).status_code
        == 200
    )
    return address


def spreadsheets(data):
    """What is kept of all spreadsheets."""
    with sqlite3.connect(data) as db:
        lines = [line for line in db.iterdump() if "sheets_" in line or "drive_" in line]
    db.close()
    return lines


@pytest.mark.parametrize("seed", range(8))
def test_nonsense_is_carried_out_whole_or_refused_and_the_spreadsheet_stays_readable(client, data, seed):
    nonsense = Nonsense(seed)
    address = filled(client)
    before = spreadsheets(data)
    for kind in KINDS:
        request = nonsense.request(kind)
        answer = client.post(f"{address}:batchUpdate", json={"requests": [request]}, headers=TOKEN)
        assert answer.status_code in (200, 400, 501), (request, answer.text)
        if answer.status_code == 200:
            read = client.get(address, query_string={"includeGridData": "true"}, headers=TOKEN)
            assert read.status_code == 200, (request, read.text)
            address = filled(client)
            before = spreadsheets(data)
        else:
            assert answer.get_json()["error"]["message"], request
    assert spreadsheets(data) == before


BODIES = {
    "cut": b'{"requests": [',
    "a list": b"[1]",
    "a word": b'"x"',
    "not a number": b'{"requests": NaN}',
    "not UTF-8": b"\xff\xfe",
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000,
    "a long number": b'{"requests":[{"addSheet":{"properties":{"sheetId":' + b"9" * 5_000 + b"}}}]}",
    "two kinds": b'{"requests":[{"addSheet":{},"deleteSheet":{}}]}',
    "no kind": b'{"requests":[{}]}',
    "a colour in two ways": b'{"requests":[{"addSheet":{"properties":{"tabColorStyle":'
    b'{"rgbColor":{"red":1},"themeColor":"TEXT"}}}}]}',
    "a sheet for giants": b'{"requests":[{"addSheet":{"properties":{"gridProperties":{"columnCount":2147483647}}}}]}',
}


@pytest.mark.parametrize("content", BODIES.values(), ids=BODIES)
def test_a_body_that_means_nothing_is_refused(client, content):
    address = filled(client)
    headers = {**TOKEN, "Content-Type": "application/json"}
    answer = client.post(f"{address}:batchUpdate", data=content, headers=headers)
    error = json.loads(answer.get_data())["error"]
    assert (answer.status_code, error["code"], error["status"]) == (400, 400, "INVALID_ARGUMENT")


PATHS = {
    "an unknown spreadsheet": (f"{ROOT}/nope", 404),
    "an unknown tab": ("{address}/values/Nope!A1", 400),
    "no such cell": ("{address}/values/A0", 400),
    "beyond every grid": ("{address}/values/A99999999999999", 400),
    "half a mask": ("{address}?fields=sheets(", 400),
    "an unknown parameter": ("{address}?colour=red", 400),
    "a boolean in words": ("{address}?includeGridData=maybe", 400),
    "an unknown dimension": ("{address}/values:batchGet?ranges=A1&majorDimension=DEPTH", 400),
    "a number with letters": ("{address}/developerMetadata/x", 400),
    "an unknown method": ("/v5/nothing", 404),
}


@pytest.mark.parametrize(("path", "status"), PATHS.values(), ids=PATHS)
def test_an_address_that_means_nothing_is_refused(client, path, status):
    answer = client.get(path.format(address=filled(client)), headers=TOKEN)
    assert answer.status_code == status, answer.text
    assert json.loads(answer.get_data())["error"]["code"] == status


def test_drive_names_the_parameter_that_is_missing_or_out_of_bounds(client):
    file_id = filled(client).rpartition("/")[2]
    missing = client.get(f"/drive/v3/files/{file_id}/export", headers=TOKEN).get_json()["error"]
    assert (missing["code"], missing["errors"][0]["reason"]) == (400, "required")
    too_few = client.get("/drive/v3/files?pageSize=0", headers=TOKEN).get_json()["error"]
    assert too_few["errors"][0]["location"] == "pageSize"
