"""One response tab as it stands in its spreadsheet: opening it, finding its columns, writing its cells.

In: a form that is linked to a sheet. Out: a `Tab` with its values, the `Columns` of the form's questions, cells
written. Columns are found by their titles, so that columns people add between them are left alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from itertools import groupby
from typing import Any

from .. import sheets_door
from ..errors import GoogleError
from ..files.csv_tables import CellData
from ..sheets.zones import zone_named
from . import items, store

Resource = dict[str, Any]

TIMESTAMP = "Timestamp"
EMAIL_TITLES = ("Email Address", "Username")
"""How Forms titles the column of collected addresses: today's way, and that of older Workspace forms."""


@dataclass(frozen=True)
class Tab:
    """A response tab: where it is, its zone, its size and its values."""

    spreadsheet: str
    sheet: int
    title: str
    zone: tzinfo
    row_count: int
    column_count: int
    rows: list[list[Any]]

    @property
    def header(self) -> list[str]:
        """The first row's titles."""
        return [str(title) for title in self.rows[0]] if self.rows else []


@dataclass(frozen=True)
class Columns:
    """Where the form's answers stand, counted from 0; `questions` by question id."""

    timestamp: int
    email: int | None
    questions: Mapping[str, int]


def opened(db: sqlite3.Connection, form: store.StoredForm) -> Tab | None:
    """The form's tab, or None for a form without one, or whose tab or spreadsheet was deleted."""
    if form.spreadsheet is None or form.sheet is None:
        return None
    try:
        spreadsheet = sheets_door.get(db, form.spreadsheet, cells=False)
    except GoogleError:
        return None
    for sheet in spreadsheet["sheets"]:
        if sheet["properties"].get("sheetId", 0) == form.sheet:
            return _tab(db, form.spreadsheet, spreadsheet["properties"]["timeZone"], sheet["properties"])
    return None


def titles(form: store.StoredForm) -> list[str]:
    """The titles of the form's columns, in Forms' order."""
    email = EMAIL_TITLES[:1] if _collects_email(form) else ()
    return [TIMESTAMP, *email, *(question.title for question in items.asked(form.resource))]


def with_columns(db: sqlite3.Connection, tab: Tab, form: store.StoredForm) -> tuple[Tab, Columns]:
    """The tab with a column for every question; those that had none are new, at the right end."""
    free = _places(tab.header)
    email = _take(free, EMAIL_TITLES) if _collects_email(form) else None
    questions = {question.id: _take(free, [question.title]) for question in items.asked(form.resource)}
    missing = [question for question in items.asked(form.resource) if questions[question.id] is None]
    first_new = len(tab.header)
    added = {first_new + offset: question for offset, question in enumerate(missing)}
    tab = _widened(db, tab, first_new + len(missing))
    write(db, tab, 0, {column: text_cell(question.title) for column, question in added.items()})
    found = {key: column for key, column in questions.items() if column is not None}
    found |= {question.id: column for column, question in added.items()}
    timestamp = tab.header.index(TIMESTAMP) if TIMESTAMP in tab.header else 0
    return tab, Columns(timestamp, email, found)


def write(
    db: sqlite3.Connection,
    tab: Tab,
    row: int,
    cells: Mapping[int, CellData],
    *,
    fields: str = "userEnteredValue,userEnteredFormat.numberFormat",
) -> None:
    """Write cells of one row, given by column; the cells between them are left as they are."""
    requests = []
    for _, run in groupby(enumerate(sorted(cells)), key=lambda entry: entry[1] - entry[0]):
        columns = [column for _, column in run]
        start = {"sheetId": tab.sheet, "rowIndex": row, "columnIndex": columns[0]}
        rows = [{"values": [cells[column] for column in columns]}]
        requests.append({"updateCells": {"start": start, "rows": rows, "fields": fields}})
    if requests:
        sheets_door.batch_update(db, tab.spreadsheet, requests)


def lengthened(db: sqlite3.Connection, tab: Tab, row_count: int) -> Tab:
    """The tab with at least that many rows."""
    if row_count <= tab.row_count:
        return tab
    _append(db, tab, "ROWS", row_count - tab.row_count)
    return replace(tab, row_count=row_count)


def text_cell(text: str) -> CellData:
    """A cell that holds the text as it stands."""
    return {"userEnteredValue": {"stringValue": text}}


def _tab(db: sqlite3.Connection, spreadsheet_id: str, zone: str, properties: Resource) -> Tab:
    title, grid = properties["title"], properties["gridProperties"]
    quoted = title.replace("'", "''")
    return Tab(
        spreadsheet=spreadsheet_id,
        sheet=properties.get("sheetId", 0),
        title=title,
        zone=zone_named(zone) or UTC,
        row_count=grid["rowCount"],
        column_count=grid["columnCount"],
        rows=sheets_door.values(db, spreadsheet_id, f"'{quoted}'"),
    )


def _collects_email(form: store.StoredForm) -> bool:
    return form.resource["settings"].get("emailCollectionType") in ("VERIFIED", "RESPONDER_INPUT")


def _places(header: Sequence[str]) -> dict[str, list[int]]:
    """Each title's columns from left to right; titles may repeat."""
    places: dict[str, list[int]] = {}
    for column, title in enumerate(header):
        places.setdefault(_plain(title), []).append(column)
    return places


def _take(free: dict[str, list[int]], titles_: Sequence[str]) -> int | None:
    for title in titles_:
        if free.get(_plain(title)):
            return free[_plain(title)].pop(0)
    return None


def _plain(title: str) -> str:
    """Titles are the same whatever blanks and line breaks people see in them."""
    return " ".join(title.split())


def _widened(db: sqlite3.Connection, tab: Tab, column_count: int) -> Tab:
    if column_count <= tab.column_count:
        return tab
    _append(db, tab, "COLUMNS", column_count - tab.column_count)
    return replace(tab, column_count=column_count)


def _append(db: sqlite3.Connection, tab: Tab, dimension: str, length: int) -> None:
    request = {"sheetId": tab.sheet, "dimension": dimension, "length": length}
    sheets_door.batch_update(db, tab.spreadsheet, [{"appendDimension": request}])
