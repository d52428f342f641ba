"""The spreadsheets.values methods that write: update, append and their batch forms.

In: ValueRange resources. Out: what was written where. RAW keeps texts as they are; USER_ENTERED takes them as if
typed. A JSON null leaves its cell alone, an empty text clears it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..call import Call
from ..errors import invalid
from . import a1, blocks, protected, storage
from .boxes import Axis, Box
from .cells import checked_text, plain_number
from .document import Document
from .entry import Entered, enter
from .grid import Column, Sheet
from .locales import locale_of
from .reading import Reading
from .requests import dimensions
from .targets import Target, matching, outside, resolve
from .values import value_range
from .zones import zone_named


@dataclass(frozen=True)
class _Pen:
    """How values are taken: `typed` as USER_ENTERED has it, on which day, in which locale."""

    document: Document
    typed: bool
    now: datetime

    def entered(self, value: Any) -> Entered:
        """What a JSON value puts into a cell. Raises GoogleError 400 for lists and objects."""
        if isinstance(value, str):
            if not self.typed:
                return Entered(checked_text(value) or None)
            return enter(value, locale_of(self.document.locale), self.now.date())
        if isinstance(value, bool) or value is None:
            return Entered(value)
        if isinstance(value, (int, float)):
            return Entered(_countable(value))
        kind = "list_value" if isinstance(value, list) else "struct_value"
        raise invalid(f"Invalid values: {kind} is not a value for a cell.")


def _countable(number: float) -> int | float:
    """The number as a cell keeps it. Raises GoogleError 400 for one beyond every double, such as 1e309."""
    try:
        if math.isfinite(number):
            return plain_number(number)
    except OverflowError:  # an integer of hundreds of digits
        pass
    raise invalid("Invalid values: the number is out of range.")


def update(call: Call) -> dict[str, Any]:
    """spreadsheets.values.update."""
    with storage.changing(call.db, call.params["spreadsheetId"], call.now, editor=call.editor) as document:
        pen = _pen(document, call, call.params)
        asked, stated = call.params["range"], call.body.get("range")
        target = resolve(document, asked)
        if stated and resolve(document, stated).box != target.box:
            raise invalid(f"Requested writing within range [{asked}], but the values are for range [{stated}]")
        return _answer(pen, target, call.body, call.params, call.notes)


def batch_update(call: Call) -> dict[str, Any]:
    """spreadsheets.values.batchUpdate: all of it or nothing."""
    with storage.changing(call.db, call.params["spreadsheetId"], call.now, editor=call.editor) as document:
        pen = _pen(document, call, call.body)
        answers = []
        for index, item in enumerate(call.body.get("data", ())):
            if "range" not in item:
                raise invalid(f"Invalid data[{index}]: range must be specified.")
            target = resolve(document, item["range"])
            try:
                answers.append(_answer(pen, target, item, call.body, call.notes))
            except protected.ProtectedError as error:
                raise invalid(f"Invalid data[{index}]: {error.message}") from error
        return _totals(document, answers)


def batch_update_by_data_filter(call: Call) -> dict[str, Any]:
    """spreadsheets.values.batchUpdateByDataFilter: values go to every range that a filter matches."""
    with storage.changing(call.db, call.params["spreadsheetId"], call.now, editor=call.editor) as document:
        pen = _pen(document, call, call.body)
        answers = []
        for item in call.body.get("data", ()):
            for target in matching(document, item.get("dataFilter", {})):
                written = _answer(pen, target, item, call.body, call.notes)
                del written["spreadsheetId"]
                answers.append({**written, "dataFilter": item["dataFilter"]})
        return _totals(document, answers)


def append(call: Call) -> dict[str, Any]:
    """spreadsheets.values.append: below the table that the range touches; the grid grows when it has to."""
    with storage.changing(call.db, call.params["spreadsheetId"], call.now, editor=call.editor) as document:
        pen = _pen(document, call, call.params)
        target = resolve(document, call.params["range"])
        sheet = document.change(target.sheet.id)
        table = blocks.around(sheet, target.box)
        rows = _rows_of(call.body)
        top, left = (table.bottom, table.left) if table else (target.box.top, target.box.left)
        width = max((len(row) for row in rows), default=0)
        if call.params.get("insertDataOption") == "INSERT_ROWS" and table is not None:
            dimensions.insert(document, sheet, Axis.ROWS, top, len(rows), inherit_before=True)
        _grow(sheet, top + len(rows), left + width)
        whole = Box(sheet.id, top, max(top + len(rows), top + 1), left, max(left + width, left + 1))
        updates = _answer(pen, Target(sheet, whole), {**call.body, "range": None}, call.params, call.notes)
        answer: dict[str, Any] = {"spreadsheetId": document.id}
        if table is not None:
            answer["tableRange"] = a1.write(sheet.title, table)
        return answer | {"updates": updates}


def _pen(document: Document, call: Call, how: Any) -> _Pen:
    option = how.get("valueInputOption")
    if option not in ("RAW", "USER_ENTERED"):
        raise invalid("'valueInputOption' is required but not specified")
    return _Pen(document, option == "USER_ENTERED", call.now.astimezone(zone_named(document.time_zone)))


def _answer(pen: _Pen, target: Target, item: dict[str, Any], how: Any, notes: list[str]) -> dict[str, Any]:
    """Write the values and say where: an UpdateValuesResponse."""
    sheet = pen.document.change(target.sheet.id)
    rows = _rows_of(item)
    box = _fitting(target, sheet, rows)
    protected.check(pen.document, box)
    count = sum(_write_row(pen, sheet, box.top + index, box.left, row) for index, row in enumerate(rows))
    answer: dict[str, Any] = {"spreadsheetId": pen.document.id, "updatedRange": a1.write(sheet.title, box)}
    if rows and count:
        answer |= {"updatedRows": box.height, "updatedColumns": box.width, "updatedCells": count}
    if how.get("includeValuesInResponse"):
        asked = {
            "majorDimension": item.get("majorDimension"),
            "valueRenderOption": how.get("responseValueRenderOption"),
            "dateTimeRenderOption": how.get("responseDateTimeRenderOption"),
        }
        answer["updatedData"] = value_range(Reading(pen.document, notes), Target(sheet, box), asked)
    return answer


def _rows_of(item: dict[str, Any]) -> list[list[Any]]:
    """The values, rows first; columns are turned, with nulls where one is shorter."""
    values: list[list[Any]] = item.get("values", [])
    if item.get("majorDimension") != "COLUMNS":
        return values
    height = max((len(column) for column in values), default=0)
    return [[column[index] if index < len(column) else None for column in values] for index in range(height)]


def _fitting(target: Target, sheet: Sheet, rows: list[list[Any]]) -> Box:
    """The box that the values fill. Raises GoogleError 400 when that is more than was asked for, or off the grid."""
    box = target.box
    height, width = len(rows), max((len(row) for row in rows), default=0)
    if not target.is_anchor:
        if height > box.height:
            raise _too_many(target, f"row [{box.top + box.height + 1}]")
        if width > box.width:
            raise _too_many(target, f"column [{a1.column_letters(box.left + box.width)}]")
    filled = Box(box.sheet, box.top, box.top + max(height, 1), box.left, box.left + max(width, 1))
    if filled.bottom > sheet.row_count or filled.right > sheet.column_count:
        raise outside(sheet, filled)
    return filled


def _too_many(target: Target, place: str) -> Exception:
    return invalid(f"Requested writing within range [{target.name}], but tried writing to {place}")


def _write_row(pen: _Pen, sheet: Sheet, index: int, left: int, values: list[Any]) -> int:
    """Write one row and return how many cells got or lost a value."""
    given = [(column, value) for column, value in enumerate(values, left) if value is not None]
    if not given:
        return 0
    row = sheet.row(index)
    for column, value in given:
        entered = pen.entered(value)
        row.set_value(column, entered.value)
        extra = row.extras.get(column)
        if extra and ("textFormatRuns" in extra or "chipRuns" in extra):
            extra = {name: kept for name, kept in extra.items() if name not in ("textFormatRuns", "chipRuns")}
            row.set_extra(column, extra)
        if entered.number_format and "numberFormat" not in (extra or {}).get("userEnteredFormat", {}):
            looks = {**(extra or {}).get("userEnteredFormat", {}), "numberFormat": dict(entered.number_format)}
            row.set_extra(column, {**(extra or {}), "userEnteredFormat": looks})
    return len(given)


def _totals(document: Document, answers: list[dict[str, Any]]) -> dict[str, Any]:
    answer: dict[str, Any] = {"spreadsheetId": document.id}
    for total, part in (
        ("totalUpdatedRows", "updatedRows"),
        ("totalUpdatedColumns", "updatedColumns"),
        ("totalUpdatedCells", "updatedCells"),
    ):
        if any(part in each for each in answers):
            answer[total] = sum(each.get(part, 0) for each in answers)
    sheets = {each["updatedRange"].rpartition("!")[0] for each in answers}
    if sheets:
        answer["totalUpdatedSheets"] = len(sheets)
    return answer | ({"responses": answers} if answers else {})


def _grow(sheet: Sheet, rows: int, columns: int) -> None:
    if rows > sheet.row_count:
        sheet.rows.extend([None] * (rows - sheet.row_count))
        sheet.reordered = True
    while columns > sheet.column_count:
        sheet.columns.append(Column(sheet.new_id()))
