"""The spreadsheet: read whole in one request, written in one atomic batch that begins with its commit, and read back
with the batch's answer.

Sheets has no conditional write, but creating developer metadata under an id that exists fails and takes its batch with
it (developers.google.com/workspace/sheets/api/guides/metadata). So every batch begins by creating commit n+1, where n
is the last commit that was read: of two batches planned on the same state exactly one lands, and one whose answer was
lost is sent again safely.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NoReturn, TypeVar

import gspread
from gspread.exceptions import APIError

from mentoring_sync.errors import OverlapError, UnfitError
from mentoring_sync.google.batch import as_sent, requests_for
from mentoring_sync.google.charts import charts_in
from mentoring_sync.google.marks import marks_in
from mentoring_sync.google.refusals import (
    GOOGLE_ERRORS,
    SHEETS,
    explain,
    is_open,
    is_passing,
    is_rate_refusal,
    retrying,
    said_by,
    status_of,
)
from mentoring_sync.google.session import CONNECT_SECONDS, READ_SECONDS, Transport
from mentoring_sync.google.unreadable import unreadable
from mentoring_sync.records.zones import known_zones
from mentoring_sync.spreadsheet.edits import AddSheet, ArchiveSheet, CopyRows, Edit
from mentoring_sync.spreadsheet.grid import Scalar, Tab, Workbook

T = TypeVar("T")
COMMIT_KEY = "mentoring-sync-commit"
FIRST_COMMIT_ID = 714_000_000
"""Ids of developer metadata are shared with whoever else uses the spreadsheet; ours begin here."""

KEPT_COMMITS = 50
"""Metadata of a spreadsheet may hold 30,000 characters; a commit takes about 50. Older ones are deleted."""

READ_FIELDS = (
    "spreadsheetId,properties(title,timeZone,locale),developerMetadata(metadataId,metadataKey,metadataValue),"
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),data(rowData(values(effectiveValue,note)),"
    "columnMetadata(developerMetadata(metadataId,metadataKey,metadataValue))),charts(chartId,spec))"
)
"""Notes and metadata add some 20 kB to the answer, however many people there are. The cells' validation would add 38 %
to that of 50 people, and says no more than the boxes' own values: it isn't asked for."""

RESENDS = 3
_OFFSET = re.compile(r"GMT([+-])(\d\d):00")


class Spreadsheet:
    """One spreadsheet over a session. `run` names this run in its commits; `sleep` takes seconds."""

    def __init__(
        self, session: Transport, spreadsheet_id: str, *, run: str, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = gspread.HTTPClient(session.credentials, session=session)
        self._client.set_timeout((CONNECT_SECONDS, READ_SECONDS))
        self._id, self._run, self._sleep = spreadsheet_id, run, sleep
        self._asking = session.asking
        self._weighed: tuple[Sequence[Edit], Workbook, bytes] | None = None

    def pull(self) -> Workbook:
        """The whole spreadsheet as it stands, in one request.

        Raises:
            UnfitError: it isn't there. NotAllowedError: it isn't ours to read. TryLaterError: Google can't be had now.
        """
        try:
            return retrying(self._get, when=is_passing, sleep=self._sleep)
        except GOOGLE_ERRORS as error:
            self._explained(error)

    def write(self, edits: Sequence[Edit], *, after: Workbook) -> Workbook:
        """Land all edits in one atomic batch on top of the commit that `after` was read at; the workbook with them, of
        which the tabs that the batch doesn't touch are as they were read.

        Raises:
            OverlapError: another run's batch landed in between, or the tabs aren't as they were; nothing was written.
            TryLaterError: Google can't be had now; nothing was written, or all of it (the next run sees which).
        """
        commit, touched = after.commit + 1, _touched(edits, after)
        body = self._as_sent(edits, after)
        self._weighed = None
        for attempt in range(RESENDS):
            try:
                answer = retrying(lambda: self._batch(body), when=is_rate_refusal, sleep=self._sleep)
                if "updatedSpreadsheet" not in answer:
                    return self.pull()
                landed = _understood(answer["updatedSpreadsheet"])
                return _beside_the_others(landed, after) if touched else landed
            except GOOGLE_ERRORS as error:
                if isinstance(error, APIError) and _is_taken(error, commit):
                    self._whose(commit)
                    return self.pull()
                if _is_refused(error):
                    self._see_whether_it_moved(after)
                if not is_open(error) or attempt == RESENDS - 1:
                    self._explained(error, writing=True)
                self._sleep(2.0**attempt)
        raise AssertionError  # the last attempt returned or raised

    def _explained(self, error: BaseException, *, writing: bool = False) -> NoReturn:
        explain(error, what=f"spreadsheet {self._id}", service=SHEETS, asking=self._asking, writing=writing)

    def weight(self, edits: Sequence[Edit], *, after: Workbook) -> int:
        """How many bytes a batch of these edits takes, as it would be sent."""
        return len(self._as_sent(edits, after))

    def _as_sent(self, edits: Sequence[Edit], after: Workbook) -> bytes:
        """The body of a batch; what was weighed last isn't made again."""
        if self._weighed and self._weighed[1] is after and self._weighed[0] == edits:
            return self._weighed[2]
        self._weighed = edits, after, as_sent(self._body(edits, after))
        return self._weighed[2]

    def _body(self, edits: Sequence[Edit], after: Workbook) -> dict[str, Any]:
        """A batch: its commit, then the edits; and what of the spreadsheet is to come back with the answer."""
        requests = [_commit(after.commit + 1, self._run), *_prunes(after), *requests_for(edits, locale=after.locale)]
        body = {"requests": requests, "includeSpreadsheetInResponse": True, "responseIncludeGridData": True}
        touched = _touched(edits, after)
        return body | ({"responseRanges": touched} if touched else {})

    def _batch(self, body: bytes) -> dict[str, Any]:
        url = f"https://sheets.googleapis.com/v4/spreadsheets/{self._id}:batchUpdate"
        fields = f"updatedSpreadsheet({READ_FIELDS})"
        headers = {"Content-Type": "application/json; charset=utf-8"}
        asked = self._client.request("post", url, params={"fields": fields}, data=body, headers=headers)
        answer: dict[str, Any] = asked.json()
        return answer

    def _see_whether_it_moved(self, after: Workbook) -> None:
        """A batch that was planned on fewer rows or other tabs may be refused: then it is planned again.

        Raises:
            OverlapError: the spreadsheet isn't as it was read.
        """
        if self.pull() != after:
            raise OverlapError

    def _get(self) -> Workbook:
        return _understood(self._client.fetch_sheet_metadata(self._id, params={"fields": READ_FIELDS}))

    def _whose(self, commit: int) -> None:
        """Our own batch may have landed though its answer was lost; else somebody else's did."""
        try:
            answer = retrying(lambda: self._metadata(commit), when=is_passing, sleep=self._sleep)
        except GOOGLE_ERRORS as error:
            self._explained(error)
        if answer.get("metadataValue") != self._run:
            raise OverlapError

    def _metadata(self, commit: int) -> dict[str, Any]:
        url = f"https://sheets.googleapis.com/v4/spreadsheets/{self._id}/developerMetadata/{FIRST_COMMIT_ID + commit}"
        answer: dict[str, Any] = self._client.request("get", url).json()
        return answer


