"""Which columns of a tab are the layout's, wherever people have moved them and whatever they have made of the header.

A column is known by several witnesses: the mark that was left on it when it was made, its header, its header's note,
and what stands in it. None counts against two others: a mark stays behind when cells are cut and pasted elsewhere, a
header is typed anywhere. Where they leave two columns, the coordinator's is lost: nothing is read there, and nothing
new is put beside it. Another column is never taken for it because of its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from mentoring_sync.spreadsheet.cells import is_empty, same
from mentoring_sync.spreadsheet.edits import (
    Checkbox,
    ColumnLook,
    DropMark,
    GreyCells,
    HideColumn,
    InsertColumns,
    MarkColumn,
    NoteColumn,
)
from mentoring_sync.spreadsheet.grid import Scalar, Tab, cell_text
from mentoring_sync.workbook.layouts import KEY, Column, Layout, Owner
from mentoring_sync.workbook.merge.heard import NOTHING_HEARD, Heard
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.ticks import ticked

ALIKE = 0.6
"""A column is one of ours, renamed, if so large a share of what we wrote still stands in it."""

Candidates = tuple[int, ...]
"""Columns that may be the one that is looked for; of one alone it is certain."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of a tab by title, people's own included, the layout's by the titles they were made with; and by
    title the columns of which one may be the one that couldn't be found.
    """

    places: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, Candidates] = field(default_factory=dict)


def titled(tab: Tab) -> dict[str, int]:
    """The columns of a tab by title; of two with one title the leftmost."""
    columns: dict[str, int] = {}
    for index, title in enumerate(tab.header):
        columns.setdefault(title.strip(), index)
    return columns


def columns_of(tab: Tab, layout: Layout, base: TabBase, heard: Heard = NOTHING_HEARD) -> Columns:
    """Find the columns of a layout in a tab; `base` is what the last run wrote there, `heard` what it knew of them."""
    return _Search(tab, layout, base, heard).result()


class _Search:
    """One search under way: the witnesses of each column, and which of the layout's it was found to be."""

    def __init__(self, tab: Tab, layout: Layout, base: TabBase, heard: Heard) -> None:
        self.tab, self.layout, self.base, self.heard = tab, layout, base, heard
        self.columns = {column.title: column for column in layout.columns}
        self.header = [layout.known_as(text) for text in tab.header]
        self.marks: dict[int, set[str]] = {}
        for mark in tab.marks:
            self.marks.setdefault(mark.column, set()).add(mark.title)
        self.width = max(len(self.header), len(tab.notes), *(column + 1 for column in self.marks), 0)
        self.gists = Counter(_gist(column.look.note) for column in layout.columns)
        self.found: dict[str, Candidates] = {}

    def result(self) -> Columns:
        for column in sorted(self.layout.columns, key=lambda each: each.title != KEY):
            self.found[column.title] = self._candidates(column)
        self._each_once()
        if len(self.found[KEY]) > 1:
            self.found[KEY] = ()  # made anew: rows are known by what they show as well
        lost = {title: places for title, places in self.found.items() if len(places) > 1}
        for title, places in self.found.items():
            may_be = () if places else self._may_still_stand(self.columns[title])
            if may_be:
                lost[title] = may_be
        ours = {title: places[0] for title, places in self.found.items() if len(places) == 1}
        taken = set(ours.values())
        others = {
            title: at
            for title, at in titled(self.tab).items()
            if at not in taken and self.header[at] not in self.columns
        }
        return Columns(places=others | ours, lost=lost)

    def _candidates(self, column: Column) -> Candidates:
        marked = tuple(at for at, titles in sorted(self.marks.items()) if column.title in titles)
        headed = tuple(at for at, title in enumerate(self.header) if title == column.title)
        if marked:
            return self._of_marked(column, marked, headed)
        headed = tuple(at for at in headed if at not in self.marks)
        noted = tuple(at for at in range(self.width) if at not in self.marks and self._is_noted_alone(column, at))
        return self._of_headed(column, headed, noted) if headed else noted or self._alike(column)

    def _of_marked(self, column: Column, marked: Candidates, headed: Candidates) -> Candidates:
        """A header with our note above another column says that the cells were moved there, or copied."""
        if len(marked) > 1:
            alone = tuple(at for at in marked if at in headed)
            return alone if len(alone) == 1 else marked
        [at] = marked
        if at in headed:
            return marked
        rivals = tuple(each for each in headed if self._is_noted(column, each))
        if rivals and self._is_noted(column, at):
            return marked if column.owner is Owner.SYNC else (*marked, *rivals)
        if rivals:
            return rivals
        return () if self._is_written_over(column, at) else marked

    def _of_headed(self, column: Column, headed: Candidates, noted: Candidates) -> Candidates:
        ours = tuple(at for at in headed if self._is_noted(column, at))
        if not ours and noted:
            return (*headed, *noted)
        found = ours or headed
        return found[:1] if column.owner is Owner.SYNC else found

    def _is_noted(self, column: Column, at: int) -> bool:
        note = self.tab.notes[at] if at < len(self.tab.notes) else ""
        return bool(note and column.look.note) and note.startswith(_gist(column.look.note))

    def _is_noted_alone(self, column: Column, at: int) -> bool:
        """Whether a note stands there that no other column of the layout has."""
        return self.gists[_gist(column.look.note)] == 1 and self._is_noted(column, at)

    def _each_once(self) -> None:
        """Of two titles that were found in one column its header's has it; the other is lost there."""
        by_place: dict[int, list[str]] = {}
        for title, places in self.found.items():
            if len(places) == 1:
                by_place.setdefault(places[0], []).append(title)
        for at, titles in by_place.items():
            rest = [title for title in titles if self.header[at : at + 1] != [title]] if len(titles) > 1 else []
            for title in rest:
                is_ours = self.columns[title].owner is Owner.SYNC
                self.found[title] = () if is_ours else (at, at)

    # What stands in a column

    @cached_property
    def _rows(self) -> dict[str, int]:
        """The rows by key, as far as the hidden keys say."""
        key = self.found.get(KEY, ())
        if len(key) != 1:
            return {}
        return {cell_text(self.tab.cell(row, key[0])): row for row in range(1, len(self.tab.rows))}

    def _alike(self, column: Column) -> Candidates:
        """The columns in which most of what we wrote still stands."""
        if column.owner is Owner.COORDINATOR:
            return ()
        unmarked = (at for at in range(self.width) if at not in self.marks)
        return tuple(at for at in unmarked if self._share(column, at) >= ALIKE)

    def _share(self, column: Column, at: int) -> float:
        if column.title == KEY:
            keys = [cell_text(self.tab.cell(row, at)) for row in range(1, len(self.tab.rows))]
            filled = [key for key in keys if key]
            return sum(key in self.base for key in filled) / len(filled) if filled else 0.0
        said = [(self._rows[key], cell) for key, cell in self._written(column) if key in self._rows]
        return sum(same(self.tab.cell(row, at), cell) for row, cell in said) / len(said) if said else 0.0

    def _written(self, column: Column) -> Iterator[tuple[str, Scalar]]:
        for key, cells in self.base.items():
            if not is_empty(cell := cells.get(column.title)):
                yield key, cell

    def _is_written_over(self, column: Column, at: int) -> bool:
        """Whether a person made a column of ours their own: another header, and nothing in it of what we wrote, nor any
        of the words that we have for it. Where `_sync` was deleted, what we would write needn't be what stands there.
        """
        if column.owner is Owner.COORDINATOR:
            return False
        written = {cell_text(cell) for _, cell in self._written(column)}
        standing = {cell_text(self.tab.cell(row, at)) for row in range(1, len(self.tab.rows))} - {""}
        ours = written | {str(word) for word, _ in column.look.tones}
        return bool(written and standing) and not ours & standing

    def _may_still_stand(self, column: Column) -> Candidates:
        """The columns of which one may be a column of the coordinator's that isn't known by anything any more.

        A mark goes with its column alone: where others have theirs, one that had one was deleted.
        """
        heard, title = self.heard, column.title
        is_new = heard.known and title not in heard.stood | heard.lost
        was_deleted = title in heard.stood and any(self.marks.values())
        if column.owner is Owner.SYNC or not (self.base or heard.known) or is_new or was_deleted:
            return ()
        taken = {at for places in self.found.values() for at in places}
        strange = (at for at in range(self.width) if at not in taken and at not in self.marks)
        return tuple(at for at in strange if self._could_be(column, at))

    def _could_be(self, column: Column, at: int) -> bool:
        cells = [self.tab.cell(row, at) for row in self._rows.values() if row]
        filled = [cell for cell in cells if not is_empty(cell)]
        boxes = [cell for cell in filled if isinstance(cell, bool)]
        if isinstance(column.initial, Checkbox):
            return bool(boxes) and all(ticked(cell) is not None for cell in filled)
        if column.look.choices:
            return self._is_noted(column, at)
        return len(boxes) < len(filled) if filled else self.header[at : at + 1] not in ([], [""])


