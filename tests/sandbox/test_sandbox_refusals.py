"""What Google refuses, the sandbox refuses: otherwise a mistake of ours would pass every test."""

import base64
import random

import pytest

from mentoring_sync.sandbox.discovery import method_named
from mentoring_sync.sandbox.errors import GoogleError
from mentoring_sync.sandbox.sheets.requests.conditions import check_condition
from mentoring_sync.sandbox.sheets.requests.masked import RESOURCES
from tests.extent import extent
from tests.sandbox.google_clients import letter, raw
from tests.sandbox.spreadsheet_client import ROOT, new_spreadsheet

AREA = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
SCOPES = "https://www.googleapis.com/auth/gmail."
SCHEMAS = method_named("sheets.spreadsheets.batchUpdate").schemas


@pytest.fixture
def book(workspace):
    return new_spreadsheet(workspace.session())


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("repeatCell", {"range": AREA, "cell": {}, "fields": "nope"}),
        ("repeatCell", {"range": AREA, "cell": {}, "fields": "userEnteredFormat.textFormat.bald"}),
        ("repeatCell", {"range": AREA, "cell": {}, "fields": "userEnteredFormat(textFormat(bold,bald))"}),
        ("repeatCell", {"range": AREA, "cell": {}, "fields": "note.length"}),
        ("updateCells", {"range": AREA, "rows": [], "fields": "userEnteredValue,values"}),
        ("updateSheetProperties", {"properties": {"sheetId": 0}, "fields": "gridProperties.frozenRows"}),
        ("updateSpreadsheetProperties", {"properties": {"title": "x"}, "fields": "name"}),
    ],
)
def test_a_mask_in_a_body_that_names_no_field_is_refused(book, kind, body):
    assert "Invalid field: " in book.refused({kind: body})


@pytest.mark.parametrize("mask", ["*", "userEnteredFormat.textFormat.bold", "userEnteredValue,note", "dataValidation"])
def test_a_mask_in_a_body_that_names_fields_is_taken(book, mask):
    assert book.batch({"repeatCell": {"range": AREA, "cell": {}, "fields": mask}}) == [{}]


def test_every_kind_of_request_with_a_mask_has_it_checked():
    masked = {
        kind
        for kind, schema in SCHEMAS["Request"]["properties"].items()
        if SCHEMAS[schema["$ref"]]["properties"].get("fields", {}).get("format") == "google-fieldmask"
    }
    assert masked - RESOURCES.keys() == {"updateDataSource", "updateEmbeddedObjectBorder"}, "which have no handler"


@pytest.mark.parametrize("seed", extent(share=range(1), whole=range(20)))
def test_a_misspelt_name_anywhere_in_a_mask_is_refused(book, seed):
    chance = random.Random(seed)
    kinds = sorted(RESOURCES)
    for _ in range(50):
        kind = chance.choice(kinds)
        path = _spoilt_path(RESOURCES[kind], chance)
        assert "Invalid field" in book.refused({kind: {"fields": path}}), (kind, path)


def _spoilt_path(name, chance):
    """A path of the schema's, of any depth, whose last name has a letter more."""
    names = []
    while True:
        field = chance.choice(sorted(SCHEMAS[name]["properties"]))
        below = SCHEMAS[name]["properties"][field]
        while below.get("type") == "array":
            below = below["items"]
        if "$ref" not in below or chance.random() < 0.3:
            return ".".join([*names, f"{field}x"])
        names.append(field)
        name = below["$ref"]


def test_a_mask_of_a_form_is_checked_to_its_depth(workspace):
    made = workspace.forms().create(body={"info": {"title": "Sign up"}}).execute()
    address = f"https://forms.googleapis.com/v1/forms/{made['formId']}:batchUpdate"
    item = {"title": "Name", "questionItem": {"question": {"textQuestion": {}}}}
    create = {"createItem": {"item": item, "location": {"index": 0}}}
    assert workspace.session().post(address, json={"requests": [create]}, timeout=20).status_code == 200
    for mask, status in (("questionItem.question.required", 200), ("questionItem.question.wanted", 400)):
        change = {"updateItem": {"item": item, "location": {"index": 0}, "updateMask": mask}}
        answer = workspace.session().post(address, json={"requests": [change]}, timeout=20)
        assert answer.status_code == status, answer.text


