"""*Recruit*, a tab of people's own: its columns are known by their titles, else by what stands in them."""

from __future__ import annotations

import pytest

from mentoring_sync.spreadsheet.grid import Tab, Workbook
from mentoring_sync.workbook.tabs.recruit import RECRUIT, read_recruits

ANA = ("Ana", "ana@example.org", "mentors")


def read(*header: str, rows: tuple[tuple[str, ...], ...] = (ANA,)) -> list[tuple[str, str, str]]:
    tab = Tab(title=RECRUIT, sheet_id=1, rows=(header, *rows))
    found = read_recruits(Workbook(spreadsheet_id="x", title="x", time_zone="UTC", tabs=(tab,)))
    return [(each.name, each.email, each.role) for each in found]


@pytest.mark.parametrize(
    "header", [("Name", "E-mail", "Role"), ("NAME", "email", " role "), ("Name", "Write to", "As")]
)
def test_an_address_and_a_role_are_read_under_whatever_title(header: tuple[str, ...]) -> None:
    assert read(*header) == [ANA]


def test_of_two_columns_that_may_be_the_addresses_neither_is_read() -> None:
    two = (("Ana", "ana@example.org", "mentor", "boss@example.org"),)
    assert read("Name", "Email", "Role", "E-mail", rows=two) == [("Ana", "", "mentor")]
    assert read("Name", "Write to", "Role", "Knows", rows=two) == [("Ana", "", "mentor")]
