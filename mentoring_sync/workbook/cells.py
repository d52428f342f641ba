"""Cells: what a written value reads back as, so that what stands and what is wanted can be compared."""

from __future__ import annotations

from datetime import date, datetime

from mentoring_sync.records.edit import CellInput, Checkbox, Link
from mentoring_sync.records.sheet import Scalar

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's clock has no zone


def serial(moment: date) -> float:
    """A date or naive datetime as Sheets counts it: days since 1899-12-30, the time of day as the fraction."""
    at = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    since = at - _DAY_ZERO
    return round(since.days + since.seconds / 86400, 8)


def reads_back(value: CellInput) -> Scalar:
    """The plain value that a cell shows once `value` was written into it."""
    if isinstance(value, Checkbox):
        return value.ticked
    if isinstance(value, Link):
        return value.label
    if isinstance(value, date):
        return serial(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return float(value)
    return value if value != "" else None


def same(one: Scalar, other: Scalar) -> bool:
    """Whether two cells show the same: an empty text is an empty cell, a number is compared to a hundred-millionth."""
    if one in (None, "") or other in (None, ""):
        return one in (None, "") and other in (None, "")
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 1e-7
    return one == other
