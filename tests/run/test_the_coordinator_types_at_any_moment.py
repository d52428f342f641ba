"""A coordinator who types anywhere at any moment, also while runs go on and while Google fails: nothing is lost.

The machine remembers what was typed, by person and column. After every step each of it must stand in that person's
row, every row must be the person's whose key it has, and in the end a quiet run must leave everything as it is.
The whole suite (make test-all) runs 2,000 examples of 30 steps instead of 5 of 10.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from mentoring_sync.spreadsheet.grid import Scalar, Tab, cell_text
from tests.extent import extent
from tests.run.small_programme import KEY, SHEETS, Programme, Run, keys, programme

PHASES = [Phase.generate] if os.environ.get("NOSHRINK") else list(Phase)
EXAMPLES, STEPS, PARTS = extent(share=(5, 10, 2), whole=(2_000, 30, 40))
IN_MEMORY = next((place for place in ("/dev/shm",) if Path(place).is_dir()), None)
"""Where files needn't wait for a disk, if there is such a place."""

OURS = {"Roster": ("Reason", "Status", "Time zone"), "Teams": ("Why", "Score", "Meets"), "Attendance": ("Rate",)}
THEIRS = {
    "Roster": ("Waive", "Withdrawn", "Notes"),
    "Teams": ("Pin", "Keep apart", "Notes", "Move to"),
    "Attendance": (),
}
TICKS = {"Waive", "Withdrawn", "Pin", "Keep apart"}
WHO = {"Roster": ("Person", "Email", "Role"), "Teams": ("Mentee", "Mentee email"), "Attendance": ("Person", "Email")}
TABS = st.sampled_from(sorted(WHO))
NUMBERS = st.integers(0, 10_000)
WORDS = st.sampled_from(["=1+1", "+49 30", "ask again", "שלום", "two\nlines", "@home", "x" * 300])


def column_of(tab: Tab, title: str) -> int | None:
    return tab.header.index(title) if title in tab.header else None


