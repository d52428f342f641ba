"""Whose row is whose in a tab where hidden keys and cells say different things: each person once, each row once.

No key counts by itself there. A row that shows all that names somebody is theirs; of what is left, a row and a key that
show more of each other than of any other are a pair. Whatever could be several people's, or shows one person's name
beside another's cells, is a doubt: nothing that stands in it is read or written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from mentoring_sync.workbook.merge.clues import Clues, Likeness

T = TypeVar("T", int, str)


@dataclass(frozen=True, kw_only=True)
class Matched:
    """Rows by key, and the others: `copies` repeat the row of a key, `doubtful` ones could be of a key (or of one whose
    name they show), `foreign` ones are a person's own, or empty, and have somebody's hidden key.

    `unsure` are keys whose words can't be read: their row is doubtful, or a copy of it says something else.
    """

    rows: Mapping[str, int]
    copies: Mapping[int, str] = field(default_factory=dict)
    doubtful: Mapping[int, str] = field(default_factory=dict)
    foreign: frozenset[int] = frozenset()
    unsure: frozenset[str] = frozenset()


def at_their_keys(clues: Clues) -> Matched | None:
    """Every row at its hidden key, if no row of the tab has parted from it."""
    rows = {key: row for row, key in clues.keys.items()}
    if len(rows) < len(clues.keys) or _may_have_lost_its_key(clues, rows):
        return None
    differing = [(row, key) for row, key in clues.keys.items() if not clues.agrees(row, key)]
    places = {row for row, _ in differing}
    if all(_is_typed_over(clues, row, key, rows, places) for row, key in differing):
        return Matched(rows=rows)
    return None


def _may_have_lost_its_key(clues: Clues, rows: Mapping[str, int]) -> bool:
    """Whether a row without a key shows somebody whose key stands nowhere, or is a copy of somebody's."""
    others = (row for row in range(1, len(clues.tab.rows)) if row not in clues.keys and clues.tab.rows[row])
    return any(
        key not in rows or clues.says_something(row) or clues.agrees(row, key)
        for row in others
        for key in clues.named(row)
    )


def _is_typed_over(clues: Clues, row: int, key: str, rows: Mapping[str, int], differing: set[int]) -> bool:
    """Whether a row that doesn't agree with its key is of that key all the same, with something typed over it."""
    named = clues.named(row) - {key}
    if clues.likeness(row, key)[0] or key not in clues.base:
        return all(other in rows and rows[other] not in differing for other in named) and _is_likest(clues, row, key)
    if named or clues.shows_nothing(row):
        return False
    return clues.mostly_agrees(row, key) or len((*clues.witnesses, *clues.others)) == 1


def _is_likest(clues: Clues, row: int, key: str) -> bool:
    """Whether a row shows more of a key than of any other, and nobody else's name, address and all."""
    others = clues.named(row) - {key}
    like = clues.likeness(row, key)
    return all(like > clues.likeness(row, other) and not clues.agrees(row, other) for other in others)


def matched(clues: Clues) -> Matched:
    """The rows of a tab in which some row has parted from its key."""
    return _Matching(clues).result()


class _Matching:
    """The work under way: whose rows are known, what is left of rows and keys."""

    def __init__(self, clues: Clues) -> None:
        self.clues = clues
        self.rows: dict[str, int] = {}
        self.copies: dict[int, str] = {}
        self.doubtful: dict[int, str] = {}
        self.foreign: set[int] = set()
        self.unsure: set[str] = set()
        self.names = {row: clues.named(row) for row in range(1, len(clues.tab.rows))}
        self.left = {row for row, names in self.names.items() if names or row in clues.keys}

    def result(self) -> Matched:
        self._whole_rows()
        while self._pairs():
            pass
        for row in sorted(self.left):
            self._settle(row)
        return Matched(
            rows=dict(sorted(self.rows.items(), key=lambda each: each[1])),
            copies=self.copies,
            doubtful=self.doubtful,
            foreign=frozenset(self.foreign),
            unsure=frozenset(self.unsure),
        )

    def _whole_rows(self) -> None:
        whole: dict[str, list[int]] = {}
        for row in sorted(self.left):
            keys = [key for key in self.names[row] if self.clues.is_whole(row, key)]
            if best := self._best({key: self.clues.likeness(row, key) for key in keys}):
                whole.setdefault(best, []).append(row)
        for key, rows in whole.items():
            self._take(key, rows)

    def _take(self, key: str, rows: list[int]) -> None:
        """The row of a key, and its copies: what is said counts if all say the same, or one alone is at its key."""
        at_the_key = [row for row in rows if self.clues.keys.get(row) == key]
        original = max(rows, key=lambda row: (self.clues.likeness(row, key), -row))
        self.rows[key] = original
        self.copies |= {row: key for row in rows if row != original}
        self.left.difference_update(rows)
        if len(at_the_key) != 1 and not self.clues.same_words(rows):
            self.unsure.add(key)

    def _pairs(self) -> bool:
        """Whether rows and keys that are each other's only best were found among those that are left."""
        likeness: dict[int, dict[str, Likeness]] = {}
        by_key: dict[str, dict[int, Likeness]] = {}
        for row in self.left:
            for key in self.names[row] - self.rows.keys():
                likeness.setdefault(row, {})[key] = by_key.setdefault(key, {})[row] = self.clues.likeness(row, key)
        found = False
        for row, keys in likeness.items():
            best = self._best(keys)
            if best and self._best(by_key[best]) == row and self._is_nobody_elses(row, best):
                self.rows[best] = row
                self.left.discard(row)
                found = True
        return found

    def _is_nobody_elses(self, row: int, key: str) -> bool:
        others = self.names[row] - {key}
        return not self.clues.is_mixed(row, key) and not any(self.clues.agrees(row, other) for other in others)

    @staticmethod
    def _best(likeness: Mapping[T, Likeness]) -> T | None:
        most = max(likeness.values(), default=None)
        best = [each for each, alike in likeness.items() if alike == most]
        return best[0] if len(best) == 1 else None

    def _settle(self, row: int) -> None:
        """A row that is nobody's for certain."""
        hidden = self.clues.keys.get(row, "")
        open_ = self.names[row] - self.rows.keys()
        if hidden and hidden not in self.rows and not (self.clues.shows_nothing(row) and not open_):
            open_ |= {hidden}
        if open_:
            self.doubtful[row] = hidden if hidden in open_ else min(open_)
            self.unsure |= open_
        elif hidden and hidden in self.names[row]:
            self.copies[row] = hidden
        elif hidden:
            self.foreign.add(row)