def condition(kind, count):
    return {"type": kind, "values": [{"userEnteredValue": str(number)} for number in range(count)]}


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("TEXT_STARTS_WITH", 0),
        ("TEXT_STARTS_WITH", 2),
        ("NUMBER_BETWEEN", 1),
        ("NUMBER_BETWEEN", 3),
        ("NUMBER_GREATER", 0),
        ("DATE_NOT_BETWEEN", 1),
        ("ONE_OF_LIST", 0),
        ("ONE_OF_RANGE", 2),
        ("CUSTOM_FORMULA", 0),
        ("NOT_BLANK", 1),
        ("BOOLEAN", 3),
    ],
)
def test_a_rule_with_the_wrong_number_of_values_is_refused(book, kind, count):
    wrong = condition(kind, count)
    said = f"ConditionType '{kind}' "
    rule = {"condition": wrong}
    assert said in book.refused({"setDataValidation": {"range": AREA, "rule": rule}})
    cells = [{"values": [{"dataValidation": rule}]}]
    assert said in book.refused(
        {"updateCells": {"start": {"sheetId": 0}, "rows": cells, "fields": "dataValidation"}},
    )
    coloured = {"ranges": [AREA], "booleanRule": {"condition": wrong, "format": {}}}
    assert said in book.refused({"addConditionalFormatRule": {"rule": coloured}})
    filtered = {"range": AREA, "criteria": {"0": {"condition": wrong}}}
    assert said in book.refused({"setBasicFilter": {"filter": filtered}})


def test_google_s_words_say_how_many_values_a_condition_takes(book):
    rule = {"condition": condition("ONE_OF_RANGE", 5)}
    said = "ConditionType 'ONE_OF_RANGE' requires exactly one ConditionValue, but 5 values were supplied."
    assert book.refused({"setDataValidation": {"range": AREA, "rule": rule}}).endswith(said)


def test_every_kind_of_condition_can_be_met_by_some_number_of_values():
    for kind in SCHEMAS["BooleanCondition"]["properties"]["type"]["enum"]:
        if kind == "CONDITION_TYPE_UNSPECIFIED":
            continue
        assert any(_is_taken(condition(kind, count)) for count in range(3)), kind


def _is_taken(wanted):
    try:
        check_condition(wanted, where="condition")
    except GoogleError:
        return False
    return True


def test_sheets_takes_no_part_in_a_batch_of_requests(book):
    part = f"GET /v4/spreadsheets/{book.id}/values/A1 HTTP/1.1\r\n\r\n"
    body = f"--b\r\nContent-Type: application/http\r\nContent-ID: <1>\r\n\r\n{part}\r\n--b--".encode()
    headers = {"Content-Type": "multipart/mixed; boundary=b"}
    answer = book.session.post("https://sheets.googleapis.com/batch", data=body, headers=headers, timeout=20)
    assert "HTTP/1.1 501" in answer.text
    assert "Operation is not implemented, or supported, or enabled." in answer.text


def metadata_session(workspace, *others):
    scopes = [f"{SCOPES}{name}" for name in ("metadata", *others)]
    token = workspace.control("POST", "tokens", {"user": "coordinator@example.org", "scopes": scopes})
    return workspace.session(token["access_token"])


@pytest.mark.parametrize("others", [[], ["readonly"], ["modify", "compose"]])
def test_a_token_that_holds_gmail_metadata_neither_searches_nor_reads_whatever_else_it_holds(workspace, others):
    sent = workspace.gmail().messages().send(userId="me", body=raw(letter())).execute()
    session = metadata_session(workspace, *others)
    address = "https://gmail.googleapis.com/gmail/v1/users/me/messages"
    assert session.get(address, params={"q": "hello"}, timeout=20).status_code == 403
    for format_, status in (("full", 403), ("raw", 403), ("metadata", 200), ("minimal", 200)):
        answer = session.get(f"{address}/{sent['id']}", params={"format": format_}, timeout=20)
        assert answer.status_code == status, (format_, answer.text)


