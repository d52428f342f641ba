"""Google Forms in the browser: a form for a tab, linking, and responses submitted, edited, deleted."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from werkzeug.wrappers import Request

from ..forms import adoption, answering, response_tab, store
from .bodies import Answer, Strict, read_body


class _Tab(Strict):
    spreadsheetId: str  # noqa: N815 - Google's spelling
    tab: str


class _Link(Strict):
    spreadsheetId: str | None = None  # noqa: N815 - Google's spelling


class _Answers(Strict):
    answers: dict[str, str | list[str]]
    email: str | None = None
    responseId: str | None = None  # noqa: N815 - Google's spelling


class _Response(Strict):
    responseId: str  # noqa: N815 - Google's spelling


def list_forms(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """GET forms."""
    del request, now
    return {"forms": [store.find_form(db, form_id).shown for form_id in store.form_ids(db)]}


def adopt_tab(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    """POST forms."""
    wanted = read_body(request, _Tab)
    return adoption.adopt(db, wanted.spreadsheetId, wanted.tab, now)


def link_form(request: Request, db: sqlite3.Connection, now: datetime, form_id: str) -> Answer:
    """POST forms/ID/link."""
    del now
    return response_tab.link(db, form_id, read_body(request, _Link).spreadsheetId)


def submit(request: Request, db: sqlite3.Connection, now: datetime, form_id: str) -> Answer:
    """POST forms/ID/submit."""
    wanted = read_body(request, _Answers)
    return answering.submit(db, form_id, wanted.answers, now, email=wanted.email)


def edit(request: Request, db: sqlite3.Connection, now: datetime, form_id: str) -> Answer:
    """POST forms/ID/edit."""
    wanted = read_body(request, _Answers)
    if wanted.responseId is None:
        raise ValueError("responseId: which response?")
    return answering.edit(db, form_id, wanted.responseId, wanted.answers, now)


def delete(request: Request, db: sqlite3.Connection, now: datetime, form_id: str) -> Answer:
    """POST forms/ID/delete."""
    del now
    answering.delete(db, form_id, read_body(request, _Response).responseId)
    return {}
