"""Data validation: what a cell may hold; checkboxes and drop-downs are made of it."""

from __future__ import annotations

from typing import Any

from ..document import Document
from .cells import area
from .conditions import check_rule


def set_data_validation(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """setDataValidation: without a rule, the range's rules go. Values that stand are left alone."""
    sheet, box = area(document, request.get("range", {}))
    rule = request.get("rule")
    if rule is not None:
        check_rule(rule)
    for index in box.rows:
        if rule is None and sheet.rows[index] is None:
            continue
        row = sheet.row(index)
        for column in box.columns:
            extra = {name: value for name, value in row.extras.get(column, {}).items() if name != "dataValidation"}
            row.set_extra(column, extra if rule is None else {**extra, "dataValidation": rule})
    return {}


KINDS = {"setDataValidation": set_data_validation}
