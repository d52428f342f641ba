"""The one door through which forms and files reach spreadsheets: the Sheets room's own methods, without HTTP.

In: resources of the sheets.v4 discovery document. Out: the same. The caller's transaction holds everything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from . import catalogue, clock, oauth, sheets
from .call import Call, Media

Resource = dict[str, Any]


def create(db: sqlite3.Connection, spreadsheet: Resource) -> str:
    """Create the spreadsheet, cells and all, and return its id: the resource's `spreadsheetId`, when it has one.

    It belongs to nobody, so that whichever account a programme runs under finds it open.
    Raises ValueError when a spreadsheet has that id already.
    """
    wanted = spreadsheet.get("spreadsheetId")
    if wanted in spreadsheets(db):
        raise ValueError(f"there is a spreadsheet with the id {wanted} already")
    made = str(_call(db, "create", body=spreadsheet)["spreadsheetId"])
    catalogue.disown(db, made)
    return made


def batch_update(db: sqlite3.Connection, spreadsheet_id: str, requests: Sequence[Resource]) -> list[Resource]:
    """Apply the requests together and return their replies."""
    body = {"requests": list(requests)}
    return list(_call(db, "batchUpdate", {"spreadsheetId": spreadsheet_id}, body).get("replies", []))


def get(db: sqlite3.Connection, spreadsheet_id: str, *, cells: bool = True) -> Resource:
    """The whole spreadsheet, with its grid data where `cells` are wanted."""
    params = {"spreadsheetId": spreadsheet_id, "includeGridData": cells, "ranges": []}
    return _call(db, "get", params)


def values(db: sqlite3.Connection, spreadsheet_id: str, area: str) -> list[list[Any]]:
    """The unformatted values of a range, dates as serial numbers; rows are ragged, trailing blanks left out."""
    params = {
        "spreadsheetId": spreadsheet_id,
        "range": area,
        "majorDimension": "ROWS",
        "valueRenderOption": "UNFORMATTED_VALUE",
        "dateTimeRenderOption": "SERIAL_NUMBER",
    }
    return list(_call(db, "values.get", params).get("values", []))


def spreadsheets(db: sqlite3.Connection) -> dict[str, str]:
    """Every spreadsheet's title by its id."""
    files = catalogue.everything(db)
    return {file.id: file.name for file in files if file.mime == catalogue.SPREADSHEET and not file.trashed}


def _call(
    db: sqlite3.Connection, method: str, params: Mapping[str, Any] | None = None, body: Resource | None = None
) -> Resource:
    name = f"sheets.spreadsheets.{method}"
    call = Call(
        method=name,
        params=params or {},
        body=body or {},
        media=None,
        media_type=None,
        db=db,
        now=clock.now(db),
        user=oauth.DEFAULT_USER,
        notes=[],
    )
    answer = sheets.HANDLERS[name](call)
    assert not isinstance(answer, Media), "these methods answer with resources"  # noqa: S101
    return answer
