"""XLSX as Google Sheets, Excel or LibreOffice write it: bytes in, Sheet resources out.

Kept: values with their types, dates as serial numbers with a format, formulas, empty rows, bold and colours, notes,
drop-downs and checkboxes, frozen rows, column widths, merges. Anything else in the file is passed over.
"""

from __future__ import annotations

import io
import re
import sys
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .csv_tables import LARGEST_CELL, CellData, serial_number
from .unreadable import UnreadableFileError
from .xlsx import PIXELS_A_CHARACTER
from .xlsx_limits import MOST_CELLS, check_size
from .xlsx_validation import OPTIONS_TITLE

Resource = dict[str, Any]

MOST_TEXT = 50_000_000
NEW_TAB_ROWS, NEW_TAB_COLUMNS = 1000, 26
_OPTIONS = re.compile(r'"((?:[^"]|"")*)"')


def read_sheets(content: bytes, *, name: str) -> list[Resource]:
    """The workbook's sheets, cells and all. Raises UnreadableFileError, for what is too large before it is built."""
    check_size(content, name=name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every extension it doesn't know
            workbook = load_workbook(io.BytesIO(content))
    except Exception as problem:  # a broken file surfaces as whatever openpyxl's parsers stumble over
        raise UnreadableFileError(f"{name}: no XLSX workbook ({problem})") from problem
    shown = [worksheet for worksheet in workbook.worksheets if worksheet.title != OPTIONS_TITLE]
    sheets = [_sheet(worksheet, index) for index, worksheet in enumerate(shown)]
    _check_texts(sheets, name)
    return sheets


def _check_texts(sheets: Iterable[Resource], name: str) -> None:
    """Raises UnreadableFileError for more text in all cells together than is kept: many cells may share a long one."""
    total = 0
    for sheet in sheets:
        title = sheet["properties"]["title"]
        for number, row in enumerate(sheet["data"][0]["rowData"], start=1):
            lengths = [len(cell.get("userEnteredValue", {}).get("stringValue", "")) for cell in row["values"]]
            total += sum(lengths)
            if total > MOST_TEXT:
                raise UnreadableFileError(f"{name}: its cells hold more than {MOST_TEXT:,} characters together")
            if max(lengths, default=0) > LARGEST_CELL:
                raise UnreadableFileError(
                    f"{name}, {title}, row {number}: a cell can't hold more than {LARGEST_CELL:,} characters"
                )


def _sheet(worksheet: Worksheet, index: int) -> Resource:
    frozen_rows, frozen_columns = _frozen(worksheet)
    rules = dict(_validation(worksheet))
    grid = {
        "rowCount": max(NEW_TAB_ROWS, worksheet.max_row),
        "columnCount": max(NEW_TAB_COLUMNS, worksheet.max_column),
        "frozenRowCount": frozen_rows,
        "frozenColumnCount": frozen_columns,
    }
    rows = [
        {"values": [_cell(cell) | rules.get((cell.row or 0, cell.column or 0), {}) for cell in row]}
        for row in worksheet.iter_rows()
    ]
    sheet: Resource = {
        "properties": {
            "title": worksheet.title,
            "index": index,
            "hidden": worksheet.sheet_state != "visible",
            "gridProperties": grid,
        },
        "data": [{"startRow": 0, "startColumn": 0, "rowData": rows, "columnMetadata": _widths(worksheet)}],
    }
    merges = [_merge(str(area)) for area in worksheet.merged_cells.ranges]
    return sheet | ({"merges": merges} if merges else {})


def _cell(cell: Cell | MergedCell) -> CellData:
    if isinstance(cell, MergedCell):
        return {}
    data = _value(cell)
    looks = _looks(cell)
    if looks:
        data["userEnteredFormat"] = looks | data.get("userEnteredFormat", {})
    if cell.comment is not None:
        data["note"] = cell.comment.text
    return data


def _value(cell: Cell) -> CellData:
    value = cell.value
    if value is None:
        return {}
    if isinstance(value, bool):
        return {"userEnteredValue": {"boolValue": value}}
    if isinstance(value, (datetime, date, time, timedelta)):
        return _moment(value, cell.number_format)
    if isinstance(value, (int, float)) and abs(value) < sys.float_info.max:
        return {"userEnteredValue": {"numberValue": value}}
    kind = "formulaValue" if cell.data_type == "f" else "stringValue"
    return {"userEnteredValue": {kind: _whole_characters(str(getattr(value, "text", value)))}}


def _whole_characters(text: str) -> str:
    """The text; half a character, as a file may spell one, becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _moment(value: datetime | date | time | timedelta, number_format: str) -> CellData:
    if isinstance(value, datetime):
        kind, serial = "DATE_TIME" if "h" in number_format.lower() else "DATE", serial_number(value)
    elif isinstance(value, date):
        kind, serial = "DATE", serial_number(datetime.combine(value, time()))
    else:
        span = value if isinstance(value, timedelta) else datetime.combine(date.min, value) - datetime.min  # noqa: DTZ901
        kind, serial = "TIME", span / timedelta(days=1)
    return {"userEnteredValue": {"numberValue": serial}, "userEnteredFormat": {"numberFormat": {"type": kind}}}


def _looks(cell: Cell) -> Resource:
    looks: Resource = {}
    if cell.font.b:
        looks["textFormat"] = {"bold": True}
    if cell.fill.fill_type == "solid" and isinstance(cell.fill.fgColor.rgb, str):
        looks["backgroundColor"] = _colour(cell.fill.fgColor.rgb)
    return looks


def _colour(argb: str) -> dict[str, float]:
    parts = (int(argb[start : start + 2], 16) / 255 for start in (2, 4, 6))
    return dict(zip(("red", "green", "blue"), parts, strict=True))


def _frozen(worksheet: Worksheet) -> tuple[int, int]:
    if not worksheet.freeze_panes:
        return 0, 0
    column, row, _, _ = range_boundaries(worksheet.freeze_panes)
    return int(row or 1) - 1, int(column or 1) - 1


def _widths(worksheet: Worksheet) -> list[Resource]:
    widths = {}
    for dimension in worksheet.column_dimensions.values():
        for column in range(dimension.min or 1, min(dimension.max or 1, worksheet.max_column) + 1):
            widths[column] = {"pixelSize": round(dimension.width * PIXELS_A_CHARACTER)}
    return [widths.get(column, {}) for column in range(1, max(widths, default=0) + 1)]


def _merge(area: str) -> Resource:
    first_column, first_row, last_column, last_row = (int(bound or 1) for bound in range_boundaries(area))
    return {
        "startRowIndex": first_row - 1,
        "endRowIndex": last_row,
        "startColumnIndex": first_column - 1,
        "endColumnIndex": last_column,
    }


def _validation(worksheet: Worksheet) -> Iterator[tuple[tuple[int, int], Resource]]:
    """Each cell with a drop-down or a checkbox, by row and column counted from 1, within the sheet's used area."""
    left = MOST_CELLS
    for rule in worksheet.data_validations.dataValidation:
        shown = _shown(rule, worksheet)
        if shown is None:
            continue
        for area in rule.sqref.ranges:
            rows = range(area.min_row, min(area.max_row, worksheet.max_row) + 1)
            columns = range(area.min_col, min(area.max_col, worksheet.max_column) + 1)
            left -= len(rows) * len(columns)
            if left < 0:
                raise UnreadableFileError(f"{worksheet.title}: more than {MOST_CELLS:,} cells have drop-downs")
            for row in rows:
                for column in columns:
                    yield (row, column), {"dataValidation": shown}


def _shown(rule: DataValidation, worksheet: Worksheet) -> Resource | None:
    condition = _condition(rule, worksheet)
    if condition is None:
        return None
    shown = {"condition": condition, "strict": bool(rule.showErrorMessage)}
    return shown if condition["type"] == "BOOLEAN" else shown | {"showCustomUi": True}


def _condition(rule: DataValidation, worksheet: Worksheet) -> Resource | None:
    formula = str(rule.formula1 or "")
    if rule.type != "list" or not formula:
        return None
    if formula.upper() == '"TRUE,FALSE"':
        return {"type": "BOOLEAN"}
    inline = _OPTIONS.fullmatch(formula)
    if inline is not None:
        return _one_of(inline[1].replace('""', '"').split(","))
    if OPTIONS_TITLE in formula:
        _, _, area = formula.rpartition("!")
        assert worksheet.parent is not None, "a sheet that was read has a workbook"  # noqa: S101
        options = worksheet.parent[OPTIONS_TITLE][area.replace("$", "")]
        return _one_of(str(row[0].value) for row in options)
    return {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": f"={formula}"}]}


def _one_of(options: Iterable[str]) -> Resource:
    return {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": option.strip()} for option in options]}
