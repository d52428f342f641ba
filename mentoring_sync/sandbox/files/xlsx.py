"""Spreadsheets out: one XLSX a spreadsheet, for Excel, LibreOffice and Google Sheets to open.

In: the spreadsheet as the Sheets room describes it. Out: a workbook with values, dates as dates, checkboxes as
booleans, frozen bold headers, column widths, drop-downs, notes, colours, merges and filters. Text stays text,
whatever it begins with.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .. import sheets_door
from . import xlsx_looks
from .xlsx_conditional import write_conditional_formats
from .xlsx_validation import Dropdowns

Resource = Mapping[str, Any]

PIXELS_A_CHARACTER = 7.0
LONGEST_TITLE = 31
NOTE_SIZE = (320, 120)


def export_xlsx(db: sqlite3.Connection, spreadsheet_id: str, path: Path) -> None:
    """Write the spreadsheet to `path`. Raises GoogleError 404 for one that doesn't exist, OSError as files do."""
    spreadsheet = sheets_door.get(db, spreadsheet_id)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    titles = _titles(spreadsheet)
    dropdowns = Dropdowns(workbook, titles)
    for sheet in spreadsheet["sheets"]:
        properties = sheet["properties"]
        worksheet = workbook.create_sheet(titles[properties["title"]])
        _write_sheet(worksheet, sheet, dropdowns)
    dropdowns.finish()
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)


def _write_sheet(worksheet: Worksheet, sheet: Resource, dropdowns: Dropdowns) -> None:
    grid = sheet["properties"].get("gridProperties", {})
    frozen_rows, frozen_columns = grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0)
    for row, column, data in _cells(sheet):
        cell = worksheet.cell(row + 1, column + 1)
        assert isinstance(cell, Cell), "merges come last"  # noqa: S101
        _write_value(cell, data)
        xlsx_looks.apply(cell, data, header=row < frozen_rows)
        if "formulaValue" not in data.get("userEnteredValue", {}) and data.get("hyperlink"):
            cell.hyperlink = data["hyperlink"]
        if data.get("note"):
            cell.comment = Comment(data["note"], "Google Sheets", width=NOTE_SIZE[0], height=NOTE_SIZE[1])
        dropdowns.see(worksheet, row, column, data.get("dataValidation"))
    if frozen_rows or frozen_columns:
        worksheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{frozen_rows + 1}"
    _write_frame(worksheet, sheet)


def _write_frame(worksheet: Worksheet, sheet: Resource) -> None:
    """What belongs to the sheet rather than to its cells."""
    if sheet["properties"].get("hidden"):
        worksheet.sheet_state = "hidden"
    write_conditional_formats(worksheet, sheet)
    for area in sheet.get("merges", []):
        worksheet.merge_cells(_a1(area))
    filtered = sheet.get("basicFilter", {}).get("range")
    if filtered and worksheet.max_row:
        whole = {"endRowIndex": worksheet.max_row, "endColumnIndex": worksheet.max_column}
        worksheet.auto_filter.ref = _a1(whole | filtered)
    for data in sheet.get("data", []):
        _write_columns(worksheet, data)
        for offset, row in enumerate(data.get("rowMetadata", [])):
            if row.get("hiddenByUser"):
                worksheet.row_dimensions[data.get("startRow", 0) + offset + 1].hidden = True


def _write_columns(worksheet: Worksheet, data: Resource) -> None:
    for offset, column in enumerate(data.get("columnMetadata", [])):
        dimension = worksheet.column_dimensions[get_column_letter(data.get("startColumn", 0) + offset + 1)]
        if "pixelSize" in column:
            dimension.width = column["pixelSize"] / PIXELS_A_CHARACTER
        if column.get("hiddenByUser"):
            dimension.hidden = True


def _write_value(cell: Cell, data: Resource) -> None:
    value = data.get("userEnteredValue") or data.get("effectiveValue") or {}
    if "formulaValue" in value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value["formulaValue"])
    elif "stringValue" in value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value["stringValue"])
        cell.data_type = "s"  # openpyxl would take a leading "=" for a formula
    elif "boolValue" in value:
        cell.value = value["boolValue"]
    elif "numberValue" in value:
        cell.value = xlsx_looks.number_or_date(value["numberValue"], data)


def _cells(sheet: Resource) -> Iterator[tuple[int, int, Resource]]:
    """Every cell that holds something: its row and column, counted from 0, and its data."""
    for data in sheet.get("data", []):
        for row, row_data in enumerate(data.get("rowData", []), start=data.get("startRow", 0)):
            for column, cell in enumerate(row_data.get("values", []), start=data.get("startColumn", 0)):
                if cell:
                    yield row, column, cell


def _titles(spreadsheet: Resource) -> dict[str, str]:
    """Each tab's title as Excel takes it: at most 31 characters, none of `[]:*?/\\`, no two alike."""
    titles: dict[str, str] = {}
    for sheet in spreadsheet["sheets"]:
        title = str(sheet["properties"]["title"])
        plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:LONGEST_TITLE] or "Sheet"
        number, candidate = 1, plain
        while candidate.lower() in {taken.lower() for taken in titles.values()}:
            number += 1
            candidate = f"{plain[: LONGEST_TITLE - len(str(number)) - 1]} {number}"
        titles[title] = candidate
    return titles


def _a1(area: Resource) -> str:
    first = f"{get_column_letter(area.get('startColumnIndex', 0) + 1)}{area.get('startRowIndex', 0) + 1}"
    return f"{first}:{get_column_letter(area['endColumnIndex'])}{area['endRowIndex']}"
