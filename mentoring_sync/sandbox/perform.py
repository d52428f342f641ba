"""One request to one of Google's APIs, from its address to its answer.

In: the request as it was sent. Out: `Answer`. The path is found in the discovery documents, parameters and body are
checked against them, the token's scopes against the method's; the method's handler then works in one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from os import SEEK_END
from typing import IO, Any

from . import access, clock, discovery, drive, encoding, fields, forms, gmail, oauth, sheets
from .call import Call, Handler, Media
from .errors import GoogleError, envelope, violations
from .store import transaction
from .uploads import Payload, read_payload

HANDLERS: dict[str, Handler] = {**sheets.HANDLERS, **gmail.HANDLERS, **drive.HANDLERS, **forms.HANDLERS}
JSON = "application/json; charset=UTF-8"

_SCOPE_TOO_SMALL = {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    "domain": "googleapis.com",
}


@dataclass(frozen=True)
class Asked:
    """A request: `path` percent-encoded as it was sent, `query` as decoded (name, value) pairs."""

    verb: str
    path: str
    query: Sequence[tuple[str, str]] = ()
    content: bytes = b""
    content_type: str = ""
    authorization: str | None = None


@dataclass
class Answer:
    """A response, and what the journal should know of it; a long one is in `file`, with no `content`."""

    status: int
    content: bytes
    content_type: str = JSON
    method: str | None = None
    notes: list[str] = field(default_factory=list)
    file: IO[bytes] | None = None

    @property
    def size(self) -> int:
        """Bytes."""
        if self.file is None:
            return len(self.content)
        here, end = self.file.tell(), self.file.seek(0, SEEK_END)
        self.file.seek(here)
        return end


class UnfitAnswerError(AssertionError):
    """An answer that the API's own schema refuses: a mistake in the sandbox."""


def perform(db: sqlite3.Connection, asked: Asked, *, check_responses: bool, streams: bool = False) -> Answer:
    """Carry out the request; refusals come back as answers too. With `streams` a long answer comes as a file."""
    found = discovery.find(asked.verb, asked.path)
    if found is None:
        return refusal(GoogleError(404, "NOT_FOUND", f"No method at {asked.verb} {asked.path}"), "sheets")
    method, path = found
    notes: list[str] = []
    try:
        result, mask = _carry_out(db, asked, method, path, notes, streams=streams and not check_responses)
    except GoogleError as error:
        answer = refusal(error, method.api)
    else:
        answer = _answer(result, mask, method, check_responses=check_responses)
    answer.method = method.id
    answer.notes = notes
    return answer


def refusal(error: GoogleError, api: str) -> Answer:
    """The answer that says the error in the API's shape."""
    return Answer(error.code, json.dumps(envelope(error, api), indent=2, ensure_ascii=False).encode())


def _carry_out(
    db: sqlite3.Connection,
    asked: Asked,
    method: discovery.Method,
    path: dict[str, str],
    notes: list[str],
    *,
    streams: bool,
) -> tuple[dict[str, Any] | Media, fields.Mask]:
    now = clock.now(db)
    grant = _grant(db, asked, method, names_file=access.names_file(path))
    _check_scopes(method, grant)
    params = discovery.check_parameters(method, path, asked.query)
    gmail.keep_to_headers(method.id, params, grant.scopes or frozenset())
    payload = read_payload(asked.content, asked.content_type, is_upload=method.is_upload)
    body = discovery.check_body(method, payload.json)
    mask = _mask(method, params)
    handler = HANDLERS.get(method.id)
    if handler is None:
        raise GoogleError(501, "UNIMPLEMENTED", f"The sandbox has no {method.id}.")
    gmail.charge(db, method.id, grant.user, now)
    with transaction(db, writing=method.verb != "GET"):
        role = access.check(db, method.id, method.verb, params, body, grant.user)
        call = replace(_call(db, method, params, body, payload, grant, notes, mask), streams=streams)
        return handler(call if role is access.Role.OWNER else replace(call, editor=grant.user)), mask


def _grant(db: sqlite3.Connection, asked: Asked, method: discovery.Method, *, names_file: bool) -> oauth.Grant:
    """Who asks: by the token, or nobody in particular with an API key alone, which reads and nothing else."""
    if asked.authorization is None and any(name == "key" and value for name, value in asked.query):
        return oauth.with_key(can_have_a_key=names_file and method.verb == "GET" and method.api != "forms")
    return oauth.authorise(db, asked.authorization, clock.now(db))


def _call(
    db: sqlite3.Connection,
    method: discovery.Method,
    params: dict[str, Any],
    body: dict[str, Any],
    payload: Payload,
    grant: oauth.Grant,
    notes: list[str],
    mask: fields.Mask,
) -> Call:
    return Call(
        method=method.id,
        params=params,
        body=body,
        media=payload.media,
        media_type=payload.media_type,
        db=db,
        now=clock.now(db),
        user=grant.user,
        notes=notes,
        fields=mask or None,
    )


def _check_scopes(method: discovery.Method, grant: oauth.Grant) -> None:
    if grant.scopes is None or not method.scopes or grant.scopes & method.scopes:
        return
    raise GoogleError(
        403,
        "PERMISSION_DENIED",
        "Request had insufficient authentication scopes.",
        reason="insufficientPermissions",
        details=[_SCOPE_TOO_SMALL | {"metadata": {"method": method.id}}],
    )


def _mask(method: discovery.Method, params: dict[str, Any]) -> fields.Mask:
    """The `fields` parameter. Raises GoogleError 400 when it names what the answer can't have."""
    mask = fields.parse(params["fields"]) if params.get("fields") else fields.Mask()
    wrong = fields.unknown(mask, {"$ref": method.response}, method.schemas) if mask and method.response else None
    if wrong is None:
        return mask
    if method.api == "drive":
        text = f"Invalid field selection {wrong}"
        raise GoogleError(400, "INVALID_ARGUMENT", text, reason="invalidParameter", location="fields")
    text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{wrong}'."
    error = violations([(wrong, text)])
    raise GoogleError(400, error.status, "Request contains an invalid argument.", details=error.details)


def _answer(
    result: dict[str, Any] | Media, mask: fields.Mask, method: discovery.Method, *, check_responses: bool
) -> Answer:
    if isinstance(result, Media):
        return Answer(200, result.content, result.content_type)
    if check_responses and (wrong := discovery.check_response(method, result)):
        raise UnfitAnswerError(f"{method.id}: {'; '.join(wrong[:5])}")
    if method.response is None:
        return Answer(204, b"", "text/html")
    shown = fields.select(result, mask)
    text = encoding.written(shown)
    return Answer(200, text) if isinstance(text, bytes) else Answer(200, b"", file=text)
