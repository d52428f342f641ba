"""The search that proves a forgetting finds what is there, however it is packed."""

from __future__ import annotations

import pytest

from mentoring_sync.spreadsheet.grid import Mark, Scalar, Tab, Workbook
from mentoring_sync.workbook.forgetting.mentions import Mentions
from mentoring_sync.workbook.forgetting.search import search
from mentoring_sync.workbook.forgetting.subject import Subject
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID
from mentoring_sync.workbook.merge.packed import packed

DEE = Mentions(Subject(addresses=frozenset({"dee@example.org"}), names=frozenset({"Dee Lund"})))
PACKED = packed({"cells": [["Roster", "mentee:dee@example.org", "Notes", None, "x" * 90]]})


def a_tab(title: str, *rows: tuple[Scalar, ...], sheet_id: int = FIRST_SHEET_ID + 8, mark: str = "Name") -> Tab:
    marks = (Mark(column=0, id=1, title=mark),)
    return Tab(title=title, sheet_id=sheet_id, rows=rows, notes=("a note",), marks=marks)


def found(*tabs: Tab) -> tuple[list[str], list[str]]:
    workbook = Workbook(spreadsheet_id="x", title="x", time_zone="Etc/UTC", tabs=tabs)
    searched = search(workbook, DEE)
    return list(map(str, searched.ours)), list(map(str, searched.theirs))


@pytest.mark.parametrize(
    ("tab", "where"),
    [
        (a_tab("Roster", ("Person",), ("Dee  Lund",)), "Roster, row 2"),
        (a_tab("_sync", ("Written",), (PACKED,)), "_sync, row 2"),
        (a_tab("_sync", ("Written",), (PACKED[:40],), (PACKED[40:],)), "_sync, row 2"),
        (a_tab("_before", (PACKED[:40], PACKED[40:])), "_before, row 1"),
        (a_tab("Dee Lund", ("x",)), "Dee Lund, its title, notes or marks"),
        (a_tab("Roster", ("x",), mark="dee@example.org"), "Roster, its title, notes or marks"),
    ],
)
def test_what_names_somebody_is_found_wherever_it_stands(tab: Tab, where: str) -> None:
    assert found(tab) == ([where], [])


def test_peoples_own_tabs_are_told_apart() -> None:
    theirs = a_tab("Mentee applications", ("Email",), ("x@y.org",), ("dee@example.org",), sheet_id=1)
    assert found(theirs, a_tab("Roster", ("x",))) == ([], ["Mentee applications, row 3"])


def test_nothing_is_found_where_nothing_is() -> None:
    assert found(a_tab("_sync", ("Written",), (packed({"x": ["somebody else"] * 9}),))) == ([], [])
