"""Days as people type them into a cell: all that they may mean."""

from __future__ import annotations

from datetime import date

import pytest

from mentoring_sync.spreadsheet.typed_dates import days_in


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2027-01-21", {date(2027, 1, 21)}),
        ("46408", {date(2027, 1, 21)}),
        ("46408.75", {date(2027, 1, 21)}),
        ("10/6/2026", {date(2026, 6, 10), date(2026, 10, 6)}),
        ("21.01.2027", {date(2027, 1, 21)}),
        ("Thu, 21 Jan 2027", {date(2027, 1, 21)}),
        ("21 January", {date(2026, 1, 21), date(2027, 1, 21)}),
        ("21.1.", {date(2026, 1, 21), date(2027, 1, 21)}),
        ("31/2/2027", set()),
        ("present", set()),
        ("12", set()),
        ("", set()),
    ],
)
def test_a_cell_names_these_days(text: str, days: set[date]) -> None:
    assert days_in(text, years=(2026, 2027)) == days
