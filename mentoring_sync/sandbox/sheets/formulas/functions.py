"""The functions that are computed.

In: arguments, evaluated: values, or a range's rows. Out: a value. As Sheets has it, a number typed as text counts in
an argument but not in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ..cells import DIVISION_ERROR, NOT_AVAILABLE, VALUE_ERROR, CellError, Effective
from .values import Matrix, as_number, as_text, cells_of, compared, like_pattern

Arguments = Sequence[Effective | Matrix]
_CRITERION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)


def _numbers(arguments: Arguments) -> list[float] | CellError:
    """The numbers among the arguments, or the first error."""
    found: list[float] = []
    for value, in_cell in cells_of(arguments):
        if isinstance(value, CellError):
            return value
        if value is None or (in_cell and (isinstance(value, (str, bool)))):
            continue
        number = as_number(value)
        if isinstance(number, CellError):
            return number
        found.append(number)
    return found


def _sum(arguments: Arguments) -> Effective:
    numbers = _numbers(arguments)
    return numbers if isinstance(numbers, CellError) else float(sum(numbers))


def _average(arguments: Arguments) -> Effective:
    numbers = _numbers(arguments)
    if isinstance(numbers, CellError):
        return numbers
    return sum(numbers) / len(numbers) if numbers else DIVISION_ERROR


def _least(arguments: Arguments) -> Effective:
    numbers = _numbers(arguments)
    return numbers if isinstance(numbers, CellError) else min(numbers, default=0.0)


def _most(arguments: Arguments) -> Effective:
    numbers = _numbers(arguments)
    return numbers if isinstance(numbers, CellError) else max(numbers, default=0.0)


def _count(arguments: Arguments) -> Effective:
    return sum(1 for value, _ in cells_of(arguments) if isinstance(value, (int, float)) and not isinstance(value, bool))


def _counta(arguments: Arguments) -> Effective:
    return sum(1 for value, in_cell in cells_of(arguments) if value is not None or not in_cell)


def _countif(arguments: Arguments) -> Effective:
    if len(arguments) != 2:
        return NOT_AVAILABLE
    criterion = arguments[1]
    if isinstance(criterion, list):
        criterion = criterion[0][0] if criterion and criterion[0] else None
    return sum(1 for value, _ in cells_of(arguments[:1]) if _meets(value, criterion))


def _meets(value: Effective, criterion: Effective) -> bool:
    """Whether a cell meets a criterion such as `>5`, `<>done` or `Ann*`."""
    match = _CRITERION.fullmatch(as_text(criterion))
    sign, text = (match.group(1) or "=", match.group(2)) if match else ("=", "")
    number = as_number(text) if text.strip() else VALUE_ERROR
    if not isinstance(number, CellError):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return sign == "<>"
        return _holds(sign, compared(value, number))
    if sign in ("=", "<>"):
        return (_like(as_text(value), text)) is (sign == "=")
    return isinstance(value, str) and _holds(sign, compared(value, text))


def _holds(sign: str, order: int) -> bool:
    return {"=": order == 0, "<>": order != 0, "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[sign]


def _like(text: str, pattern: str) -> bool:
    """`*` and `?` stand for any letters and any one; `~` takes their meaning away."""
    return like_pattern(pattern).fullmatch(text) is not None


def _concatenate(arguments: Arguments) -> Effective:
    parts: list[str] = []
    for value, _ in cells_of(arguments):
        if isinstance(value, CellError):
            return value
        parts.append(as_text(value))
    return "".join(parts)


def _join(arguments: Arguments) -> Effective:
    if len(arguments) < 2:
        return NOT_AVAILABLE
    return _joined(as_text(_first(arguments[0])), arguments[1:], skip_empty=False)


def _textjoin(arguments: Arguments) -> Effective:
    if len(arguments) < 3:
        return NOT_AVAILABLE
    return _joined(as_text(_first(arguments[0])), arguments[2:], skip_empty=bool(_first(arguments[1])))


def _joined(separator: str, arguments: Arguments, *, skip_empty: bool) -> Effective:
    parts: list[str] = []
    for value, _ in cells_of(arguments):
        if isinstance(value, CellError):
            return value
        if not skip_empty or as_text(value):
            parts.append(as_text(value))
    return separator.join(parts)


def _hyperlink(arguments: Arguments) -> Effective:
    """Shows its label; the link itself is the cell's `hyperlink`."""
    if not 1 <= len(arguments) <= 2:
        return NOT_AVAILABLE
    return _first(arguments[-1])


def _and(arguments: Arguments) -> Effective:
    truths = _truths(arguments)
    return truths if isinstance(truths, CellError) else all(truths)


def _or(arguments: Arguments) -> Effective:
    truths = _truths(arguments)
    return truths if isinstance(truths, CellError) else any(truths)


def _not(arguments: Arguments) -> Effective:
    truths = _truths(arguments)
    if isinstance(truths, CellError):
        return truths
    return not truths[0] if len(truths) == 1 else NOT_AVAILABLE


def _truths(arguments: Arguments) -> list[bool] | CellError:
    """What is true among the arguments, or the first error; texts and empty cells of a range say nothing."""
    found: list[bool] = []
    for value, in_cell in cells_of(arguments):
        if isinstance(value, CellError):
            return value
        if in_cell and (value is None or isinstance(value, str)):
            continue
        number = as_number(value)
        if isinstance(number, CellError):
            return number
        found.append(bool(number))
    return found or VALUE_ERROR


def _first(argument: Effective | Matrix) -> Effective:
    if isinstance(argument, list):
        return argument[0][0] if argument and argument[0] else None
    return argument


FUNCTIONS: Mapping[str, Callable[[Arguments], Effective]] = {
    "AND": _and,
    "OR": _or,
    "NOT": _not,
    "SUM": _sum,
    "AVERAGE": _average,
    "MIN": _least,
    "MAX": _most,
    "COUNT": _count,
    "COUNTA": _counta,
    "COUNTIF": _countif,
    "CONCATENATE": _concatenate,
    "CONCAT": _concatenate,
    "JOIN": _join,
    "TEXTJOIN": _textjoin,
    "HYPERLINK": _hyperlink,
}
