"""Response tabs as pandas tables, in which a row keeps the number that people see beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import pandas as pd

from mentoring_sync.errors import UnfitError
from mentoring_sync.intake.cells import clean, in_quotes
from mentoring_sync.intake.questions import Questions
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Scalar, Tab


def response_tables(tabs: Iterable[Tab], questions: Questions) -> dict[Role, pd.DataFrame]:
    """The table of each role's responses.

    Raises:
        UnfitError: a response tab is missing, or nothing stands in it (a form's tab has a header at least).
    """
    headed = [tab for tab in tabs if any(tab.rows)]
    rows = {tab.title.casefold(): tab.rows for tab in headed}
    wanted = {role: questions.tab(role) for role in Role}
    lacking = [title for title in wanted.values() if title.casefold() not in rows]
    if lacking:
        raise UnfitError(
            "\n".join(
                (
                    "The spreadsheet lacks response tabs:",
                    *(_lacking(title, [tab.title for tab in headed]) for title in lacking),
                )
            ),
            remedy="Link each form to this spreadsheet and name its tab as config/questions.toml does."
            " Nothing was written.",
        )
    return {role: table(rows[title.casefold()]) for role, title in wanted.items()}


def _lacking(title: str, there: Iterable[str]) -> str:
    nearest = get_close_matches(title, there, n=1, cutoff=0.4)
    return f"  no tab {in_quotes(title)} with a header" + "".join(
        f"; the nearest is {in_quotes(each)}" for each in nearest
    )


def table(rows: Sequence[Sequence[Scalar]]) -> pd.DataFrame:
    """A tab's ragged rows as a table of objects: the first row is the header, the index counts from row 2.

    Cells are as they were read (None where a row is short); titles are cleaned text and may repeat.
    """
    width = max(map(len, rows), default=0)
    even = [(*row, *(None,) * (width - len(row))) for row in rows]
    header = [clean(cell) for cell in even[0]] if even else []
    body = even[1:]
    return pd.DataFrame(body, index=range(2, 2 + len(body)), columns=pd.Index(header, dtype=object), dtype=object)
