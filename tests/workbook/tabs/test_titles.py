"""The titles and ids that stand in every workbook made so far: a run finds its tabs and columns again by them."""

from __future__ import annotations

import pytest

from mentoring_sync.workbook.layouts import KEY, Layout, Owner
from mentoring_sync.workbook.merge.memory import MEMORY
from mentoring_sync.workbook.rollback.journal import BEFORE
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE, attendance_layout
from mentoring_sync.workbook.tabs.visible import VISIBLE_TABS

STANDING = {
    "Control": (7_100_001, "Setting | Value* | _key"),
    "Roster": (
        7_100_002,
        "Person | Email | Role | Status | Reason | Time zone | Team | Waive* | Withdrawn* | Withdrawn why*"
        " | On leave* | Takes at most* | Notes* | _key"
        " | _name | _zone | _email",
    ),
    "Teams": (
        7_100_003,
        "Team | Mentor | Mentor email | Mentee | Mentee email | Meets | Mentee's time | Score | Why | Status | Pin*"
        " | Move to* | Merge into* | Keep apart* | They say | Notes* | _key | _apart_from | _mentor | _meets",
    ),
    "Attendance": (7_100_004, "Team | Person | Role | Dates | Attended | Rate | Completed anyway* | Email | _key"),
    "Progress": (7_100_010, "Part | Figure | Share | Value | Of | What it means | Charts | _key"),
    "Quotations": (7_100_013, "Question | Text | Print* | Named in it | _key"),
    "Certificates": (
        7_100_014,
        "Number | Person | Name printed | Role | Team | Round | State | Issued | Closing survey | Email | Notes*"
        " | _key",
    ),
    "Mail": (
        7_100_005,
        "Key | Kind | Team | To | Subject | State | Sent | Gmail id | Send* | Not reached | Answers | Look | _key"
        " | _draft | _thread | _told | _looked | _says | _approved | _made_as | _held | _attempt",
    ),
    "Review": (7_100_006, "Where | What | What to do | Answer* | Since | _key"),
    "Runs": (7_100_007, "Run | Started | Trigger | Read | Changed | Mailed | Result | _key"),
    "_sync": (7_100_008, "Tab | Written | _key"),
    "_before": (7_100_009, "Written over"),
}
"""By tab: its sheet id and its columns, the coordinator's with a star."""


def columns(layout: Layout) -> str:
    stars = {Owner.SYNC: "", Owner.COORDINATOR: "*"}
    return " | ".join(f"{column.title}{stars[column.owner]}" for column in layout.columns)


@pytest.mark.parametrize("layout", [*VISIBLE_TABS, MEMORY, BEFORE], ids=lambda layout: layout.title)
def test_a_tab_is_found_again_by_the_ids_and_titles_that_it_was_made_with(layout: Layout) -> None:
    assert (layout.sheet_id, columns(layout)) == STANDING[layout.title]


def test_no_tab_is_missing() -> None:
    assert [layout.title for layout in (*VISIBLE_TABS, MEMORY, BEFORE)] == list(STANDING)


@pytest.mark.parametrize("layout", [*VISIBLE_TABS, MEMORY, BEFORE], ids=lambda layout: layout.title)
def test_titles_are_plain_texts(layout: Layout) -> None:
    assert {type(column.title) for column in layout.columns} == {str}


@pytest.mark.parametrize("layout", VISIBLE_TABS, ids=lambda layout: layout.title)
def test_rows_are_known_by_columns_that_stand(layout: Layout) -> None:
    titles = [column.title for column in layout.columns]
    assert {KEY, *layout.identity} <= set(titles)
    assert len(titles) == len(set(titles))


def test_meetings_and_steps_stand_between_the_people_and_the_totals() -> None:
    whole = columns(attendance_layout([2, 1], ["Showcase"]))
    between = "Dates | Meeting 1* | Meeting 2* | Showcase* |"
    assert whole == f"{columns(ATTENDANCE).replace('Dates |', between)} | _ends_1 | _ends_2"
