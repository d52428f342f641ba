"""No text breaks the sandbox, by whichever way it comes in: it is kept, and every answer is JSON that all can read."""

import csv
import io
import json
import re
from urllib.parse import quote

import pytest
from werkzeug.test import Client

from mentoring_sync.sandbox import Workspace
from mentoring_sync.sandbox.page import ROOMS
from tests.extent import extent
from tests.sandbox.odd_texts import KNOWN, odd_texts

SEEDS = extent(share=range(1), whole=range(25))
COUNT = 400
TOKEN = {"Authorization": "Bearer any"}
ROOT = "/v4/spreadsheets"
RENDERED = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")


@pytest.fixture
def client(tmp_path):
    application = Workspace(tmp_path / "workspace.db", check_responses=True, rooms=ROOMS)
    yield Client(application)
    application.close()


def strictly(answer):
    """The answer's JSON, by a reader that takes neither NaN nor Infinity nor half a character."""
    assert answer.status_code == 200, answer.text

    def refuse(word):
        raise AssertionError(f"{word} is not JSON")

    read = json.loads(answer.get_data().decode("utf-8"), parse_constant=refuse)
    json.dumps(read, ensure_ascii=False).encode("utf-8")
    return read


def new_book(client, rows, columns=3, first=""):
    grid = {"rowCount": rows, "columnCount": columns}
    header = [{"rowData": [{"values": [{"userEnteredValue": {"stringValue": first}}]}]}] if first else []
    sheet = {"properties": {"sheetId": 5, "title": "Sheet1", "gridProperties": grid}, "data": header}
    made = strictly(client.post(ROOT, json={"sheets": [sheet]}, headers=TOKEN))
    return made["spreadsheetId"]


def shown(client, book, *, page=True):
    """Column A as its values are, after every way of reading the tab was tried."""
    read = {
        option: strictly(client.get(f"{ROOT}/{book}/values/A:A?valueRenderOption={option}", headers=TOKEN))
        for option in RENDERED
    }
    strictly(client.get(f"{ROOT}/{book}?includeGridData=true", headers=TOKEN))
    assert client.get(f"/drive/v3/files/{book}/export?mimeType=text/csv", headers=TOKEN).status_code == 200
    if page:
        tab = strictly(client.get(f"{ROOT}/{book}?fields=sheets.properties.sheetId", headers=TOKEN))
        sheet = tab["sheets"][0]["properties"].get("sheetId", 0)
        assert client.get(f"/spreadsheets/{book}/{sheet}").status_code == 200
        strictly(client.get(f"/spreadsheets/{book}/{sheet}/cells?from=0"))
    values = read["FORMULA"].get("values", [])
    return [row[0] if row else "" for row in values]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("how", ["RAW", "USER_ENTERED"])
def test_any_text_can_be_written_as_a_value(client, seed, how):
    texts = odd_texts(seed, COUNT)
    book = new_book(client, len(texts))
    body = {"values": [[text] for text in texts]}
    strictly(client.put(f"{ROOT}/{book}/values/A1?valueInputOption={how}", json=body, headers=TOKEN))
    kept = shown(client, book)
    if how == "RAW":
        assert kept == texts
    else:
        assert len(kept) == max(number for number, text in enumerate(texts, 1) if text.strip("'"))


@pytest.mark.parametrize("kind", ["stringValue", "formulaValue"])
def test_any_text_can_be_written_by_update_cells(client, kind):
    texts = odd_texts(1, COUNT)
    book = new_book(client, len(texts))
    rows = [{"values": [{"userEnteredValue": {kind: text}}]} for text in texts]
    change = {"updateCells": {"start": {"sheetId": 5}, "rows": rows, "fields": "userEnteredValue"}}
    strictly(client.post(f"{ROOT}/{book}:batchUpdate", json={"requests": [change]}, headers=TOKEN))
    insert = {"insertDimension": {"range": {"sheetId": 5, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}}}
    strictly(client.post(f"{ROOT}/{book}:batchUpdate", json={"requests": [insert]}, headers=TOKEN))
    kept = shown(client, book)[1:]
    assert len(kept) == len(texts)
    if kind == "stringValue":
        assert kept == texts


