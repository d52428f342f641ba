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
| `forms` | POST `{"spreadsheetId", "tab"}`: a form for a response tab that exists |
| `forms/ID/link` | POST `{"spreadsheetId": optional}` |
| `forms/ID/submit` | POST `{"answers": {question: text or [texts]}, "email"}` |
| `forms/ID/edit`, `forms/ID/delete` | POST the same with `"responseId"`; for delete, that alone |
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from . import clock, faults, journal
from .errors import GoogleError
from .forms import adoption, answering, response_tab
from .gmail import allowance, deliver
from .oauth import grants, service_accounts

PREFIX = "/_sandbox"

Answer = dict[str, Any]
Body = TypeVar("Body")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Clock(_Strict):
    now: AwareDatetime | None
    running: bool = True


class _Bounce(_Strict):
    address: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    reason: str = deliver.NO_SUCH_USER


class _Account(_Strict):
    user: str = grants.DEFAULT_USER
    scopes: frozenset[str] | None = None


class _ServiceAccount(_Strict):
    email: str
    delegated: frozenset[str] | None = None


class _Tab(_Strict):
    spreadsheetId: str  # noqa: N815 - Google's spelling
    tab: str


class _Link(_Strict):
    spreadsheetId: str | None = None  # noqa: N815 - Google's spelling


class _Answers(_Strict):
    answers: dict[str, str | list[str]]
    email: str | None = None
    responseId: str | None = None  # noqa: N815 - Google's spelling


class _Response(_Strict):
    responseId: str  # noqa: N815 - Google's spelling


def respond(request: Request, db: sqlite3.Connection, now: datetime) -> Response:
    """Answer a request whose path begins with `PREFIX`, within the caller's transaction; a refusal ends it undone."""
    try:
        endpoint, values = ROUTES.bind_to_environ(request.environ).match()
        return _json(_ENDPOINTS[endpoint](request, db, now, **values))
    except ValidationError as mistake:
        problems = [f"{'.'.join(map(str, each['loc'])) or 'body'}: {each['msg']}" for each in mistake.errors()]
        refusal = _error(400, "; ".join(problems))
    except (ValueError, answering.AnswerRefusedError) as mistake:
        refusal = _error(400, str(mistake))
    except GoogleError as error:
        refusal = _error(error.code, error.message)
    except HTTPException as error:
        refusal = _error(error.code or 500, error.description or error.name)
    db.rollback()
    return refusal


def _health(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del request, db
    return {"status": "ok", "now": now.isoformat()}


def _list_faults(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del request, now
    return {"faults": [faults.describe(*entry) for entry in faults.rules(db)]}


def _add_fault(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del now
    return {"id": faults.add(db, _body(request, faults.Rule))}


def _clear_faults(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del request, now
    faults.clear(db)
    return {}


def _read_clock(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del request
    setting = clock.read_setting(db)
    return {"now": now.isoformat(), "set": setting is not None, "running": setting is None or setting.running}


def _set_clock(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del now
    wanted = _body(request, _Clock)
    clock.set_clock(db, wanted.now, running=wanted.running)
    return _read_clock(request, db, clock.now(db))


def _read_journal(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del now
    after, last = int(request.args.get("after", 0)), int(request.args.get("last", journal.KEPT))
    return {"entries": [entry.as_json() for entry in journal.entries(db, after=after, last=last)]}


def _clear_journal(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del request, now
    journal.clear(db)
    return {}


def _list_bounces(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del request, now
    return {"bounces": deliver.bounces(db)}


def _add_bounce(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    bounce = _body(request, _Bounce)
    deliver.set_bounce(db, bounce.address, bounce.reason)
    return _list_bounces(request, db, now)


def _remove_bounce(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    deliver.set_bounce(db, request.args.get("address", ""), None)
    return _list_bounces(request, db, now)


def _list_limits(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del request, now
    return {"limits": allowance.limits(db)}


def _set_limits(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    for name, value in _body(request, dict[str, int]).items():
        allowance.set_limit(db, name, value)
    return _list_limits(request, db, now)


def _issue_tokens(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    account = _body(request, _Account)
    grant = grants.Grant(account.user.lower(), account.scopes)
    return {
        "refresh_token": grants.issue_refresh_token(db, grant),
        "access_token": grants.issue_access_token(db, grant, now),
    }


def _create_service_account(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    del now
    wanted = _body(request, _ServiceAccount)
    token_uri = f"{request.host_url}token"
    return dict(service_accounts.create(db, wanted.email, delegated=wanted.delegated, token_uri=token_uri))


def _adopt_tab(request: Request, db: sqlite3.Connection, now: datetime) -> Answer:
    wanted = _body(request, _Tab)
    return adoption.adopt(db, wanted.spreadsheetId, wanted.tab, now)


def _link_form(request: Request, db: sqlite3.Connection, now: datetime, form_id: str) -> Answer:
    del now
    return response_tab.link(db, form_id, _body(request, _Link).spreadsheetId)


def _submit(request: Request, db: sqlite3.Connection, now: datetime, form_id: str) -> Answer:
    wanted = _body(request, _Answers)
    return answering.submit(db, form_id, wanted.answers, now, email=wanted.email)


def _edit(request: Request, db: sqlite3.Connection, now: datetime, form_id: str) -> Answer:
    wanted = _body(request, _Answers)
    if wanted.responseId is None:
        raise ValueError("responseId: which response?")
    return answering.edit(db, form_id, wanted.responseId, wanted.answers, now)


def _delete(request: Request, db: sqlite3.Connection, now: datetime, form_id: str) -> Answer:
    del now
    answering.delete(db, form_id, _body(request, _Response).responseId)
    return {}


_TABLE: dict[tuple[str, str], Callable[..., Answer]] = {
    ("GET", "health"): _health,
    ("GET", "faults"): _list_faults,
    ("POST", "faults"): _add_fault,
    ("DELETE", "faults"): _clear_faults,
    ("GET", "clock"): _read_clock,
    ("PUT", "clock"): _set_clock,
    ("GET", "journal"): _read_journal,
    ("DELETE", "journal"): _clear_journal,
    ("GET", "bounces"): _list_bounces,
    ("POST", "bounces"): _add_bounce,
    ("DELETE", "bounces"): _remove_bounce,
    ("GET", "limits"): _list_limits,
    ("PUT", "limits"): _set_limits,
    ("POST", "tokens"): _issue_tokens,
    ("POST", "service-accounts"): _create_service_account,
    ("POST", "forms"): _adopt_tab,
    ("POST", "forms/<form_id>/link"): _link_form,
    ("POST", "forms/<form_id>/submit"): _submit,
    ("POST", "forms/<form_id>/edit"): _edit,
    ("POST", "forms/<form_id>/delete"): _delete,
}
_ENDPOINTS = {f"{verb} {path}": answer for (verb, path), answer in _TABLE.items()}
ROUTES = Map([Rule(f"{PREFIX}/{path}", methods=[verb], endpoint=f"{verb} {path}") for verb, path in _TABLE])


def _body(request: Request, shape: type[Body]) -> Body:
    return TypeAdapter(shape).validate_json(request.get_data() or b"{}")


def _json(body: Answer, status: int = 200) -> Response:
    return Response(json.dumps(body, indent=2), status, content_type="application/json; charset=utf-8")


def _error(status: int, message: str) -> Response:
    return _json({"error": {"code": status, "message": message}}, status)
