"""Protected ranges against those who aren't their editors.

In: a document that an `editor` changes, an account with less than an owner's rights; None for whoever is never refused.
Out: nothing, or Google's refusal. What a change names is checked before it; what became of the protected cells is
checked once more at its end, so that nothing reaches them on another way, such as a sort or a deleted row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import GoogleError
from .boxes import Box, is_grid_range
from .document import Document
from .grid import Row, Sheet

REFUSAL = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if"
    " you need to edit."
)
_TOUCHING = ("range", "destination")
_CHANGES_SOME = frozenset({"findReplace"})
"""Kinds of request that name a range and change some of its cells, perhaps none."""

Protected = dict[str, Any]


class ProtectedError(GoogleError):
    """400, as clients report it of the real server."""

    def __init__(self) -> None:
        super().__init__(400, "INVALID_ARGUMENT", REFUSAL, reason="badRequest")


def check(document: Document, box: Box) -> None:
    """Raises GoogleError 400 when the box has a cell that the document's editor may not change."""
    if document.editor is None:
        return
    sheet = document.sheet(box.sheet)
    for each in closed(sheet, document.editor):
        if sheet.box(each["range"]).meets(box) and not any(open_.holds(box) for open_ in _openings(sheet, each)):
            raise ProtectedError


def check_request(document: Document, kind: str, request: dict[str, Any]) -> None:
    """The same for the cells, or the protected range, that one request of a batch names."""
    if document.editor is None or kind in _CHANGES_SOME:
        return
    if kind in ("updateProtectedRange", "deleteProtectedRange"):
        _check_protected_range(document, request)
    for named in (request.get(name, {}) for name in _TOUCHING):
        sheet = document.find(named.get("sheetId", 0)) if is_grid_range(named) else None
        if sheet is not None:
            check(document, sheet.box(named))
    if kind == "updateCells" and "start" in request:
        _check_from(document, request["start"], request.get("rows", []))


def check_kept(standing: Document, document: Document) -> None:
    """Raises GoogleError 400 when a change altered, moved within or took away what its editor may not touch."""
    if document.editor is None:
        return
    for sheet in standing.sheets:
        new = document.find(sheet.id)
        if new is not sheet:
            for each in closed(sheet, document.editor):
                if new is None or not _is_kept(sheet, new, each):
                    raise ProtectedError


def closed(sheet: Sheet, editor: str) -> Iterator[Protected]:
    """The sheet's protected ranges that the account may not edit; those that only warn stop nobody."""
    for each in sheet.parts.get("protectedRanges", ()):
        if not each.get("warningOnly") and not can_edit(each, editor):
            yield each


def can_edit(protected: Protected, editor: str) -> bool:
    """Whether the account is named among the editors."""
    editors = protected.get("editors", {})
    return editor.lower() in (str(each).lower() for each in (*editors.get("users", ()), *editors.get("groups", ())))


def _check_from(document: Document, start: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    width = max((len(row.get("values", ())) for row in rows), default=0)
    sheet = document.find(start.get("sheetId", 0))
    if sheet is not None:
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        check(document, Box(sheet.id, top, top + len(rows), left, left + width))


def _check_protected_range(document: Document, request: dict[str, Any]) -> None:
    number = request.get("protectedRange", request).get("protectedRangeId")
    for sheet in document.sheets:
        for each in sheet.parts.get("protectedRanges", ()):
            if each["protectedRangeId"] == number and not can_edit(each, document.editor or ""):
                raise ProtectedError


def _openings(sheet: Sheet, protected: Protected) -> list[Box]:
    """The parts of a protected sheet that everybody may edit."""
    return [sheet.box(each) for each in protected.get("unprotectedRanges", ())]


def _is_kept(old: Sheet, new: Sheet, protected: Protected) -> bool:
    number = protected["protectedRangeId"]
    found = [each for each in new.parts.get("protectedRanges", ()) if each["protectedRangeId"] == number]
    if not found:
        return False
    before, after = old.box(protected["range"]), new.box(found[0]["range"])
    if (before.height, before.width) != (after.height, after.width):
        return False
    openings = _openings(old, protected)
    return all(
        _same(old.rows[top], new.rows[below], before, after)
        or _differ_only_in(openings, old, new, top, below, before, after)
        for top, below in zip(before.rows, after.rows, strict=True)
    )


def _same(old: Row | None, new: Row | None, before: Box, after: Box) -> bool:
    if old is new and before.left == after.left:
        return True
    return all(_cell(old, left) == _cell(new, right) for left, right in zip(before.columns, after.columns, strict=True))


def _differ_only_in(openings: list[Box], old: Sheet, new: Sheet, top: int, below: int, before: Box, after: Box) -> bool:
    return all(
        _cell(old.rows[top], left) == _cell(new.rows[below], right)
        or any(each.holds(Box(each.sheet, top, top + 1, left, left + 1)) for each in openings)
        for left, right in zip(before.columns, after.columns, strict=True)
    )


def _cell(row: Row | None, column: int) -> tuple[Any, Any]:
    return (None, {}) if row is None else (row.value(column), row.extras.get(column, {}))
