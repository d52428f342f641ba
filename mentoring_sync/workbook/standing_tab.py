"""A tab of ours as it stands, beside what the last run wrote there: what the tabs' files read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from mentoring_sync.spreadsheet.grid import Scalar, Workbook, cell_text
from mentoring_sync.workbook.layouts import Layout
from mentoring_sync.workbook.merge.locate import Located, locate, our_tab
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.ticks import ticked


@dataclass(frozen=True, kw_only=True)
class StandingTab:
    """The tab of a layout: `located` where it stands (None where there is none), `base` what the last run wrote there.

    It answers for a tab that isn't there as for one in which nothing stands. `passed` are words that don't count any
    more, by key and title.
    """

    layout: Layout
    base: TabBase
    located: Located | None
    passed: TabBase = field(default_factory=dict)

    def without(self, passed: TabBase) -> StandingTab:
        """The same tab in which some words, by key and title, are as if they weren't there."""
        return replace(self, passed=passed) if passed else self

    @property
    def keys(self) -> Iterable[str]:
        """The keys of the rows that stand, from the top."""
        return self.located.rows if self.located else ()

    @property
    def titles(self) -> Iterable[str]:
        """The titles of the columns that stand, a person's own included."""
        return self.located.columns if self.located else ()

    def cell(self, key: str, title: str) -> Scalar:
        """A cell as it stands; nothing where it holds what has passed."""
        standing = self.located.cell(key, title) if self.located else None
        has_passed = key in self.passed and self.passed[key].get(title) == cell_text(standing).strip()
        return None if has_passed else standing

    def text(self, key: str, title: str) -> str:
        """A cell as a person would type it, without the blanks around it."""
        return cell_text(self.cell(key, title)).strip()

    def ticked(self, title: str) -> Iterator[str]:
        """The keys of the rows in which a box is ticked, or says yes in words."""
        return (key for key in self.keys if ticked(self.cell(key, title)) is True)

    def doubtful(self, title: str) -> Iterator[str]:
        """The keys of the rows in which a box says neither yes nor no."""
        return (key for key in self.keys if ticked(self.cell(key, title)) is None)

    @cached_property
    def as_written(self) -> TabBase:
        """The rows as the last run wrote them; one whose memory was lost, as it stands."""
        shown = {key: {title: self.cell(key, title) for title in self.layout.sync_titles} for key in self.keys}
        return {**shown, **self.base}

    def typed_over(self, title: str, memory: str = "") -> Iterator[tuple[str, str]]:
        """By key: what a person typed over a cell of ours since the last run, or before it (remembered in `memory`)."""
        for key in self.keys:
            shown, cells = self.text(key, title), self.as_written.get(key, {})
            if shown and shown != cell_text(cells.get(title)).strip():
                yield key, shown
            elif shown and (remembered := cell_text(cells.get(memory))):
                yield key, remembered


def standing_tab(workbook: Workbook, layout: Layout, base: TabBase) -> StandingTab:
    """The tab of a layout, found and located."""
    tab = our_tab(workbook, layout)
    base = {layout.formerly.get(key, key): cells for key, cells in base.items()}
    return StandingTab(layout=layout, base=base, located=locate(tab, layout, base) if tab else None)
