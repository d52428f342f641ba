"""The journal: each batch keeps, in the hidden tab `_before`, what stood where it writes at the moment it lands.

In: a run's edits, and the workbook that they were planned on. Out: the same edits with the journal's put in; and, read
back, the last batch's journal. Sheets has no conditional write, so a person's edit can come between the last reading
and the batch. The copies are made within the batch, so nothing that it overwrites is ever lost, even if the run dies
right after; what the batch took for granted is written beside them, so that `roll_back` can compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, ValidationError

from mentoring_sync.spreadsheet.cells import reads_back
from mentoring_sync.spreadsheet.edits import (
    AddSheet,
    CopyRows,
    DeleteRows,
    Edit,
    GrowRows,
    InsertColumns,
    InsertRow,
    ResizeSheet,
    WriteCells,
)
from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.spreadsheet.grid import Scalar, Tab, Workbook, cell_text
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, Layout, ours
from mentoring_sync.workbook.merge.locate import our_tab
from mentoring_sync.workbook.merge.memory import LONGEST_PIECE, MEMORY
from mentoring_sync.workbook.merge.packed import packed, unpacked

BEFORE = Layout(
    title="_before",
    sheet_id=FIRST_SHEET_ID + 9,
    columns=(ours("Written over", 600),),
    hidden=True,
)
"""What stood where the last batch wrote, at the moment it landed; not a list of rows."""

NEAR = 4
"""Rows that are so near to each other are copied in one piece, with those between them."""


class Copy(BaseModel):
    """Rows `start` up to `end` of a tab, kept in `_before` from row `at` on."""

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    at: int


class Page(BaseModel):
    """What a batch does to one standing tab, and what it takes for granted there.

    Rows count as they were read. `writes` are by row and by column, columns as they are once `inserted` columns are in
    (place, how many); `believed` the touched rows as they were read, with `header` as their titles, both in the columns
    as they were read. Of `_sync`, ours alone, and of rows that weren't there, no values are kept but the keys.
    `computed` are the cells, by row, that the batch made formulas of ours. `put_in` are the rows that came in among
    others, each as it was written.
    """

    model_config = ConfigDict(frozen=True)

    sheet_id: int
    width: int
    header: tuple[str, ...]
    inserted: tuple[tuple[int, int], ...]
    deleted: tuple[int, ...]
    writes: dict[int, dict[int, Scalar]]
    believed: dict[int, tuple[Scalar, ...]]
    copies: tuple[Copy, ...]
    is_memory: bool
    computed: dict[int, tuple[int, ...]] = {}
    put_in: tuple[dict[int, Scalar], ...] = ()

    @property
    def key_column(self) -> int | None:
        """Where the keys were read, if there were any."""
        return self.header.index(KEY) if KEY in self.header else None

    def column_after(self, column: int) -> int:
        """Where a column as it was read is once the new columns are in."""
        for at, count in self.inserted:
            column += count if column >= at else 0
        return column


class Journal(BaseModel):
    """The last batch: its commit, the titles of the tabs that it made, and a page for each standing tab it touched.

    A batch that takes another one back keeps that one's journal, with its copies: it may meet an edit itself.
    """

    model_config = ConfigDict(frozen=True)

    commit: int
    made: tuple[str, ...]
    pages: tuple[Page, ...]
    takes_back: Journal | None = None


def with_journal(edits: Sequence[Edit], workbook: Workbook, takes_back: Journal | None = None) -> tuple[Edit, ...]:
    """The edits, as they are to land on top of the workbook's commit, with those that keep what they write over.

    `takes_back` is the journal of the batch that they take back, if they do.
    """
    touched = _touched(edits, workbook)
    if not touched:
        return tuple(edits)
    kept = our_tab(workbook, BEFORE) if takes_back else None
    pages = tuple(_pages(touched, below=max(1, len(kept.rows)) if kept else 1))
    made = tuple(edit.title for edit in edits if isinstance(edit, AddSheet))
    journal = Journal(commit=workbook.commit + 1, made=made, pages=pages, takes_back=takes_back)
    text = packed(journal.model_dump(mode="json"))
    room = [edit for edit in edits if isinstance(edit, GrowRows)]
    others = [edit for edit in edits if not isinstance(edit, GrowRows)]
    return (*room, *_kept(pages, text, workbook, keeps=kept is not None), *others)


def read_journal(workbook: Workbook) -> Journal | None:
    """The journal of the last batch; None if there is none, or somebody spoiled it."""
    tab = our_tab(workbook, BEFORE)
    text = "".join(cell_text(cell) for cell in tab.rows[0]) if tab and tab.rows else ""
    try:
        return Journal.model_validate(unpacked(text)) if text else None
    except ValidationError:
        return None


def kept_row(workbook: Workbook, page: Page, row: int) -> tuple[Scalar, ...]:
    """A row as it stood when the batch landed; row 0 is the header."""
    tab = our_tab(workbook, BEFORE)
    for copy in page.copies:
        at = copy.at + row - copy.start
        if tab and copy.start <= row < copy.end and at < len(tab.rows):
            return tab.rows[at]
    return ()


@dataclass(kw_only=True)
class _Touched:
    """What a batch does to a tab, gathered edit by edit."""

    tab: Tab
    grown: int = 0
    inserted: list[tuple[int, int]] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    writes: dict[int, dict[int, Scalar]] = field(default_factory=dict)
    computed: dict[int, tuple[int, ...]] = field(default_factory=dict)
    put_in: list[dict[int, Scalar]] = field(default_factory=list)

    def take(self, edit: Edit) -> None:
        match edit:
            case InsertColumns():
                self.inserted.append((edit.at, len(edit.columns)))
            case GrowRows():
                self.grown += edit.count
            case InsertRow():
                self.put_in.append({column: cell for each in edit.writes for column, cell in _values(each).items()})
            case WriteCells():
                values = _values(edit)
                self.writes.setdefault(edit.row, {}).update(values)
                computed = tuple(edit.column + at for at, each in enumerate(edit.values) if isinstance(each, Formula))
                self.computed[edit.row] = (*self.computed.get(edit.row, ()), *computed)
            case DeleteRows():
                self.deleted += range(edit.start, edit.end)
            case _:
                pass

    @property
    def rows(self) -> list[int]:
        """The rows that are written or deleted, as far as they can hold anything."""
        room = self.tab.row_count + self.grown
        return sorted(row for row in {*self.writes, *self.deleted} if 0 < row < room)


def _values(edit: WriteCells) -> dict[int, Scalar]:
    return {edit.column + at: reads_back(each) for at, each in enumerate(edit.values)}


def _touched(edits: Iterable[Edit], workbook: Workbook) -> list[_Touched]:
    """The standing tabs that the edits touch."""
    found = {tab.sheet_id: _Touched(tab=tab) for tab in workbook.tabs if tab.sheet_id != BEFORE.sheet_id}
    for edit in edits:
        if edit.sheet_id in found:
            found[edit.sheet_id].take(edit)
    return [touched for touched in found.values() if touched.rows or touched.put_in]


def _pages(touched: Sequence[_Touched], *, below: int) -> Iterator[Page]:
    at = below
    for each in touched:
        copies = []
        for start, end in _stretches([0, *each.rows]):
            copies.append(Copy(start=start, end=end, at=at))
            at += end - start
        yield _page(each, tuple(copies))


def _page(touched: _Touched, copies: tuple[Copy, ...]) -> Page:
    tab, is_memory = touched.tab, touched.tab.sheet_id == MEMORY.sheet_id
    keys = tab.header.index(KEY) if KEY in tab.header else -1
    keys += sum(count for at, count in touched.inserted if at <= keys)
    writes = {
        row: {column: cell if column == keys else None for column, cell in cells.items()}
        if is_memory or row >= len(tab.rows)
        else cells
        for row, cells in touched.writes.items()
    }
    return Page(
        sheet_id=tab.sheet_id,
        width=tab.column_count,
        header=tab.header,
        inserted=tuple(touched.inserted),
        deleted=tuple(sorted(touched.deleted)),
        writes=writes,
        believed={} if is_memory else {row: tab.rows[row] for row in touched.rows if row < len(tab.rows)},
        copies=copies,
        is_memory=is_memory,
        computed={row: columns for row, columns in touched.computed.items() if columns},
        put_in=tuple(touched.put_in),
    )


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows in order as stretches [start, end), near ones together."""
    start = last = rows[0]
    for row in rows[1:]:
        if row - last > NEAR:
            yield start, last + 1
            start = row
        last = row
    yield start, last + 1


