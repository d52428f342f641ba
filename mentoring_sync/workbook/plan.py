"""The plan: what stands and what is wanted become one list of edits, with *Review* and `_sync` brought along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mentoring_sync.records.edit import AddSheet, Edit
from mentoring_sync.records.problem import Problem
from mentoring_sync.records.sheet import Workbook
from mentoring_sync.workbook.columns import LAYOUTS, WRITTEN
from mentoring_sync.workbook.merge import Merged, merge_tab, new_tab
from mentoring_sync.workbook.review import review_tab
from mentoring_sync.workbook.wanted import WantedTab
from mentoring_sync.workbook.written import Cells, read_written, written_tab

FIRST_SHEET_ID = 7_100_001
"""The tabs that a run makes have ids of their own from here on, so that one batch can make and fill them."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The edits of a run, how many rows they change in the tabs that people see, and all problems for *Review*."""

    edits: tuple[Edit, ...]
    changed: int
    problems: tuple[Problem, ...]

    @property
    def makes_tabs_only(self) -> bool:
        """Whether nothing that already stands is touched."""
        made = {edit.sheet_id for edit in self.edits if isinstance(edit, AddSheet)}
        return bool(self.edits) and all(edit.sheet_id in made for edit in self.edits)


def local_time(workbook: Workbook, now: datetime) -> datetime:
    """`now` (aware) on the spreadsheet's wall clock, to the minute, without a zone: as its cells show it."""
    return now.astimezone(ZoneInfo(workbook.time_zone)).replace(second=0, microsecond=0, tzinfo=None)


def sheet_ids(workbook: Workbook) -> dict[str, int]:
    """The id of each of our tabs by its title: the standing one's, or a free one for a tab to be made."""
    taken = {tab.sheet_id for tab in workbook.tabs}
    free = (number for number in range(FIRST_SHEET_ID, FIRST_SHEET_ID + 10_000) if number not in taken)
    ids: dict[str, int] = {}
    for layout in (*LAYOUTS, WRITTEN):
        standing = workbook.tab(layout.title)
        ids[layout.title] = standing.sheet_id if standing else next(free)
    return ids


def plan(workbook: Workbook, wanted: Sequence[WantedTab], problems: Sequence[Problem], *, now: datetime) -> Plan:
    """The edits of a whole run. `wanted` are the tabs but *Review* and `_sync`, which follow from them."""
    planning = _Planning(workbook)
    for tab in wanted:
        planning.add(tab)
    every_problem = (*problems, *planning.problems)
    since = local_time(workbook, now)
    planning.add(review_tab(every_problem, workbook=workbook, ids=planning.ids, written=planning.base, since=since))
    changed = planning.changed
    planning.remember(complete=True)
    return Plan(edits=tuple(planning.edits), changed=changed, problems=(*problems, *planning.problems))


def patch(workbook: Workbook, wanted: Sequence[WantedTab]) -> Plan:
    """The edits that change some cells of some rows and leave all the rest: `wanted` tabs are taken as not complete."""
    planning = _Planning(workbook)
    for tab in wanted:
        planning.add(WantedTab(layout=tab.layout, rows=tab.rows, complete=False))
    changed = planning.changed
    planning.remember(complete=False)
    return Plan(edits=tuple(planning.edits), changed=changed, problems=())


class _Planning:
    """A plan under way: each tab added is merged with what stands."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.ids = sheet_ids(workbook)
        self.base = read_written(workbook)
        self.edits: list[Edit] = []
        self.problems: list[Problem] = []
        self.written: dict[tuple[str, str], Cells] = dict(self.base)
        self.changed = 0

    def add(self, wanted: WantedTab) -> None:
        title = wanted.layout.title
        merged = self._merge(wanted, dict(_of_tab(self.base, title)))
        self.edits += merged.edits
        self.problems += merged.problems
        self.changed += merged.changed
        kept = {place: cells for place, cells in self.written.items() if place[0] != title}
        self.written = kept | {(title, key): cells for key, cells in merged.written.items()}

    def remember(self, *, complete: bool) -> None:
        """Add `_sync` itself, so that the next run can tell our writing from a person's."""
        wanted = written_tab(self.written, complete=complete)
        self.edits += self._merge(wanted, _as_it_stands(self.workbook)).edits

    def _merge(self, wanted: WantedTab, written: Mapping[str, Cells]) -> Merged:
        standing = self.workbook.tab(wanted.layout.title)
        if standing is None:
            return new_tab(wanted, self.ids[wanted.layout.title])
        return merge_tab(wanted, standing, written)


def _of_tab(base: Mapping[tuple[str, str], Cells], title: str) -> Iterator[tuple[str, Cells]]:
    return ((key, cells) for (tab, key), cells in base.items() if tab == title)


def _as_it_stands(workbook: Workbook) -> dict[str, Cells]:
    """`_sync` is ours alone: whatever stands there counts as written by us, so that it is simply replaced."""
    tab = workbook.tab(WRITTEN.title)
    if tab is None:
        return {}
    places = {title: index for index, title in enumerate(tab.header)}
    rows = range(1, len(tab.rows))
    return {
        str(tab.cell(row, places["_key"])): {title: tab.cell(row, at) for title, at in places.items()}
        for row in rows
        if "_key" in places
    }
