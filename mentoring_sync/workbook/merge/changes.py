"""What a plan changes, cell by cell and row by row, as the merge made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.merge.rows import Cells


@dataclass(frozen=True, kw_only=True)
class CellChange:
    """A cell of a row that stood: what it said before the run, and what it says since."""

    tab: str
    key: str
    column: str
    before: Scalar
    after: Scalar


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What a run changed: cells of standing rows, rows it made (tab and key), rows it deleted, with their cells."""

    cells: tuple[CellChange, ...] = ()
    made: tuple[tuple[str, str], ...] = ()
    gone: Mapping[tuple[str, str], Cells] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.cells or self.made or self.gone)

    def then(self, later: Changes) -> Changes:
        """Both, one after the other: a cell changed twice went from what it first said to what it says now."""
        made = dict.fromkeys((*self.made, *(row for row in later.made if row not in self.gone)))
        cells = {(each.tab, each.key, each.column): each for each in self.cells}
        for each in later.cells:
            place = (each.tab, each.key, each.column)
            if (each.tab, each.key) not in made:
                cells[place] = replace(each, before=cells[place].before) if place in cells else each
        return Changes(cells=tuple(cells.values()), made=tuple(made), gone={**self.gone, **later.gone})


NO_CHANGES = Changes()


def joined(changes: Iterable[Changes]) -> Changes:
    """The changes of several tabs in one."""
    whole = NO_CHANGES
    for each in changes:
        whole = Changes(
            cells=(*whole.cells, *each.cells), made=(*whole.made, *each.made), gone={**whole.gone, **each.gone}
        )
    return whole
