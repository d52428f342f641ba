"""What the rows of a tab show of the people (or mails, or problems) that we know: the clues by which a row is theirs.

A row's hidden key is one clue. The others are the cells that we wrote in the row of that key, as `_sync` remembers
them: those of a layout's `witnesses` name somebody, the other visible ones go along with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from mentoring_sync.spreadsheet.cells import is_empty, same
from mentoring_sync.spreadsheet.grid import Scalar, Tab, cell_text
from mentoring_sync.workbook.layouts import KEY, Lasting, Layout, Owner
from mentoring_sync.workbook.merge.rows import Cells, TabBase

Likeness = tuple[int, int, bool]
"""How much a row shows of a key: witnesses that agree, other cells that agree, and whether it has the hidden key."""


class Clues:
    """The rows of a tab beside what is remembered of each key. `keys` are the hidden ones, by row."""

    def __init__(
        self, tab: Tab, layout: Layout, columns: Mapping[str, int], base: TabBase, keys: Mapping[int, str]
    ) -> None:
        self.tab, self.layout, self.base, self.keys = tab, layout, base, keys
        self.columns = columns
        self.witnesses = tuple((title, columns[title]) for title in layout.witnesses if title in columns)
        self._naming = tuple(
            (t, columns[t]) for t in dict.fromkeys((*layout.witnesses, *layout.identity)) if t in columns
        )
        visible = (c.title for c in layout.columns if c.owner is Owner.SYNC and not c.look.hidden and c.title != KEY)
        self.others = tuple((t, columns[t]) for t in visible if t in columns and t not in layout.witnesses)
        self._said = tuple(columns[c.title] for c in layout.columns if c.title in columns and c.owner is not Owner.SYNC)

    def remembered(self, key: str) -> Cells:
        """What we wrote in the row of a key; if that is forgotten, what the key itself says."""
        cells = self.base.get(key)
        return cells if cells is not None else self._spelled(key)

    def _spelled(self, key: str) -> Cells:
        parts = key.split(":", max(len(self.layout.identity) - 1, 0))
        return dict(zip(self.layout.identity, parts, strict=False)) if len(parts) == len(self.layout.identity) else {}

    @cached_property
    def unwritten(self) -> Mapping[int, str]:
        """Where nothing of a tab of people is remembered: the keys that rows without one spell out, by row."""
        places = [self.columns[title] for title in self.layout.identity if title in self.columns]
        names_people = self.layout.words is not Lasting.IN_ITS_CELL and len(places) == len(self.layout.identity)
        if self.base or not names_people:
            return {}
        rows = (row for row in range(1, len(self.tab.rows)) if row not in self.keys)
        parts = ((row, [cell_text(self.tab.cell(row, at)).strip() for at in places]) for row in rows)
        return {row: ":".join(said) for row, said in parts if all(said)}

    def agrees(self, row: int, key: str) -> bool:
        """Whether all that names somebody says that the row is of this key, as far as it is known."""
        cells, standing = self.remembered(key), self.tab.rows[row]
        for title, at in self._naming:
            known = cells.get(title)
            if known and (standing[at] if at < len(standing) else None) != known:
                return False
        return True

    def is_whole(self, row: int, key: str) -> bool:
        """Whether a row shows all that names somebody, and nothing that was left behind of somebody else."""
        cells = self.remembered(key)
        named = any(not is_empty(cells.get(title)) for title, _ in self.witnesses)
        return named and self.agrees(row, key) and not self.is_mixed(row, key)

    def is_mixed(self, row: int, key: str) -> bool:
        """Whether something of the hidden key's own stands in a row that shows another key."""
        hidden = self.keys.get(row, "")
        if not hidden or hidden == key:
            return False
        own, shown = self.remembered(hidden), self.remembered(key)
        return any(
            not is_empty(cell) and same(cell, own.get(title)) and not same(cell, shown.get(title))
            for title, cell in self._visible(row)
        )

    def likeness(self, row: int, key: str) -> Likeness:
        """How much of a key a row shows."""
        cells = self.remembered(key)
        alike = [sum(_alike(self.tab.cell(row, at), cells.get(t)) for t, at in of) for of in self._both]
        return alike[0], alike[1], self.keys.get(row) == key

    def mostly_agrees(self, row: int, key: str) -> bool:
        """Whether the cells that name nobody say rather yes than no."""
        cells = self.remembered(key)
        shown = [(self.tab.cell(row, at), cells.get(title)) for title, at in self.others]
        told = [same(cell, known) for cell, known in shown if not is_empty(cell)]
        return 2 * sum(told) > len(told)

    def named(self, row: int) -> set[str]:
        """The keys that a witness of the row names."""
        found: set[str] = set()
        for title, at in self.witnesses:
            found.update(self._by_witness.get((title, _folded(self.tab.cell(row, at))), ()))
        return found

    def shows_nothing(self, row: int) -> bool:
        """Whether all that we write in a row, and all that people tick and type in their columns, is empty."""
        said = (self.tab.cell(row, at) for at in self._said)
        return all(is_empty(cell) for _, cell in self._visible(row)) and all(not cell for cell in said)

    def same_words(self, rows: Iterable[int]) -> bool:
        """Whether the same is ticked and typed in all these rows."""
        first, *more = ([self.tab.cell(row, at) or None for at in self._said] for row in rows)
        return all(each == first for each in more)

    def says_something(self, row: int) -> bool:
        """Whether anything is ticked or typed in a row."""
        return any(self.tab.cell(row, at) for at in self._said)

    @cached_property
    def _both(self) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
        return self.witnesses, self.others

    @cached_property
    def known(self) -> frozenset[str]:
        """All keys: those that we wrote, those that stand, and those that are spelled out."""
        return frozenset((*self.base, *self.keys.values(), *self.unwritten.values()))

    @cached_property
    def _by_witness(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for key in self.known:
            cells = self.remembered(key)
            for title, _ in self.witnesses:
                if not is_empty(cell := cells.get(title)):
                    found.setdefault((title, _folded(cell)), []).append(key)
        return found

    @cached_property
    def _place(self) -> dict[str, int]:
        return dict((*self.witnesses, *self.others))

    def _visible(self, row: int) -> Iterator[tuple[str, Scalar]]:
        return ((title, self.tab.cell(row, at)) for title, at in self._place.items())


def _alike(standing: Scalar, known: Scalar) -> bool:
    return not is_empty(known) and (same(standing, known) or _folded(standing) == _folded(known))


def _folded(cell: Scalar) -> str:
    return cell_text(cell).strip().casefold()
