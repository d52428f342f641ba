"""Drop-downs and checkboxes: Sheets' data validation rules as Excel's.

In: each cell's rule while the sheets are written. Out: one Excel rule for each block of cells with the same rule.
Options that Excel can't keep in a rule (with commas, or longer than 255 characters together) go to a hidden sheet.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

LONGEST_INLINE = 255
OPTIONS_TITLE = "_options"


class Dropdowns:
    """The rules of one workbook; `see` every cell, row by row, then `finish`."""

    def __init__(self, workbook: Workbook, titles: Mapping[str, str]) -> None:
        self._workbook = workbook
        self._titles = titles
        self._rules: dict[tuple[str, str], DataValidation] = {}
        self._runs: dict[tuple[str, int, str], list[list[int]]] = {}
        self._worksheets: dict[str, Worksheet] = {}
        self._options: Worksheet | None = None

    def see(self, worksheet: Worksheet, row: int, column: int, rule: Mapping[str, Any] | None) -> None:
        """Note that the cell (counted from 0) has the rule."""
        if rule is None:
            return
        self._worksheets[worksheet.title] = worksheet
        runs = self._runs.setdefault((worksheet.title, column, json.dumps(rule, sort_keys=True)), [])
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])

    def finish(self) -> None:
        """Write the rules."""
        for (title, column, rule), runs in self._runs.items():
            validation = self._validation(title, rule)
            letter = get_column_letter(column + 1)
            for first, last in runs:
                if validation is not None:
                    validation.add(f"{letter}{first + 1}:{letter}{last + 1}")

    def _validation(self, title: str, rule: str) -> DataValidation | None:
        if (title, rule) not in self._rules:
            made = self._made(json.loads(rule))
            if made is None:
                return None
            self._worksheets[title].add_data_validation(made)
            self._rules[title, rule] = made
        return self._rules[title, rule]

    def _made(self, rule: Mapping[str, Any]) -> DataValidation | None:
        condition = rule["condition"]
        values = [str(value.get("userEnteredValue", "")) for value in condition.get("values", [])]
        strict = bool(rule.get("strict", False))
        match condition["type"]:
            case "BOOLEAN":
                return _list('"TRUE,FALSE"', strict=True)
            case "ONE_OF_LIST":
                return _list(self._list_formula(values), strict=strict)
            case "ONE_OF_RANGE" if values:
                return _list(self._retitled(values[0].removeprefix("=")), strict=strict)
            case "CUSTOM_FORMULA" if values:
                formula = values[0].removeprefix("=")
                return DataValidation(type="custom", formula1=formula, allow_blank=True, showErrorMessage=strict)
        return None

    def _list_formula(self, options: list[str]) -> str:
        inline = ",".join(options)
        if len(inline) <= LONGEST_INLINE and not any("," in option or '"' in option for option in options):
            return f'"{inline}"'
        return self._on_hidden_sheet(options)

    def _on_hidden_sheet(self, options: list[str]) -> str:
        if self._options is None:
            self._options = self._workbook.create_sheet(OPTIONS_TITLE)
            self._options.sheet_state = "hidden"
        column = self._options.max_column + 1 if self._options["A1"].value is not None else 1
        for row, option in enumerate(options, start=1):
            cell = self._options.cell(row, column, option)
            cell.data_type = "s"
        letter = get_column_letter(column)
        return f"{quote_sheetname(self._options.title)}!${letter}$1:${letter}${len(options)}"

    def _retitled(self, reference: str) -> str:
        """The reference with its tab's title as Excel knows it."""
        title, mark, cells = reference.rpartition("!")
        known = title.strip("'").replace("''", "'")
        return f"{quote_sheetname(self._titles.get(known, known))}{mark}{cells}" if mark else reference


def _list(formula: str, *, strict: bool) -> DataValidation:
    return DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=strict)
