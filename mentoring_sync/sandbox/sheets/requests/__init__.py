"""The requests of batchUpdate, one function a kind, one file a family.

In: a document to change and the requests as a batch has them. Out: the replies, in order. A request that can't be
carried out raises GoogleError 400 naming it, and the caller gives up the whole document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...errors import GoogleError
from ..document import Document
from ..protected import check_request
from . import (
    banding,
    cells,
    charts,
    conditional,
    copying,
    dimensions,
    filters,
    groups,
    merges,
    metadata,
    naming,
    protection,
    sheets,
    shifting,
    sorting,
    tables,
    tidying,
    validation,
)
from .masked import check_mask

Change = Callable[[Document, dict[str, Any]], dict[str, Any]]

KINDS: Mapping[str, Change] = {
    kind: change
    for family in (
        sheets,
        dimensions,
        groups,
        shifting,
        cells,
        copying,
        sorting,
        filters,
        tidying,
        validation,
        protection,
        naming,
        metadata,
        conditional,
        banding,
        merges,
        tables,
        charts,
    )
    for kind, change in family.KINDS.items()
}


def apply(document: Document, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Carry out the requests in order; each sees what the ones before it did."""
    return [_one(document, index, request) for index, request in enumerate(requests)]


def _one(document: Document, index: int, request: dict[str, Any]) -> dict[str, Any]:
    if not request:
        raise GoogleError(400, "INVALID_ARGUMENT", f"Invalid requests[{index}]: No request set.")
    (kind, asked) = next(iter(request.items()))
    change = KINDS.get(kind)
    if change is None:
        raise GoogleError(501, "UNIMPLEMENTED", f"Invalid requests[{index}].{kind}: the sandbox has no such request.")
    try:
        check_mask(kind, asked)
        check_request(document, kind, asked)
        reply = change(document, asked)
    except GoogleError as error:
        raise GoogleError(error.code, error.status, f"Invalid requests[{index}].{kind}: {error.message}") from error
    document.computed.clear()
    return {kind: reply} if reply or kind in _ANSWERED_EMPTY else {}


_ANSWERED_EMPTY = frozenset({"deleteDimensionGroup", "findReplace", "deleteDeveloperMetadata", "trimWhitespace"})
"""Kinds that have a reply even when there is nothing to say."""
