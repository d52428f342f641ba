"""What is done to every value of a range, one by one, where a formula works on arrays.

In: a function on values, and its operands: values, or rows. Out: rows as many and as wide as the largest operand; one
of a single row or column is repeated, a place that an operand doesn't reach is `#N/A`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..cells import NOT_AVAILABLE, CellError, Effective
from .values import Matrix, as_text

Result = Effective | Matrix
OnValues = Callable[[Sequence[Effective]], Effective]


def each(function: OnValues, operands: Sequence[Result]) -> Result:
    """The function's values for every place; a value alone where no operand is a range."""
    tables = [operand for operand in operands if isinstance(operand, list)]
    if not tables:
        return function([operand for operand in operands if not isinstance(operand, list)])
    height = max(len(table) for table in tables)
    width = max(len(table[0]) for table in tables)
    return [
        [function([_at(operand, row, column) for operand in operands]) for column in range(width)]
        for row in range(height)
    ]


def stacked(rows: Sequence[Sequence[Result]]) -> Matrix | CellError:
    """The rows of an array written out; parts of a row must be equally high, rows equally wide."""
    found: Matrix = []
    for parts in rows:
        tables = [part if isinstance(part, list) else [[part]] for part in parts]
        if len({len(table) for table in tables}) > 1:
            return CellError("VALUE", "#VALUE!", "Parts of an array's row have different heights.")
        found += [[value for table in tables for value in table[row]] for row in range(len(tables[0]))]
    if len({len(row) for row in found}) > 1:
        return CellError("VALUE", "#VALUE!", "Rows of an array have different widths.")
    return found


def _at(operand: Result, row: int, column: int) -> Effective:
    if not isinstance(operand, list):
        return operand
    row, column = (0 if len(operand) == 1 else row), (0 if len(operand[0]) == 1 else column)
    return operand[row][column] if row < len(operand) and column < len(operand[0]) else NOT_AVAILABLE


def _on_text(change: Callable[[str], Effective]) -> OnValues:
    def changed(values: Sequence[Effective]) -> Effective:
        if len(values) != 1:
            return NOT_AVAILABLE
        return values[0] if isinstance(values[0], CellError) else change(as_text(values[0]))

    return changed


ON_VALUES: Mapping[str, OnValues] = {
    "ISBLANK": lambda values: values[0] is None if len(values) == 1 else NOT_AVAILABLE,
    "LEN": _on_text(len),
    "LOWER": _on_text(str.lower),
    "UPPER": _on_text(str.upper),
    "TRIM": _on_text(lambda text: " ".join(text.split())),
}
"""Functions of one value, which work on every value of a range within ARRAYFORMULA."""