class Coordinator(RuleBasedStateMachine):
    """What people do, and what they may rely on."""

    start: Path

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory(dir=IN_MEMORY))
        self.programme: Programme = self.stack.enter_context(programme(Path(folder) / "data.sqlite", self.start))
        self.typed: dict[tuple[str, str, str], Scalar] = {}
        self.earlier: list[tuple[tuple[str, str, str], Scalar]] = []
        self.names: dict[tuple[str, str], str] = {}
        self.notes: dict[str, str] = {}
        self.who: dict[tuple[str, str], dict[str, Scalar]] = {}
        self.count = 0

    def teardown(self) -> None:
        try:
            self.quiet_in_the_end()
        finally:
            self.stack.close()

    # What the coordinator does; each may also happen in the middle of a run.

    def title(self, tab: str, column: str) -> str:
        """What a column is called by now."""
        return self.names.get((tab, column), column)

    def place(self, tab: str, number: int, column: str) -> tuple[Tab, str, int, int] | None:
        """A person's cell: the tab, the key, row and column."""
        seen = self.programme.tab(tab)
        rows = keys(seen) if KEY in seen.header else {}
        at = column_of(seen, self.title(tab, column))
        if not rows or at is None:
            return None
        key = sorted(rows)[number % len(rows)]
        return seen, key, rows[key], at

    def types(self, tab: str, number: int, column: str, value: Scalar) -> None:
        if found := self.place(tab, number, column):
            seen, key, row, at = found
            self.earlier.append(((tab, key, column), seen.cell(row, at)))
            self.programme.type(seen, row, at, value)
            self.typed[tab, key, column] = value
            if value is False:
                del self.typed[tab, key, column]  # an empty box says nothing: its row may go

    def act(self, what: int, tab: str, number: int, words: str) -> None:
        """One thing that people do to spreadsheets."""
        self.count += 1
        seen = self.programme.tab(tab)
        rows = keys(seen)
        match what % 12:
            case 0 | 1 if THEIRS[tab]:
                column = THEIRS[tab][number % len(THEIRS[tab])]
                self.types(tab, number, column, number % 3 != 0 if column in TICKS else words)
            case 2 | 3:
                self.types(tab, number, OURS[tab][number % len(OURS[tab])], f"{words} {self.count}")
            case 4 | 5:
                self.programme.sort(seen, number % len(seen.header), descending=bool(number % 2))
            case 6:
                at = 1 + number % max(len(seen.rows), 1)
                self.programme.insert(seen, "ROWS", min(at, seen.row_count - 1))
                self.notes[f"note {self.count}"] = tab
                self.programme.type(seen, min(at, seen.row_count - 1), 0, f"note {self.count}")
            case 7:
                self.programme.insert(seen, "COLUMNS", number % len(seen.header))
                self.programme.type(seen, 0, number % len(seen.header), f"Mine {self.count}")
                self.types(tab, number, f"Mine {self.count}", words)
            case 8 if rows:
                key = sorted(rows)[number % len(rows)]
                self.programme.delete_row(seen, rows[key])
                self.forget(tab, key)
            case 9:
                self.renames(seen, tab, number)
            case 10:
                self.programme.rename_tab(seen, f"{tab} {self.count}")
            case 11 if self.earlier:
                (tab, key, column), before = self.earlier.pop(number % len(self.earlier))
                self.puts_back(tab, key, column, before)
            case _:
                self.types(tab, number, OURS[tab][0], words)

    def renames(self, seen: Tab, tab: str, number: int) -> None:
        column = ("Notes", "Why", "Reason", "Score", "Waive", "Pin")[number % 6]
        at = column_of(seen, self.title(tab, column))
        if at is not None:
            self.names[tab, column] = f"{column} {self.count}"
            self.programme.type(seen, 0, at, f"{column} {self.count}")

    def puts_back(self, tab: str, key: str, column: str, before: Scalar) -> None:
        """A cell is given again what stood there before it was typed over."""
        seen = self.programme.tab(tab)
        at, row = column_of(seen, self.title(tab, column)), keys(seen).get(key)
        if at is not None and row is not None:
            self.programme.type(seen, row, at, before)
            self.typed.pop((tab, key, column), None)

    def forget(self, tab: str, key: str) -> None:
        """A person's row was deleted by a person, with all that stood in it."""
        self.typed = {place: value for place, value in self.typed.items() if place[:2] != (tab, key)}

    # The steps.

    @initialize()
    def know_who_is_who(self) -> None:
        for title, seen in self.tabs():
            for key, row in keys(seen).items():
                self.who[title, key] = {each: seen.cell(row, seen.header.index(each)) for each in WHO[title]}

    @rule(what=NUMBERS, tab=TABS, number=NUMBERS, words=WORDS)
    def the_coordinator_acts(self, what: int, tab: str, number: int, words: str) -> None:
        self.act(what, tab, number, words)
        self.check()

    @rule(repair=st.booleans())
    def a_run(self, repair: bool) -> None:
        self.carry_on([self.programme.run(repair=repair)], [])

    @rule(
        repair=st.booleans(),
        moments=st.lists(st.tuples(NUMBERS, TABS, NUMBERS, WORDS, st.integers(0, 3)), min_size=1, max_size=3),
    )
    def the_coordinator_acts_during_a_run(self, repair: bool, moments: list[Any]) -> None:
        self.carry_on([self.programme.run(repair=repair)], moments)

    @rule(
        turns=st.lists(st.integers(0, 1), max_size=12),
        moments=st.lists(st.tuples(NUMBERS, TABS, NUMBERS, WORDS, st.integers(0, 3)), max_size=2),
        repair=st.booleans(),
    )
    def two_runs_at_once(self, turns: list[int], moments: list[Any], repair: bool) -> None:
        self.carry_on([self.programme.run(), self.programme.run(repair=repair)], moments, turns)

    @rule(
        kind=st.sampled_from(["refuse", "drop", "truncate", "status"]),
        status=st.sampled_from([429, 500, 503]),
        nth=st.integers(1, 4),
        moments=st.lists(st.tuples(NUMBERS, TABS, NUMBERS, WORDS, st.integers(0, 3)), max_size=1),
    )
    def a_run_while_google_fails(self, kind: str, status: int, nth: int, moments: list[Any]) -> None:
        self.carry_on([self.programme.run()], moments, fails=(nth, kind, status))

    @precondition(lambda self: self.programme.runs > 1)
    @rule()
    def the_last_run_is_undone(self) -> None:
        self.carry_on([self.programme.undo()], [])

    def carry_on(
        self,
        runs: list[Run],
        moments: list[Any],
        turns: list[int] | None = None,
        fails: tuple[int, str, int] = (0, "", 0),
    ) -> None:
        """Let runs go on request by request, in turns, let one request fail and the coordinator act in between."""
        waiting, order = list(moments), list(turns or [])
        for run in runs:
            run.start()
        asked = 0
        while open_runs := [run for run in runs if not run.over]:
            turn = order.pop(0) if order else 0
            asked += 1
            with self.programme.failing(*fails[1:]) if asked == fails[0] else nullcontext():
                open_runs[turn % len(open_runs)].go_on()
            while waiting and asked >= waiting[0][4]:
                what, tab, number, words, _ = waiting.pop(0)
                self.act(what, tab, number, words)
        for run in runs:
            run.finish()
        self.check()

    # What may be relied on.

    def tabs(self) -> Iterator[tuple[str, Tab]]:
        by_id = {tab.sheet_id: tab for tab in self.programme.seen()}
        return ((title, by_id[SHEETS[title]]) for title in WHO)

    def check(self) -> None:
        for title, seen in self.tabs():
            self.nobody_stands_in_anothers_row(title, seen)
            self.what_was_typed_stands(title, seen)

    def nobody_stands_in_anothers_row(self, title: str, seen: Tab) -> None:
        found = [cell_text(seen.cell(row, seen.header.index(KEY))) for row in range(1, len(seen.rows))]
        known = [key for key in found if key]
        assert len(known) == len(set(known)), (title, known)
        for key, row in keys(seen).items():
            for column, value in self.who.get((title, key), {}).items():
                assert seen.cell(row, seen.header.index(column)) == value, (title, key, column)

    def what_was_typed_stands(self, title: str, seen: Tab) -> None:
        rows = keys(seen)
        for (tab, key, column), value in self.typed.items():
            if tab != title:
                continue
            assert key in rows, (title, key, column, value, "the row is gone")
            at = column_of(seen, self.title(tab, column))
            assert at is not None, (title, column, "the column is gone")
            standing = seen.cell(rows[key], at)
            assert standing == value or (not standing and value is False), (title, key, column, value, standing)
        for note, tab in self.notes.items():
            if tab == title:
                assert sum(row.count(note) for row in seen.rows) == 1, (title, note)

    def quiet_in_the_end(self) -> None:
        for _ in range(4):
            if self.programme.synced().unchanged:
                break
        again = self.programme.synced()
        assert (again.edits, dict(again.requests)) == (0, {"sheets": 1})
        self.check()
        self.the_tabs_agree()

    def the_tabs_agree(self) -> None:
        """Who is in a team by Roster stands under it in Teams and in Attendance, unless somebody deleted the row."""
        tabs = dict(self.tabs())
        roster = self.cells(tabs["Roster"], "Roster", "Team")
        teams, attendance = (
            self.cells(tabs["Teams"], "Teams", "Team"),
            self.cells(tabs["Attendance"], "Attendance", "Team"),
        )
        for key, team in attendance.items():
            if team and roster.get(key):
                assert roster[key] == team, (key, roster[key], team)
        for mentee, team in teams.items():
            if team and roster.get(f"mentee:{mentee}"):
                assert roster[f"mentee:{mentee}"] == team, (mentee, team)

    def cells(self, seen: Tab, title: str, column: str) -> dict[str, str]:
        at = column_of(seen, self.title(title, column))
        assert at is not None
        return {key: cell_text(seen.cell(row, at)) for key, row in keys(seen).items()}


@pytest.fixture(scope="module")
def after_a_first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("small") / "data.sqlite"
    with programme(data) as small:
        assert small.synced(repair=True).placed
    return data


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_that_the_coordinator_types_is_lost(after_a_first_run: Path, part: int) -> None:
    machine = seed(part)(type(f"Machine{part}", (Coordinator,), {"start": after_a_first_run}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES // PARTS,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            database=None,
            phases=PHASES,
        ),
    )
