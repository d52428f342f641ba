"""The spreadsheet against answers of Google's shape: read once, written once, whatever happens on the way."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import requests
import responses

from mentoring_sync.errors import MentoringSyncError, NotAllowedError, OverlapError, TryLaterError, UnfitError
from mentoring_sync.google.sheets import FIRST_COMMIT_ID, Spreadsheet
from mentoring_sync.spreadsheet.edits import AddSheet, Checkbox, CopyRows, DropDown, Edit, GrowRows, WriteCells
from mentoring_sync.spreadsheet.grid import Mark, Tab, Workbook
from tests.google.answers import (
    BATCH_URL,
    NO_PERMISSION,
    NOT_FOUND,
    QUOTA,
    SHEET_URL,
    SPENT,
    SPREADSHEET,
    UNAVAILABLE,
    a_refusal,
    a_session,
)

EDITS: tuple[Edit, ...] = (GrowRows(sheet_id=7, count=1),)
STALE = Workbook(spreadsheet_id=SPREADSHEET, title="Round", time_zone="Etc/GMT", tabs=(), commit=4, commits=(3, 4))
STANDING: dict[str, Any] = {
    "spreadsheetId": SPREADSHEET,
    "properties": {"title": "Round", "timeZone": "Etc/GMT"},
    "developerMetadata": [
        {"metadataId": FIRST_COMMIT_ID + n, "metadataKey": "mentoring-sync-commit", "metadataValue": "r"}
        for n in (3, 4)
    ],
}
"""STALE in Google's words."""

LANDED: dict[str, Any] = {"updatedSpreadsheet": STANDING}
METADATA_URL = f"{SHEET_URL}/developerMetadata/{FIRST_COMMIT_ID + 5}"
TAKEN = a_refusal(
    400,
    "INVALID_ARGUMENT",
    f"Invalid requests[0].createDeveloperMetadata: Cannot add developer metadata with ID [{FIRST_COMMIT_ID + 5}]"
    " because developer metadata with that ID already exists.",
)