@pytest.mark.parametrize("cells", ["A1001", "A5000:B5001", "AA1", "ZZ1:ZZ2"])
def test_a_range_off_the_grid_is_refused(book, cells):
    read = book.send("GET", f"/values/{cells}")
    assert (read.status_code, "exceeds grid limits" in read.text) == (400, True)
    written = book.send("PUT", f"/values/{cells}", {"values": [["x"]]}, valueInputOption="RAW")
    assert (written.status_code, "exceeds grid limits" in written.text) == (400, True)


@pytest.mark.parametrize("side", ["startRowIndex", "startColumnIndex"])
def test_a_grid_range_off_the_grid_is_refused(book, side):
    off = {"sheetId": 0, side: 5_000}
    answer = book.send("POST", "/values:batchGetByDataFilter", {"dataFilters": [{"gridRange": off}]})
    assert (answer.status_code, "exceeds grid limits" in answer.text) == (400, True)
    rule = {"ranges": [off], "booleanRule": {"condition": condition("BLANK", 0), "format": {}}}
    assert "exceeds grid limits" in book.refused({"addConditionalFormatRule": {"rule": rule}})


def typed(book, text):
    book.put("A1", [[text]], "USER_ENTERED")
    return book.values("A1", valueRenderOption="UNFORMATTED_VALUE")[0][0]


def test_a_day_that_an_american_month_can_t_be_stays_text(book):
    assert typed(book, "31/12/2020") == "31/12/2020"
    assert typed(book, "12/31/2020") == 44196


def test_a_month_that_a_british_day_can_t_be_stays_text(book):
    change = {"properties": {"locale": "en_GB"}, "fields": "locale"}
    book.batch({"updateSpreadsheetProperties": change})
    assert typed(book, "31/12/2020") == 44196
    assert typed(book, "12/31/2020") == "12/31/2020"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        *(("locale", name) for name in ("xx_YY", "klingon", "de-DE", "EN_us", "")),
        *(("timeZone", name) for name in ("Mars/Olympus", "GMT+25:00", "../etc", "")),
    ],
)
def test_a_locale_or_a_zone_that_nobody_knows_is_refused(workspace, book, name, wrong):
    answer = workspace.session().post(ROOT, json={"properties": {name: wrong}}, timeout=20)
    assert answer.status_code == 400, answer.text
    assert wrong in book.refused({"updateSpreadsheetProperties": {"properties": {name: wrong}, "fields": name}})


@pytest.mark.parametrize("locale", ["en", "de_DE", "pt_BR", "zh_TW", "fil_PH", "iw_IL", "no_NO", "es_419"])
def test_locales_of_the_world_are_taken(book, locale):
    book.batch({"updateSpreadsheetProperties": {"properties": {"locale": locale}, "fields": "locale"}})
    assert book.get("properties(locale)")["properties"]["locale"] == locale


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Etc/UTC", "GMT-07:00", "GMT+0530"])
def test_zones_are_taken_by_name_and_by_offset(book, zone):
    book.batch({"updateSpreadsheetProperties": {"properties": {"timeZone": zone}, "fields": "timeZone"}})
    assert isinstance(typed(book, "3/4"), int)


@pytest.mark.parametrize(
    "path",
    ["messages/nope!", "messages/x", "threads/not-an-id", "messages/" + "f" * 17, "drafts/mine", "drafts/17"],
)
def test_what_was_never_an_id_of_gmail_s_is_a_bad_request(workspace, path):
    answer = workspace.session().get(f"https://gmail.googleapis.com/gmail/v1/users/me/{path}", timeout=20)
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "Invalid id value")


@pytest.mark.parametrize("path", ["messages/18c0ffee18c0ffee", "threads/ff", "drafts/r-123"])
def test_what_is_no_longer_anything_s_id_isn_t_found(workspace, path):
    answer = workspace.session().get(f"https://gmail.googleapis.com/gmail/v1/users/me/{path}", timeout=20)
    assert answer.status_code == 404


def test_a_draft_in_a_thread_that_can_t_be_is_refused(workspace):
    message = base64.urlsafe_b64encode(letter().as_bytes()).decode()
    body = {"message": {"raw": message, "threadId": "not a thread"}}
    answer = workspace.session().post("https://gmail.googleapis.com/gmail/v1/users/me/drafts", json=body, timeout=20)
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "Invalid thread_id value")
