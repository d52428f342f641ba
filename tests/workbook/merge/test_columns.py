"""Columns are found by their witnesses: the mark, the header, the note, what stands there. Never by their place."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus, RosterEntry
from mentoring_sync.spreadsheet.edits import InsertColumns, MarkColumn
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.layouts import KEY, Layout, Owner
from mentoring_sync.workbook.merge.locate import Located
from mentoring_sync.workbook.plan import WorkbookPlan, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE
from mentoring_sync.workbook.tabs.control import CONTROL
from mentoring_sync.workbook.tabs.mail import MAIL
from mentoring_sync.workbook.tabs.review import REVIEW
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn, roster_tab
from mentoring_sync.workbook.tabs.runs import RUNS
from mentoring_sync.workbook.tabs.teams import TEAMS
from tests.extent import extent
from tests.workbook.live import Header, LiveTab, LiveWorkbook
from tests.workbook.test_standing import planned as every_tab

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
BEN = "mentee:ben@example.org"
WITHDRAWN = RosterColumn.WITHDRAWN


def planned(live: LiveWorkbook) -> WorkbookPlan:
    people = [
        RosterEntry(
            name=name.title(),
            email=f"{name}@example.org",
            role=Role.MENTEE,
            status=PersonStatus.ACCEPTED,
            zone=f"Etc/GMT+{at}",
        )
        for at, name in enumerate(("ana", "ben", "cem"))
    ]
    standing = StandingWorkbook(live.read())
    return plan(standing, [roster_tab(people)], [], now=NOW, memory=standing.words)


def a_run(live: LiveWorkbook) -> WorkbookPlan:
    found = planned(live)
    live.obey(found.edits)
    return found


@pytest.fixture
def live() -> LiveWorkbook:
    """A workbook after a first run; Ben is ticked as withdrawn, and a run has heard of it."""
    workbook = LiveWorkbook()
    a_run(workbook)
    workbook.tab(ROSTER.title).type(BEN, WITHDRAWN, True)
    a_run(workbook)
    return workbook


@pytest.fixture
def roster(live: LiveWorkbook) -> LiveTab:
    return live.tab(ROSTER.title)


@pytest.fixture
def older(live: LiveWorkbook, roster: LiveTab) -> LiveTab:
    """The tab as a version wrote it that made no marks and remembered no columns, only notes."""
    roster.forget_marks()
    del live.tabs[live.tab("_sync").sheet_id]
    return roster


def withdrawn(live: LiveWorkbook) -> list[str]:
    return list(StandingWorkbook(live.read()).tab(ROSTER).ticked(WITHDRAWN))


def located(live: LiveWorkbook, layout: Layout = ROSTER) -> Located:
    found = StandingWorkbook(live.read()).tab(layout).located
    assert found is not None
    return found


def an_own_box_column(tab: LiveTab, at: int, title: str = "Mine") -> None:
    """A column of a person's own with boxes, all ticked."""
    tab.insert_column(at, title)
    for row in tab.cells[1:4]:
        row[at] = True


def rename(tab: LiveTab, title: str, to: Scalar) -> None:
    tab.cells[0][tab.column(title)] = to


def copy_column(tab: LiveTab, source: int, to: int) -> None:
    """Copied with everything that cells have: the header's note too, the mark not."""
    tab.insert_column(to)
    source += source >= to
    for row in tab.cells:
        row[to] = row[source]
    head = tab.header
    assert isinstance(head, Header)
    head.notes[to] = head.notes[source]


def cut_column(tab: LiveTab, source: int, to: int) -> None:
    """Cut and pasted elsewhere: the cells go, the mark stays behind."""
    copy_column(tab, source, to)
    source += source >= to
    for row in tab.cells:
        row[source] = None
    head = tab.header
    assert isinstance(head, Header)
    head.notes[source] = ""


def test_a_column_that_was_renamed_and_moved_is_read_where_it_is(live: LiveWorkbook, roster: LiveTab) -> None:
    rename(roster, WITHDRAWN, "Left us")
    roster.move_column(roster.column("Left us"), 1)
    assert withdrawn(live) == [BEN]
    assert not [edit for edit in planned(live).edits if isinstance(edit, InsertColumns)]


def test_a_tick_in_an_own_column_before_a_renamed_one_is_no_order(live: LiveWorkbook, roster: LiveTab) -> None:
    an_own_box_column(roster, roster.column(WITHDRAWN))
    rename(roster, WITHDRAWN, "Left us")
    assert withdrawn(live) == [BEN]