def _gist(note: str) -> str:
    """The first line of a header's note, by which it is known."""
    return note.partition("\n")[0]


def with_missing_columns(tab: Tab, layout: Layout, found: Columns) -> tuple[Tab, dict[str, int], list[InsertColumns]]:
    """The tab with the layout's missing columns put after their neighbours, where its columns then are, the edits."""
    edits: list[InsertColumns] = []
    places, at = dict(found.places), 0
    for column in layout.columns:
        if column.title in found.lost:
            continue
        if column.title in places:
            at = places[column.title] + 1
            continue
        edits.append(InsertColumns(sheet_id=tab.sheet_id, at=at, columns=(column.look,)))
        tab = _with_column(tab, at, column.look)
        places = {title: index + (index >= at) for title, index in places.items()} | {column.title: at}
        at += 1
    return tab, places, edits


def marks_for(read: Tab, layout: Layout, found: Columns, places: Mapping[str, int]) -> Iterator[DropMark | MarkColumn]:
    """What marks the standing columns of a tab as what they were found to be; `places` are where they then are."""
    if layout.hidden:
        return
    clear = [column.title for column in layout.columns if column.title not in found.lost]
    strays = [mark for mark in read.marks if mark.title in clear and found.places.get(mark.title) != mark.column]
    for mark in strays:
        yield DropMark(sheet_id=read.sheet_id, mark=mark.id)
    marked = {mark.title for mark in read.marks if mark not in strays}
    for title in clear:
        at = found.places.get(title)
        if at is not None and title not in marked:
            header = read.header[at] if at < len(read.header) else ""
            yield MarkColumn(sheet_id=read.sheet_id, column=places[title], title=title, header=header)


