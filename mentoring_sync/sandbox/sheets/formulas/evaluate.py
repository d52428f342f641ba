"""A formula's value.

In: a formula's text and `Cells`, which reads ranges. Out: a plain value or a `CellError`. A function, a name or a
construct outside the subset gives `#NAME?`.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
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
from . import arrays
from .functions import FUNCTIONS
from .lookups import LOOKUPS, vlookup
from .parse import Broken, Function, Literal, Name, Node, Operation, Reference, Rows, parse
from .tokens import UnreadableError
from .values import Matrix, as_number, as_text, compared

Result = Effective | Matrix
_DATED = re.compile(r"=\s*(?:TODAY|NOW|DATE)\s*\(", re.IGNORECASE)
NOT_ENOUGH = CellError("N_A", "#N/A", "Wrong number of arguments.")
NO_ACCESS = CellError("REF", "#REF!", "You need to connect these sheets.")
"""What IMPORTRANGE shows until somebody allows it, which nobody can here."""


class Cells(Protocol):
    """What a formula may read: ranges by A1 notation, relative to its own sheet, and named ranges."""

    def area(self, reference: str) -> Matrix | CellError:
        """The range's effective values, rows of columns, empty cells as None."""

    def named(self, name: str) -> Matrix | CellError:
        """The named range's values, or `#NAME?`."""

    def now(self) -> Effective:
        """What the spreadsheet's clock shows, as a serial number; `#NAME?` where a value is kept for later."""


def evaluate(formula: str, cells: Cells) -> Effective:
    """The value that the formula's own cell shows: the first of several."""
    return single(evaluated(formula, cells))


def evaluated(formula: str, cells: Cells) -> Result:
    """The formula's value, or rows of values, which go into the cells right of it and below, too."""
    try:
        tree = parse(formula)
    except (UnreadableError, RecursionError):
        return SYNTAX_ERROR
    try:
        found = _Evaluation(cells).value(tree)
    except (OverflowError, RecursionError):
        return NUMBER_ERROR
    if not isinstance(found, list) or isinstance(tree, (Reference, Name)):
        return shown(single(found))
    return [[shown(value) for value in row] for row in found] or None


def implied_format(formula: str) -> dict[str, str] | None:
    """The number format that a formula brings to a cell without one: a date's, for what is a date and nothing else."""
    match = _DATED.match(formula)
    try:
        tree = parse(formula) if match else None
    except (UnreadableError, RecursionError):
        return None
    if not isinstance(tree, Function):
        return None
    return {"type": "DATE_TIME" if tree.name == "NOW" else "DATE"}


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


class _Evaluation:
    """Works a tree out. On arrays, as ARRAYFORMULA and FILTER have it, operators go through ranges value by value."""

    def __init__(self, cells: Cells, *, on_arrays: bool = False) -> None:
        self._cells = cells
        self._on_arrays = on_arrays

    def value(self, node: Node) -> Result:
        """The node's value, or rows."""
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Reference):
            return self._cells.area(node.text)
        if isinstance(node, Name):
            return self._cells.named(node.text)
        if isinstance(node, Broken):
            return _written_error(node.text)
        if isinstance(node, Rows):
            return arrays.stacked([[self.value(part) for part in row] for row in node.rows])
        if isinstance(node, Operation):
            return self._each(lambda values: _operation(node.sign, values), [self.value(one) for one in node.operands])
        return self._function(node)

    def _each(self, function: arrays.OnValues, operands: Sequence[Result]) -> Result:
        if not self._on_arrays:
            operands = [single(operand) for operand in operands]
        return arrays.each(function, operands)

    def _function(self, node: Function) -> Result:
        """IF and IFERROR look at their arguments one by one; other functions get them all."""
        if node.name in ("IF", "IFERROR"):
            return self._conditional_each(node) if self._on_arrays else self._conditional(node)
        if node.name in ("NOW", "TODAY"):
            return _clock(node, self._cells)
        if node.name in ("ARRAYFORMULA", "FILTER") and not self._on_arrays:
            return _Evaluation(self._cells, on_arrays=True).value(node)
        if node.name == "IMPORTRANGE":
            return NO_ACCESS
        arguments = [self.value(argument) for argument in node.arguments]
        if node.name == "ARRAYFORMULA":
            return arguments[0] if len(arguments) == 1 else NOT_ENOUGH
        if node.name in arrays.ON_VALUES:
            return self._each(arrays.ON_VALUES[node.name], arguments)
        if node.name == "VLOOKUP" and self._on_arrays and arguments and isinstance(arguments[0], list):
            rest = arguments[1:]
            return arrays.each(lambda keys: vlookup([keys[0], *rest]), arguments[:1])
        function = LOOKUPS.get(node.name) or FUNCTIONS.get(node.name)
        return NAME_ERROR if function is None else function(arguments)

    def _conditional(self, node: Function) -> Result:
        parts = node.arguments
        if not _fits(node):
            return NOT_ENOUGH
        first = single(self.value(parts[0]))
        if node.name == "IFERROR":
            if not isinstance(first, CellError):
                return first
            return self.value(parts[1]) if len(parts) > 1 else None
        if isinstance(first, CellError):
            return first
        truth = as_number(first)
        if isinstance(truth, CellError):
            return truth
        if truth:
            return self.value(parts[1]) if len(parts) > 1 else True
        return self.value(parts[2]) if len(parts) > 2 else False

    def _conditional_each(self, node: Function) -> Result:
        """The same for every value of ranges."""
        if not _fits(node):
            return NOT_ENOUGH
        parts = [self.value(part) for part in node.arguments]
        return arrays.each(_iferror if node.name == "IFERROR" else _if, parts)


def _fits(node: Function) -> bool:
    return 1 <= len(node.arguments) <= (2 if node.name == "IFERROR" else 3)


def _iferror(values: Sequence[Effective]) -> Effective:
    if not isinstance(values[0], CellError):
        return values[0]
    return values[1] if len(values) > 1 else None


def _if(values: Sequence[Effective]) -> Effective:
    if isinstance(values[0], CellError):
        return values[0]
    truth = as_number(values[0])
    if isinstance(truth, CellError):
        return truth
    if truth:
        return values[1] if len(values) > 1 else True
    return values[2] if len(values) > 2 else False


def _written_error(text: str) -> CellError:
    return REF_ERROR if text == "#REF!" else CellError(text.strip("#!?").replace("/", "_"), text)


def _operation(sign: str, operands: Sequence[Effective]) -> Effective:
    for operand in operands:
        if isinstance(operand, CellError):
            return operand
    if sign == "&":
        return "".join(as_text(operand) for operand in operands)
    if sign in _COMPARISONS:
        return _COMPARISONS[sign](compared(operands[0], operands[1]), 0)
    numbers: list[float] = []
    for operand in operands:
        number = as_number(operand)
        if isinstance(number, CellError):
            return number
        numbers.append(number)
    return _arithmetic(sign, numbers)


def _arithmetic(sign: str, numbers: list[float]) -> float | CellError:
    if sign == "/" and numbers[1] == 0:
        return DIVISION_ERROR
    try:
        result = _ARITHMETIC[sign](*numbers)
    except (OverflowError, ZeroDivisionError, ValueError):
        return NUMBER_ERROR
    return NUMBER_ERROR if isinstance(result, complex) else float(result)


def _clock(node: Function, cells: Cells) -> Effective:
    now = cells.now()
    if node.arguments:
        return NOT_ENOUGH
    return float(int(now)) if node.name == "TODAY" and isinstance(now, (int, float)) else now


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
