"""Response tabs in: CSVs exported from the tabs that a Google Form writes, as a spreadsheet.

In: a CSV's bytes by tab title. Out: the id of a spreadsheet whose tabs look as Forms leaves them: timestamps with a
DATE_TIME format in the first column, blank lines as blank rows, the header row frozen.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .. import sheets_door
from .csv_tables import CellData, read_rows, typed_rows
from .unreadable import UnreadableFileError

NEW_TAB_ROWS, NEW_TAB_COLUMNS = 1000, 26
"""The grid that Sheets gives a new tab."""


def load_responses(
    db: sqlite3.Connection,
    *,
    spreadsheet_id: str | None,
    title: str,
    time_zone: str,
    locale: str,
    tabs: Mapping[str, bytes],
) -> str:
    """Create the spreadsheet and return its id: `spreadsheet_id` where one is given, else a new one.

    Raises UnreadableFileError for a tab that is no CSV and for an unknown time zone, before anything is written.
    """
    zone = named_zone(time_zone)
    tables = {
        name: typed_rows(read_rows(content, name=name), locale=locale, zone=zone) for name, content in tabs.items()
    }
    resource: dict[str, Any] = {
        "properties": {"title": title, "timeZone": time_zone, "locale": locale},
        "sheets": [_sheet(name, index, rows) for index, (name, rows) in enumerate(tables.items())],
    }
    if spreadsheet_id is not None:
        resource["spreadsheetId"] = spreadsheet_id
    return sheets_door.create(db, resource)


def named_zone(name: str) -> ZoneInfo:
    """The zone of that name. Raises UnreadableFileError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as problem:
        raise UnreadableFileError(f"{name!r} is no time zone; write it like Europe/Berlin") from problem


def _sheet(title: str, index: int, rows: list[list[CellData]]) -> dict[str, Any]:
    grid = {
        "rowCount": max(NEW_TAB_ROWS, len(rows)),
        "columnCount": max(NEW_TAB_COLUMNS, *(len(row) for row in rows)),
        "frozenRowCount": 1,
    }
    return {
        "properties": {"title": title, "index": index, "gridProperties": grid},
        "data": [{"startRow": 0, "startColumn": 0, "rowData": [{"values": row} for row in rows]}],
    }
