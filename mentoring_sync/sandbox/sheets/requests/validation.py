"""Data validation: what a cell may hold; checkboxes and drop-downs are made of it."""

from __future__ import annotations

from typing import Any

from ...errors import invalid
from ..document import Document
from .cells import area


def set_data_validation(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """setDataValidation: without a rule, the range's rules go. Values that stand are left alone."""
    sheet, box = area(document, request.get("range", {}))
    rule = request.get("rule")
    if rule is not None:
        _check(rule)
    for index in box.rows:
        if rule is None and sheet.rows[index] is None:
            continue
        row = sheet.row(index)
        for column in box.columns:
            extra = {name: value for name, value in row.extras.get(column, {}).items() if name != "dataValidation"}
            row.set_extra(column, extra if rule is None else {**extra, "dataValidation": rule})
    return {}


def _check(rule: dict[str, Any]) -> None:
    """Raises GoogleError 400 for a rule without a condition, or one with the wrong number of values."""
    condition = rule.get("condition", {})
    kind, count = condition.get("type", ""), len(condition.get("values", ()))
    if not kind or kind == "CONDITION_TYPE_UNSPECIFIED":
        raise invalid("rule.condition must be specified.")
    if kind == "BOOLEAN" and count > 2:
        raise invalid("rule.condition.values must have at most 2 values for BOOLEAN.")
    if kind in ("ONE_OF_LIST", "ONE_OF_RANGE", "CUSTOM_FORMULA") and not count:
        raise invalid(f"rule.condition.values must have at least one value for {kind}.")


KINDS = {"setDataValidation": set_data_validation}
