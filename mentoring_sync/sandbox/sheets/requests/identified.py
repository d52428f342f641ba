"""Parts of sheets that have an id of their own: protected ranges, filter views, charts, tables and the like.

In: a document, the part's list in the Sheet resource and its id's name. Out: the sheet that has it, and the part.
"""

from __future__ import annotations

from typing import Any

from ...errors import GoogleError, invalid
from ..document import Document, free_id

Part = dict[str, Any]


def taken(document: Document, part: str, id_name: str) -> set[Any]:
    """Every id in use."""
    return {each[id_name] for sheet in document.sheets for each in sheet.parts.get(part, ())}


def add(document: Document, sheet_id: int, part: str, id_name: str, wanted: Part, *, what: str) -> Part:
    """Add the part with its own id or a new one. Raises GoogleError 400 when its id is in use."""
    used = taken(document, part, id_name)
    if wanted.get(id_name) in used:
        raise invalid(f"Cannot add {what} with ID {wanted[id_name]}: a {what} with that ID already exists.")
    number = wanted.get(id_name) or free_id(each for each in used if isinstance(each, int))
    added = {id_name: number, **{name: value for name, value in wanted.items() if name != id_name}}
    sheet = document.change(sheet_id)
    sheet.parts[part] = [*sheet.parts.get(part, []), added]
    return added


def find(document: Document, part: str, id_name: str, number: Any, *, what: str) -> tuple[int, Part]:
    """The id of the sheet that has the part, and the part. Raises GoogleError 400."""
    for sheet in document.sheets:
        for each in sheet.parts.get(part, ()):
            if each[id_name] == number:
                return sheet.id, each
    raise no_such(what, number)


def replace(document: Document, sheet_id: int, part: str, old: Part, new: Part | None) -> None:
    """Put another part in the place of this one, or nothing."""
    sheet = document.change(sheet_id)
    changed = [new if each is old else each for each in sheet.parts[part]]
    kept = [each for each in changed if each is not None]
    if kept:
        sheet.parts[part] = kept
    else:
        del sheet.parts[part]


def no_such(what: str, number: Any) -> GoogleError:
    """400: nothing has that id."""
    return invalid(f"No {what} with id: {number}")
