"""What of somebody stands in the tabs of ours, and the edits that take it out.

In: the workbook as it stands, whom to forget, the drafts that name them. Out: for each tab its edits, what the run is
to remember of it instead, and places where a part of a name stands. Their own rows go; in the rows of others what names
them does, also in the coordinator's words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from mentoring_sync.mail.kinds.announcement import told_without
from mentoring_sync.records.message import MailState
from mentoring_sync.spreadsheet.edits import (
    CellInput,
    DeleteRows,
    DropDown,
    Edit,
    Mailto,
    WebLink,
    WriteCells,
    more_rows,
)
from mentoring_sync.spreadsheet.grid import Scalar, Tab, cell_text
from mentoring_sync.workbook.forgetting.mentions import Mentions
from mentoring_sync.workbook.layouts import Layout, Owner
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.standing_tab import StandingTab
from mentoring_sync.workbook.tabs.attendance import AttendanceColumn
from mentoring_sync.workbook.tabs.mail import MAIL, MailColumn
from mentoring_sync.workbook.tabs.review import ReviewColumn
from mentoring_sync.workbook.tabs.roster import RosterColumn
from mentoring_sync.workbook.tabs.teams import TEAMS, TeamsColumn
from mentoring_sync.workbook.ticks import ticked

ADDRESSED = frozenset({RosterColumn.EMAIL, TeamsColumn.MENTOR_EMAIL, TeamsColumn.MENTEE_EMAIL, AttendanceColumn.EMAIL})
"""The titles under which a row says whose it is by an address, as a link."""

OWN = frozenset({RosterColumn.EMAIL, TeamsColumn.MENTEE_EMAIL, AttendanceColumn.EMAIL})
OFFERING = frozenset({TeamsColumn.MOVE_TO, TeamsColumn.MERGE_INTO, ReviewColumn.ANSWER})
"""The columns whose cells offer names."""


@dataclass(frozen=True, kw_only=True)
class TakenOut:
    """Of one tab: the edits, what is remembered of it from now on, how many rows went and cells changed, and where (row
    as people count it by then, column's title) a part of a name stands in a person's words."""

    title: str
    edits: tuple[Edit, ...] = ()
    base: TabBase = field(default_factory=dict)
    rows: int = 0
    cells: int = 0
    perhaps: tuple[tuple[int, str], ...] = ()


def out_of_tab(standing: StandingTab, mentions: Mentions, drafts: Collection[str]) -> TakenOut:
    """What is taken out of a tab of the round under way."""
    return _OutOfTab(standing, mentions, drafts).taken()


def is_theirs(layout: Layout, key: str, cells: Cells, mentions: Mentions) -> bool:
    """Whether a row is of these people alone: its key names them, or it is a mail to nobody else."""
    if mentions.are_in(key):
        return True
    readers = cell_text(cells.get(MailColumn.TO)).split(", ") if layout.title == MAIL.title else []
    return any(readers) and all(map(mentions.is_address, readers))


class _OutOfTab:
    def __init__(self, standing: StandingTab, mentions: Mentions, drafts: Collection[str]) -> None:
        self.standing, self.layout, self.mentions, self.drafts = standing, standing.layout, mentions, drafts
        self.titles = {at: title for title, at in standing.located.columns.items()} if standing.located else {}
        self.perhaps: list[tuple[int, str]] = []
        self.cells = 0

    def taken(self) -> TakenOut:
        located = self.standing.located
        gone = sorted(set(self._theirs())) if located else []
        writes = list(self._writes(set(gone))) if located else []
        return TakenOut(
            title=located.tab.title if located else self.layout.title,
            edits=(*writes, *(without_rows(located.tab, gone) if located else ())),
            base=self._base(),
            rows=len(gone),
            cells=self.cells,
            perhaps=tuple(self.perhaps),
        )

    def _theirs(self) -> Iterator[int]:
        located = self.standing.located
        assert located  # noqa: S101 - asked of a tab that stands
        keys = {**{row: key for key, row in located.rows.items()}, **located.copies}
        for row, key in keys.items():
            if is_theirs(self.layout, key, self.standing.as_written.get(key, {}), self.mentions):
                yield row
        own = [at for at, title in self.titles.items() if title in OWN]
        for row in range(1, len(located.tab.rows)):
            if row not in keys and any(self.mentions.is_address(located.tab.cell(row, at)) for at in own):
                yield row

    def _writes(self, gone: Collection[int]) -> Iterator[Edit]:
        located = self.standing.located
        assert located  # noqa: S101 - asked of a tab that stands
        keys = {row: key for key, row in located.rows.items()}
        for row in range(1, len(located.tab.rows)):
            if row in gone:
                continue
            key = keys.get(row, "")
            drafted = cell_text(self.standing.as_written.get(key, {}).get(MailColumn.DRAFT)) in self.drafts
            apart = self._is_apart_from_them(key)
            for at in range(max((len(located.tab.rows[row]), *(1 + each for each in self.titles)))):
                cell, title = located.tab.cell(row, at), self._title(located.tab, at)
                yield from self._offers(key, title, row, at)
                after = self._after(title, cell, drafted=drafted, apart=apart)
                if after != cell:
                    self.cells += 1
                    yield WriteCells(sheet_id=located.tab.sheet_id, row=row, column=at, values=(emptied(title, after),))
                elif title in ADDRESSED and not self._links_to_what_it_says(key, title, cell):
                    yield WriteCells(sheet_id=located.tab.sheet_id, row=row, column=at, values=(unlinked(cell),))
                elif isinstance(cell, str) and self._is_said(title) and self.mentions.are_perhaps_in(cell):
                    self.perhaps.append((row + 1 - sum(each < row for each in gone), title))

    def _links_to_what_it_says(self, key: str, title: str, cell: Scalar) -> bool:
        """Whether we wrote the address that stands in a cell. The link of one that was emptied or typed over may still
        be to whoever stood there before: nobody sees it, and it isn't read."""
        return isinstance(cell, str) and self.standing.base.get(key, {}).get(title) == cell

    def _title(self, tab: Tab, at: int) -> str:
        """A column's title, a person's own column's as they wrote it."""
        return self.titles.get(at) or (tab.header[at] if at < len(tab.header) else "")

    def _offers(self, key: str, title: str, row: int, at: int) -> Iterator[Edit]:
        """A drop-down without their names."""
        offered = self.standing.base.get(key, {}).get(title) if title in OFFERING else None
        if isinstance(offered, str) and self.mentions.are_in(offered) and self.standing.located:
            sheet_id, kept = self.standing.located.tab.sheet_id, self._offered(offered)
            yield WriteCells(sheet_id=sheet_id, row=row, column=at, values=(DropDown(tuple(kept)),))

    def _offered(self, offered: str) -> list[str]:
        return [each for each in offered.split("\n") if not self.mentions.are_in(each)]

    def _base(self) -> dict[str, Cells]:
        """What is remembered of the tab."""
        return {
            key: self._remembered(key, cells)
            for key, cells in self.standing.base.items()
            if not is_theirs(self.layout, key, cells, self.mentions)
        }

    def _remembered(self, key: str, cells: Cells) -> Cells:
        drafted, apart = cell_text(cells.get(MailColumn.DRAFT)) in self.drafts, self._is_apart_from_them(key)
        return {
            title: "\n".join(self._offered(cell)) or None
            if title in OFFERING and isinstance(cell, str)
            else self._after(title, cell, drafted=drafted, apart=apart)
            for title, cell in cells.items()
        }

    def _after(self, title: str, cell: Scalar, *, drafted: bool, apart: bool) -> Scalar:
        """A cell without what names them, so that what is read of it is what it said of the others."""
        if self.layout.title == MAIL.title:
            return _of_a_mail(title, cell, self.mentions, drafted=drafted)
        if apart and title == TeamsColumn.APART_FROM:
            return self.mentions.out_of(next(iter(self.mentions.subject.addresses)))
        if title in ADDRESSED and self.mentions.is_address(cell):
            return None
        return self.mentions.cleaned(cell)

    def _is_apart_from_them(self, key: str) -> bool:
        """Whether a mentee is to be kept apart from a mentor who is forgotten: from no other, then."""
        if self.layout.title != TEAMS.title or ticked(self.standing.word(key, TeamsColumn.KEEP_APART)) is not True:
            return False
        cells = self.standing.as_written.get(key, {})
        return self.mentions.is_address(cells.get(TeamsColumn.APART_FROM) or cells.get(TeamsColumn.MENTOR_EMAIL))

    def _is_said(self, title: str) -> bool:
        """Whether people write in a column: theirs, or one that they added."""
        return title not in {each.title for each in self.layout.columns if each.owner is Owner.SYNC}


def _of_a_mail(title: str, cell: Scalar, mentions: Mentions, *, drafted: bool) -> Scalar:
    """A cell of a mail to others, too: to whom it is, what it told, and how far it is without a draft that names
    them."""
    if drafted and title in (MailColumn.APPROVED, MailColumn.HELD):
        return None
    if not isinstance(cell, str):
        return cell
    match title:
        case MailColumn.TO | MailColumn.NOT_REACHED:
            return ", ".join(each for each in cell.split(", ") if not mentions.is_address(each)) or None
        case MailColumn.ANSWERS:
            return "; ".join(each for each in cell.split("; ") if not mentions.are_in(each)) or None
        case MailColumn.TOLD:
            return mentions.out_of(told_without(cell, mentions.subject.addresses))
        case MailColumn.STATE:
            return MailState.OWED.value if drafted and cell == MailState.DRAFTED else cell
    return mentions.cleaned(cell)


def without_rows(tab: Tab, rows: Iterable[int]) -> Iterator[Edit]:
    """The edits that delete rows, from the last up, with as many empty ones at the end: a sheet is never without."""
    gone = sorted(set(rows), reverse=True)
    if gone:
        yield more_rows(tab, len(gone))
    yield from (DeleteRows(sheet_id=tab.sheet_id, start=row, end=row + 1) for row in gone)


def unlinked(cell: Scalar) -> CellInput:
    """What a cell says, without a link."""
    return WebLink(url="", label=cell_text(cell)) if cell_text(cell) else Mailto("")


def emptied(title: str, after: Scalar) -> CellInput:
    """What brings a cell there; with an address its link goes as well."""
    return Mailto("") if after is None and title in ADDRESSED else after
