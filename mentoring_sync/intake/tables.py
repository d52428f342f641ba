"""Response tabs as tables, in which a row keeps the number that people see beside it.

Plain rows: a table of pandas would cost each run, also the one that finds nothing new, half a second and 40 MiB.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from mentoring_sync.errors import UnfitError
from mentoring_sync.intake.cells import clean, folded, in_quotes, is_error
from mentoring_sync.intake.questions import Questions
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Scalar, Tab

Titles = Mapping[str, tuple[str, ...]]
"""The accepted titles of each field."""

Column = tuple[str, tuple[object, ...]]
"""A column's title and its cells."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A tab's rows below its header, by the number that people see beside them: from 2.

    All are as wide as the `titles`, which are cleaned text and may repeat. Cells are as they were read (None where a
    row is short).
    """

    titles: tuple[str, ...]
    rows: Mapping[int, tuple[object, ...]]

    def column(self, at: int) -> tuple[object, ...]:
        """The cells of a column, from the top."""
        return tuple(row[at] for row in self.rows.values())


def response_tables(tabs: Iterable[Tab], questions: Questions) -> dict[Role, Table]:
    """The table of each role's responses.

    Raises:
        UnfitError: a response tab is missing, nothing stands in it (a form's tab has a header at least), or its header
            isn't the first row.
    """
    headed = [tab for tab in tabs if any(tab.rows)]
    rows = {tab.title.casefold(): tab.rows for tab in headed}
    wanted = {role: questions.tab(role) for role in Role}
    lacking = {role: title for role, title in wanted.items() if title.casefold() not in rows}
    if lacking:
        unclaimed = [tab for tab in headed if tab.title.casefold() not in map(str.casefold, wanted.values())]
        raise UnfitError(
            "\n".join(
                (
                    "The spreadsheet lacks response tabs:",
                    *(_lacking(title, headed, unclaimed, questions.columns(role)) for role, title in lacking.items()),
                )
            ),
            remedy="Link each form to this spreadsheet and name its tab as config/questions.toml does."
            " Nothing was written.",
        )
    _refuse_misplaced(
        [(title, misplaced(rows[title.casefold()], questions.columns(role))) for role, title in wanted.items()]
    )
    return {role: table(rows[title.casefold()]) for role, title in wanted.items()}


def _lacking(title: str, there: Sequence[Tab], unclaimed: Sequence[Tab], titles: Titles) -> str:
    for tab in unclaimed:
        if has_the_questions(tab, titles):
            return f"  no tab {in_quotes(title)} with a header; its questions stand in {in_quotes(tab.title)}"
    nearest = get_close_matches(title, [tab.title for tab in there], n=1, cutoff=0.4)
    return f"  no tab {in_quotes(title)} with a header" + "".join(
        f"; the nearest is {in_quotes(each)}" for each in nearest
    )


def has_the_questions(tab: Tab, titles: Titles) -> bool:
    """Whether most of these questions stand in a tab's first row."""
    return bool(tab.rows) and known_titles(tab.rows[0], titles) * 4 >= len(titles) * 3


def known_titles(row: Sequence[Scalar], titles: Titles) -> int:
    """How many of the questions a row names."""
    there = {folded(clean(cell)) for cell in row if isinstance(cell, str)}
    return sum(1 for accepted in titles.values() if any(folded(title) in there for title in accepted))


def misplaced(rows: Sequence[Sequence[Scalar]], titles: Titles) -> str:
    """What is wrong with the place of a tab's header, as the end of a sentence; empty where it is the first row.

    What people answered is never quoted: a row is a header only if it names questions.
    """
    first = known_titles(rows[0], titles)
    if first * 2 >= len(titles):
        return ""
    found = max(range(len(rows)), key=lambda number: (known_titles(rows[number], titles), -number))
    if found and known_titles(rows[found], titles) * 2 >= len(titles):
        return _move(found + 1, banner=all(sum(map(bool, map(clean, row))) < 3 for row in rows[:found]))
    if error := next((text for text in map(clean, rows[0]) if is_error(text)), ""):
        return f"row 1, where the questions' titles belong, shows the error of a formula ({error})"
    some = " and ".join(in_quotes(accepted[0]) for accepted in list(titles.values())[:2])
    return (
        "" if first else f"row 1 holds none of the questions' titles, such as {some}: put the form's header row there"
    )


def _move(row: int, *, banner: bool) -> str:
    """Rows above that hold next to nothing may go; those that may be answers stay."""
    above = "the row above it" if row == 2 else "the rows above it"
    return f"the titles stand in row {row}: {f'delete {above}, or ' if banner else ''}move that row up to row 1"


def _refuse_misplaced(found: Iterable[tuple[str, str]]) -> None:
    lines = [f"  {title}: {wrong}" for title, wrong in found if wrong]
    if lines:
        raise UnfitError(
            "\n".join(("The questions' titles aren't in the first row of a response tab:", *lines)),
            remedy="Mend it there. Nothing was written.",
        )


def table(rows: Sequence[Sequence[Scalar]]) -> Table:
    """A tab's ragged rows as a table, of which the first is the header."""
    width = max(map(len, rows), default=0)
    even = [(*row, *(None,) * (width - len(row))) for row in rows]
    return Table(titles=tuple(map(clean, even[0])) if even else (), rows=dict(enumerate(even[1:], start=2)))


def cells_under(table_: Table, accepted: Iterable[str]) -> Iterator[Column]:
    """The columns whose title is one of these, from the left."""
    wanted = {folded(title) for title in accepted}
    for place, title in enumerate(table_.titles):
        if folded(title) in wanted:
            yield title, table_.column(place)
