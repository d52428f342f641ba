"""What the merge of a tab has to ask a person, as problems for *Review*."""

from __future__ import annotations

from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.spreadsheet.cells import is_empty
from mentoring_sync.spreadsheet.grid import Scalar, cell_text


def typed_over(tab: str, column: str, key: str, *, typed: Scalar, ours: Scalar) -> Problem:
    """A person typed over what we would write."""
    would = f"would write “{_shown(ours)}”" if not is_empty(ours) else "would leave the cell empty"
    return Problem(
        where=Place(tab=tab, column=column),
        what=f"Somebody typed “{_shown(typed)}” where mentoring-sync {would}.",
        remedy="What was typed stays. Empty the cell to have it filled again.",
        about=key,
    )


def copied_row(tab: str, row: int, key: str, *, differs: bool = False) -> Problem:
    """A row repeats another one; `row` as people count it. `differs`: not the same is ticked or typed in them."""
    counts = "what is ticked and typed in them differs, and none of it counts" if differs else "the other one counts"
    return Problem(
        where=Place(tab=tab, row=row),
        what=f"This row is a copy of the row of {key}: {counts}.",
        remedy="Delete the copy; or change its name and address, and it is a row of your own.",
        about=key,
    )


def doubtful_row(tab: str, row: int, key: str) -> Problem:
    """A row could be that of a key, and shows something else; `row` as people count it."""
    return Problem(
        where=Place(tab=tab, row=row),
        what=f"Whose row this is can't be told: it may be that of {key}, but other things stand in it. What is ticked"
        " and typed in it does nothing, and it isn't written, until that is clear.",
        remedy="Undo what was pasted or sorted; or write name and address of whose row it is, and empty what isn't"
        " theirs; or delete the row.",
        about=key,
    )


def _shown(value: Scalar) -> str:
    text = cell_text(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
