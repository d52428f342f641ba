"""A spreadsheet's page: its tabs, and one of them as a grid.

In: a spreadsheet's and a sheet's id. Out: the page around the grid, and the grid's data as JSON.
"""

from __future__ import annotations

import json
from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from ..forms import store as forms
from ..forms.tab import TIMESTAMP
from ..sheets import a1
from .methods import Methods
from .rendering import page
from .window import ROWS_AT_ONCE, window

Resource = dict[str, Any]

_TABS = "spreadsheetId,properties(title,timeZone,locale),sheets(properties,protectedRanges,charts(spec.title))"


def show_first_tab(request: Request, methods: Methods, spreadsheet_id: str) -> Response:
    """GET /spreadsheets/ID: on to the first tab that isn't hidden."""
    del request
    sheets = _tabs(methods, spreadsheet_id)["sheets"]
    first = next(each["properties"] for each in sheets if not each["properties"].get("hidden"))
    return redirect(f"/spreadsheets/{spreadsheet_id}/{first.get('sheetId', 0)}", 303)


def show_tab(request: Request, methods: Methods, spreadsheet_id: str, sheet_id: int) -> Response:
    """GET /spreadsheets/ID/SHEET; `?from=` is the first row to show, for tabs too long for one page."""
    spreadsheet = _tabs(methods, spreadsheet_id)
    sheet = _one(spreadsheet, sheet_id)
    start = request.args.get("from", 0, int)
    rows = sheet["properties"].get("gridProperties", {}).get("rowCount", 0)
    return page(
        "spreadsheet.html",
        spreadsheet=spreadsheet,
        tabs=[each["properties"] for each in spreadsheet["sheets"]],
        current=sheet["properties"],
        protected=sorted({_protection(each) for each in sheet.get("protectedRanges", [])}),
        charts=[each["spec"].get("title") or "untitled" for each in sheet.get("charts", [])],
        form=_form_of(methods, spreadsheet_id, sheet_id),
        has_responses=_first_title(methods, spreadsheet_id, sheet["properties"]["title"]) == TIMESTAMP,
        start=start,
        step=ROWS_AT_ONCE,
        row_count=rows,
        address=f"/spreadsheets/{spreadsheet_id}/{sheet_id}",
    )


def show_cells(request: Request, methods: Methods, spreadsheet_id: str, sheet_id: int) -> Response:
    """GET /spreadsheets/ID/SHEET/cells: the grid's data, see `window`."""
    start = max(0, request.args.get("from", 0, int))
    sheet = _one(_tabs(methods, spreadsheet_id), sheet_id)
    if "gridProperties" not in sheet["properties"]:
        raise NotFound("This tab has no cells.")
    found = window(methods, spreadsheet_id, sheet["properties"], start)
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return Response(text, content_type="application/json; charset=utf-8")


def _tabs(methods: Methods, spreadsheet_id: str) -> Resource:
    asked = {"spreadsheetId": spreadsheet_id, "ranges": [], "includeGridData": False}
    return methods.call("sheets.spreadsheets.get", asked, only=_TABS)


def _one(spreadsheet: Resource, sheet_id: int) -> Resource:
    for sheet in spreadsheet["sheets"]:
        if sheet["properties"].get("sheetId", 0) == sheet_id:
            return dict(sheet)
    raise NotFound(f"{spreadsheet['properties']['title']} has no tab with the id {sheet_id}.")


def _protection(protected: Resource) -> str:
    what = protected.get("description") or "a range without a description"
    return f"{what} (a warning)" if protected.get("warningOnly") else what


def _first_title(methods: Methods, spreadsheet_id: str, title: str) -> str | None:
    """What the tab's first cell shows."""
    asked = {"spreadsheetId": spreadsheet_id, "range": f"{a1.quoted(title)}!A1"}
    rows = methods.call("sheets.spreadsheets.values.get", asked).get("values", [])
    return str(rows[0][0]) if rows and rows[0] else None


def _form_of(methods: Methods, spreadsheet_id: str, sheet_id: int) -> str | None:
    """The id of the form whose response tab this is."""
    for form_id in forms.form_ids(methods.db):
        form = forms.find_form(methods.db, form_id)
        if (form.spreadsheet, form.sheet) == (spreadsheet_id, sheet_id):
            return form_id
    return None
