"""A form for a response tab that exists already, say one that was imported from a CSV.

In: a spreadsheet and the tab's title. Out: a published form with one text question a column, linked to the tab,
whose rows are its responses; from then on it can be answered and edited like any other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from .. import catalogue, sheets_door
from ..oauth import DEFAULT_USER
from . import items, store, tab
from .answering import as_time
from .tab import EMAIL_TITLES, Columns, Tab

Resource = dict[str, Any]

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers count wall-clock time


def adopt(db: sqlite3.Connection, spreadsheet_id: str, title: str, now: datetime) -> Resource:
    """Make the form and return it. Raises GoogleError 404 for the spreadsheet, ValueError for the tab."""
    spreadsheet = sheets_door.get(db, spreadsheet_id, cells=False)
    sheets = {sheet["properties"]["title"]: sheet["properties"].get("sheetId", 0) for sheet in spreadsheet["sheets"]}
    if title not in sheets:
        raise ValueError(f"the spreadsheet has no tab {title!r}; it has {', '.join(map(repr, sheets))}")
    empty = store.new_form(
        db, {"info": {"title": title, "documentTitle": title}, **_settings()}, now, owner=DEFAULT_USER
    )
    catalogue.disown(db, empty.id)
    linked = replace(empty, resource=empty.resource | {"linkedSheetId": spreadsheet_id}, sheet=sheets[title])
    opened = tab.opened(db, linked)
    if opened is None or not opened.header:
        raise ValueError(f"the tab {title!r} has no header row")
    form = store.save_form(db, _with_questions(linked, opened))
    _, columns = tab.with_columns(db, opened, form)
    for row in opened.rows[1:]:
        if any(value != "" for value in row):
            _take_over(db, form, columns, opened, row, now)
    return form.shown


def _settings() -> Resource:
    return {
        "settings": {"emailCollectionType": "DO_NOT_COLLECT"},
        "publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": True}},
    }


def _with_questions(form: store.StoredForm, opened: Tab) -> store.StoredForm:
    """The form with a question for each column but the timestamp's and, in its place, the address's."""
    collects = len(opened.header) > 1 and opened.header[1] in EMAIL_TITLES
    titles = [title for title in opened.header[2 if collects else 1 :] if title]
    made: list[Resource] = []
    for title in titles:
        item = {"title": " ".join(title.split()), "questionItem": {"question": {"textQuestion": {}}}}
        made.append(items.prepared(item, [taken for each in made for taken in items.ids(each)]))
    kind = "RESPONDER_INPUT" if collects else "DO_NOT_COLLECT"
    resource = form.resource | {"items": made, "settings": {"emailCollectionType": kind}}
    return replace(form, resource=resource, next_row=len(opened.rows))


def _take_over(
    db: sqlite3.Connection, form: store.StoredForm, columns: Columns, opened: Tab, row: Sequence[Any], now: datetime
) -> None:
    stamp = row[columns.timestamp] if columns.timestamp < len(row) else None
    serial = float(stamp) if isinstance(stamp, (int, float)) else None
    submitted = now if serial is None else (_EPOCH + timedelta(days=serial)).replace(tzinfo=opened.zone)
    resource: Resource = {"createTime": as_time(submitted), "lastSubmittedTime": as_time(submitted), "answers": {}}
    for question, column in columns.questions.items():
        if column < len(row) and row[column] != "":
            answers = {"answers": [{"value": _text(row[column])}]}
            resource["answers"][question] = {"questionId": question, "textAnswers": answers}
    if columns.email is not None and columns.email < len(row):
        resource["respondentEmail"] = str(row[columns.email])
    store.new_response(db, form.id, resource, submitted, serial)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.15g}" if isinstance(value, float) else str(value)
