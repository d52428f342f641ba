"""The spreadsheets.values methods that read and clear: plain values by range.

In: ranges in A1 notation or DataFilters, and how to render. Out: ValueRange resources; empty cells and rows at the
end are left out, and so is `values` when there is nothing at all.
"""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..errors import invalid
from . import protected, storage
from .boxes import Box
from .cells import CellError, Effective
from .document import Document
from .grid import Formula, Row, Sheet, Spilled, Value
from .reading import Reading
from .targets import Target, matching, resolve

_DATES = frozenset({"DATE", "TIME", "DATE_TIME"})


def get(call: Call) -> dict[str, Any]:
    """spreadsheets.values.get."""
    document = storage.read(call.db, call.params["spreadsheetId"])
    target = resolve(document, call.params["range"])
    return value_range(Reading(document, call.notes, call.now), target, call.params)


def batch_get(call: Call) -> dict[str, Any]:
    """spreadsheets.values.batchGet."""
    document = storage.read(call.db, call.params["spreadsheetId"])
    targets = [resolve(document, text) for text in call.params.get("ranges", ())]
    reading = Reading(document, call.notes, call.now)
    answer: dict[str, Any] = {"spreadsheetId": document.id}
    if targets:
        answer["valueRanges"] = [value_range(reading, target, call.params) for target in targets]
    return answer


def batch_get_by_data_filter(call: Call) -> dict[str, Any]:
    """spreadsheets.values.batchGetByDataFilter: a range that several filters match comes once, with all of them."""
    document = storage.read(call.db, call.params["spreadsheetId"])
    reading = Reading(document, call.notes, call.now)
    found: dict[Box, tuple[Target, list[dict[str, Any]]]] = {}
    for data_filter in call.body.get("dataFilters", ()):
        for target in matching(document, data_filter):
            found.setdefault(target.box, (target, []))[1].append(data_filter)
    matched = [
        {"valueRange": value_range(reading, target, call.body), "dataFilters": filters}
        for target, filters in found.values()
    ]
    answer: dict[str, Any] = {"spreadsheetId": document.id}
    return answer | {"valueRanges": matched} if matched else answer


def clear(call: Call) -> dict[str, Any]:
    """spreadsheets.values.clear: values go, everything else stays."""
    with storage.changing(call.db, call.params["spreadsheetId"], call.now, editor=call.editor) as document:
        target = resolve(document, call.params["range"])
        _clear(document, target)
        return {"spreadsheetId": document.id, "clearedRange": target.name}


def batch_clear(call: Call) -> dict[str, Any]:
    """spreadsheets.values.batchClear."""
    with storage.changing(call.db, call.params["spreadsheetId"], call.now, editor=call.editor) as document:
        targets = [resolve(document, text) for text in call.body.get("ranges", ())]
        for target in targets:
            _clear(document, target)
        return {"spreadsheetId": document.id, "clearedRanges": [target.name for target in targets]}


def batch_clear_by_data_filter(call: Call) -> dict[str, Any]:
    """spreadsheets.values.batchClearByDataFilter."""
    with storage.changing(call.db, call.params["spreadsheetId"], call.now, editor=call.editor) as document:
        targets = [each for item in call.body.get("dataFilters", ()) for each in matching(document, item)]
        for target in targets:
            _clear(document, target)
        return {"spreadsheetId": document.id, "clearedRanges": [target.name for target in targets]}


def value_range(reading: Reading, target: Target, how: Any) -> dict[str, Any]:
    """The ValueRange of a target. `how`: majorDimension, valueRenderOption and dateTimeRenderOption by name."""
    major = how.get("majorDimension") or "ROWS"
    if major == "DIMENSION_UNSPECIFIED":
        raise invalid("majorDimension must be ROWS or COLUMNS.")
    rows = rendered_rows(reading, target.sheet, target.box, how)
    answer: dict[str, Any] = {"range": target.name, "majorDimension": major}
    if major == "COLUMNS":
        rows = _turned(rows)
    if rows:
        answer["values"] = rows
    return answer


def rendered_rows(reading: Reading, sheet: Sheet, box: Box, how: Any) -> list[list[Any]]:
    """The box's values, rows first, without the empty ones at each row's and the box's end."""
    option = how.get("valueRenderOption") or "FORMATTED_VALUE"
    dates_formatted = how.get("dateTimeRenderOption") == "FORMATTED_STRING"
    rows: list[list[Any]] = []
    sheet = reading.spilled(sheet)
    for index, row in sheet.filled_rows(box):
        cells = _rendered(reading, sheet, index, row, box, option, dates_formatted=dates_formatted)
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            rows.extend([] for _ in range(index - box.top - len(rows)))
            rows.append(cells)
    return rows


def _rendered(
    reading: Reading, sheet: Sheet, index: int, row: Row, box: Box, option: str, *, dates_formatted: bool
) -> list[Any]:
    values = row.values[box.left : box.right]
    if option == "FORMULA":
        return [_as_entered(value) for value in values]
    plain = option == "UNFORMATTED_VALUE" and not dates_formatted
    entered = [value for value in values if not isinstance(value, (Formula, Spilled))]
    if (plain or not row.extras) and len(entered) == len(values):
        if plain:
            return ["" if value is None else value for value in entered]
        return [value if type(value) is str else reading.text(value, None) for value in entered]
    shown: list[Any] = []
    for column, value in enumerate(values, box.left):
        if type(value) is str:
            shown.append(value)
        elif value is None:
            shown.append("")
        else:
            known = _effective(reading, value, sheet, index, column)
            number_format = row.extras.get(column, {}).get("userEnteredFormat", {}).get("numberFormat")
            if isinstance(known, CellError):
                shown.append(known.text)
            elif plain or (option == "UNFORMATTED_VALUE" and not _is_date(number_format)):
                shown.append("" if known is None else known)
            else:
                shown.append(reading.text(known, number_format, value))
    return shown


def _effective(reading: Reading, value: Value | Spilled, sheet: Sheet, row: int, column: int) -> Effective:
    if isinstance(value, Spilled):
        return reading.spilt(value)
    return reading.computed(value, sheet, row, column) if isinstance(value, Formula) else value


def _as_entered(value: Value | Spilled) -> Any:
    if value is None or isinstance(value, Spilled):
        return ""
    return value.text if isinstance(value, Formula) else value


def _is_date(number_format: dict[str, Any] | None) -> bool:
    return bool(number_format) and (number_format or {}).get("type") in _DATES


def _turned(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows as columns, each without its empty end."""
    width = max((len(row) for row in rows), default=0)
    columns = [[row[index] if index < len(row) else "" for row in rows] for index in range(width)]
    for column in columns:
        while column and column[-1] == "":
            column.pop()
    while columns and not columns[-1]:
        columns.pop()
    return columns


def _clear(document: Document, target: Target) -> None:
    """Raises GoogleError 400 for protected cells."""
    protected.check(document, target.box)
    sheet, box = document.change(target.sheet.id), target.box
    for index, row in list(sheet.filled_rows(box)):
        if any(value is not None for value in row.values[box.left : box.right]):
            changed = sheet.row(index)
            for column in range(box.left, min(box.right, len(row.values))):
                changed.set_value(column, None)
