"""The plan: what stands and what is desired become one list of edits, with *Review* and `_sync` brought along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from mentoring_sync.records.problem import Problem
from mentoring_sync.spreadsheet.edits import AddSheet, Edit
from mentoring_sync.workbook.history.chapters import Chapter, history_rows, with_chapter
from mentoring_sync.workbook.layouts import Layout
from mentoring_sync.workbook.merge.base import base_rows
from mentoring_sync.workbook.merge.changes import NO_CHANGES, Changes, joined
from mentoring_sync.workbook.merge.charts import CHARTS, Whole, charted
from mentoring_sync.workbook.merge.columns import titled
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.heard import COLUMNS, HEARD
from mentoring_sync.workbook.merge.hearing import columns_cells, heard_words
from mentoring_sync.workbook.merge.memory import MEMORY
from mentoring_sync.workbook.merge.merge import Merged, merge_tab
from mentoring_sync.workbook.merge.new_row import shape_of
from mentoring_sync.workbook.merge.new_tab import new_tab
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.standing_tab import StandingTab
from mentoring_sync.workbook.tabs.review import REVIEW, Whereabouts, each_once, review_tab
from mentoring_sync.workbook.tabs.visible import VISIBLE_TABS
from mentoring_sync.workbook.words import with_words

NOTHING_MORE: Mapping[str, int] = {}
NO_MEMORY: Mapping[str, TabBase] = {}


@dataclass(frozen=True, kw_only=True)
class WorkbookPlan:
    """The edits of a run, how many rows they change in the tabs that people see, and all problems for *Review*."""

    edits: tuple[Edit, ...]
    changed: int
    problems: tuple[Problem, ...]
    changes: Changes = NO_CHANGES

    @property
    def makes_tabs_only(self) -> bool:
        """Whether nothing that already stands is touched."""
        made = {edit.sheet_id for edit in self.edits if isinstance(edit, AddSheet)}
        return bool(self.edits) and all(edit.sheet_id in made for edit in self.edits)


def plan(
    standing: StandingWorkbook,
    desired: Sequence[DesiredTab],
    problems: Sequence[Problem],
    *,
    now: datetime,
    chapter: Chapter | None = None,
    memory: Mapping[str, TabBase] = NO_MEMORY,
) -> WorkbookPlan:
    """The edits of a whole run. `desired` are the tabs but *Review* and `_sync`, which follow from them.

    `chapter` is the run's in the history, with what earlier chunks changed; what this plan changes is put into it.
    Rows of which a run says nothing, in tabs that aren't rewritten wholly, are kept as they were written. `memory` is
    what else the next run is to remember, by name.
    """
    planning = _Planning(standing)
    planning.base |= memory
    for tab in (*desired, *planning.left_out(desired)):
        planning.add(tab, keeping=True)
        planning.chart(tab)
    found = each_once((*problems, *_not_said_yet(planning.problems, problems)))
    since = standing.workbook.local_time(now)
    shown = standing.base.get(REVIEW.title, {})
    planning.add(review_tab(found, tabs=planning.whereabouts(), base=shown, since=since))
    planning.base |= {COLUMNS: planning.columns, HEARD: planning.heard}
    planning.remember(chapter)
    return planning.plan(found)


def patch(
    standing: StandingWorkbook,
    desired: Sequence[DesiredTab],
    *,
    chapter: Chapter | None = None,
    in_the_end: Mapping[str, int] | None = None,
    memory: Mapping[str, TabBase] = NO_MEMORY,
) -> WorkbookPlan:
    """The edits that change some cells of some rows and leave all the rest: `desired` tabs are taken as not complete,
    and rows that people deleted stay deleted.

    `memory` is what else is to be remembered from now on, by name. `in_the_end`: how many rows tabs will have that are
    only begun now, by title.
    """
    planning = _Planning(standing)
    planning.base |= memory
    for tab in desired:
        planning.add(replace(tab, complete=False, left_out=tab.left_out | standing.tab(tab.layout).asked_about))
    planning.remember(chapter, in_the_end or {})
    return planning.plan(())


@cache
def _nothing_said(layout: Layout) -> DesiredTab:
    return DesiredTab(layout=layout, rows=(), complete=False)


class _Planning:
    """A plan under way: each tab added is merged with what stands."""

    def __init__(self, standing: StandingWorkbook) -> None:
        self.standing = standing
        self.edits: list[Edit] = []
        self.problems: list[Problem] = []
        self.base: dict[str, TabBase] = dict(standing.base)
        self.changed = 0
        self.changes: list[Changes] = []
        self.columns: dict[str, Cells] = {}
        self.heard: dict[str, Cells] = {}
        self._merged: dict[str, Whereabouts] = {}

    def left_out(self, desired: Sequence[DesiredTab]) -> Iterator[DesiredTab]:
        """The standing tabs of ours that the run has nothing to say in."""
        named = {tab.layout.title for tab in desired}
        for layout in VISIBLE_TABS:
            if layout.title not in named and layout is not REVIEW and self.standing.stands(layout):
                yield _nothing_said(self.standing.as_it_stands(layout))

    def with_kept_rows(self, desired: DesiredTab) -> DesiredTab:
        """An incomplete tab with its other standing rows as they were written, so that edits in them are noticed."""
        if desired.complete:
            return desired
        named, tab = {row.key for row in desired.rows}, self.standing.tab(desired.layout)
        kept = [key for key in tab.keys if key in tab.base and key not in named]
        return replace(
            desired, rows=(*desired.rows, *(DesiredRow(key=key, cells=_plain(tab.base[key])) for key in kept))
        )

    def add(self, desired: DesiredTab, *, keeping: bool = False) -> None:
        """Merge a tab, and remember what it says then, and where; `keeping`: with the other rows of one that isn't
        complete."""
        title, tab = desired.layout.title, self.standing.tab(desired.layout)
        desired, merged = self._merged_once(desired, tab, keeping=keeping)
        self.edits += merged.edits
        self.problems += merged.problems
        self.changed += merged.changed
        self.changes.append(merged.changes)
        self.base.pop(title, None)
        self.base[title] = merged.base
        self.columns[title] = columns_cells(desired.layout, tab.located, self.standing.heard(desired.layout))
        self.heard |= heard_words(desired, tab.located, merged.rows)
        self._merged[title] = Whereabouts(
            title=tab.located.tab.title if tab.located else title,
            sheet_id=tab.located.tab.sheet_id if tab.located else desired.layout.sheet_id,
            columns=merged.columns,
            rows=merged.rows,
        )

    def chart(self, desired: DesiredTab) -> None:
        """Make the charts of a tab that was added, or point them to where their rows are now."""
        is_new = not self.standing.stands(desired.layout)
        at = self._merged[desired.layout.title]
        whole = Whole(sheet_id=at.sheet_id, columns=at.columns, rows=at.rows, is_new=is_new)
        known = dict(self.base.get(CHARTS, {}))
        for edit, name, cells in charted(desired.charts, whole, self.standing.workbook.charts, known):
            self.edits += [edit] if edit else []
            known[name] = cells
        self.base |= {CHARTS: known} if known else {}

    def whereabouts(self) -> dict[str, Whereabouts]:
        """Every tab's: as it was read, ours as they will be."""
        read = {
            tab.title: Whereabouts(title=tab.title, sheet_id=tab.sheet_id, columns=titled(tab))
            for tab in self.standing.workbook.tabs
        }
        return read | self._merged

    def plan(self, problems: tuple[Problem, ...]) -> WorkbookPlan:
        """The plan as far as it has come."""
        changes = joined(self.changes)
        return WorkbookPlan(edits=tuple(self.edits), changed=self.changed, problems=problems, changes=changes)

    def remember(self, chapter: Chapter | None, in_the_end: Mapping[str, int] = NOTHING_MORE) -> None:
        """Add `_sync` itself, so that the next run can tell our writing from a person's, and what this one changed."""
        standing, history = self.standing, self.standing.history
        if chapter:
            earlier = (chapter.changes,) if chapter.changes else ()
            history = with_chapter(history, replace(chapter, changes=joined((*earlier, *self.changes))))
        rows = (
            *base_rows(self.base, standing.memory, in_the_end),
            *history_rows(history, standing.chapters, standing.memory),
        )
        self.edits += self._merge(DesiredTab(layout=MEMORY, rows=rows), standing.memory_tab).edits

    def _merged_once(self, desired: DesiredTab, tab: StandingTab, *, keeping: bool) -> tuple[DesiredTab, Merged]:
        """The tab as it is added, and merged: a run plans several times, and most tabs say the same each time."""
        known = self.standing.merged.get((id(desired), keeping))
        if known and known[0] is desired:
            return known[1], known[2]
        added = self.with_kept_rows(desired) if keeping else desired
        merged = self._merge(with_words(added, tab.remembered, tab.keys, tab.titles).fitting(), tab)
        if tab.located:
            self.standing.merged[id(desired), keeping] = (desired, added, merged)
        return added, merged

    def _merge(self, desired: DesiredTab, tab: StandingTab) -> Merged:
        if tab.located is None:
            return new_tab(desired, self._place(desired.layout))
        return merge_tab(desired, tab.located, tab.base)

    def _place(self, layout: Layout) -> int | None:
        """Where a new tab is put: those that people see stand first, in their order, behind those that stand."""
        titles = [each.title for each in VISIBLE_TABS]
        if layout.title not in titles:
            return None
        before = VISIBLE_TABS[: titles.index(layout.title)]
        made = {edit.sheet_id for edit in self.edits if isinstance(edit, AddSheet)}
        return sum(1 for each in before if each.sheet_id in made or self.standing.stands(each))


def _not_said_yet(merged: Sequence[Problem], problems: Sequence[Problem]) -> Iterator[Problem]:
    """What merging has to say, but of cells that the run speaks of already: one matter is one row."""
    said = {cell for problem in problems for cell in problem.cells}
    return (each for each in merged if each.where.row or not each.cells & said)


def _plain(base: Cells) -> Cells:
    """The cells that were written, without the figures that the sheet computes itself."""
    computed = {title for title in base if shape_of(title) in base}
    return {title: cell for title, cell in base.items() if title not in computed}