def _kept(pages: Sequence[Page], text: str, workbook: Workbook, *, keeps: bool) -> Iterator[Edit]:
    """`_before` emptied (unless it `keeps` what is there), made as large as is needed, and filled: its first row with
    the journal, then the copies.
    """
    tab = our_tab(workbook, BEFORE)
    sheet_id = tab.sheet_id if tab else BEFORE.sheet_id
    pieces = [text[first : first + LONGEST_PIECE] for first in range(0, len(text), LONGEST_PIECE)]
    last = max(copy.at + copy.end - copy.start for page in pages for copy in page.copies)
    standing = tab.column_count if tab and keeps else 1
    width = max(len(pieces), standing, *(page.width for page in pages))
    if tab is None:
        looks = tuple(column.look for column in BEFORE.columns)
        yield AddSheet(sheet_id=sheet_id, title=BEFORE.title, columns=looks, rows=2, hidden=True)
    if not keeps:
        yield ResizeSheet(sheet_id=sheet_id, rows=1, columns=1)
    yield ResizeSheet(sheet_id=sheet_id, rows=last, columns=width)
    values = (*pieces, *(None,) * (standing - len(pieces)))
    yield WriteCells(sheet_id=sheet_id, row=0, column=0, values=values)
    for page in pages:
        for copy in page.copies:
            yield CopyRows(
                sheet_id=page.sheet_id,
                start=copy.start,
                end=copy.end,
                columns=page.width,
                to_sheet_id=sheet_id,
                to_row=copy.at,
            )
