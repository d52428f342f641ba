"""A formula's value.

In: a formula's text and `Cells`, which reads ranges. Out: a plain value or a `CellError`. A function, a name or a
construct outside the subset gives `#NAME?`.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import Protocol

from ..cells import (
    DIVISION_ERROR,
    NAME_ERROR,
    NUMBER_ERROR,
    REF_ERROR,
    SYNTAX_ERROR,
    CellError,
    Effective,
    plain_number,
)
from . import functions
from .parse import Broken, Function, Literal, Name, Node, Operation, Reference, parse
from .tokens import UnreadableError
from .values import Matrix, as_number, as_text, compared

Result = Effective | Matrix
NOT_ENOUGH = CellError("N_A", "#N/A", "Wrong number of arguments.")


class Cells(Protocol):
    """What a formula may read: ranges by A1 notation, relative to its own sheet, and named ranges."""

    def area(self, reference: str) -> Matrix | CellError:
        """The range's effective values, rows of columns, empty cells as None."""

    def named(self, name: str) -> Matrix | CellError:
        """The named range's values, or `#NAME?`."""

    def now(self) -> Effective:
        """What the spreadsheet's clock shows, as a serial number; `#NAME?` where a value is kept for later."""


def evaluate(formula: str, cells: Cells) -> Effective:
    """The value that the formula's cell shows."""
    try:
        tree = parse(formula)
    except (UnreadableError, RecursionError):
        return SYNTAX_ERROR
    try:
        return shown(single(_value(tree, cells)))
    except (OverflowError, RecursionError):
        return NUMBER_ERROR


def shown(value: Effective) -> Effective:
    """The value as a cell keeps it: whole numbers as int, and none that no reader of JSON would take."""
    if not isinstance(value, float):
        return value
    return plain_number(value) if math.isfinite(value) else NUMBER_ERROR


def single(result: Result) -> Effective:
    """A result in one cell: a range's first cell; an empty one counts as zero when a formula shows it."""
    if isinstance(result, list):
        return result[0][0] if result and result[0] else None
    return result


def _value(node: Node, cells: Cells) -> Result:
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Reference):
        return cells.area(node.text)
    if isinstance(node, Name):
        return cells.named(node.text)
    if isinstance(node, Broken):
        return _written_error(node.text)
    if isinstance(node, Operation):
        return _operation(node, cells)
    return _function(node, cells)


def _written_error(text: str) -> CellError:
    return REF_ERROR if text == "#REF!" else CellError(text.strip("#!?").replace("/", "_"), text)


def _operation(node: Operation, cells: Cells) -> Effective:
    operands = [single(_value(operand, cells)) for operand in node.operands]
    for operand in operands:
        if isinstance(operand, CellError):
            return operand
    if node.sign == "&":
        return "".join(as_text(operand) for operand in operands)
    if node.sign in _COMPARISONS:
        return _COMPARISONS[node.sign](compared(operands[0], operands[1]), 0)
    numbers: list[float] = []
    for operand in operands:
        number = as_number(operand)
        if isinstance(number, CellError):
            return number
        numbers.append(number)
    return _arithmetic(node.sign, numbers)


def _arithmetic(sign: str, numbers: list[float]) -> float | CellError:
    if sign == "/" and numbers[1] == 0:
        return DIVISION_ERROR
    try:
        result = _ARITHMETIC[sign](*numbers)
    except (OverflowError, ZeroDivisionError, ValueError):
        return NUMBER_ERROR
    return NUMBER_ERROR if isinstance(result, complex) else float(result)


def _function(node: Function, cells: Cells) -> Result:
    """IF and IFERROR look at their arguments one by one; other functions get them all."""
    if node.name in ("IF", "IFERROR"):
        return _conditional(node, cells)
    if node.name in ("NOW", "TODAY"):
        return _clock(node, cells)
    function = functions.FUNCTIONS.get(node.name)
    if function is None:
        return NAME_ERROR
    return function([_value(argument, cells) for argument in node.arguments])


def _clock(node: Function, cells: Cells) -> Effective:
    now = cells.now()
    if node.arguments:
        return NOT_ENOUGH
    return float(int(now)) if node.name == "TODAY" and isinstance(now, (int, float)) else now


def _conditional(node: Function, cells: Cells) -> Result:
    parts = node.arguments
    if not 1 <= len(parts) <= 3 or (node.name == "IFERROR" and len(parts) == 3):
        return NOT_ENOUGH
    first = single(_value(parts[0], cells))
    if node.name == "IFERROR":
        if not isinstance(first, CellError):
            return first
        return _value(parts[1], cells) if len(parts) > 1 else None
    if isinstance(first, CellError):
        return first
    truth = as_number(first)
    if isinstance(truth, CellError):
        return truth
    if truth:
        return _value(parts[1], cells) if len(parts) > 1 else True
    return _value(parts[2], cells) if len(parts) > 2 else False


_COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_ARITHMETIC: Mapping[str, Callable[..., float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "+1": operator.pos,
    "-1": operator.neg,
    "%": lambda number: number / 100,
}
