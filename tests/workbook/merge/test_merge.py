"""The three-way merge, by stories: a run, what a person does, and the next run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus, RosterEntry
from mentoring_sync.spreadsheet.edits import DeleteRows, Edit
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.merge.memory import MEMORY
from mentoring_sync.workbook.plan import WorkbookPlan, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.review import REVIEW
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn, roster_tab
from tests.builders import email_of
from tests.workbook.live import LiveTab, LiveWorkbook

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
ANA, BEN, CHI = "mentee:ana@example.org", "mentee:ben@example.org", "mentee:chi@example.org"


def a_person(name: str, **given: Any) -> RosterEntry:
    said: dict[str, Any] = {"status": PersonStatus.ACCEPTED, "zone": "Europe/Berlin"} | given
    return RosterEntry(name=name, email=email_of(name), role=Role.MENTEE, **said)


PEOPLE = (a_person("Ana"), a_person("Ben"), a_person("Chi"))


def a_run(live: LiveWorkbook, people: Sequence[RosterEntry] = PEOPLE) -> WorkbookPlan:
    """WorkbookPlan the roster on what stands, carry it out, and give the plan."""
    planned = plan(StandingWorkbook(live.read()), [roster_tab(people)], [], now=NOW)
    live.obey(planned.edits)
    return planned


@pytest.fixture
def live() -> LiveWorkbook:
    """A workbook after its first run."""
    workbook = LiveWorkbook()
    a_run(workbook)
    return workbook


@pytest.fixture
def roster(live: LiveWorkbook) -> LiveTab:
    return live.tab(ROSTER.title)


def edits_of(live: LiveWorkbook, people: Sequence[RosterEntry] = PEOPLE) -> tuple[Edit, ...]:
    return plan(StandingWorkbook(live.read()), [roster_tab(people)], [], now=NOW).edits


def test_the_first_run_makes_the_tab_with_a_row_for_everyone(roster: LiveTab) -> None:
    assert roster.keys() == [ANA, BEN, CHI]
    assert roster.at(BEN, RosterColumn.STATUS) == "Accepted"
    assert roster.at(BEN, RosterColumn.WAIVE) is False


def test_an_unchanged_second_run_has_no_edits(live: LiveWorkbook) -> None:
    assert edits_of(live) == ()


def test_a_cell_nobody_touched_follows_what_the_run_says(live: LiveWorkbook, roster: LiveTab) -> None:
    a_run(live, (PEOPLE[0], a_person("Ben", status=PersonStatus.IN_TEAM, team="Team 1"), PEOPLE[2]))
    assert (roster.at(BEN, RosterColumn.STATUS), roster.at(BEN, RosterColumn.TEAM)) == ("In a team", "Team 1")


def test_what_a_person_typed_over_our_text_stays(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.TIME_ZONE, "Asia/Tokyo")
    a_run(live, (PEOPLE[0], a_person("Ben", zone="Europe/Paris"), PEOPLE[2]))
    assert roster.at(BEN, RosterColumn.TIME_ZONE) == "Asia/Tokyo"


def test_what_a_person_typed_over_our_text_is_reviewed_with_both_values(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.TIME_ZONE, "Asia/Tokyo")
    [problem] = a_run(live).problems
    assert "Asia/Tokyo" in problem.what
    assert "Europe/Berlin" in problem.what


def test_a_typed_over_cell_is_not_fought_over(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.TIME_ZONE, "Asia/Tokyo")
    a_run(live)
    assert edits_of(live) == ()
    assert [problem.about for problem in a_run(live).problems] == [BEN]


def test_review_links_to_the_very_cell_that_was_typed_over(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.TIME_ZONE, "Asia/Tokyo")
    a_run(live)
    assert [row[0] for row in live.tab(REVIEW.title).cells[1:2]] == ["Roster, row 3, Time zone"]


def test_a_typed_over_cell_that_is_emptied_is_filled_again(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.TIME_ZONE, "Asia/Tokyo")
    a_run(live)
    roster.type(BEN, RosterColumn.TIME_ZONE, "")
    assert a_run(live).problems == ()
    assert roster.at(BEN, RosterColumn.TIME_ZONE) == "Europe/Berlin"


def test_typing_what_we_would_write_is_no_disagreement(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.TIME_ZONE, "Europe/Paris")
    planned = a_run(live, (PEOPLE[0], a_person("Ben", zone="Europe/Paris"), PEOPLE[2]))
    assert planned.problems == ()


def test_a_zero_typed_where_we_write_nothing_counts_as_typed(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.REASON, 0.0)
    assert [problem.where.column for problem in a_run(live).problems] == [RosterColumn.REASON]


def test_the_coordinators_columns_are_never_written_again(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.WAIVE, True)
    roster.type(BEN, RosterColumn.NOTES, "=call him")
    a_run(live, (PEOPLE[0], a_person("Ben", status=PersonStatus.WAITING), PEOPLE[2]))
    assert (roster.at(BEN, RosterColumn.WAIVE), roster.at(BEN, RosterColumn.NOTES)) == (True, "=call him")


def test_a_sorted_tab_is_written_to_the_right_people(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.sort(RosterColumn.PERSON, descending=True)
    a_run(live, (a_person("Ana", team="Team 9"), *PEOPLE[1:]))
    assert [roster.at(key, RosterColumn.TEAM) for key in (ANA, BEN, CHI)] == ["Team 9", None, None]


def test_a_sorted_tab_alone_is_no_reason_to_write(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.sort(RosterColumn.PERSON, descending=True)
    assert edits_of(live) == ()


def test_a_row_that_a_person_put_between_ours_stays_as_it_is(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.insert_row(2, ["Ask Dina whether she joins"])
    a_run(live, (*PEOPLE[:2], a_person("Chi", team="Team 2")))
    assert roster.cells[2][0] == "Ask Dina whether she joins"
    assert roster.at(CHI, RosterColumn.TEAM) == "Team 2"


def test_new_people_go_below_a_persons_own_row(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.cells[4][0] = "My own list starts here"
    a_run(live, (*PEOPLE, a_person("Dov")))
    assert roster.cells[4][0] == "My own list starts here"
    assert roster.row("mentee:dov@example.org") == 5


def test_a_full_tab_grows_before_people_are_added(live: LiveWorkbook, roster: LiveTab) -> None:
    del roster.cells[4:]
    a_run(live, (*PEOPLE, a_person("Dov")))
    assert roster.keys()[-1] == "mentee:dov@example.org"


def test_somebody_who_is_gone_leaves_no_row(live: LiveWorkbook, roster: LiveTab) -> None:
    a_run(live, (PEOPLE[0], PEOPLE[2]))
    assert roster.keys() == [ANA, CHI]


def test_rows_are_written_and_deleted_in_one_batch_without_mixing_them_up(live: LiveWorkbook, roster: LiveTab) -> None:
    a_run(live, (a_person("Chi", team="Team 1"), a_person("Dov", team="Team 2")))
    assert roster.keys() == [CHI, "mentee:dov@example.org"]
    assert [roster.at(key, RosterColumn.TEAM) for key in (CHI, "mentee:dov@example.org")] == ["Team 1", "Team 2"]


def test_neighbouring_rows_are_deleted_together(live: LiveWorkbook) -> None:
    deletions = [edit for edit in edits_of(live, PEOPLE[2:]) if isinstance(edit, DeleteRows)]
    assert [(edit.start, edit.end) for edit in deletions if edit.sheet_id == ROSTER.sheet_id] == [(1, 3)]


def test_a_tab_without_spare_rows_may_lose_all_its_people(live: LiveWorkbook, roster: LiveTab) -> None:
    del roster.cells[4:]
    a_run(live, ())
    assert roster.keys() == []


def test_review_counts_rows_as_they_are_after_deletions(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(CHI, RosterColumn.TIME_ZONE, "Asia/Tokyo")
    a_run(live, (PEOPLE[0], PEOPLE[2]))
    assert live.tab(REVIEW.title).cells[1][0] == "Roster, row 3, Time zone"
    assert edits_of(live, (PEOPLE[0], PEOPLE[2])) == ()


def test_a_row_with_a_persons_note_stays_and_still_says_who_it_is(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.NOTES, "asked to come back in autumn")
    a_run(live, (PEOPLE[0], PEOPLE[2]))
    shown = [
        roster.at(BEN, title)
        for title in (
            RosterColumn.PERSON,
            RosterColumn.EMAIL,
            RosterColumn.STATUS,
            RosterColumn.TIME_ZONE,
            RosterColumn.NOTES,
        )
    ]
    assert shown == ["Ben", "ben@example.org", "No application", None, "asked to come back in autumn"]


def test_a_row_that_stays_for_a_note_is_left_alone_afterwards(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.NOTES, "asked to come back in autumn")
    a_run(live, (PEOPLE[0], PEOPLE[2]))
    assert edits_of(live, (PEOPLE[0], PEOPLE[2])) == ()


def test_a_row_that_stayed_for_a_note_goes_when_the_note_does(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.NOTES, "asked to come back in autumn")
    a_run(live, (PEOPLE[0], PEOPLE[2]))
    roster.type(BEN, RosterColumn.NOTES, None)
    a_run(live, (PEOPLE[0], PEOPLE[2]))
    assert roster.keys() == [ANA, CHI]


@pytest.mark.parametrize("value", ["x", 0.0, True])
def test_anything_in_a_column_of_a_persons_own_keeps_the_row(
    live: LiveWorkbook, roster: LiveTab, value: Scalar
) -> None:
    roster.insert_column(3, "Phone")
    roster.type(BEN, "Phone", value)
    a_run(live, (PEOPLE[0], PEOPLE[2]))
    assert roster.at(BEN, "Phone") is value


def test_a_box_that_was_unticked_again_keeps_no_row(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.WAIVE, True)
    roster.type(BEN, RosterColumn.WAIVE, False)
    a_run(live, (PEOPLE[0], PEOPLE[2]))
    assert roster.keys() == [ANA, CHI]


def test_a_copied_row_is_reported_and_left_alone(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.insert_row(4, roster.cells[2])
    planned = a_run(live, (PEOPLE[0], a_person("Ben", team="Team 5"), PEOPLE[2]))
    assert [(problem.about, problem.where.row) for problem in planned.problems] == [(BEN, 5)]
    assert [row[6] for row in roster.cells[1:5]] == [None, "Team 5", None, None]


def test_moved_and_inserted_columns_are_found_by_their_titles(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.move_column(roster.column(RosterColumn.STATUS), 0)
    roster.insert_column(2, "Phone")
    a_run(live, (PEOPLE[0], a_person("Ben", status=PersonStatus.WAITING), PEOPLE[2]))
    assert roster.at(BEN, RosterColumn.STATUS) == "Waiting for a team"
    assert roster.header[:3] == [RosterColumn.STATUS, RosterColumn.PERSON, "Phone"]


def test_a_missing_column_comes_back_after_its_neighbour_and_is_filled(live: LiveWorkbook, roster: LiveTab) -> None:
    for row in roster.cells:
        del row[3]
    a_run(live)
    assert roster.header[2:5] == [RosterColumn.ROLE, RosterColumn.STATUS, RosterColumn.REASON]
    assert roster.at(BEN, RosterColumn.STATUS) == "Accepted"


def test_a_coordinators_column_that_comes_back_has_its_boxes(live: LiveWorkbook, roster: LiveTab) -> None:
    waive = roster.column(RosterColumn.WAIVE)
    for row in roster.cells:
        del row[waive]
    a_run(live)
    assert roster.at(BEN, RosterColumn.WAIVE) is False
    assert edits_of(live) == ()


def test_blanks_around_a_title_are_no_other_column(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.cells[0][roster.column(RosterColumn.NOTES)] = " Notes "
    assert edits_of(live) == ()


def test_a_renamed_tab_is_still_ours(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.title = "People"
    a_run(live, (*PEOPLE[:2], a_person("Chi", team="Team 2")))
    assert roster.at(CHI, RosterColumn.TEAM) == "Team 2"
    assert sorted(tab.title for tab in live.tabs.values()) == ["People", REVIEW.title, MEMORY.title]


def test_an_empty_tab_of_that_name_is_taken_over() -> None:
    live = LiveWorkbook(LiveTab(5, ROSTER.title, 3, 2))
    a_run(live)
    assert live.tab(ROSTER.title).keys() == [ANA, BEN, CHI]
    assert edits_of(live) == ()


def test_a_tab_of_that_name_with_a_persons_own_list_keeps_it() -> None:
    own = LiveTab(5, ROSTER.title, 4, 3)
    own.cells[0], own.cells[1] = [RosterColumn.PERSON, "Phone", None], ["Zoe", "0123", None]
    live = LiveWorkbook(own)
    a_run(live)
    assert own.cells[1][: own.column("Phone") + 1].count("0123") == 1
    assert own.keys() == [ANA, BEN, CHI]
    assert edits_of(live) == ()


def test_a_deleted_memory_never_overwrites_what_stands(live: LiveWorkbook, roster: LiveTab) -> None:
    roster.type(BEN, RosterColumn.TIME_ZONE, "Asia/Tokyo")
    del live.tabs[live.tab(MEMORY.title).sheet_id]
    a_run(live)
    assert roster.at(BEN, RosterColumn.TIME_ZONE) == "Asia/Tokyo"
    assert edits_of(live) == ()


def test_a_text_that_is_too_long_for_a_cell_is_cut_off_and_stays_so(live: LiveWorkbook, roster: LiveTab) -> None:
    people = (a_person("Ana", reason="x" * 60_000), *PEOPLE[1:])
    a_run(live, people)
    assert len(str(roster.at(ANA, RosterColumn.REASON))) == 2_000
    assert edits_of(live, people) == ()
