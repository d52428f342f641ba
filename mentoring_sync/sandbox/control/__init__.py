"""The control room, JSON over HTTP under `/_sandbox/`: what a real Workspace has no address for.

In: requests to the routes below. Out: JSON; mistakes are answered with 400 or 404 and `{"error": {"message": ...}}`.

| route | methods |
|---|---|
| `health` | GET |
| `faults` | GET, POST a `faults.Rule`, DELETE |
| `clock` | GET, PUT `{"now": ISO 8601 or null, "running": bool}` |
| `journal` | GET `?after=SEQ&last=N`, DELETE |
| `bounces` | GET, POST `{"address", "reason"}`, DELETE `?address=` |
| `limits` | GET, PUT `{name: value}` |
| `tokens` | POST `{"user", "scopes"}`: a refresh and an access token |
| `service-accounts` | POST `{"email", "delegated": [scopes] or null}`: a key file |
| `forms` | GET; POST `{"spreadsheetId", "tab"}`: a form for a response tab that exists |
| `forms/ID/link` | POST `{"spreadsheetId": optional}` |
| `forms/ID/submit` | POST `{"answers": {question: text or [texts]}, "email"}` |
| `forms/ID/edit`, `forms/ID/delete` | POST the same with `"responseId"`; for delete, that alone |
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime

from pydantic import ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from ..errors import GoogleError
from ..forms.answering import AnswerRefusedError
from . import accounts, forms, post, steering
from .bodies import Answer

PREFIX = "/_sandbox"

_TABLE: dict[tuple[str, str], Callable[..., Answer]] = {
    ("GET", "health"): steering.health,
    ("GET", "faults"): steering.list_faults,
    ("POST", "faults"): steering.add_fault,
    ("DELETE", "faults"): steering.clear_faults,
    ("GET", "clock"): steering.read_clock,
    ("PUT", "clock"): steering.set_clock,
    ("GET", "journal"): steering.read_journal,
    ("DELETE", "journal"): steering.clear_journal,
    ("GET", "bounces"): post.list_bounces,
    ("POST", "bounces"): post.add_bounce,
    ("DELETE", "bounces"): post.remove_bounce,
    ("GET", "limits"): post.list_limits,
    ("PUT", "limits"): post.set_limits,
    ("POST", "tokens"): accounts.issue_tokens,
    ("POST", "service-accounts"): accounts.create_service_account,
    ("GET", "forms"): forms.list_forms,
    ("POST", "forms"): forms.adopt_tab,
    ("POST", "forms/<form_id>/link"): forms.link_form,
    ("POST", "forms/<form_id>/submit"): forms.submit,
    ("POST", "forms/<form_id>/edit"): forms.edit,
    ("POST", "forms/<form_id>/delete"): forms.delete,
}
_ENDPOINTS = {f"{verb} {path}": answer for (verb, path), answer in _TABLE.items()}
ROUTES = Map([Rule(f"{PREFIX}/{path}", methods=[verb], endpoint=f"{verb} {path}") for verb, path in _TABLE])


def respond(request: Request, db: sqlite3.Connection, now: datetime) -> Response:
    """Answer a request whose path begins with `PREFIX`, within the caller's transaction; a refusal ends it undone."""
    try:
        endpoint, values = ROUTES.bind_to_environ(request.environ).match()
        return _json(_ENDPOINTS[endpoint](request, db, now, **values))
    except ValidationError as mistake:
        problems = [f"{'.'.join(map(str, each['loc'])) or 'body'}: {each['msg']}" for each in mistake.errors()]
        refusal = _error(400, "; ".join(problems))
    except (ValueError, AnswerRefusedError) as mistake:
        refusal = _error(400, str(mistake))
    except GoogleError as error:
        refusal = _error(error.code, error.message)
    except HTTPException as error:
        refusal = _error(error.code or 500, error.description or error.name)
    db.rollback()
    return refusal


def _json(body: Answer, status: int = 200) -> Response:
    return Response(json.dumps(body, indent=2), status, content_type="application/json; charset=utf-8")


def _error(status: int, message: str) -> Response:
    return _json({"error": {"code": status, "message": message}}, status)
