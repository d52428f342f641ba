"""Reading forms and their responses: forms.get, forms.responses.get, forms.responses.list.

In: calls. Out: Form and FormResponse resources; a list's pages hold at most 5,000 responses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from operator import ge, gt
from typing import Any

from ..call import Call
from ..errors import GoogleError
from . import store

LARGEST_PAGE = 5_000
_FILTER = re.compile(r"timestamp\s*(>=?)\s*(\S+)")


def get(call: Call) -> dict[str, Any]:
    """forms.get."""
    return store.find_form(call.db, str(call.params["formId"])).shown


def get_response(call: Call) -> dict[str, Any]:
    """forms.responses.get."""
    form = store.find_form(call.db, str(call.params["formId"]))
    return store.find_response(call.db, form.id, str(call.params["responseId"])).resource


def list_responses(call: Call) -> dict[str, Any]:
    """forms.responses.list; the filter compares the last submission, as `timestamp >= 2026-09-03T14:03:22Z` does."""
    form = store.find_form(call.db, str(call.params["formId"]))
    wanted = _wanted(str(call.params.get("filter", "")))
    found = [response.resource for response in store.responses(call.db, form.id) if wanted(response.submitted)]
    size = min(int(call.params.get("pageSize") or LARGEST_PAGE), LARGEST_PAGE)
    start = _start(str(call.params.get("pageToken", "")))
    answer: dict[str, Any] = {"responses": found[start : start + size]} if found[start : start + size] else {}
    if start + size < len(found):
        answer["nextPageToken"] = str(start + size)
    return answer


def _wanted(text: str) -> Callable[[datetime], bool]:
    if not text:
        return lambda _: True
    found = _FILTER.fullmatch(text.strip())
    try:
        bound = datetime.fromisoformat(found[2]) if found else None
    except ValueError:
        bound = None
    if found is None or bound is None or bound.tzinfo is None:
        raise _invalid(f"Invalid filter: {text}")
    compare, limit = (ge if found[1] == ">=" else gt), bound
    return lambda submitted: bool(compare(submitted, limit))


def _start(token: str) -> int:
    if token and not re.fullmatch(r"[0-9]{1,9}", token):
        raise _invalid("Invalid page token.")
    return int(token or 0)


def _invalid(message: str) -> GoogleError:
    return GoogleError(400, "INVALID_ARGUMENT", message)