def grey_cells(layout: Layout, sheet_id: int, places: Mapping[str, int], made: Collection[str]) -> Iterator[GreyCells]:
    """What greys the cells of the columns that are `made`, if they are to be."""
    for column in layout.columns:
        until = places.get(column.grey_until)
        if column.title in made and column.title in places and until is not None:
            yield GreyCells(sheet_id=sheet_id, column=places[column.title], until=until)


def notes_for(read: Tab, layout: Layout, found: Columns, places: Mapping[str, int]) -> Iterator[NoteColumn]:
    """What rewrites the notes of headers that say what held under other settings."""
    for column in layout.columns:
        at = found.places.get(column.title)
        note = _gist(read.notes[at]) if at is not None and at < len(read.notes) else ""
        if note in column.other_notes and note != _gist(column.look.note):
            yield NoteColumn(sheet_id=read.sheet_id, column=places[column.title], note=column.look.note)


def hidden_columns(
    tab: Tab, found: Columns, places: Mapping[str, int], titles: Collection[str]
) -> Iterator[HideColumn]:
    """What hides standing columns of ours that are marked with these titles."""
    for mark in tab.marks:
        if mark.title in titles and mark.title in found.places:
            yield HideColumn(sheet_id=tab.sheet_id, column=places[mark.title])


def _with_column(tab: Tab, at: int, look: ColumnLook) -> Tab:
    rows = [_padded(row, at) for row in tab.rows] or [()]
    widened = [(*row[:at], look.title if number == 0 else None, *row[at:]) for number, row in enumerate(rows)]
    return replace(tab, rows=tuple(widened), column_count=tab.column_count + 1)


def _padded(row: tuple[Scalar, ...], length: int) -> tuple[Scalar, ...]:
    return row + (None,) * (length - len(row))