def test_a_tick_in_an_own_column_under_our_old_header_is_no_order(live: LiveWorkbook, roster: LiveTab) -> None:
    rename(roster, WITHDRAWN, "Left us")
    an_own_box_column(roster, 1, WITHDRAWN)
    assert withdrawn(live) == [BEN]


def test_a_column_whose_header_was_emptied_is_read_as_before(live: LiveWorkbook, roster: LiveTab) -> None:
    rename(roster, WITHDRAWN, None)
    assert withdrawn(live) == [BEN]


def test_a_column_that_was_cut_and_pasted_elsewhere_is_read_and_marked_there(
    live: LiveWorkbook, roster: LiveTab
) -> None:
    cut_column(roster, roster.column(WITHDRAWN), 2)
    assert withdrawn(live) == [BEN]
    a_run(live)
    assert planned(live).edits == ()
    assert [mark.column for mark in live.tab(ROSTER.title).read().marks if mark.title == WITHDRAWN] == [2]


def test_two_columns_whose_cells_changed_places_are_each_read_where_their_cells_are(
    live: LiveWorkbook, roster: LiveTab
) -> None:
    one, other = roster.column(RosterColumn.WAIVE), roster.column(WITHDRAWN)
    head = roster.header
    assert isinstance(head, Header)
    for row in (*roster.cells, head.notes):
        row[one], row[other] = row[other], row[one]
    assert withdrawn(live) == [BEN]
    assert list(StandingWorkbook(live.read()).tab(ROSTER).ticked(RosterColumn.WAIVE)) == []


def test_of_a_column_and_its_copy_under_the_old_header_neither_is_read_and_the_last_words_hold(
    live: LiveWorkbook, roster: LiveTab
) -> None:
    copy_column(roster, roster.column(WITHDRAWN), 1)
    roster.cells[0][roster.header.index(WITHDRAWN, 2)] = "Left us"
    for row in roster.cells[1:4]:
        row[1] = True
    assert set(located(live).lost) == {WITHDRAWN}
    assert withdrawn(live) == [BEN]
    a_run(live)
    assert planned(live).edits == ()
    assert [title for title in roster.header if title == WITHDRAWN] == [WITHDRAWN]