def test_any_text_can_be_imported_as_a_table(client):
    texts = odd_texts(2, COUNT)
    book = new_book(client, 10)
    out = io.StringIO(newline="")
    csv.writer(out).writerows([text] for text in texts)
    upload = {"data": out.getvalue().encode(), "headers": {**TOKEN, "Content-Type": "text/csv"}}
    answer = client.patch(f"/upload/drive/v3/files/{book}?uploadType=media", **upload)
    assert answer.status_code == 200, answer.text
    assert len(shown(client, book)) == len(texts)


def test_a_field_of_a_table_that_no_cell_holds_is_refused(client):
    upload = {"data": b"a" * 200_000, "headers": {**TOKEN, "Content-Type": "text/csv"}}
    answer = client.patch(f"/upload/drive/v3/files/{new_book(client, 10)}?uploadType=media", **upload)
    assert answer.status_code == 400, answer.text


def test_any_text_can_be_answered_in_a_form(client):
    texts = [text for text in odd_texts(3, extent(share=len(KNOWN) + 20, whole=COUNT)) if text.strip()]
    book = new_book(client, 2, first="Timestamp")
    strictly(
        client.put(f"{ROOT}/{book}/values/B1?valueInputOption=RAW", json={"values": [["Postcode"]]}, headers=TOKEN)
    )
    form = client.post("/_sandbox/forms", json={"spreadsheetId": book, "tab": "Sheet1"}).get_json()
    for text in texts:
        answer = {"answers": {"Postcode": text}}
        assert client.post(f"/_sandbox/forms/{form['formId']}/submit", json=answer).status_code == 200, text
    read = strictly(client.get(f"{ROOT}/{book}/values/B2:B", headers=TOKEN))
    kept = [row[0] for row in read["values"]]
    numbers = [text for text in texts if re.fullmatch(r"-?[0-9.]+", text)]
    assert len(kept) == len(texts)
    assert set(texts) - set(kept) <= set(numbers), "only a number may be shown in another spelling"
    shown(client, book)


def test_any_text_can_be_typed_into_the_page(client):
    texts = odd_texts(4, extent(share=len(KNOWN) + 20, whole=COUNT))
    book = new_book(client, len(texts))
    for row, text in enumerate(texts):
        change = {"row": row, "column": 0, "text": text}
        answer = client.post(f"/spreadsheets/{book}/5/enter", json=change, headers={"Origin": "http://localhost"})
        assert answer.status_code == 204, (text, answer.text)
    shown(client, book)


@pytest.mark.parametrize("text", ["E14", "e7", "--5", "+-5", "$E0", "1e309", "-1e309", "9" * 400, "٣", "１２"])
def test_what_only_looks_like_a_number_stays_text(client, text):
    book = new_book(client, 3)
    body = {"values": [[text]]}
    strictly(client.put(f"{ROOT}/{book}/values/A1?valueInputOption=USER_ENTERED", json=body, headers=TOKEN))
    address = f"{ROOT}/{book}/values/A1?valueRenderOption=UNFORMATTED_VALUE"
    assert strictly(client.get(address, headers=TOKEN))["values"] == [[text]]


@pytest.mark.parametrize("number", ["1e309", "-1e309", "9" * 400])
def test_a_number_that_no_double_holds_is_refused_as_a_value(client, number):
    book = new_book(client, 3)
    address = f"{ROOT}/{book}/values/A1?valueInputOption=RAW"
    headers = {**TOKEN, "Content-Type": "application/json"}
    assert client.put(address, data=f'{{"values": [[{number}]]}}', headers=headers).status_code == 400


@pytest.mark.parametrize("address", ["A" + "9" * 5_000, "R1C" + "9" * 5_000, "A1:B" + "9" * 5_000, "9" * 5_000])
def test_an_endless_row_number_is_no_range(client, address):
    book = new_book(client, 3)
    assert client.get(f"{ROOT}/{book}/values/{quote(address)}", headers=TOKEN).status_code == 400
