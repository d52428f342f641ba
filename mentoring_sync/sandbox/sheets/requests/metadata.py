"""Developer metadata: create, update and delete within a batch."""

from __future__ import annotations

from typing import Any

from .. import metadata
from ..document import Document
from .masked import mask_of


def create_developer_metadata(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """createDeveloperMetadata: an id that is in use fails the whole batch."""
    entry = metadata.create(document, request.get("developerMetadata", {}))
    return {"developerMetadata": metadata.resource(document, entry)}


def update_developer_metadata(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateDeveloperMetadata: every entry that a filter matches; none is no mistake."""
    mask, wanted = mask_of(request), request.get("developerMetadata", {})
    names = {"metadataKey", "metadataValue", "visibility", "location"} if "*" in mask else set(mask)
    changed = [metadata.update(document, entry, wanted, names) for entry in _matched(document, request)]
    return {"developerMetadata": [metadata.resource(document, each) for each in changed]} if changed else {}


def delete_developer_metadata(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteDeveloperMetadata: the reply has what was deleted."""
    one = {"dataFilters": [request["dataFilter"]] if "dataFilter" in request else []}
    found = _matched(document, one)
    deleted = [metadata.resource(document, entry) for entry in found]
    numbers = {entry["metadataId"] for entry in found}
    document.metadata = [entry for entry in document.metadata if entry["metadataId"] not in numbers]
    return {"deletedDeveloperMetadata": deleted} if deleted else {}


def _matched(document: Document, request: dict[str, Any]) -> list[dict[str, Any]]:
    """Every entry that one of the filters matches, once."""
    found = {
        entry["metadataId"]: entry
        for data_filter in request.get("dataFilters", ())
        for entry in metadata.looked_up(document, data_filter.get("developerMetadataLookup", {}))
    }
    return list(found.values())


KINDS = {
    "createDeveloperMetadata": create_developer_metadata,
    "updateDeveloperMetadata": update_developer_metadata,
    "deleteDeveloperMetadata": delete_developer_metadata,
}
