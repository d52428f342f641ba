"""The vocabulary of layouts: what a tab and its columns are made of. Each tab's own stands in its file in `tabs`.

A column belongs to the sync (S) or to the coordinator (C). C columns are read as input and, after the row was made,
never written. Titles that begin with `_` are technical and hidden.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, ColumnLook, Tone
from mentoring_sync.spreadsheet.typed_dates import date_in

KEY = "_key"
"""The hidden column that says whose row it is, wherever the row is moved to."""

FIRST_SHEET_ID = 7_100_000
"""The tabs that a run makes have ids of their own from here on: one batch makes and fills them, and a tab that was
renamed is still known."""

FIRST_CHART_ID = 7_100_000
"""The charts that a run makes have ids of their own, too: those of charts are apart from those of sheets."""

MADE_BY_RUNS = range(FIRST_SHEET_ID, FIRST_SHEET_ID + 20_000)
"""The ids of all tabs that runs made, those of closed rounds too."""

SYNC_NOTE = "Written by mentoring-sync. What you type here stays, and Review will ask about it."
COORDINATOR_NOTE = "Yours: mentoring-sync reads this column and never writes it."
REMEMBER_NOTE = "Whatever you want to remember."
MOMENT = "yyyy-mm-dd hh:mm"
"""The number format of an instant."""

Tones = tuple[tuple[str, Tone], ...]
"""What words in a column mean for the coordinator."""


class Owner(Enum):
    """Who writes a column."""

    SYNC = "S"
    COORDINATOR = "C"


class Lasting(Enum):
    """How long what people tick and type in a tab is their word: as long as it stands there, as long as the tab is to
    have the row (also when somebody deleted it), or until the cell is emptied."""

    IN_ITS_CELL = "cell"
    WITH_ITS_ROW = "row"
    FOR_GOOD = "for good"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: whose it is, how it looks, and what a new row has in it (C columns only).

    A `lasting` column says whose row it is: it stays filled in a row that should go but holds a person's word. What
    people write in a `passing` one holds no row. A `free` one of the coordinator's is theirs alone: no run reads it.
    Cells are grey until the date in the column titled `grey_until`, if there is one. Its header's note is rewritten
    where it says one of `other_notes`: what it says under other settings.
    """

    look: ColumnLook
    owner: Owner = Owner.SYNC
    initial: CellInput = None
    lasting: bool = False
    passing: bool = False
    free: bool = False
    grey_until: str = ""
    other_notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The header."""
        return self.look.title

    @property
    def is_read(self) -> bool:
        """Whether what stands there is the coordinator's word to the run."""
        return self.owner is Owner.COORDINATOR and not self.free


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A tab: its title, the sheet id that it is made with, and its columns, in order.

    The first `frozen` columns stay in view when a person scrolls; a `listed` tab can be filtered by its header. The
    cells of `identity`, joined by colons, are a row's key as people see it; those of `witnesses` name whose row it is.
    What people say there is remembered as long as `words` says; where a layout `reads_others`, also in columns that
    they added. Rows that were `formerly` called otherwise, by the key they had, get the one they have now. The columns
    of a `dated` tab may have days for titles: a header says one in whatever form somebody typed it. In the rows of the
    keys `told`, runs themselves speak in the coordinator's columns. Columns may be `numbered`: this word and a number,
    however somebody typed them. New rows are put to those that say the same in the column of the `parts`, if there is
    one, else below all.
    """

    title: str
    sheet_id: int
    columns: tuple[Column, ...]
    hidden: bool = False
    frozen: int = 0
    listed: bool = False
    identity: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    words: Lasting = Lasting.IN_ITS_CELL
    reads_others: bool = False
    formerly: Mapping[str, str] = field(default_factory=dict, hash=False)
    dated: bool = False
    told: frozenset[str] = frozenset()
    numbered: str = ""
    parts: str = ""

    def known_as(self, header: str) -> str:
        """The title that a header says."""
        day = date_in(header) if self.dated and header else None
        if day:
            return day.isoformat()
        number = numbered(header, self.numbered) if self.numbered else None
        return f"{self.numbered} {number}" if number else header.strip()

    @property
    def sync_titles(self) -> tuple[str, ...]:
        """The titles of the columns that the sync writes."""
        return tuple(column.title for column in self.columns if column.owner is Owner.SYNC)

    @property
    def lasting_titles(self) -> frozenset[str]:
        """The titles of the columns that say whose row it is."""
        return frozenset(column.title for column in self.columns if column.lasting)


def numbered(header: str, word: str) -> int | None:
    """The number in `Meeting 5`, `meeting5` or `Meeting no. 5`; None where a header says something else."""
    found = re.fullmatch(rf"\s*{re.escape(word)}\s*(?:#|no\.?|nr\.?)?\s*([1-9]\d?)\s*", header, re.IGNORECASE)
    return int(found[1]) if found else None


def ours(
    title: str,
    width: int = 120,
    *,
    note: str = "",
    wrap: bool = False,
    pattern: str = "",
    lasting: bool = False,
    tones: Tones = (),
    other_notes: tuple[str, ...] = (),
) -> Column:
    """A column of the sync's."""
    whole = f"{note}\n{SYNC_NOTE}" if note else SYNC_NOTE
    look = ColumnLook(title=str(title), width=width, guarded=True, note=whole, wrap=wrap, format=pattern, tones=tones)
    return Column(look=look, lasting=lasting, other_notes=other_notes)


def theirs(
    title: str,
    width: int = 120,
    *,
    note: str,
    initial: CellInput = None,
    choices: tuple[str, ...] = (),
    tones: Tones = (),
    passing: bool = False,
    free: bool = False,
    grey_until: str = "",
) -> Column:
    """A column of the coordinator's."""
    look = ColumnLook(
        title=str(title),
        width=width,
        note=f"{note}\n{COORDINATOR_NOTE}",
        choices=choices,
        wrap=width > 150,
        tones=tones,
    )
    return Column(
        look=look, owner=Owner.COORDINATOR, initial=initial, passing=passing, free=free, grey_until=str(grey_until)
    )


def tick(title: str, note: str) -> Column:
    """A checkbox column of the coordinator's."""
    return theirs(title, 105, note=note, initial=Checkbox())


def technical(title: str) -> Column:
    """A hidden column of the sync's."""
    look = ColumnLook(title=str(title), hidden=True, guarded=True, note="Technical: please leave it as it is.")
    return Column(look=look)
