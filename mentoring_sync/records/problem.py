"""What needs a person's eye: a row of *Review*."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in the workbook: a tab's title, a row as people count it (0: the whole tab), a column's title or empty."""

    tab: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        parts = [self.tab, f"row {self.row}" if self.row else "", self.column]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Where it is, what is wrong, what to do. `about` is the address of the person concerned, if there is one.

    With `choices` it is a question: nothing is done before a person has chosen one of them. `for_operator`: it is
    mended in the configuration, in a form or in a formula, so whoever runs the program hears of it. `urgent`: somebody
    waits for help. `aloud` is what is said of it elsewhere than in *Review*, if that isn't the same: of what was told
    in confidence. `speaks_of` are other cells of its tab that it is about, by row's key and column's title: nothing
    else is said of what was typed there.
    """

    where: Place
    what: str
    remedy: str
    about: str = ""
    choices: tuple[str, ...] = ()
    for_operator: bool = False
    urgent: bool = False
    aloud: str = ""
    speaks_of: tuple[tuple[str, str], ...] = ()

    @property
    def cells(self) -> frozenset[tuple[str, str, str]]:
        """The cells that it is about: tab, row's key, column's title."""
        own = (self.about, self.where.column)
        return frozenset((self.where.tab, key, column) for key, column in (own, *self.speaks_of))
