"""What the merge of a tab has to ask a person, as problems for *Review*."""

from __future__ import annotations

from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.spreadsheet.cells import is_empty
from mentoring_sync.spreadsheet.grid import Scalar, cell_text
from mentoring_sync.workbook.layouts import KEY


def typed_over(tab: str, column: str, key: str, *, typed: Scalar, ours: Scalar) -> Problem:
    """A person typed over what we would write."""
    would = f"would write “{_shown(ours)}”" if not is_empty(ours) else "would leave the cell empty"
    return Problem(
        where=Place(tab=tab, column=column),
        what=f"Somebody typed “{_shown(typed)}” where mentoring-sync {would}.",
        remedy="What was typed stays. Empty the cell to have it filled again.",
        about=key,
    )


def deleted_row(tab: str, key: str) -> Problem:
    """A person deleted the row of somebody who is still in a team."""
    return Problem(
        where=Place(tab=tab),
        what=f"Somebody deleted the row of {key}, who is still in a team.",
        remedy="Tick Withdrawn in Roster if they left, or Re-pair in Control to have the row again.",
        about=key,
    )


def copied_row(tab: str, row: int, key: str) -> Problem:
    """A row repeats the key of one above; `row` as people count it."""
    return Problem(
        where=Place(tab=tab, row=row),
        what="This row is a copy of another one; mentoring-sync reads and writes the first.",
        remedy=f"Delete the copy, or empty its hidden column “{KEY}” to keep it as a note of your own.",
        about=key,
    )


def _shown(value: Scalar) -> str:
    text = cell_text(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