class Naps:
    """A clock that nobody waits for."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
def spreadsheet(naps: Naps) -> Spreadsheet:
    return Spreadsheet(a_session(), SPREADSHEET, run="run-1", sleep=naps)


def sent(calls: responses.CallList) -> list[dict[str, Any]]:
    return [json.loads(call.request.body or "{}") for call in calls if call.request.method == "POST"]


def answers(method: str, url: str, *replies: tuple[int, dict[str, Any]] | Exception) -> None:
    for reply in replies:
        if isinstance(reply, Exception):
            responses.add(method, url, body=reply)
        else:
            responses.add(method, url, status=reply[0], json=reply[1])


def a_sheet(*rows: list[dict[str, Any]], **properties: object) -> dict[str, Any]:
    data = [{"rowData": [{"values": row} if row else {} for row in rows]}]
    grid = {"rowCount": 100, "columnCount": 26}
    return {"properties": {"sheetId": 7, "title": "Roster", "gridProperties": grid} | properties, "data": data}


def read_as(*sheets: dict[str, Any], **top: object) -> Workbook:
    properties = {"title": "Round", "timeZone": "Europe/Berlin"} | top.pop("properties", {})  # type: ignore[operator]
    answers("GET", SHEET_URL, (200, {"spreadsheetId": SPREADSHEET, "properties": properties, "sheets": sheets, **top}))
    return Spreadsheet(a_session(), SPREADSHEET, run="run-1").pull()


@responses.activate
def test_the_whole_spreadsheet_is_read_in_one_request() -> None:
    workbook = read_as(a_sheet([{"effectiveValue": {"stringValue": "Person"}}]))
    assert workbook.tabs == (Tab(title="Roster", sheet_id=7, rows=(("Person",),), row_count=100),)
    assert len(responses.calls) == 1


@responses.activate
def test_cells_are_read_by_type() -> None:
    values: list[dict[str, Any]] = [
        {"effectiveValue": {"numberValue": 3}},
        {"effectiveValue": {"boolValue": False}},
        {},
        {"effectiveValue": {"errorValue": {"type": "REF", "message": "Reference does not exist"}}},
        {"effectiveValue": {"stringValue": "=1+1"}},
    ]
    [tab] = read_as(a_sheet(values)).tabs
    assert tab.rows == ((3.0, False, None, "#REF!", "=1+1"),)


@responses.activate
def test_empty_ends_of_rows_and_of_the_sheet_are_left_out() -> None:
    filled: list[dict[str, Any]] = [
        {"effectiveValue": {"stringValue": "x"}},
        {},
        {"effectiveValue": {"stringValue": ""}},
    ]
    [tab] = read_as(a_sheet(filled, [], filled, [], [{}])).tabs
    assert tab.rows == (("x",), (), ("x",))


@responses.activate
def test_the_headers_notes_and_our_marks_on_columns_are_read_with_the_cells() -> None:
    header: list[dict[str, Any]] = [{"effectiveValue": {"stringValue": "Person"}, "note": "Ours."}, {}]
    sheet = a_sheet(header, [{"effectiveValue": {"stringValue": "Ana"}, "note": "a person's"}])
    ours = {"metadataId": 5, "metadataKey": "mentoring-sync-column", "metadataValue": "Withdrawn"}
    sheet["data"][0]["columnMetadata"] = [{}, {"developerMetadata": [{"metadataId": 4, "metadataKey": "other"}, ours]}]
    [tab] = read_as(sheet).tabs
    assert (tab.notes, tab.marks) == (("Ours.",), (Mark(column=1, id=5, title="Withdrawn"),))


@responses.activate
def test_the_first_sheet_has_the_id_0_that_google_leaves_out() -> None:
    [tab] = read_as({"properties": {"title": "Form responses"}}).tabs
    assert (tab.sheet_id, tab.rows) == (0, ())


@responses.activate
def test_the_last_commit_is_read_and_other_peoples_metadata_is_not() -> None:
    ours = [
        {"metadataId": FIRST_COMMIT_ID + n, "metadataKey": "mentoring-sync-commit", "metadataValue": "r"}
        for n in (9, 8)
    ]
    workbook = read_as(developerMetadata=[*ours, {"metadataId": 9_999_999, "metadataKey": "other"}])
    assert (workbook.commit, workbook.commits) == (9, (8, 9))


@responses.activate
@pytest.mark.parametrize(("zone", "key"), [("GMT-07:00", "Etc/GMT+7"), ("GMT+09:00", "Etc/GMT-9"), ("Asia/Tokyo",) * 2])
def test_a_zone_without_a_city_becomes_one_that_every_clock_knows(zone: str, key: str) -> None:
    assert read_as(properties={"timeZone": zone}).time_zone == key


@responses.activate
def test_the_locale_is_read() -> None:
    assert read_as(properties={"locale": "de_DE"}).locale == "de_DE"


@responses.activate
def test_a_zone_that_no_clock_knows_is_for_the_operator_to_mend() -> None:
    with pytest.raises(UnfitError, match=r"GMT\+05:45"):
        read_as(properties={"timeZone": "GMT+05:45"})


@responses.activate
def test_a_batch_begins_with_its_commit(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (200, LANDED))
    spreadsheet.write(EDITS, after=STALE)
    [body] = sent(responses.calls)
    metadata = body["requests"][0]["createDeveloperMetadata"]["developerMetadata"]
    assert (metadata["metadataId"], metadata["metadataValue"]) == (FIRST_COMMIT_ID + 5, "run-1")
    assert "appendDimension" in body["requests"][1]


@responses.activate
def test_a_batch_weighs_what_is_sent_to_the_byte(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (200, LANDED))
    choices = DropDown(("Løvetann, at 18:00", "Larch"))
    edits = (*EDITS, WriteCells(sheet_id=7, row=1, column=0, values=("Zoë 🌲", 3.5, Checkbox(True), None, choices)))
    told = spreadsheet.weight(edits, after=two_tabs())
    spreadsheet.write(edits, after=two_tabs())
    body = responses.calls[0].request.body
    assert isinstance(body, bytes)
    assert told == len(body)


@responses.activate
def test_commits_far_behind_are_deleted(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (200, LANDED))
    long_ago = Workbook(
        spreadsheet_id=SPREADSHEET, title="", time_zone="Etc/GMT", tabs=(), commit=60, commits=(9, 10, 11, 60)
    )
    spreadsheet.write(EDITS, after=long_ago)
    deleted = [request["deleteDeveloperMetadata"] for request in sent(responses.calls)[0]["requests"][1:-1]]
    ids = [each["dataFilter"]["developerMetadataLookup"]["metadataId"] - FIRST_COMMIT_ID for each in deleted]
    assert ids == [9, 10]


@responses.activate
def test_a_commit_that_another_run_made_first_is_an_overlap(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (400, TAKEN))
    answers("GET", METADATA_URL, (200, {"metadataValue": "run-2"}))
    with pytest.raises(OverlapError):
        spreadsheet.write(EDITS, after=STALE)


@responses.activate
@pytest.mark.parametrize(
    "lost",
    [
        requests.ConnectionError("reset"),
        requests.ReadTimeout("slow"),
        requests.exceptions.ChunkedEncodingError("cut"),
        (500, {}),
        (503, UNAVAILABLE),
    ],
)
def test_a_batch_whose_answer_was_lost_has_landed_once(spreadsheet: Spreadsheet, lost: Any) -> None:
    answers("POST", BATCH_URL, lost, (400, TAKEN))
    answers("GET", METADATA_URL, (200, {"metadataValue": "run-1"}))
    answers("GET", SHEET_URL, (200, STANDING))
    assert spreadsheet.write(EDITS, after=STALE) == STALE
    first, second = sent(responses.calls)
    assert first == second


@responses.activate
def test_a_batch_whose_answer_was_cut_short_is_settled_too(spreadsheet: Spreadsheet) -> None:
    responses.add("POST", BATCH_URL, body='{"replies": [', content_type="application/json")
    answers("POST", BATCH_URL, (400, TAKEN))
    answers("GET", METADATA_URL, (200, {"metadataValue": "run-1"}))
    answers("GET", SHEET_URL, (200, STANDING))
    assert spreadsheet.write(EDITS, after=STALE) == STALE
    assert len(sent(responses.calls)) == 2


@responses.activate
def test_a_batch_is_read_back_with_its_answer(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (200, LANDED))
    assert spreadsheet.write(EDITS, after=STALE) == STALE
    assert len(responses.calls) == 1


def two_tabs() -> Workbook:
    roster = Tab(title="Roster", sheet_id=7, rows=(("Person",),), row_count=100)
    answers_ = Tab(title="Bo's answers", sheet_id=8, rows=(("Name",), ("Bo",)), row_count=100)
    return replace(STALE, tabs=(answers_, roster))


@responses.activate
def test_a_batch_reads_back_the_tabs_that_it_touches_and_leaves_the_others_as_they_were_read(
    spreadsheet: Spreadsheet,
) -> None:
    touched = a_sheet([{"effectiveValue": {"stringValue": "Person"}}], [{"effectiveValue": {"stringValue": "Ada"}}])
    answers("POST", BATCH_URL, (200, {"updatedSpreadsheet": {**STANDING, "sheets": [touched]}}))
    before = two_tabs()
    written = spreadsheet.write(EDITS, after=before)
    assert sent(responses.calls)[0]["responseRanges"] == ["'Roster'"]
    assert written.tabs == (before.tabs[0], replace(before.tabs[1], rows=(("Person",), ("Ada",))))


@responses.activate
def test_a_tabs_title_is_quoted_and_a_copys_target_is_read_back_too(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (200, LANDED))
    copied = CopyRows(sheet_id=7, start=0, end=1, columns=1, to_sheet_id=8, to_row=0)
    spreadsheet.write((copied,), after=two_tabs())
    assert sent(responses.calls)[0]["responseRanges"] == ["'Bo''s answers'", "'Roster'"]


@responses.activate
def test_a_batch_that_makes_a_tab_is_read_back_whole(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (200, LANDED))
    spreadsheet.write((*EDITS, AddSheet(sheet_id=9, title="Teams", columns=(), rows=5)), after=two_tabs())
    assert "responseRanges" not in sent(responses.calls)[0]


@responses.activate
def test_a_batch_whose_answer_shows_no_spreadsheet_is_read_back_by_itself(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (200, {"replies": []}))
    answers("GET", SHEET_URL, (200, STANDING))
    assert spreadsheet.write(EDITS, after=STALE) == STALE


@responses.activate
def test_a_batch_refused_because_rows_went_in_the_meantime_is_an_overlap(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (400, a_refusal(400, "INVALID_ARGUMENT", "exceeds grid limits")))
    answers("GET", SHEET_URL, (200, STANDING | {"sheets": [a_sheet()]}))
    with pytest.raises(OverlapError):
        spreadsheet.write(EDITS, after=STALE)


@responses.activate
def test_a_batch_that_never_arrived_is_sent_again(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, requests.ConnectionError("refused"), (200, LANDED))
    spreadsheet.write(EDITS, after=STALE)
    assert len(sent(responses.calls)) == 2


@responses.activate
def test_a_batch_that_google_never_takes_is_for_later(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (503, UNAVAILABLE))
    with pytest.raises(TryLaterError):
        spreadsheet.write(EDITS, after=STALE)
    assert len(sent(responses.calls)) == 3


@responses.activate
def test_a_batch_over_the_quota_waits_and_is_sent_again(spreadsheet: Spreadsheet, naps: Naps) -> None:
    answers("POST", BATCH_URL, (429, QUOTA), (429, QUOTA), (200, LANDED))
    spreadsheet.write(EDITS, after=STALE)
    assert len(naps.seconds) == 2
    assert naps.seconds[0] >= 1


@responses.activate
def test_a_quota_that_stays_spent_is_for_later(spreadsheet: Spreadsheet) -> None:
    answers("POST", BATCH_URL, (429, QUOTA))
    with pytest.raises(TryLaterError, match="Quota exceeded"):
        spreadsheet.write(EDITS, after=STALE)


@responses.activate
@pytest.mark.parametrize(
    ("code", "refusal", "error", "said"),
    [
        (401, a_refusal(401, "UNAUTHENTICATED", "Invalid credentials"), NotAllowedError, "credentials"),
        (403, NO_PERMISSION, NotAllowedError, "Share the spreadsheet"),
        (403, SPENT, TryLaterError, "Daily Limit"),
        (404, NOT_FOUND, UnfitError, r"\[google\] spreadsheet"),
        (
            400,
            a_refusal(400, "INVALID_ARGUMENT", "You are trying to edit a protected cell or object."),
            NotAllowedError,
            "protected ranges",
        ),
        (400, a_refusal(400, "INVALID_ARGUMENT", "Unable to parse range"), UnfitError, "Unable to parse range"),
    ],
)
def test_a_refusal_says_what_to_do(
    spreadsheet: Spreadsheet, code: int, refusal: dict[str, Any], error: type[MentoringSyncError], said: str
) -> None:
    answers("POST", BATCH_URL, (code, refusal))
    answers("GET", SHEET_URL, (200, STANDING))
    with pytest.raises(error, match=said):
        spreadsheet.write(EDITS, after=STALE)
    assert len(sent(responses.calls)) == 1


@responses.activate
@pytest.mark.parametrize("reply", [(429, QUOTA), (503, UNAVAILABLE), requests.ConnectionError("reset")])
def test_a_read_is_asked_again(spreadsheet: Spreadsheet, reply: Any) -> None:
    whole = {"spreadsheetId": SPREADSHEET, "properties": {"title": "Round", "timeZone": "Etc/GMT"}}
    answers("GET", SHEET_URL, reply, (200, whole))
    assert spreadsheet.pull().title == "Round"


@responses.activate
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ((404, NOT_FOUND), UnfitError),
        ((403, NO_PERMISSION), NotAllowedError),
        ((500, {}), TryLaterError),
        (requests.ConnectionError("refused"), TryLaterError),
        (requests.exceptions.ChunkedEncodingError("cut"), TryLaterError),
    ],
)
def test_a_read_that_fails_says_for_whom_it_is(spreadsheet: Spreadsheet, reply: Any, error: type[Exception]) -> None:
    answers("GET", SHEET_URL, reply)
    with pytest.raises(error):
        spreadsheet.pull()