def _touched(edits: Sequence[Edit], after: Workbook) -> list[str]:
    """The tabs that a batch touches, as ranges; none where it makes some, since a range must name a tab that stands."""
    if any(isinstance(edit, AddSheet | ArchiveSheet) for edit in edits):
        return []
    named = {edit.sheet_id for edit in edits} | {edit.to_sheet_id for edit in edits if isinstance(edit, CopyRows)}
    titles = [tab.title for tab in after.tabs if tab.sheet_id in named]
    return ["'{}'".format(title.replace("'", "''")) for title in titles]


def _beside_the_others(landed: Workbook, after: Workbook) -> Workbook:
    """What an answer shows of the tabs that were touched, among the others as they were read."""
    by_id = {tab.sheet_id: tab for tab in landed.tabs}
    return replace(landed, tabs=tuple(by_id.get(tab.sheet_id, tab) for tab in after.tabs))


def _commit(commit: int, run: str) -> dict[str, Any]:
    metadata = {
        "metadataId": FIRST_COMMIT_ID + commit,
        "metadataKey": COMMIT_KEY,
        "metadataValue": run,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def _prunes(workbook: Workbook) -> list[dict[str, Any]]:
    old = [commit for commit in workbook.commits if commit <= workbook.commit - KEPT_COMMITS]
    return [
        {
            "deleteDeveloperMetadata": {
                "dataFilter": {"developerMetadataLookup": {"metadataId": FIRST_COMMIT_ID + commit}}
            }
        }
        for commit in old
    ]


def _is_refused(error: BaseException) -> bool:
    return status_of(error) == 400 and "protected cell" not in said_by(error)


def _is_taken(error: APIError, commit: int) -> bool:
    said = said_by(error)
    return f"[{FIRST_COMMIT_ID + commit}]" in said and "already exists" in said


def _understood(answer: Any) -> Workbook:
    """The workbook that an answer shows.

    Raises:
        UnreadableError: it is JSON, but no spreadsheet.
    """
    try:
        return _workbook(answer)
    except (KeyError, TypeError, AttributeError, ValueError, IndexError):
        unreadable("application/json", json.dumps(answer))


def _workbook(answer: dict[str, Any]) -> Workbook:
    commits = sorted(
        entry["metadataId"] - FIRST_COMMIT_ID
        for entry in answer.get("developerMetadata", ())
        if entry.get("metadataKey") == COMMIT_KEY
    )
    return Workbook(
        spreadsheet_id=answer["spreadsheetId"],
        title=answer["properties"]["title"],
        locale=answer["properties"].get("locale", "en_US"),
        time_zone=_iana(answer["properties"].get("timeZone", "Etc/GMT")),
        tabs=tuple(_tab(sheet) for sheet in answer.get("sheets", ())),
        commit=commits[-1] if commits else 0,
        commits=tuple(commits),
    )


def _tab(sheet: dict[str, Any]) -> Tab:
    properties = sheet["properties"]
    grid = properties.get("gridProperties", {})
    data = (sheet.get("data") or [{}])[0]
    found = data.get("rowData", ())
    rows = [tuple(_scalar(cell.get("effectiveValue")) for cell in row.get("values", ())) for row in found]
    notes = [str(cell.get("note", "")) for cell in found[0].get("values", ())] if found else []
    return Tab(
        title=properties["title"],
        sheet_id=properties.get("sheetId", 0),
        rows=tuple(_without_empty_end(rows)),
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
        notes=_without_end(notes),
        marks=tuple(marks_in(data)),
        charts=charts_in(sheet),
    )


def _iana(zone: str) -> str:
    """The IANA key of a spreadsheet's time zone, which Google also gives as `GMT-07:00` where it knows no city.

    Raises:
        UnfitError: no IANA zone keeps that time.
    """
    offset = _OFFSET.fullmatch(zone)
    key = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}" if offset else zone
    if key not in known_zones():
        raise UnfitError(
            f"The spreadsheet's time zone is {zone}, which has no place on the map.",
            remedy="Choose a city's time zone under File > Settings in the spreadsheet.",
        )
    return key


def _scalar(value: dict[str, Any] | None) -> Scalar:
    """The plain value of an ExtendedValue; an error value reads as its text, as the sheet shows it."""
    if not value:
        return None
    if "numberValue" in value:
        return float(value["numberValue"])
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "stringValue" in value:
        return str(value["stringValue"])
    return f"#{value.get('errorValue', {}).get('type', 'ERROR')}!"


def _without_empty_end(rows: list[tuple[Scalar, ...]]) -> list[tuple[Scalar, ...]]:
    trimmed = [_without_end(row) for row in rows]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed


def _without_end(cells: Sequence[T]) -> tuple[T, ...]:
    end = len(cells)
    while end and cells[end - 1] in (None, ""):
        end -= 1
    return tuple(cells[:end])
