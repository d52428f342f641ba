"""Formulas with several values: ARRAYFORMULA, FILTER, an array written out fill the cells right of them and below.

In: a sheet and what works formulas out. Out: the sheet as it is read, `Spilled` values in cells that nobody filled. A
formula that would cover what somebody entered, or leave the grid, fills nothing and is `#REF!`, as Sheets has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import cast

from .cells import CellError, Effective
from .formulas.values import Matrix
from .grid import Formula, Sheet, Spilled, Value

Anchor = tuple[int, int]
"""Row and column of the formula."""
Work = Callable[[Formula, Sheet, Anchor], Effective | Matrix]
_SEVERAL = re.compile(r"(?:ARRAYFORMULA|FILTER|INDEX)\s*\(|\{", re.IGNORECASE)
BLOCKED = CellError("REF", "#REF!", "Array result was not expanded because it would overwrite data or leave the grid.")


def anchors(sheet: Sheet) -> list[tuple[Anchor, Formula]]:
    """The formulas that may have several values, from the top on."""
    return list(_anchors(sheet))


def spilled(sheet: Sheet, found: Mapping[Anchor, Effective | Matrix]) -> tuple[Sheet, dict[Anchor, Effective]]:
    """The sheet with these formulas' values beside them, and what the formulas' own cells show."""
    shown = sheet.fork()
    own: dict[Anchor, Effective] = {}
    for (row, column), values in found.items():
        if not isinstance(values, list):
            own[row, column] = values
        elif _is_free(shown, row, column, values):
            own[row, column] = values[0][0]
            _put(shown, row, column, values)
        else:
            own[row, column] = BLOCKED
    return shown, own


def _anchors(sheet: Sheet) -> Iterator[tuple[Anchor, Formula]]:
    for index, row in enumerate(sheet.rows):
        if row is None or Formula not in set(map(type, row.values)):
            continue
        for column, value in enumerate(row.values):
            if isinstance(value, Formula) and _SEVERAL.search(value.text):
                yield (index, column), value


def _is_free(sheet: Sheet, row: int, column: int, values: Matrix) -> bool:
    if row + len(values) > sheet.row_count or column + len(values[0]) > sheet.column_count:
        return False
    return all(
        sheet.value(row + down, column + across) is None
        for down, line in enumerate(values)
        for across in range(len(line))
        if down or across
    )


def _put(sheet: Sheet, row: int, column: int, values: Matrix) -> None:
    for down, line in enumerate(values):
        for across, value in enumerate(line):
            if (down or across) and value is not None:
                sheet.row(row + down).set_value(column + across, cast("Value", Spilled(value)))
