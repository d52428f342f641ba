"""What Google Forms does to the linked spreadsheet when a form is linked, answered, edited or changed.

In: a form and its responses. Out: rows: a new one under the last, an edited one in place with a new timestamp and
notes. A row is found by its timestamp, so sorting the tab doesn't confuse it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from .. import sheets_door
from ..files.csv_tables import TIMESTAMP_FORMAT, CellData, answer_cell, serial_number
from . import items, store, tab
from .items import Asked
from .tab import Columns, Tab

Resource = dict[str, Any]

UPDATED = "Responder updated this value."
NEW_TAB = "Form Responses"


def link(db: sqlite3.Connection, form_id: str, spreadsheet_id: str | None) -> Resource:
    """Link the form to a new tab, in the spreadsheet given or in a new one, as "Link to Sheets" does.

    Responses that the form has already are written into it. Returns the Form; raises GoogleError 404.
    """
    form = store.find_form(db, form_id)
    if spreadsheet_id is None:
        spreadsheet_id, sheet = _new_spreadsheet(db, form)
    else:
        sheet = _new_tab(db, spreadsheet_id)
    resource = form.resource | {"linkedSheetId": spreadsheet_id}
    linked = store.save_form(db, replace(form, resource=resource, sheet=sheet, next_row=1))
    opened = tab.opened(db, linked)
    if opened is not None:
        tab.write(db, opened, 0, dict(enumerate(map(tab.text_cell, tab.titles(linked)))))
    for response in store.responses(db, form_id):
        serial, next_row = append(db, linked, response.resource, response.submitted)
        store.save_response(db, replace(response, serial=serial))
        linked = store.save_form(db, replace(linked, next_row=next_row), revised=False)
    return linked.shown


def append(
    db: sqlite3.Connection, form: store.StoredForm, response: Resource, now: datetime
) -> tuple[float | None, int]:
    """Write a new response's row; the timestamp it got, and the row after it.

    Forms goes on below its last row even when people have cleared it. A form without a tab writes nothing.
    """
    opened = tab.opened(db, form)
    if opened is None:
        return None, form.next_row
    opened, columns = tab.with_columns(db, opened, form)
    row = max(len(opened.rows), form.next_row)
    opened = tab.lengthened(db, opened, row + 1)
    serial = _serial(now, opened)
    tab.write(db, opened, row, _cells(response, columns) | {columns.timestamp: _timestamp(serial)})
    return serial, row + 1


def rewrite(
    db: sqlite3.Connection, form: store.StoredForm, old: store.StoredResponse, new: Resource, now: datetime
) -> float | None:
    """Write an edited response into its row: a new timestamp, and a note at each cell that changed.

    Returns the new timestamp. A row that people removed from the sheet isn't written again.
    """
    opened = tab.opened(db, form)
    if opened is None:
        return None
    opened, columns = tab.with_columns(db, opened, form)
    before, after = _cells(old.resource, columns), _cells(new, columns)
    serial = _serial(now, opened)
    row = _row_of(opened, columns, old.serial, before)
    if row is not None:
        changed = {
            column: after.get(column, {}) | {"note": UPDATED}
            for column in {*before, *after}
            if before.get(column) != after.get(column)
        }
        tab.write(db, opened, row, changed, fields="userEnteredValue,note")
        tab.write(db, opened, row, {columns.timestamp: _timestamp(serial)})
    return serial


def retitle(db: sqlite3.Connection, form: store.StoredForm, *, before: Sequence[Asked]) -> None:
    """Carry changed question titles over to the tab's header, and give new questions their columns."""
    opened = tab.opened(db, form)
    if opened is None:
        return
    old_titles = {question.id: question.title for question in before}
    for question in items.asked(form.resource):
        old = old_titles.get(question.id, question.title)
        if old != question.title and old in opened.header:
            cell = {opened.header.index(old): tab.text_cell(question.title)}
            tab.write(db, opened, 0, cell, fields="userEnteredValue")
    renamed = tab.opened(db, form)
    if renamed is not None:
        tab.with_columns(db, renamed, form)


def _new_spreadsheet(db: sqlite3.Connection, form: store.StoredForm) -> tuple[str, int]:
    title = f"{form.resource['info']['title']} (Responses)"
    sheets = [{"properties": _tab_properties(f"{NEW_TAB} 1")}]
    spreadsheet_id = sheets_door.create(db, {"properties": {"title": title}, "sheets": sheets})
    made = sheets_door.get(db, spreadsheet_id, cells=False)["sheets"][0]
    return spreadsheet_id, made["properties"].get("sheetId", 0)


def _new_tab(db: sqlite3.Connection, spreadsheet_id: str) -> int:
    spreadsheet = sheets_door.get(db, spreadsheet_id, cells=False)
    taken = {sheet["properties"]["title"] for sheet in spreadsheet["sheets"]}
    number = next(number for number in range(1, len(taken) + 2) if f"{NEW_TAB} {number}" not in taken)
    properties = _tab_properties(f"{NEW_TAB} {number}") | {"index": 0}
    reply = sheets_door.batch_update(db, spreadsheet_id, [{"addSheet": {"properties": properties}}])[0]
    return int(reply["addSheet"]["properties"].get("sheetId", 0))


def _tab_properties(title: str) -> Resource:
    return {"title": title, "gridProperties": {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 1}}


def _serial(now: datetime, opened: Tab) -> float:
    """The moment as the spreadsheet's clock on the wall shows it."""
    return serial_number(now.astimezone(opened.zone).replace(tzinfo=None))


def _timestamp(serial: float) -> CellData:
    return {"userEnteredValue": {"numberValue": serial}, "userEnteredFormat": TIMESTAMP_FORMAT}


def _cells(response: Resource, columns: Columns) -> dict[int, CellData]:
    """The response's answers by column; ticked options are joined by a comma and a blank, as Forms does."""
    cells: dict[int, CellData] = {}
    for question, answer in response.get("answers", {}).items():
        texts = [each["value"] for each in answer["textAnswers"]["answers"]]
        if question in columns.questions:
            cells[columns.questions[question]] = answer_cell(", ".join(texts))
    if columns.email is not None and "respondentEmail" in response:
        cells[columns.email] = tab.text_cell(response["respondentEmail"])
    return cells


def _row_of(opened: Tab, columns: Columns, serial: float | None, cells: Mapping[int, CellData]) -> int | None:
    """The response's row: the one with its timestamp and, of several, the one with most of its answers."""
    rows = [
        number
        for number, row in enumerate(opened.rows)
        if number > 0 and serial is not None and _value(row, columns.timestamp) == serial
    ]
    return max(rows, key=lambda number: _agreement(opened.rows[number], cells), default=None)


def _agreement(row: Sequence[Any], cells: Mapping[int, CellData]) -> int:
    return sum(_value(row, column) in cell.get("userEnteredValue", {}).values() for column, cell in cells.items())


def _value(row: Sequence[Any], column: int) -> Any:
    return row[column] if column < len(row) else None
