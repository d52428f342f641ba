"""Conditions of validation rules, conditional formats and filters: how many values each kind takes.

In: a BooleanCondition. Out: nothing, or Google's 400.
https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/other#ConditionType
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import invalid

_ONE, _TWO, _NONE = (1, 1), (2, 2), (0, 0)
_MANY = 1_000_000
_VALUES: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("NUMBER_GREATER", "NUMBER_GREATER_THAN_EQ", "NUMBER_LESS", "NUMBER_LESS_THAN_EQ"), _ONE),
    **dict.fromkeys(("NUMBER_EQ", "NUMBER_NOT_EQ", "TEXT_CONTAINS", "TEXT_NOT_CONTAINS", "TEXT_STARTS_WITH"), _ONE),
    **dict.fromkeys(("TEXT_ENDS_WITH", "TEXT_EQ", "DATE_EQ", "DATE_BEFORE", "DATE_AFTER"), _ONE),
    **dict.fromkeys(("DATE_ON_OR_BEFORE", "DATE_ON_OR_AFTER", "ONE_OF_RANGE", "CUSTOM_FORMULA"), _ONE),
    **dict.fromkeys(("NUMBER_BETWEEN", "NUMBER_NOT_BETWEEN", "DATE_BETWEEN", "DATE_NOT_BETWEEN"), _TWO),
    **dict.fromkeys(("TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID", "BLANK", "NOT_BLANK"), _NONE),
    **dict.fromkeys(("ONE_OF_LIST", "TEXT_NOT_EQ", "DATE_NOT_EQ"), (1, _MANY)),
    "BOOLEAN": (0, 2),
}
_SAID: Mapping[tuple[int, int], str] = {
    _ONE: "requires exactly one ConditionValue",
    _TWO: "requires exactly two ConditionValues",
    _NONE: "does not support ConditionValues",
    (0, 2): "requires at most two ConditionValues",
    (1, _MANY): "requires at least one ConditionValue",
}


def check_condition(condition: Mapping[str, Any], *, where: str) -> None:
    """Raises GoogleError 400 for a condition of no kind, or one with too few or too many values."""
    kind, count = condition.get("type", ""), len(condition.get("values", ()))
    if not kind or kind == "CONDITION_TYPE_UNSPECIFIED":
        raise invalid(f"{where} must be specified.")
    least, most = _VALUES.get(kind, (0, _MANY))
    if not least <= count <= most:
        rule = _SAID[least, most]
        raise invalid(f"ConditionType '{kind}' {rule}, but {count} values were supplied.")


def check_rule(rule: Mapping[str, Any]) -> None:
    """Raises GoogleError 400 for a DataValidationRule whose condition can't be."""
    check_condition(rule.get("condition", {}), where="rule.condition")
