"""Marks on columns: developer metadata that says which title a column was made with.

It stays on its column when that is moved, when others are put in before it and when its header is typed over, and goes
when the column goes (developers.google.com/workspace/sheets/api/guides/metadata). It is visible to every program that
may read the spreadsheet (DOCUMENT): with PROJECT, only credentials of the same Google Cloud project would see it, and a
programme whose operator changes credentials would lose sight of its own columns. A column's metadata comes with the
grid's `columnMetadata`, so it is read in the same request as the cells. What becomes of it when somebody copies a tab
or the whole spreadsheet isn't documented: whoever reads marks is prepared for none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mentoring_sync.spreadsheet.grid import Mark

COLUMN_KEY = "mentoring-sync-column"
Request = dict[str, Any]


def mark(sheet_id: int, column: int, title: str) -> Request:
    """The request that marks a column; Google chooses the id."""
    place = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    metadata = {
        "metadataKey": COLUMN_KEY,
        "metadataValue": title,
        "location": {"dimensionRange": place},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def drop(metadata_id: int) -> Request:
    """The request that takes a mark away."""
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": metadata_id}}}}


def marks_in(data: dict[str, Any]) -> Iterator[Mark]:
    """The marks of ours in a GridData, from the left."""
    for column, properties in enumerate(data.get("columnMetadata", ())):
        for entry in properties.get("developerMetadata", ()):
            if entry.get("metadataKey") == COLUMN_KEY:
                yield Mark(column=column, id=entry["metadataId"], title=entry.get("metadataValue", ""))
