"""A tab of ours as it stands, beside what the last run wrote there: what the tabs' files read from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from mentoring_sync.spreadsheet.grid import Scalar, Workbook, cell_text
from mentoring_sync.workbook.layouts import Lasting, Layout
from mentoring_sync.workbook.merge.heard import NOTHING_HEARD, Heard
from mentoring_sync.workbook.merge.locate import Located, locate, our_tab
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.ticks import is_word, ticked
from mentoring_sync.workbook.words import boxes_in, titles_of_words


@dataclass(frozen=True, kw_only=True)
class StandingTab:
    """The tab of a layout: `located` where it stands (None where there is none), `base` what the last run wrote there,
    `remembered` what people had said there by then.

    It answers for a tab that isn't there as for one in which nothing stands. `passed` are words that don't count any
    more, by key and title.
    """

    layout: Layout
    base: TabBase
    located: Located | None
    remembered: TabBase = field(default_factory=dict)
    passed: TabBase = field(default_factory=dict)

    def without(self, passed: TabBase) -> StandingTab:
        """The same tab in which some words, by key and title, are as if they weren't there."""
        return replace(self, passed=passed) if passed else self

    def _has_passed(self, key: str, title: str, said: Scalar) -> bool:
        return key in self.passed and self.passed[key].get(title) == cell_text(said).strip()

    @property
    def keys(self) -> Collection[str]:
        """The keys of the rows that stand, from the top."""
        return self.located.rows.keys() if self.located else ()

    @property
    def titles(self) -> Iterable[str]:
        """The titles of the columns that stand, a person's own included."""
        return self.located.columns if self.located else ()

    def cell(self, key: str, title: str) -> Scalar:
        """A cell as it stands; nothing where it holds what has passed."""
        standing = self.located.cell(key, title) if self.located else None
        return None if self._has_passed(key, title, standing) else standing

    def text(self, key: str, title: str) -> str:
        """A cell as a person would type it, without the blanks around it."""
        return cell_text(self.cell(key, title)).strip()

    @cached_property
    def clear(self) -> Collection[str]:
        """The keys of the rows of which it is certain whose they are, and what is said in them."""
        unsure = self.located.unsure if self.located else frozenset[str]()
        return {key: None for key in self.keys if key not in unsure}.keys() if unsure else self.keys

    @cached_property
    def speakers(self) -> Collection[str]:
        """The keys of those who have a clear row, or of whom it is remembered what was said of them."""
        return {**dict.fromkeys(self.clear), **dict.fromkeys(self.remembered)}.keys() if self.remembered else self.clear

    @cached_property
    def deleted(self) -> tuple[str, ...]:
        """The keys of the rows that we wrote and people deleted, where other rows still stand."""
        if not self.located or not self.located.rows:
            return ()
        return tuple(key for key in self.base if key not in self.located.rows and key not in self.located.unsure)

    @property
    def asked_about(self) -> frozenset[str]:
        """The keys of deleted rows that are a question, not simply written again."""
        return frozenset() if self.layout.words is Lasting.IN_ITS_CELL else frozenset(self.deleted)

    @property
    def is_certain(self) -> bool:
        """Whether it is certain of every row whose it is."""
        return not self.located or not self.located.unsure

    @property
    def has_doubtful_ticks(self) -> bool:
        """Whether a box is ticked of which nobody can say whose it is."""
        located = self.located
        if not located or not located.unsure:
            return False
        copies = [row for row, key in located.copies.items() if key in located.unsure]
        rows = [*located.doubtful, *copies, *(located.rows[key] for key in located.unsure if key in located.rows)]
        boxes = [located.columns[title] for title in boxes_in(self.layout) if title in located.columns]
        return any(ticked(located.tab.cell(row, at)) is not False for row in rows for at in boxes)

    def word(self, key: str, title: str) -> Scalar:
        """What people say in a cell: as it stands in a clear row, else as it is remembered."""
        stands = self.located and (title in self.located.columns or self.layout.words is Lasting.IN_ITS_CELL)
        if key in self.clear and stands:
            standing = self.cell(key, title)
            if title not in self._boxes or ticked(standing) is not None:
                return standing
        kept = self.remembered.get(key, {}).get(title)
        return None if self._has_passed(key, title, kept) else kept

    def said(self, key: str, title: str) -> str:
        """What people say in a cell, as they would type it, without the blanks around it."""
        return cell_text(self.word(key, title)).strip()

    @cached_property
    def words(self) -> TabBase:
        """By key: all that people say, by column, to be remembered."""
        if self.layout.words is Lasting.IN_ITS_CELL:
            return {}
        titles = [title for title in titles_of_words(self.layout, self.titles) if title in self.titles]
        found = {key: self._words(key, titles) for key in self.speakers}
        return {key: cells for key, cells in found.items() if cells}

    def _words(self, key: str, titles: Iterable[str]) -> Cells:
        before = self.remembered.get(key, {})
        if key not in self.clear:
            return before
        kept = {title: cell for title, cell in before.items() if title not in self.titles and title in self._theirs}
        said = {title: self.word(key, title) for title in titles}
        return kept | {title: cell for title, cell in said.items() if is_word(cell)}

    @cached_property
    def _boxes(self) -> frozenset[str]:
        return frozenset(boxes_in(self.layout))

    @cached_property
    def _theirs(self) -> frozenset[str]:
        return frozenset(titles_of_words(self.layout, ()))

    def ticked(self, title: str) -> Iterator[str]:
        """The keys of those for whom a box is ticked, or says yes in words."""
        return (key for key in self.speakers if ticked(self.word(key, title)) is True)

    def doubtful(self, title: str) -> Iterator[str]:
        """The keys of the rows in which a box says neither yes nor no."""
        return (key for key in self.clear if ticked(self.cell(key, title)) is None)

    @cached_property
    def as_written(self) -> TabBase:
        """The rows as the last run wrote them; one whose memory was lost, as it stands."""
        shown = {key: {title: self.cell(key, title) for title in self.layout.sync_titles} for key in self.keys}
        return {**shown, **self.base}

    def typed_over(self, title: str, memory: str = "") -> Iterator[tuple[str, str]]:
        """By key: what a person typed over a cell of ours since the last run, or before it (remembered in `memory`).

        It holds until the person empties the cell: that we emptied it, or that the row isn't there, is no such word.
        """
        for key in self.clear:
            shown, ours = self.text(key, title), cell_text(self.as_written.get(key, {}).get(title)).strip()
            if shown and shown != ours:
                yield key, shown
            elif (shown or not ours) and (before := self._typed_before(key, memory)):
                yield key, before
        for key in dict.fromkeys((*self.base, *self.remembered)) if memory else ():
            if key not in self.clear and (before := self._typed_before(key, memory)):
                yield key, before

    def _typed_before(self, key: str, memory: str) -> str:
        kept = self.remembered.get(key, {}).get(memory) or self.as_written.get(key, {}).get(memory)
        return "" if self._has_passed(key, memory, kept) else cell_text(kept)


def standing_tab(
    workbook: Workbook, layout: Layout, base: TabBase, words: TabBase, heard: Heard = NOTHING_HEARD
) -> StandingTab:
    """The tab of a layout, found and located. `words` are what people had said there when the last run read it, `heard`
    what was known of its columns."""
    tab = our_tab(workbook, layout)
    base = {layout.formerly.get(key, key): cells for key, cells in base.items()}
    kept = words if layout.words is Lasting.FOR_GOOD else {key: said for key, said in words.items() if key in base}
    located = locate(tab, layout, base, heard) if tab else None
    return StandingTab(layout=layout, base=base, located=located, remembered=kept)
