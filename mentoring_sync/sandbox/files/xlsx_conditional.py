"""Conditional formats: Sheets' rules as Excel's, for the conditions that both have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .xlsx_looks import colour

Resource = Mapping[str, Any]

_Operator = Literal["equal", "notEqual", "greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual"]
_COMPARED: Mapping[str, _Operator] = {
    "TEXT_EQ": "equal",
    "NUMBER_EQ": "equal",
    "NUMBER_NOT_EQ": "notEqual",
    "NUMBER_GREATER": "greaterThan",
    "NUMBER_GREATER_THAN_EQ": "greaterThanOrEqual",
    "NUMBER_LESS": "lessThan",
    "NUMBER_LESS_THAN_EQ": "lessThanOrEqual",
}


def write_conditional_formats(worksheet: Worksheet, sheet: Resource) -> None:
    """Give the worksheet those of the sheet's rules that Excel knows as well; other conditions are left out."""
    for resource in sheet.get("conditionalFormats", []):
        rule = _rule(resource.get("booleanRule", {}))
        for area in resource.get("ranges", []) if rule else []:
            worksheet.conditional_formatting.add(_a1(area, worksheet), rule)


def _rule(boolean: Resource) -> Rule | None:
    condition, looks = boolean.get("condition", {}), boolean.get("format", {})
    entered = [str(value.get("userEnteredValue", "")) for value in condition.get("values", [])]
    kind, look = condition.get("type", ""), _look(looks)
    if kind in _COMPARED and len(entered) == 1:
        value = entered[0] if kind != "TEXT_EQ" else '"{}"'.format(entered[0].replace('"', '""'))
        return Rule(type="cellIs", operator=_COMPARED[kind], formula=[value], dxf=look)
    if kind == "CUSTOM_FORMULA" and entered and entered[0].startswith("="):
        return Rule(type="expression", formula=[entered[0][1:]], dxf=look)
    return None


def _look(looks: Resource) -> DifferentialStyle:
    fill, ink = colour(looks, "backgroundColor"), colour(looks.get("textFormat", {}), "foregroundColor")
    return DifferentialStyle(fill=PatternFill(bgColor=fill) if fill else None, font=Font(color=ink) if ink else None)


def _a1(area: Resource, worksheet: Worksheet) -> str:
    """The range; one that is open to below ends with the worksheet."""
    first = f"{get_column_letter(area.get('startColumnIndex', 0) + 1)}{area.get('startRowIndex', 0) + 1}"
    last_row = max(area.get("endRowIndex", worksheet.max_row), area.get("startRowIndex", 0) + 1)
    return f"{first}:{get_column_letter(area.get('endColumnIndex', worksheet.max_column))}{last_row}"
