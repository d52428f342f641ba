"""Tidying values: find and replace, trim blanks, drop duplicates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...errors import invalid
from ..boxes import Box
from ..document import Document
from ..grid import Formula, Sheet
from ..reading import Reading
from .blocks import lift, put, wipe
from .cells import area


def find_replace(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """findReplace: in texts, and in formulas when asked; the reply counts only what changed."""
    find = request.get("find", "")
    if not find:
        raise invalid("find must not be empty.")
    pattern = _pattern(request, find)
    replacement = request.get("replacement", "")
    put_in: Any = replacement if request.get("searchByRegex") else lambda _: replacement
    counts = {"valuesChanged": 0, "formulasChanged": 0, "occurrencesChanged": 0}
    rows: set[tuple[int, int]] = set()
    sheets: set[int] = set()
    for sheet, box in _searched(document, request):
        for row, column in _filled(sheet, box):
            changed = _replaced(sheet, row, column, pattern, put_in, formulas=bool(request.get("includeFormulas")))
            if changed is not None:
                counts[changed[0]] += 1
                counts["occurrencesChanged"] += changed[1]
                rows.add((sheet.id, row))
                sheets.add(sheet.id)
    totals = {**counts, "rowsChanged": len(rows), "sheetsChanged": len(sheets)}
    return {name: total for name, total in totals.items() if total}


def trim_whitespace(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """trimWhitespace: no blanks around texts, one within."""
    sheet, box = area(document, request.get("range", {}))
    changed = 0
    for row, column in _filled(sheet, box):
        value = sheet.value(row, column)
        if isinstance(value, str) and (trimmed := " ".join(value.split())) != value:
            sheet.row(row).set_value(column, trimmed or None)
            changed += 1
    return {"cellsChangedCount": changed} if changed else {}


def delete_duplicates(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteDuplicates: rows that show the same, upper and lower case alike; the first one stays."""
    sheet, box = area(document, request.get("range", {}))
    compared = [
        column
        for each in request.get("comparisonColumns", ())
        for column in range(
            max(each.get("startIndex", box.left), box.left), min(each.get("endIndex", box.right), box.right)
        )
    ] or list(box.columns)
    reading = Reading(document)
    seen: set[tuple[str, ...]] = set()
    kept = []
    for index in box.rows:
        shown = tuple(reading.formatted(sheet, index, column).lower() for column in compared)
        if shown not in seen or not any(shown):
            seen.add(shown)
            kept.append(index)
    lines = [lift(sheet, Box(box.sheet, index, index + 1, box.left, box.right))[0] for index in kept]
    wipe(sheet, box)
    for index, line in enumerate(lines, box.top):
        for column, cell in enumerate(line, box.left):
            put(sheet, index, column, cell)
    removed = box.height - len(kept)
    return {"duplicatesRemovedCount": removed} if removed else {}


def _pattern(request: dict[str, Any], find: str) -> re.Pattern[str]:
    text = find if request.get("searchByRegex") else re.escape(find)
    if request.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if request.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise invalid(f"The regular expression is invalid: {find}") from error


def _searched(document: Document, request: dict[str, Any]) -> Iterator[tuple[Sheet, Box]]:
    if request.get("allSheets"):
        for each in list(document.sheets):
            sheet = document.change(each.id)
            yield sheet, sheet.whole
    elif "range" in request:
        yield area(document, request["range"])
    elif "sheetId" in request:
        sheet = document.change(request["sheetId"])
        yield sheet, sheet.whole
    else:
        raise invalid("One of 'range', 'sheetId' or 'allSheets' must be set.")


def _filled(sheet: Sheet, box: Box) -> list[tuple[int, int]]:
    return [
        (index, column)
        for index, row in sheet.filled_rows(box)
        for column in range(box.left, min(box.right, len(row.values)))
        if row.values[column] is not None
    ]


def _replaced(
    sheet: Sheet, row: int, column: int, pattern: re.Pattern[str], put_in: Any, *, formulas: bool
) -> tuple[str, int] | None:
    value = sheet.value(row, column)
    if isinstance(value, Formula):
        if not formulas:
            return None
        text, count = pattern.subn(put_in, value.text)
        new: Any = Formula(text)
        kind = "formulasChanged"
    elif isinstance(value, str):
        new, count = pattern.subn(put_in, value)
        kind = "valuesChanged"
    else:
        return None
    if not count:
        return None
    sheet.row(row).set_value(column, new or None)
    return kind, count


KINDS = {
    "findReplace": find_replace,
    "trimWhitespace": trim_whitespace,
    "deleteDuplicates": delete_duplicates,
}
