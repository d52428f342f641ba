"""Conditional formats: a sheet's rules in their order."""

from __future__ import annotations

from typing import Any

from ...errors import invalid
from ..describe import part
from ..document import Document
from ..grid import Sheet
from ..looks import normalised
from .cells import area
from .conditions import check_condition
from .filters import check_one_sheet

_PART = "conditionalFormats"


def add_rule(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """addConditionalFormatRule."""
    rule = _checked(document, normalised(request.get("rule", {})))
    sheet = document.change(rule["ranges"][0].get("sheetId", 0))
    rules, index = list(sheet.parts.get(_PART, ())), request.get("index", 0)
    if not 0 <= index <= len(rules):
        raise invalid(f"index must be between 0 and {len(rules)}.")
    sheet.parts[_PART] = [*rules[:index], rule, *rules[index:]]
    return {}


def update_rule(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateConditionalFormatRule: another rule in its place, or the rule in another place."""
    number = request.get("sheetId")
    if number is None:
        number = (request.get("rule", {}).get("ranges") or [{}])[0].get("sheetId", 0)
    sheet = document.change(number)
    index = request.get("index", 0)
    rules = _rules_with(sheet, index)
    standing = rules[index]
    if "rule" in request:
        rules[index] = _checked(document, normalised(request["rule"]))
        sheet.parts[_PART] = rules
        return {"oldRule": part(standing), "newRule": part(rules[index]), "newIndex": index}
    place = request.get("newIndex", 0)
    _rules_with(sheet, place)
    del rules[index]
    rules.insert(place, standing)
    sheet.parts[_PART] = rules
    return {"newRule": part(standing), "oldIndex": index, "newIndex": place}


def delete_rule(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteConditionalFormatRule."""
    sheet = document.change(request.get("sheetId", 0))
    index = request.get("index", 0)
    rules = _rules_with(sheet, index)
    gone = rules.pop(index)
    sheet.parts[_PART] = rules
    return {"rule": part(gone)}


def _checked(document: Document, rule: dict[str, Any]) -> dict[str, Any]:
    ranges = rule.get("ranges", [])
    if not ranges:
        raise invalid("rule.ranges must be set.")
    check_one_sheet(ranges)
    for each in ranges:
        area(document, each)
    if "booleanRule" not in rule and "gradientRule" not in rule:
        raise invalid("No rule specified: booleanRule or gradientRule must be set.")
    if "booleanRule" in rule:
        check_condition(rule["booleanRule"].get("condition", {}), where="rule.booleanRule.condition")
    return rule


def _rules_with(sheet: Sheet, index: int) -> list[dict[str, Any]]:
    rules = list(sheet.parts.get(_PART, ()))
    if not 0 <= index < len(rules):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return rules


KINDS = {
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
}