def test_a_deleted_column_comes_back_with_what_stood_in_it(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.delete_column(roster.column(WITHDRAWN))
    an_own_box_column(roster, 1)
    assert withdrawn(live) == [BEN]
    a_run(live)
    assert [row[roster.column(WITHDRAWN)] for row in roster.cells[1:4]] == [False, True, False]
    assert planned(live).edits == ()


def test_an_older_workbook_is_marked_once_and_then_quiet(live: LiveWorkbook, older: LiveTab) -> None:
    marks = [edit.title for edit in a_run(live).edits if isinstance(edit, MarkColumn)]
    assert marks == [column.title for column in ROSTER.columns]
    assert planned(live).edits == ()


def test_in_an_older_workbook_a_renamed_and_moved_column_is_known_by_its_note(
    live: LiveWorkbook, older: LiveTab
) -> None:
    an_own_box_column(older, older.column(WITHDRAWN))
    rename(older, WITHDRAWN, "Left us")
    older.move_column(older.column("Left us"), 0)
    assert withdrawn(live) == [BEN]


def test_in_an_older_workbook_a_column_known_by_nothing_is_lost_and_no_second_one_is_made(
    live: LiveWorkbook, roster: LiveTab
) -> None:
    roster.forget_marks()
    an_own_box_column(roster, 1)
    at = roster.column(WITHDRAWN)
    head = roster.header
    assert isinstance(head, Header)
    head[at], head.notes[at] = "Left us", ""
    assert set(located(live).lost) == {WITHDRAWN}
    assert withdrawn(live) == [BEN]
    a_run(live)
    assert WITHDRAWN not in roster.header
    assert planned(live).edits == ()
    rename(roster, "Left us", WITHDRAWN)
    a_run(live)
    assert located(live).lost == {}
    assert withdrawn(live) == [BEN]


def test_a_renamed_key_column_is_still_the_keys(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.forget_marks()
    rename(roster, KEY, "do not touch")
    assert located(live).columns[KEY] == roster.column("do not touch")
    assert BEN in located(live).rows


def test_a_person_who_makes_our_column_their_own_gets_ours_anew(live: LiveWorkbook, roster: LiveTab) -> None:
    at = roster.column(RosterColumn.TIME_ZONE)
    for row, text in zip(roster.cells[:4], ("Phone", "1", "2", "3"), strict=True):
        row[at] = text
    a_run(live)
    at = roster.column("Phone")
    assert [row[at] for row in roster.cells[:4]] == ["Phone", "1", "2", "3"]
    assert roster.at(BEN, RosterColumn.TIME_ZONE) == "Etc/GMT+1"
    assert planned(live).edits == ()


def test_a_renamed_column_in_which_other_words_of_ours_stand_is_nobodys_own(
    live: LiveWorkbook, roster: LiveTab
) -> None:
    """Where `_sync` was deleted, what we would write isn't what stands there: that makes the column nobody else's."""
    at = roster.column(RosterColumn.STATUS)
    for row in roster.cells[1:4]:
        row[at] = PersonStatus.WAITING.value
    rename(roster, RosterColumn.STATUS, "How far")
    assert located(live).columns[RosterColumn.STATUS] == at
    assert not [edit for edit in planned(live).edits if isinstance(edit, InsertColumns)]


# Any sequence of what people do to columns, in every tab of ours

LAYOUTS = (CONTROL, ROSTER, TEAMS, ATTENDANCE, MAIL, REVIEW, RUNS)
HANDS = st.tuples(
    st.sampled_from(("rename", "move", "insert", "insert boxes", "delete own", "clear")),
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from(
        ("", "Mine", "Withdrawn", "Send", "Value", "2027-01-18", "46405", "_key", "Notes", "Team", "Answer")
    ),
)


@dataclass
class Told:
    """A tab, and an account of its own of which column is which: the title it was made with, None for an own one."""

    tab: LiveTab
    made: list[str | None] = field(default_factory=list)

    def act(self, hand: str, one: int, other: int, title: str) -> None:
        head = self.tab.header
        at, to = one % len(head), other % len(head)
        if hand == "rename":
            head[at] = title or "Renamed"
        elif hand == "clear":
            head[at] = None
        elif hand == "move":
            self.tab.move_column(at, to)
            self.made.insert(to, self.made.pop(at))
        elif hand.startswith("insert"):
            self.tab.insert_column(at, title or None)
            self.made.insert(at, None)
            for row in self.tab.cells[1:6] if hand == "insert boxes" else ():
                row[at] = True
        elif self.made[at] is None:
            self.tab.delete_column(at)
            del self.made[at]


@pytest.fixture(scope="module")
def made() -> LiveWorkbook:
    """A workbook with all tabs, each of whose columns stands as it was made."""
    workbook = LiveWorkbook()
    workbook.obey(every_tab(StandingWorkbook(workbook.read())).edits)
    workbook.obey(every_tab(StandingWorkbook(workbook.read())).edits)
    return workbook


def as_told(layout: Layout, live: LiveWorkbook) -> tuple[Layout, Told]:
    tab = live.tab(layout.title)
    return layout, Told(tab, [str(title) for title in tab.header])


def standing(layout: Layout, live: LiveWorkbook) -> Located:
    read = StandingWorkbook(live.read())
    found = (read.attendance_tab if layout is ATTENDANCE else read.tab(layout)).located
    assert found is not None
    return found


@settings(max_examples=extent(share=40, whole=1_500))
@given(layout=st.sampled_from(LAYOUTS), hands=st.lists(HANDS, max_size=8))
def test_a_column_is_found_where_its_mark_stands_or_not_at_all(
    made: LiveWorkbook, layout: Layout, hands: list[tuple[str, int, int, str]]
) -> None:
    live = copy.deepcopy(made)
    _, told = as_told(layout, live)
    for hand in hands:
        told.act(*hand)
    found = standing(layout, live)
    ours = {title: at for at, title in enumerate(told.made) if title is not None}
    for title, at in ours.items():
        assert title in found.lost or found.columns[title] == at


@settings(max_examples=extent(share=40, whole=1_500))
@given(layout=st.sampled_from(LAYOUTS), hands=st.lists(HANDS, max_size=8))
def test_without_any_mark_a_coordinators_column_is_found_where_it_stands_or_not_at_all(
    made: LiveWorkbook, layout: Layout, hands: list[tuple[str, int, int, str]]
) -> None:
    live = copy.deepcopy(made)
    _, told = as_told(layout, live)
    told.tab.forget_marks()
    for hand in hands:
        told.act(*hand)
    found = standing(layout, live)
    theirs = {column.title for column in layout.columns if column.owner is Owner.COORDINATOR}
    for at, title in enumerate(told.made):
        assert title not in theirs or title in found.lost or found.columns[str(title)] == at
