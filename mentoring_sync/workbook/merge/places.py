"""Where new rows of a tab go: below all that stands, or, in a tab of parts, to the others of their part.

In: the rows that are desired, in their order, and where those stand that do. Out: all lines as they will be. A line is
a row as it was read, by its number, or a new one, by its key. What people have sorted stays sorted: a new row goes
below the one that it follows, wherever that stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab

Line = int | str


@dataclass(frozen=True, kw_only=True)
class Places:
    """The `lines` of a tab in the end, and the keys of the new ones that are `appended` below all that stood there."""

    lines: tuple[Line, ...]
    appended: tuple[str, ...]

    @property
    def put_in(self) -> Iterator[tuple[int, str]]:
        """The new rows that stand among others: each with its place, from the top down."""
        below = frozenset(self.appended)
        return ((at, line) for at, line in enumerate(self.lines) if isinstance(line, str) and line not in below)


NO_PLACES = Places(lines=(), appended=())
"""Before anything is placed."""


def places(
    desired: DesiredTab, at: Mapping[str, int], new: Collection[str], *, end: int, gone: Collection[int]
) -> Places:
    """The places of the `new` rows in a tab whose rows stand `at` their numbers, by key. What stands ends before the
    row `end`; rows that are `gone` are no more."""
    away = frozenset(gone)
    lines: list[Line] = [row for row in range(end) if row not in away]
    appended = list[str]()
    for number, row in enumerate(desired.rows):
        if row.key in new:
            place = _place(desired, number, lines, at)
            if place is None or place == len(lines):
                appended.append(row.key)
            lines.insert(len(lines) if place is None else place, row.key)
    return Places(lines=tuple(lines), appended=tuple(appended))


def _place(desired: DesiredTab, number: int, lines: Sequence[Line], at: Mapping[str, int]) -> int | None:
    """Below the row of its part that comes before it, else above the next of it; of a new part, below the row before.
    None: below all."""
    by, rows = desired.layout.parts, desired.rows
    if not by:
        return None
    part = rows[number].cells.get(by)
    earlier = (each for each in reversed(rows[:number]) if each.cells.get(by) == part)
    later = (each for each in rows[number + 1 :] if each.cells.get(by) == part)
    before = reversed(rows[:number]) if desired.complete else ()
    for candidates, below in ((earlier, 1), (later, 0), (before, 1)):
        line = next(_standing(candidates, lines, at), None)
        if line is not None:
            return line + below
    return None


def _standing(rows: Iterable[DesiredRow], lines: Sequence[Line], at: Mapping[str, int]) -> Iterator[int]:
    """Where those of the rows are that stand, or will."""
    for row in rows:
        line: Line = at.get(row.key, row.key)
        if line in lines:
            yield lines.index(line)
