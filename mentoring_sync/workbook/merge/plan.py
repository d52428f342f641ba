"""The plan: what stands and what is wanted become one list of edits, with *Review* and `_sync` brought along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mentoring_sync.records.problem import Problem
from mentoring_sync.spreadsheet.edits import AddSheet, Edit
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.history.chapters import (
    NO_CHANGES,
    Changes,
    Chapter,
    history_rows,
    joined,
    read_history,
    with_chapter,
)
from mentoring_sync.workbook.layouts import LAYOUTS, REVIEW, WRITTEN, Layout
from mentoring_sync.workbook.merge.base import Cells, memory_texts, read_written, written_rows
from mentoring_sync.workbook.merge.desired import WantedRow, WantedTab
from mentoring_sync.workbook.merge.locate import locate, our_tab, titled
from mentoring_sync.workbook.merge.merge import Merged, merge_tab, new_tab
from mentoring_sync.workbook.tabs.review import Whereabouts, each_once, review_tab

NOTHING_MORE: Mapping[str, int] = {}


@dataclass(frozen=True, kw_only=True)
class Plan:
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


def local_time(workbook: Workbook, now: datetime) -> datetime:
    """`now` (aware) on the spreadsheet's wall clock, to the minute, without a zone: as its cells show it."""
    return now.astimezone(ZoneInfo(workbook.time_zone)).replace(second=0, microsecond=0, tzinfo=None)


def plan(
    workbook: Workbook,
    wanted: Sequence[WantedTab],
    problems: Sequence[Problem],
    *,
    now: datetime,
    chapter: Chapter | None = None,
) -> Plan:
    """The edits of a whole run. `wanted` are the tabs but *Review* and `_sync`, which follow from them.

    `chapter` is the run's in the history, with what earlier portions changed; what this plan changes is put into it.
    Rows that nobody wants changed, in tabs that aren't rewritten wholly, are kept as they were written.
    """
    planning = _Planning(workbook)
    for tab in (*wanted, *planning.left_out(wanted)):
        planning.add(planning.with_kept_rows(tab))
    found = each_once((*problems, *planning.problems))
    since = local_time(workbook, now)
    planning.add(review_tab(found, tabs=planning.whereabouts(), written=planning.base, since=since))
    planning.remember(chapter)
    return planning.plan(found)


def patch(
    workbook: Workbook,
    wanted: Sequence[WantedTab],
    *,
    chapter: Chapter | None = None,
    in_the_end: Mapping[str, int] | None = None,
) -> Plan:
    """The edits that change some cells of some rows and leave all the rest: `wanted` tabs are taken as not complete.

    `in_the_end`: how many rows tabs will have that are only begun now, by title.
    """
    planning = _Planning(workbook)
    for tab in wanted:
        planning.add(replace(tab, complete=False))
    planning.remember(chapter, in_the_end or {})
    return planning.plan(())


class _Planning:
    """A plan under way: each tab added is merged with what stands."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.base = read_written(workbook)
        self.edits: list[Edit] = []
        self.problems: list[Problem] = []
        self.written: dict[tuple[str, str], Cells] = dict(self.base)
        self.changed = 0
        self.changes: list[Changes] = []
        self._merged: dict[str, Whereabouts] = {}

    def left_out(self, wanted: Sequence[WantedTab]) -> Iterator[WantedTab]:
        """The standing tabs of ours that the run has nothing to say in."""
        said = {tab.layout.title for tab in wanted}
        for layout in LAYOUTS:
            if layout.title not in said and layout is not REVIEW and our_tab(self.workbook, layout):
                yield WantedTab(layout=layout, rows=(), complete=False)

    def with_kept_rows(self, wanted: WantedTab) -> WantedTab:
        """An incomplete tab with its other standing rows as they were written, so that edits in them are noticed."""
        standing = our_tab(self.workbook, wanted.layout)
        if wanted.complete or standing is None:
            return wanted
        named, base = {row.key for row in wanted.rows}, self._base_of(wanted.layout)
        kept = [key for key in locate(standing, wanted.layout, base).rows if key in base and key not in named]
        return replace(wanted, rows=(*wanted.rows, *(WantedRow(key=key, cells=base[key]) for key in kept)))

    def add(self, wanted: WantedTab) -> None:
        """Merge a tab, and remember what it then says and where."""
        title, merged = wanted.layout.title, self._merge(wanted.fitting(), self._base_of(wanted.layout))
        self.edits += merged.edits
        self.problems += merged.problems
        self.changed += merged.changed
        self.changes.append(merged.changes)
        kept = {place: cells for place, cells in self.written.items() if place[0] != title}
        self.written = kept | {(title, key): cells for key, cells in merged.written.items()}
        tab = our_tab(self.workbook, wanted.layout)
        self._merged[title] = Whereabouts(
            title=tab.title if tab else title,
            sheet_id=tab.sheet_id if tab else wanted.layout.sheet_id,
            columns=merged.columns,
            rows=merged.rows,
        )

    def whereabouts(self) -> dict[str, Whereabouts]:
        """Every tab's: as it was read, ours as they will be."""
        read = {
            tab.title: Whereabouts(title=tab.title, sheet_id=tab.sheet_id, columns=titled(tab))
            for tab in self.workbook.tabs
        }
        return read | self._merged

    def plan(self, problems: tuple[Problem, ...]) -> Plan:
        """The plan as far as it has come."""
        changes = joined(self.changes)
        return Plan(edits=tuple(self.edits), changed=self.changed, problems=problems, changes=changes)

    def remember(self, chapter: Chapter | None, in_the_end: Mapping[str, int] = NOTHING_MORE) -> None:
        """Add `_sync` itself, so that the next run can tell our writing from a person's, and what this one changed."""
        standing, history = memory_texts(self.workbook), read_history(self.workbook)
        if chapter:
            earlier = (chapter.changes,) if chapter.changes else ()
            history = with_chapter(history, replace(chapter, changes=joined((*earlier, *self.changes))))
        rows = (*written_rows(self.written, standing, in_the_end), *history_rows(history, standing))
        wanted = WantedTab(layout=WRITTEN, rows=rows)
        self.edits += self._merge(wanted, _as_it_stands(self.workbook)).edits

    def _base_of(self, layout: Layout) -> dict[str, Cells]:
        return {key: cells for (tab, key), cells in self.base.items() if tab == layout.title}

    def _merge(self, wanted: WantedTab, written: Mapping[str, Cells]) -> Merged:
        standing = our_tab(self.workbook, wanted.layout)
        return merge_tab(wanted, standing, written) if standing else new_tab(wanted, self._place(wanted.layout))

    def _place(self, layout: Layout) -> int | None:
        """Where a new tab is put: ours stand first, in the order of `LAYOUTS`, behind those of ours that stand."""
        titles = [each.title for each in LAYOUTS]
        if layout.title not in titles:
            return None
        before = LAYOUTS[: titles.index(layout.title)]
        made = {edit.sheet_id for edit in self.edits if isinstance(edit, AddSheet)}
        return sum(1 for each in before if each.sheet_id in made or our_tab(self.workbook, each))


def _as_it_stands(workbook: Workbook) -> dict[str, Cells]:
    """`_sync` is ours alone: whatever stands there counts as written by us, so that it is simply replaced."""
    tab = our_tab(workbook, WRITTEN)
    if tab is None:
        return {}
    located = locate(tab, WRITTEN, {})
    return {key: {title: located.cell(key, title) for title in located.columns} for key in located.rows}
