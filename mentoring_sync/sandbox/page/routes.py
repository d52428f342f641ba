"""Which function answers which address of the page, and how mistakes are told.

In: a request within the caller's transaction. Out: a response; a refusal leaves nothing changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime

from pydantic import ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect, Rule
from werkzeug.wrappers import Request, Response

from ..errors import GoogleError
from . import changes, forms, guard, journal, mail, overview, spreadsheets, static
from .methods import Methods
from .rendering import page

_TAB = "/spreadsheets/<spreadsheet_id>/<int:sheet_id>"
_TABLE: dict[tuple[str, str], Callable[..., Response]] = {
    ("GET", "/"): overview.show,
    ("GET", "/spreadsheets/<spreadsheet_id>"): spreadsheets.show_first_tab,
    ("GET", _TAB): spreadsheets.show_tab,
    ("GET", f"{_TAB}/cells"): spreadsheets.show_cells,
    ("POST", f"{_TAB}/enter"): changes.enter,
    ("POST", f"{_TAB}/sort"): changes.sort,
    ("POST", f"{_TAB}/insert-row"): changes.insert_row,
    ("POST", f"{_TAB}/delete-row"): changes.delete_row,
    ("POST", f"{_TAB}/form"): forms.make_for_tab,
    ("GET", "/forms/<form_id>"): forms.show,
    ("POST", "/forms/<form_id>"): forms.submit,
    ("GET", "/forms/<form_id>/received"): forms.show_received,
    ("GET", "/mail/<user>/<any(inbox, sent, drafts):box>"): mail.show_box,
    ("GET", "/mail/<user>/message/<message_id>"): mail.show_message,
    ("GET", "/mail/<user>/message/<message_id>/html"): mail.show_html,
    ("GET", "/mail/<user>/message/<message_id>/attachments/<attachment_id>"): mail.give_attachment,
    ("GET", "/journal"): journal.show,
    ("GET", "/static/<path:name>"): static.give,
}
_ENDPOINTS = {f"{verb} {path}": answer for (verb, path), answer in _TABLE.items()}
ROUTES = Map([Rule(path, methods=[verb], endpoint=f"{verb} {path}") for verb, path in _TABLE])


def respond(request: Request, db: sqlite3.Connection, now: datetime) -> Response:
    """Answer a request for one of the page's addresses."""
    try:
        guard.check(request)
        endpoint, values = ROUTES.bind_to_environ(request.environ).match()
        return guard.guarded(_ENDPOINTS[endpoint](request, Methods(db, now), **values))
    except RequestRedirect as redirect:
        return guard.guarded(Response(status=308, headers={"Location": redirect.new_url}))
    except ValidationError as mistake:
        status, message = 400, "; ".join(f"{_place(each['loc'])}: {each['msg']}" for each in mistake.errors())
    except GoogleError as error:
        status, message = error.code, error.message
    except ValueError as mistake:
        status, message = 400, str(mistake)
    except HTTPException as error:
        status, message = error.code or 500, error.description or error.name
    db.rollback()
    return guard.guarded(_refusal(request, status, message))


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)) or "body"


def _refusal(request: Request, status: int, message: str) -> Response:
    """A page for a person, JSON for the grid's script."""
    if request.is_json or request.path.endswith("/cells"):
        return Response(json.dumps({"message": message}), status, content_type="application/json")
    return page("refusal.html", status, message=message, code=status)
