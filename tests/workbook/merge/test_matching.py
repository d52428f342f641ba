"""Whatever people do to the rows of a tab: a tick is for the person whose row it stands in, or for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus, RosterEntry
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.layouts import KEY
from mentoring_sync.workbook.plan import WorkbookPlan, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.standing_tab import StandingTab
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn
from mentoring_sync.workbook.tabs.roster import roster_tab as desired_roster
from tests.extent import extent
from tests.workbook.live import LiveTab, LiveWorkbook

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
WHO = (RosterColumn.PERSON, RosterColumn.EMAIL, RosterColumn.ROLE)


def entry(name: str, address: str, role: Role = Role.MENTEE, team: str = "Team 1") -> RosterEntry:
    status = PersonStatus.IN_TEAM if team else PersonStatus.WAITING
    zone = "Asia/Tokyo" if team else "Europe/Berlin"
    return RosterEntry(name=name, email=f"{address}@example.org", role=role, status=status, zone=zone, team=team)


PEOPLE = (
    entry("Ana Both", "ana", Role.MENTOR),
    entry("Ana Both", "ana", team=""),
    entry("Ben Lo", "ben"),
    entry("Cem Yu", "cem", team=""),
    entry("Kim Lee", "kim.one", team="Team 2"),
    entry("Kim Lee", "kim.two"),
)
ANA, BEN, CEM = PEOPLE[1].key, PEOPLE[2].key, PEOPLE[3].key


def a_plan(live: LiveWorkbook, people: Sequence[RosterEntry] = PEOPLE) -> WorkbookPlan:
    standing = StandingWorkbook(live.read())
    desired = replace(desired_roster(people), left_out=frozenset(standing.tab(ROSTER).deleted))
    return plan(standing, [desired], [], now=NOW)


def after_a_first_run() -> tuple[LiveWorkbook, LiveTab]:
    live = LiveWorkbook()
    live.obey(a_plan(live).edits)
    return live, live.tab(ROSTER.title)


def read(live: LiveWorkbook) -> StandingTab:
    return StandingWorkbook(live.read()).tab(ROSTER)


def visible(roster: LiveTab) -> int:
    """So many columns stand before the hidden ones."""
    return roster.column(KEY)


def sort_visible(roster: LiveTab, title: str) -> None:
    """The columns that people see are sorted, and the hidden ones left behind."""
    width, at = visible(roster), roster.column(title)
    shown = sorted((row[:width] for row in roster.cells[1:]), key=lambda row: (row[at] in (None, ""), str(row[at])))
    for row, cells in zip(roster.cells[1:], shown, strict=True):
        row[:width] = cells


def own_row(roster: LiveTab, at: int, words: str) -> None:
    roster.insert_row(at, [words])


def test_a_sort_without_the_hidden_columns_beside_a_row_of_ones_own_moves_no_tick() -> None:
    live, roster = after_a_first_run()
    own_row(roster, 2, "Ask Dina")
    roster.type(BEN, RosterColumn.WITHDRAWN, True)
    roster.type(CEM, RosterColumn.NOTES, "aaa")
    sort_visible(roster, RosterColumn.NOTES)
    assert list(read(live).ticked(RosterColumn.WITHDRAWN)) == [BEN]
    live.obey(a_plan(live).edits)
    assert a_plan(live).edits == ()
    assert roster.at(BEN, RosterColumn.WITHDRAWN) is True
    assert [row[visible(roster)] for row in roster.cells if row[0] == "Ask Dina"] == [None]


def test_a_duplicated_row_with_both_ticked_is_one_persons_tick() -> None:
    live, roster = after_a_first_run()
    roster.type(BEN, RosterColumn.WITHDRAWN, True)
    roster.insert_row(1, roster.cells[roster.row(BEN)])
    sort_visible(roster, RosterColumn.EMAIL)
    assert list(read(live).ticked(RosterColumn.WITHDRAWN)) == [BEN]
    [problem] = [each for each in a_plan(live).problems if each.about == BEN]
    assert "is a copy of the row" in problem.what


def test_a_row_without_its_key_is_known_by_its_cells_also_when_all_memory_is_gone() -> None:
    live, roster = after_a_first_run()
    roster.type(BEN, RosterColumn.WITHDRAWN, True)
    roster.cells[roster.row(BEN)][visible(roster)] = None
    own_row(roster, 2, "Ask Dina")
    live.tabs = {at: tab for at, tab in live.tabs.items() if tab.title != "_sync"}
    assert list(read(live).ticked(RosterColumn.WITHDRAWN)) == [BEN]
    live.obey(a_plan(live).edits)
    assert sorted(roster.keys()) == sorted(each.key for each in PEOPLE)
    assert [row[visible(roster)] for row in roster.cells if row[0] == "Ask Dina"] == [None]


def test_a_copy_that_says_something_else_leaves_both_unread() -> None:
    live, roster = after_a_first_run()
    roster.insert_row(1, roster.cells[roster.row(BEN)])
    roster.cells[1][roster.column(RosterColumn.WITHDRAWN)] = True
    assert not list(read(live).ticked(RosterColumn.WITHDRAWN))
    assert read(live).has_doubtful_ticks
    assert any("none of it counts" in each.what for each in a_plan(live).problems)


def test_a_row_that_was_pasted_over_another_is_its_own_and_the_other_is_deleted() -> None:
    live, roster = after_a_first_run()
    roster.type(BEN, RosterColumn.WITHDRAWN, True)
    source, target, width = roster.row(BEN), roster.row(CEM), visible(roster)
    roster.cells[target][:width] = roster.cells[source][:width]
    roster.cells[source][:width] = [None] * width
    tab = read(live)
    assert list(tab.ticked(RosterColumn.WITHDRAWN)) == [BEN]
    assert tab.deleted == (CEM,)
    live.obey(a_plan(live).edits)
    assert roster.cells[target][width] == BEN
    assert read(live).deleted == (CEM,)
    assert a_plan(live).edits == ()


def test_name_and_address_pasted_over_another_row_are_a_doubt_that_stands_untouched() -> None:
    live, roster = after_a_first_run()
    at = roster.row(CEM)
    roster.type(CEM, RosterColumn.WAIVE, True)
    roster.cells[at][:2] = ["Ben Lo", "ben@example.org"]
    before = list(roster.cells[at])
    tab = read(live)
    assert not list(tab.ticked(RosterColumn.WAIVE))
    assert tab.has_doubtful_ticks
    assert tab.deleted == ()
    planned = a_plan(live)
    assert [each.about for each in planned.problems] == [CEM]
    live.obey(planned.edits)
    assert roster.cells[at] == before
    assert a_plan(live).edits == ()


def test_a_doubt_is_over_when_the_row_says_again_whose_it_is() -> None:
    live, roster = after_a_first_run()
    at = roster.row(CEM)
    roster.cells[at][:2] = ["Ben Lo", "ben@example.org"]
    live.obey(a_plan(live).edits)
    roster.cells[at][:2] = ["Cem Yu", "cem@example.org"]
    roster.type(CEM, RosterColumn.WAIVE, True)
    assert list(read(live).ticked(RosterColumn.WAIVE)) == [CEM]
    assert a_plan(live).problems == ()


def test_after_a_sort_and_a_deleted_row_only_that_person_is_missing() -> None:
    live, roster = after_a_first_run()
    sort_visible(roster, RosterColumn.STATUS)
    gone = next(at for at, row in enumerate(roster.cells) if row[0] == "Cem Yu")
    del roster.cells[gone]
    assert read(live).deleted == (CEM,)
    assert set(read(live).keys) == {each.key for each in PEOPLE} - {CEM}


def test_a_deleted_row_is_asked_about_also_when_no_such_row_is_desired_any_more() -> None:
    live, roster = after_a_first_run()
    del roster.cells[roster.row(BEN)]
    others = [each for each in PEOPLE if each.key != BEN]
    for _ in range(2):
        live.obey(a_plan(live, others).edits)
        assert read(live).deleted == (BEN,)


def test_what_the_coordinator_typed_over_name_and_address_and_zone_parts_no_row() -> None:
    live, roster = after_a_first_run()
    for title, words in (
        (RosterColumn.PERSON, "Benjamin Lo"),
        (RosterColumn.EMAIL, "b.lo@example.com"),
        (RosterColumn.TIME_ZONE, "Europe/Paris"),
    ):
        roster.type(BEN, title, words)
    tab = read(live)
    assert set(tab.keys) == {each.key for each in PEOPLE}
    assert [dict(tab.typed_over(title))[BEN] for title in (RosterColumn.PERSON, RosterColumn.EMAIL)] == [
        "Benjamin Lo",
        "b.lo@example.com",
    ]


def test_a_name_typed_before_a_sort_without_the_hidden_columns_is_still_that_persons() -> None:
    live, roster = after_a_first_run()
    roster.type(BEN, RosterColumn.PERSON, "Benjamin Lo")
    sort_visible(roster, RosterColumn.TEAM)
    assert dict(read(live).typed_over(RosterColumn.PERSON)) == {BEN: "Benjamin Lo"}


class Sheet:
    """The tab under people's hands, with what each tick was meant for, moved along with its cell."""

    def __init__(self) -> None:
        self.live, self.roster = after_a_first_run()
        self.meant: list[str] = ["" for _ in self.roster.cells]
        self.mixed: list[bool] = [False for _ in self.roster.cells]
        self.count = 0

    @property
    def last(self) -> int:
        return max(at for at, row in enumerate(self.roster.cells) if any(row))

    def shown(self, at: int) -> str:
        """Who stands in a row, by all three cells that say so; empty if nobody of ours does."""
        cells = self.roster.cells[at]
        says = tuple(cells[self.roster.column(title)] for title in WHO)
        return next((each.key for each in PEOPLE if says == (each.name, each.email, each.role.value)), "")

    def act(self, what: int, one: int, other: int) -> None:
        roster, self.count = self.roster, self.count + 1
        at, to = 1 + one % self.last, 1 + other % (self.last + 2)
        width = visible(roster)
        match what:
            case 0:
                self._reorder(lambda row: str(row[other % width]), width)
            case 1:
                self._reorder(lambda row: str(row[other % width]), len(roster.header))
            case 2:  # cut and paste, as far as people see
                roster.cells[to][:width] = roster.cells[at][:width]
                self.meant[to], self.mixed[to] = self.meant[at], self.mixed[at]
                if to != at:
                    roster.cells[at][:width] = [None] * width
                    self.meant[at], self.mixed[at] = "", False
            case 3:  # some cells pasted over another row
                first, end = sorted((one % width, other % width + 1))
                roster.cells[to][first:end] = roster.cells[at][first:end]
                self.mixed[to] = True
            case 4:
                self._insert(at, roster.cells[at], self.meant[at], mixed=self.mixed[at])
            case 5:  # a row of one's own, perhaps with somebody's key
                key = roster.cells[at][width] if other % 2 else None
                self._insert(at, [f"own {self.count}", *[None] * (width - 1), key], "", mixed=False)
            case 6 if self.last > 1:
                del roster.cells[at], self.meant[at], self.mixed[at]
            case 7:
                title = RosterColumn.WITHDRAWN
                roster.cells[at][roster.column(title)] = True
                self.meant[at] = self.shown(at)
            case 8:
                title = (RosterColumn.PERSON, RosterColumn.EMAIL, RosterColumn.TIME_ZONE, RosterColumn.REASON)[
                    other % 4
                ]
                roster.cells[at][roster.column(title)] = f"typed {self.count}"
            case _:  # copied as far as people see, into another row
                roster.cells[to][:width] = roster.cells[at][:width]
                self.meant[to], self.mixed[to] = self.meant[at], self.mixed[at]

    def _insert(self, at: int, cells: Sequence[Scalar], meant: str, *, mixed: bool) -> None:
        self.roster.insert_row(at, list(cells))
        self.meant.insert(at, meant)
        self.mixed.insert(at, mixed)

    def _reorder(self, by: object, width: int) -> None:
        assert callable(by)
        order = sorted(range(1, self.last + 1), key=lambda at: by(self.roster.cells[at]))
        rows = [(self.roster.cells[at][:width], self.meant[at], self.mixed[at]) for at in order]
        for at, (cells, meant, mixed) in enumerate(rows, start=1):
            self.roster.cells[at][:width] = cells
            self.meant[at], self.mixed[at] = meant, mixed


ACTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8)


@settings(max_examples=extent(share=250, whole=20_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_every_tick_that_is_read_is_for_whom_it_was_meant(acts: list[tuple[int, int, int]]) -> None:
    sheet = Sheet()
    for act in acts:
        sheet.act(*act)
    tab = read(sheet.live)
    assert tab.located is not None
    rows = tab.located.rows
    assert len(set(rows.values())) == len(rows)
    by_key = {each.key: each for each in PEOPLE}
    for key in tab.ticked(RosterColumn.WITHDRAWN):
        at = rows[key]
        shown = {sheet.roster.cells[at][sheet.roster.column(title)] for title in WHO[:2]}
        others = {other for other in by_key if other != key and sheet.shown(at) == other}
        assert not others, (key, sheet.shown(at))
        assert sheet.mixed[at] or not sheet.meant[at] or sheet.meant[at] == key, (key, sheet.meant[at])
        assert shown & {by_key[key].name, by_key[key].email} or tab.located.hidden.get(at, key) == key
    whole = [sheet.shown(at) for at in range(1, len(sheet.roster.cells))]
    if not any(sheet.mixed) and 8 not in {what for what, _, _ in acts}:
        found = {key: at for at, key in enumerate(whole, start=1) if key and whole.count(key) == 1}
        assert {key: rows.get(key) for key in found} == found


@settings(max_examples=extent(share=60, whole=5_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_a_run_after_it_all_loses_no_row_and_a_second_finds_nothing_to_do(acts: list[tuple[int, int, int]]) -> None:
    sheet = Sheet()
    for act in acts:
        sheet.act(*act)
    before = {row[0] for row in sheet.roster.cells if isinstance(row[0], str)}
    ticked = set(read(sheet.live).ticked(RosterColumn.WITHDRAWN))
    for _ in range(2):
        sheet.live.obey(a_plan(sheet.live).edits)
    assert a_plan(sheet.live).edits == ()
    assert before <= {row[0] for row in sheet.roster.cells}
    assert set(read(sheet.live).ticked(RosterColumn.WITHDRAWN)) >= ticked
