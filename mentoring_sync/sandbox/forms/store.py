"""Forms and their responses as they are kept.

In and out: Form and FormResponse resources of the forms.v1 discovery document, and where a form's response tab is.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from .. import catalogue
from ..errors import GoogleError

SCHEMA = """
CREATE TABLE IF NOT EXISTS form_forms (
    id TEXT PRIMARY KEY,
    resource TEXT NOT NULL,
    revision INTEGER NOT NULL,
    sheet INTEGER,
    next_row INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS form_responses (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    form TEXT NOT NULL,
    resource TEXT NOT NULL,
    submitted TEXT NOT NULL,
    serial REAL
);
CREATE INDEX IF NOT EXISTS form_responses_by_form ON form_responses (form, number);
"""

Resource = dict[str, Any]

FORM = "application/vnd.google-apps.form"
"""What a form is to Drive."""


@dataclass(frozen=True)
class StoredForm:
    """A form: its resource, its revision, the sheet id of its response tab and the row after its last response."""

    id: str
    resource: Resource
    revision: int = 1
    sheet: int | None = None
    next_row: int = 1

    @property
    def shown(self) -> Resource:
        """The Form resource."""
        return self.resource | {"formId": self.id, "revisionId": f"{self.revision:08d}"}

    @property
    def spreadsheet(self) -> str | None:
        """The id of the linked spreadsheet."""
        return self.resource.get("linkedSheetId")


@dataclass(frozen=True)
class StoredResponse:
    """A response: its resource, when it was last submitted, and the timestamp its row carries (a serial number)."""

    id: str
    form: str
    resource: Resource
    submitted: datetime
    serial: float | None


def not_found() -> GoogleError:
    """404: no such form or response."""
    return GoogleError(404, "NOT_FOUND", "Requested entity was not found.")


def new_form(db: sqlite3.Connection, resource: Resource, now: datetime, *, owner: str) -> StoredForm:
    """Keep a form that begins its life, and enter it in Drive."""
    form_id = catalogue.add(db, resource["info"]["documentTitle"], FORM, now, owner=owner).id
    responder = f"https://docs.google.com/forms/d/e/1FAIpQLS{secrets.token_urlsafe(36)}/viewform"
    form = StoredForm(form_id, resource | {"responderUri": responder})
    db.execute(
        "INSERT INTO form_forms (id, resource, revision) VALUES (?, ?, ?)", (form_id, json.dumps(form.resource), 1)
    )
    return form


def find_form(db: sqlite3.Connection, form_id: str) -> StoredForm:
    """Raises GoogleError 404."""
    row = db.execute(
        "SELECT id, resource, revision, sheet, next_row FROM form_forms WHERE id = ?", (form_id,)
    ).fetchone()
    if row is None:
        raise not_found()
    return StoredForm(row[0], json.loads(row[1]), row[2], row[3], row[4])


def form_ids(db: sqlite3.Connection) -> list[str]:
    """Every form's id."""
    return [row[0] for row in db.execute("SELECT id FROM form_forms ORDER BY rowid")]


def save_form(db: sqlite3.Connection, form: StoredForm, *, revised: bool = True) -> StoredForm:
    """Keep the form; a revised one gets the next revision."""
    kept = replace(form, revision=form.revision + 1) if revised else form
    db.execute(
        "UPDATE form_forms SET resource = ?, revision = ?, sheet = ?, next_row = ? WHERE id = ?",
        (json.dumps(kept.resource), kept.revision, kept.sheet, kept.next_row, kept.id),
    )
    return kept


def new_response(
    db: sqlite3.Connection, form_id: str, resource: Resource, submitted: datetime, serial: float | None
) -> StoredResponse:
    """Keep a response that was submitted for the first time."""
    response_id = "ACYDBN" + secrets.token_urlsafe(24)
    response = StoredResponse(
        response_id, form_id, resource | {"formId": form_id, "responseId": response_id}, submitted, serial
    )
    db.execute(
        "INSERT INTO form_responses (id, form, resource, submitted, serial) VALUES (?, ?, ?, ?, ?)",
        (response_id, form_id, json.dumps(response.resource), submitted.isoformat(), serial),
    )
    return response


def save_response(db: sqlite3.Connection, response: StoredResponse) -> None:
    """Keep a response that was edited."""
    db.execute(
        "UPDATE form_responses SET resource = ?, submitted = ?, serial = ? WHERE id = ?",
        (json.dumps(response.resource), response.submitted.isoformat(), response.serial, response.id),
    )


def find_response(db: sqlite3.Connection, form_id: str, response_id: str) -> StoredResponse:
    """Raises GoogleError 404."""
    row = db.execute(
        "SELECT id, form, resource, submitted, serial FROM form_responses WHERE form = ? AND id = ?",
        (form_id, response_id),
    ).fetchone()
    if row is None:
        raise not_found()
    return _response(row)


def responses(db: sqlite3.Connection, form_id: str) -> list[StoredResponse]:
    """The form's responses in the order in which they came."""
    rows = db.execute(
        "SELECT id, form, resource, submitted, serial FROM form_responses WHERE form = ? ORDER BY number",
        (form_id,),
    )
    return [_response(row) for row in rows]


def delete_response(db: sqlite3.Connection, response: StoredResponse) -> None:
    """Forget the response."""
    db.execute("DELETE FROM form_responses WHERE id = ?", (response.id,))


def _response(row: Sequence[Any]) -> StoredResponse:
    return StoredResponse(row[0], row[1], json.loads(row[2]), datetime.fromisoformat(row[3]), row[4])
