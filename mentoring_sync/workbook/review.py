"""*Review*: the problems that need a person, each with a link to the cell and since when it has been there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from mentoring_sync.records.edit import CellInput, Link
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.sheet import Workbook
from mentoring_sync.workbook.columns import REVIEW
from mentoring_sync.workbook.wanted import WantedRow, WantedTab
from mentoring_sync.workbook.written import Cells

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's clock has no zone


def review_tab(
    problems: Sequence[Problem],
    *,
    workbook: Workbook,
    ids: Mapping[str, int],
    written: Mapping[tuple[str, str], Cells],
    since: datetime,
) -> WantedTab:
    """The tab for these problems. One that stood there before keeps its *Since*; `since` is for the new ones."""
    rows: dict[str, WantedRow] = {}
    for problem in problems:
        key = problem_key(problem)
        before = written.get((REVIEW.title, key), {}).get("Since")
        cells: dict[str, CellInput] = {
            "Where": _where(problem.where, workbook, ids),
            "What": problem.what,
            "What to do": problem.remedy,
            "Since": _DAY_ZERO + timedelta(days=before) if isinstance(before, float) else since,
        }
        rows.setdefault(key, WantedRow(key=key, cells=cells))
    return WantedTab(layout=REVIEW, rows=tuple(rows.values()))


def problem_key(problem: Problem) -> str:
    """What makes a problem the same from run to run: whom it is about and what it says, not the row it stands in."""
    text = "\n".join((problem.where.tab, problem.where.column, problem.about, problem.what))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _where(place: Place, workbook: Workbook, ids: Mapping[str, int]) -> CellInput:
    tab = workbook.tab(place.tab)
    sheet_id = tab.sheet_id if tab else ids.get(place.tab)
    if sheet_id is None or not place.row:
        return str(place)
    column = tab.header.index(place.column) if tab and place.column in tab.header else 0
    return Link(sheet_id=sheet_id, cell=f"{column_letters(column)}{place.row}", label=str(place))


def column_letters(index: int) -> str:
    """`A` for 0, `Z` for 25, `AA` for 26: a column as A1 notation names it."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
