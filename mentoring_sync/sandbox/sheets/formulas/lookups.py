"""Functions that look something up in a range: VLOOKUP, MATCH, INDEX, FILTER; and DATE, which counts.

In: arguments, evaluated: values, or rows of a range. Out: a value, or rows. A key is found whatever its letters' case,
an empty cell by no key, and where the order of a range is relied on, the last entry that isn't past the key counts.
https://support.google.com/docs/table/25273
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from ..cells import NOT_AVAILABLE, NUMBER_ERROR, REF_ERROR, VALUE_ERROR, CellError, Effective
from ..serial import to_serial
from .values import Matrix, as_number, compared, like_pattern, same_kind

Result = Effective | Matrix
Arguments = Sequence[Result]


def vlookup(arguments: Arguments) -> Effective:
    """VLOOKUP(key, range, column, [sorted])."""
    if not 3 <= len(arguments) <= 4:
        return NOT_AVAILABLE
    key, table, column = first(arguments[0]), rows_of(arguments[1]), _whole(arguments[2])
    if isinstance(key, CellError):
        return key
    if isinstance(column, CellError):
        return column
    if column < 1:
        return VALUE_ERROR
    if not table or column > len(table[0]):
        return REF_ERROR
    is_sorted = True if len(arguments) < 4 or arguments[3] is None else bool(as_number(first(arguments[3])))
    place = _place(key, [row[0] for row in table], 1 if is_sorted else 0)
    return NOT_AVAILABLE if place is None else table[place][column - 1]


def match(arguments: Arguments) -> Effective:
    """MATCH(key, range, [order]): a place in one row or column, counted from 1."""
    if not 2 <= len(arguments) <= 3:
        return NOT_AVAILABLE
    key, table = first(arguments[0]), rows_of(arguments[1])
    order = _whole(arguments[2]) if len(arguments) == 3 and arguments[2] is not None else 1
    if isinstance(key, CellError):
        return key
    if isinstance(order, CellError):
        return order
    if len(table) > 1 and len(table[0]) > 1:
        return NOT_AVAILABLE
    line = table[0] if len(table) == 1 else [row[0] for row in table]
    place = _place(key, line, order)
    return NOT_AVAILABLE if place is None else place + 1


def index(arguments: Arguments) -> Result:
    """INDEX(range, [row], [column]): a cell, or a whole row or column where the other is 0 or left out."""
    if not 1 <= len(arguments) <= 3:
        return NOT_AVAILABLE
    table = rows_of(arguments[0])
    row = _whole(arguments[1]) if len(arguments) > 1 else 0
    column = _whole(arguments[2]) if len(arguments) > 2 else 0
    if isinstance(row, CellError):
        return row
    if isinstance(column, CellError):
        return column
    if len(table) == 1 and len(arguments) == 2:
        row, column = 0, row
    if not (0 <= row <= len(table) and 0 <= column <= len(table[0])):
        return NUMBER_ERROR
    chosen = [table[row - 1]] if row else table
    return [[each[column - 1]] if column else each for each in chosen]


def filtered(arguments: Arguments) -> Result:
    """FILTER(range, condition, ...): the rows, or columns, for which every condition holds."""
    if len(arguments) < 2:
        return NOT_AVAILABLE
    table = rows_of(arguments[0])
    by_row = all(len(rows_of(each)) == len(table) and len(rows_of(each)[0]) == 1 for each in arguments[1:])
    by_column = all(len(rows_of(each)) == 1 and len(rows_of(each)[0]) == len(table[0]) for each in arguments[1:])
    if not by_row and not by_column:
        return NOT_AVAILABLE
    lines = [[row[0] for row in rows_of(each)] if by_row else rows_of(each)[0] for each in arguments[1:]]
    kept = [place for place in range(len(lines[0])) if all(_is_true(line[place]) for line in lines)]
    if not kept:
        return NOT_AVAILABLE
    return [table[place] for place in kept] if by_row else [[row[place] for place in kept] for row in table]


def date_of(arguments: Arguments) -> Effective:
    """DATE(year, month, day): months and days past their end go on in the next, as in Sheets."""
    if len(arguments) != 3:
        return NOT_AVAILABLE
    parts: list[int] = []
    for each in arguments:
        number = _whole(each)
        if isinstance(number, CellError):
            return number
        parts.append(number)
    year, month, day = parts
    year += 1900 if 0 <= year < 1900 else 0
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    try:
        return to_serial(date(year, month, 1) + timedelta(days=day - 1))
    except (ValueError, OverflowError):
        return NUMBER_ERROR


def first(argument: Result) -> Effective:
    """A value alone, or a range's first cell."""
    if isinstance(argument, list):
        return argument[0][0] if argument and argument[0] else None
    return argument


def rows_of(argument: Result) -> Matrix:
    """A range's rows; a value alone is a range of one cell."""
    return argument if isinstance(argument, list) else [[argument]]


def _whole(argument: Result) -> int | CellError:
    number = as_number(first(argument))
    return number if isinstance(number, CellError) else int(number // 1)


def _is_true(value: Effective) -> bool:
    return not isinstance(value, (CellError, str)) and value is not None and bool(value)


def _place(key: Effective, line: Sequence[Effective], order: int) -> int | None:
    """Where the key stands; with an ascending (1) or descending (-1) order, the last entry not past it."""
    if order == 0:
        return next((place for place, value in enumerate(line) if _equal(value, key)), None)
    found = None
    for place, value in enumerate(line):
        if value is None or isinstance(value, CellError) or not same_kind(value, key):
            continue
        if compared(value, key) * order > 0:
            break
        found = place
    return found


def _equal(value: Effective, key: Effective) -> bool:
    if value is None or isinstance(value, CellError) or not same_kind(value, key):
        return False
    if isinstance(key, str) and isinstance(value, str) and any(sign in key for sign in "*?~"):
        return like_pattern(key).fullmatch(value) is not None
    return compared(value, key) == 0


LOOKUPS: Mapping[str, Callable[[Arguments], Result]] = {
    "VLOOKUP": vlookup,
    "MATCH": match,
    "INDEX": index,
    "FILTER": filtered,
    "DATE": date_of,
}
