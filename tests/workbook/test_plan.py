"""A whole plan: all tabs in one batch, quiet when nothing changed, and safe whatever people do between runs."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus, RosterEntry
from mentoring_sync.spreadsheet.edits import AddSheet
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.layouts import KEY
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.memory import MEMORY
from mentoring_sync.workbook.plan import WorkbookPlan, patch, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.control import CONTROL, REPAIR, ControlColumn, Switches, control_tab
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn, roster_tab
from mentoring_sync.workbook.tabs.runs import RUNS, RunRow, RunsColumn, runs_tab
from mentoring_sync.workbook.tabs.visible import VISIBLE_TABS
from tests.extent import extent
from tests.workbook.live import LiveTab, LiveWorkbook

NOW = datetime(2026, 12, 1, 23, 30, 29, tzinfo=UTC)
A_PROBLEM = Problem(
    where=Place(tab="Mentor applications", row=4, column=RosterColumn.EMAIL), what="No address.", remedy="Ask."
)


def an_entry(name: str = "ana", *, status: PersonStatus = PersonStatus.ACCEPTED, team: str = "") -> RosterEntry:
    email = f"{name}@example.org"
    return RosterEntry(name=name.title(), email=email, role=Role.MENTEE, status=status, zone="Asia/Tokyo", team=team)


def a_run_row(run: str = "run-1", *, mailed: int = 0) -> DesiredTab:
    started = LiveWorkbook().read().local_time(NOW)
    return runs_tab(
        RunRow(run=run, started=started, trigger="manual", read=3, changed=3, mailed=mailed, result="1 team")
    )


def quiet_plan(live: LiveWorkbook) -> WorkbookPlan:
    return plan(StandingWorkbook(live.read()), [roster_tab([an_entry()])], [A_PROBLEM], now=NOW)


def after_a_first_run() -> LiveWorkbook:
    live = LiveWorkbook()
    control = control_tab(Switches(), last_run=live.read().local_time(NOW), next_step="Nothing to do.")
    desired = [roster_tab([an_entry()]), control, a_run_row()]
    live.obey(plan(StandingWorkbook(live.read()), desired, [A_PROBLEM], now=NOW).edits)
    return live


def test_the_first_run_makes_all_its_tabs_with_their_own_ids_in_one_batch() -> None:
    live = LiveWorkbook()
    made = [edit.sheet_id for edit in quiet_plan(live).edits if isinstance(edit, AddSheet)]
    assert made == [ROSTER.sheet_id, 7_100_006, MEMORY.sheet_id]


def test_every_tab_of_ours_has_an_id_of_its_own() -> None:
    assert len({layout.sheet_id for layout in (*VISIBLE_TABS, MEMORY)}) == len(VISIBLE_TABS) + 1


def test_a_plan_that_only_makes_tabs_says_so() -> None:
    live = LiveWorkbook()
    assert quiet_plan(live).makes_tabs_only
    live.obey(quiet_plan(live).edits)
    assert not plan(StandingWorkbook(live.read()), [roster_tab([an_entry("ben")])], [], now=NOW).makes_tabs_only


def test_a_quiet_run_leaves_the_tabs_it_has_nothing_to_say_in() -> None:
    assert quiet_plan(after_a_first_run()).edits == ()


def test_an_edit_in_a_tab_the_run_says_nothing_in_is_reviewed_all_the_same() -> None:
    live = after_a_first_run()
    live.tab(RUNS.title).type("run-1", RunsColumn.RESULT, "a bad run")
    live.tab(CONTROL.title).type(REPAIR, ControlColumn.SETTING, "Pair again")
    planned = quiet_plan(live)
    assert {problem.where.tab for problem in planned.problems} == {"Mentor applications", "Runs", "Control"}
    live.obey(planned.edits)
    assert quiet_plan(live).edits == ()


def test_the_same_problem_said_twice_is_one() -> None:
    planned = plan(StandingWorkbook(LiveWorkbook().read()), [], [A_PROBLEM, A_PROBLEM], now=NOW)
    assert planned.problems == (A_PROBLEM,)


def test_the_clock_of_the_sheet_is_that_of_its_zone() -> None:
    live = LiveWorkbook(time_zone="America/New_York")
    assert live.read().local_time(NOW).isoformat() == "2026-12-01T18:30:00"


def test_a_patch_changes_the_cells_it_names_and_nothing_else() -> None:
    live = after_a_first_run()
    before = [list(row) for row in live.tab(ROSTER.title).cells]
    live.obey(patch(StandingWorkbook(live.read()), [a_run_row(mailed=7).only(RunsColumn.MAILED)]).edits)
    assert live.tab(RUNS.title).at("run-1", RunsColumn.MAILED) == 7
    assert live.tab(RUNS.title).at("run-1", RunsColumn.TRIGGER) == "manual"
    assert live.tab(ROSTER.title).cells == before


def test_a_patch_is_remembered_as_ours() -> None:
    live = after_a_first_run()
    live.obey(patch(StandingWorkbook(live.read()), [a_run_row(mailed=7).only(RunsColumn.MAILED)]).edits)
    assert quiet_plan(live).edits == ()


NAMES = ("ana", "ben", "chi", "dov", "eva")
TITLES = st.sampled_from([column.title for column in ROSTER.columns if column.title != KEY])
OWN_WORDS = st.one_of(st.text("abc=+ ", min_size=1).map(lambda text: f"my {text}"), st.just(7.0), st.just(0.0))


class Coordinator(RuleBasedStateMachine):
    """Runs on changing input, and a person who types, sorts and inserts in between."""

    @initialize()
    def first_run(self) -> None:
        self.live = LiveWorkbook()
        self.entries: dict[str, RosterEntry] = {"ana": an_entry("ana"), "ben": an_entry("ben")}
        self.typed: dict[tuple[str, str], Scalar] = {}
        self.own_rows: list[str] = []
        self.run()

    @property
    def roster(self) -> LiveTab:
        return next(tab for tab in self.live.tabs.values() if tab.sheet_id == ROSTER.sheet_id)

    def planned(self) -> WorkbookPlan:
        return plan(StandingWorkbook(self.live.read()), [roster_tab(list(self.entries.values()))], [], now=NOW)

    @rule()
    def run(self) -> None:
        self.live.obey(self.planned().edits)
        for entry in self.entries.values():
            self.shows_or_was_typed_over(entry)

    def shows_or_was_typed_over(self, entry: RosterEntry) -> None:
        for title, ours in {
            RosterColumn.EMAIL: entry.email,
            RosterColumn.STATUS: entry.status.value,
            RosterColumn.TEAM: entry.team or None,
        }.items():
            assert self.roster.at(entry.key, title) == self.typed.get((entry.key, title), ours)

    @rule(name=st.sampled_from(NAMES), status=st.sampled_from(PersonStatus), team=st.sampled_from(["", "Team 1"]))
    def applies_or_changes(self, name: str, status: PersonStatus, team: str) -> None:
        self.entries[name] = an_entry(name, status=status, team=team)

    @rule(name=st.sampled_from(NAMES))
    def withdraws(self, name: str) -> None:
        self.entries.pop(name, None)

    @rule(data=st.data(), title=TITLES, value=OWN_WORDS)
    def types(self, data: st.DataObject, title: str, value: Scalar) -> None:
        if self.roster.keys():
            key = data.draw(st.sampled_from(self.roster.keys()))
            self.roster.type(key, title, value)
            self.typed[key, title] = value

    @rule(data=st.data())
    def empties_what_was_typed(self, data: st.DataObject) -> None:
        if self.typed:
            place = data.draw(st.sampled_from(sorted(self.typed)))
            self.roster.type(*place, None)
            del self.typed[place]

    @rule(data=st.data())
    def deletes_a_row(self, data: st.DataObject) -> None:
        if self.roster.keys():
            key = data.draw(st.sampled_from(self.roster.keys()))
            del self.roster.cells[self.roster.row(key)]
            self.typed = {place: value for place, value in self.typed.items() if place[0] != key}

    @rule(data=st.data(), title=st.sampled_from([RosterColumn.PERSON, RosterColumn.STATUS, RosterColumn.TEAM]))
    def empties_what_we_wrote(self, data: st.DataObject, title: str) -> None:
        if self.roster.keys():
            key = data.draw(st.sampled_from(self.roster.keys()))
            self.roster.type(key, title, None)
            self.typed.pop((key, title), None)

    @rule(title=TITLES, descending=st.booleans())
    def sorts(self, title: str, descending: bool) -> None:
        self.roster.sort(title, descending=descending)

    @rule(at=st.integers(1, 4))
    def inserts_a_row(self, at: int) -> None:
        words = f"own row {len(self.own_rows)}"
        self.roster.insert_row(min(at, len(self.roster.cells)), [words])
        self.own_rows.append(words)

    @rule(source=st.integers(0, 5), to=st.integers(0, 5))
    def moves_a_column(self, source: int, to: int) -> None:
        self.roster.move_column(source, to)

    @rule(title=st.sampled_from(["Phone", "Ours"]), at=st.integers(0, 8))
    def inserts_a_column(self, title: str, at: int) -> None:
        self.roster.insert_column(at, title)

    @rule(title=st.sampled_from(["People", ROSTER.title, "Who"]))
    def renames_the_tab(self, title: str) -> None:
        self.roster.title = title

    @invariant()
    def nothing_a_person_typed_is_lost(self) -> None:
        for (key, title), value in self.typed.items():
            assert self.roster.at(key, title) == value

    @invariant()
    def no_own_row_is_lost(self) -> None:
        everything = [cell for row in self.roster.cells for cell in row]
        assert all(everything.count(words) == 1 for words in self.own_rows)

    @invariant()
    def nobody_has_two_rows(self) -> None:
        assert len(self.roster.keys()) == len(set(self.roster.keys()))

    def teardown(self) -> None:
        """A last run converges: one more has nothing to write."""
        if hasattr(self, "live"):
            self.run()
            assert self.planned().edits == ()


TestCoordinator = Coordinator.TestCase
TestCoordinator.settings = settings(max_examples=extent(share=40, whole=150), stateful_step_count=25, deadline=None)
