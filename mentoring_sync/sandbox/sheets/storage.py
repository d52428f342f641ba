"""Spreadsheets in the data file, and a few of them parsed in memory.

In: an id, within a request's transaction. Out: a `Document` to read, or, from `changing`, one to change that is saved
at the end of the block. A sheet's rows are kept one a record under an id of their own, and their order apart from
them, so that inserting, deleting and sorting rewrite the order only. Each saved version has a random name, which
makes the cache safe with any number of processes and files.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from .. import catalogue
from ..errors import not_found
from . import protected
from .document import Document
from .grid import Column, Formula, Row, Sheet, Value

SCHEMA = """
CREATE TABLE IF NOT EXISTS sheets_spreadsheets (
    id TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sheets_sheets (
    spreadsheet TEXT NOT NULL,
    id INTEGER NOT NULL,
    body TEXT NOT NULL,
    row_order BLOB NOT NULL,
    PRIMARY KEY (spreadsheet, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sheets_rows (
    spreadsheet TEXT NOT NULL,
    sheet INTEGER NOT NULL,
    id INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (spreadsheet, sheet, id)
) WITHOUT ROWID;
"""
CACHED = 12

_cache: OrderedDict[tuple[str, str, str], Document] = OrderedDict()
_cache_lock = threading.Lock()


def read(db: sqlite3.Connection, spreadsheet_id: str) -> Document:
    """The spreadsheet as it is, not to be changed. Raises GoogleError 404."""
    row = db.execute("SELECT version, body FROM sheets_spreadsheets WHERE id = ?", (spreadsheet_id,)).fetchone()
    entry = catalogue.find(db, spreadsheet_id) if row else None
    if row is None or entry is None:
        raise not_found()
    key = (spreadsheet_id, row["version"], entry.name)
    with _cache_lock:
        found = _cache.get(key)
        if found is not None:
            _cache.move_to_end(key)
            return found
    document = _load(db, spreadsheet_id, entry, row["version"], json.loads(row["body"]))
    _remember(document)
    return document


@contextmanager
def changing(
    db: sqlite3.Connection, spreadsheet_id: str, now: datetime, *, editor: str | None = None
) -> Iterator[Document]:
    """The spreadsheet to change, saved at the end of the block unless something is raised.

    Raises GoogleError 404, and 400 when an `editor` changed what is protected from that account.
    """
    standing = read(db, spreadsheet_id)
    document = standing.fork()
    document.editor = editor
    yield document
    protected.check_kept(standing, document)
    document.check_size()
    _save(db, document, standing)
    catalogue.touch(db, document.id, now, name=document.title)


def add(db: sqlite3.Connection, document: Document) -> None:
    """Save a new document; its catalogue entry is the caller's."""
    _save(db, document, None)


def copy(db: sqlite3.Connection, spreadsheet_id: str, copy_id: str) -> None:
    """Save a copy under another id, whose catalogue entry stands."""
    source = read(db, spreadsheet_id)
    entry = catalogue.find(db, copy_id)
    document = source.fork()
    document.id, document.title = copy_id, entry.name if entry else source.title
    document.sheets = [_owned(sheet) for sheet in source.sheets]
    add(db, document)


def _owned(sheet: Sheet) -> Sheet:
    """The sheet with every row its own, so that all of them are saved."""
    own = sheet.fork()
    own.rows = [None if row is None else row.copy(own.owner) for row in sheet.rows]
    own.reordered = True
    return own


def remove(db: sqlite3.Connection, spreadsheet_id: str) -> None:
    """Delete the spreadsheet with all that is in it."""
    for table, column in (
        ("sheets_rows", "spreadsheet"),
        ("sheets_sheets", "spreadsheet"),
        ("sheets_spreadsheets", "id"),
    ):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (spreadsheet_id,))  # noqa: S608


def _load(
    db: sqlite3.Connection, spreadsheet_id: str, entry: catalogue.Entry, version: str, body: dict[str, Any]
) -> Document:
    stored = db.execute("SELECT id, body, row_order FROM sheets_sheets WHERE spreadsheet = ?", (spreadsheet_id,))
    found = {row["id"]: _load_sheet(db, spreadsheet_id, row) for row in stored.fetchall()}
    return Document(
        spreadsheet_id,
        entry.name,
        entry.owner,
        version,
        body["properties"],
        [found[number] for number in body["order"]],
        body["namedRanges"],
        body["metadata"],
    )


def _load_sheet(db: sqlite3.Connection, spreadsheet_id: str, stored: sqlite3.Row) -> Sheet:
    body = json.loads(stored["body"])
    owner = object()
    rows: dict[int, Row] = {}
    cursor = db.execute(
        "SELECT id, body FROM sheets_rows WHERE spreadsheet = ? AND sheet = ?", (spreadsheet_id, stored["id"])
    )
    for number, text in cursor:
        rows[number] = _load_row(number, text, owner)
    order = array("I", stored["row_order"])
    return Sheet(
        id=stored["id"],
        properties=body["properties"],
        rows=[rows.get(number) for number in order],
        columns=[Column(number, look) for number, look in body["columns"]],
        parts=body["parts"],
        next_id=body["next"],
        owner=owner,
    )


def _load_row(number: int, text: str, owner: object) -> Row:
    values, *rest = json.loads(text)
    if '{"f":' in text:
        values = [Formula(value["f"]) if isinstance(value, dict) else value for value in values]
    extras, look = rest or ({}, {})
    return Row(number, owner, values, {int(column): extra for column, extra in extras.items()}, look)


def _save(db: sqlite3.Connection, document: Document, standing: Document | None) -> None:
    document.version = secrets.token_hex(12)
    body = {
        "properties": document.properties,
        "order": [sheet.id for sheet in document.sheets],
        "namedRanges": document.named_ranges,
        "metadata": document.metadata,
    }
    db.execute(
        "INSERT OR REPLACE INTO sheets_spreadsheets (id, version, body) VALUES (?, ?, ?)",
        (document.id, document.version, _json(body)),
    )
    before = {sheet.id: sheet for sheet in standing.sheets} if standing else {}
    for sheet in document.sheets:
        if sheet.is_forked:
            _save_sheet(db, document.id, sheet, before.get(sheet.id))
            sheet.is_forked = False
    for gone in before.keys() - {sheet.id for sheet in document.sheets}:
        db.execute("DELETE FROM sheets_rows WHERE spreadsheet = ? AND sheet = ?", (document.id, gone))
        db.execute("DELETE FROM sheets_sheets WHERE spreadsheet = ? AND id = ?", (document.id, gone))
    _remember(document)


def _save_sheet(db: sqlite3.Connection, spreadsheet_id: str, sheet: Sheet, standing: Sheet | None) -> None:
    changed = [
        (spreadsheet_id, sheet.id, row.id, _dump_row(row))
        for row in sheet.rows
        if row is not None and row.owner is sheet.owner
    ]
    db.executemany("INSERT OR REPLACE INTO sheets_rows (spreadsheet, sheet, id, body) VALUES (?, ?, ?, ?)", changed)
    if standing is not None and sheet.reordered:
        kept = {row.id for row in sheet.rows if row is not None}
        gone = [(spreadsheet_id, sheet.id, row.id) for row in standing.rows if row is not None and row.id not in kept]
        db.executemany("DELETE FROM sheets_rows WHERE spreadsheet = ? AND sheet = ? AND id = ?", gone)
    body = {
        "properties": sheet.properties,
        "columns": [[column.id, column.look] for column in sheet.columns],
        "parts": sheet.parts,
        "next": sheet.next_id,
    }
    order = array("I", [0 if row is None else row.id for row in sheet.rows])
    db.execute(
        "INSERT OR REPLACE INTO sheets_sheets (spreadsheet, id, body, row_order) VALUES (?, ?, ?, ?)",
        (spreadsheet_id, sheet.id, _json(body), order.tobytes()),
    )


def _dump_row(row: Row) -> str:
    values: list[Any] = [_dump_value(value) for value in row.values]
    return _json([values, row.extras, row.look] if row.extras or row.look else [values])


def _dump_value(value: Value) -> Any:
    return {"f": value.text} if isinstance(value, Formula) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _remember(document: Document) -> None:
    with _cache_lock:
        _cache[(document.id, document.version, document.title)] = document
        while len(_cache) > CACHED:
            _cache.popitem(last=False)
