"""Cells and serial numbers: what was written is recognised when it is read."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.spreadsheet.cells import is_empty, reads_back, same
from mentoring_sync.spreadsheet.edits import CellInput, Checkbox, Link
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.spreadsheet.serial_dates import moment_of, serial


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("text", "text"),
        ("", None),
        (None, None),
        (3, 3.0),
        (True, True),
        (Checkbox(ticked=True), True),
        (Link(sheet_id=1, cell="A1", label="Roster"), "Roster"),
        (date(1900, 1, 1), 2.0),
        (datetime(2027, 1, 18, 12), 46405.5),  # noqa: DTZ001
    ],
)
def test_a_written_value_reads_back(written: CellInput, read: Scalar) -> None:
    assert reads_back(written) == read


def test_an_empty_text_is_an_empty_cell() -> None:
    assert same("", None)


@pytest.mark.parametrize("value", [0.0, False])
def test_zero_and_an_unticked_box_are_not_empty(value: Scalar) -> None:
    assert not is_empty(value)
    assert not same(value, None)


def test_one_and_a_ticked_box_are_not_the_same() -> None:
    assert not same(1.0, True)


def test_a_number_and_the_text_of_it_are_not_the_same() -> None:
    assert not same(7.0, "7")


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(microsecond=0)))  # noqa: DTZ001
def test_every_second_survives_its_serial_number(moment: datetime) -> None:
    assert moment_of(serial(moment)) == moment


@pytest.mark.parametrize("number", [-1.0, 1e9, float("nan"), float("inf")])
def test_a_number_outside_the_calendar_is_no_date(number: float) -> None:
    with pytest.raises(ValueError, match="no date"):
        moment_of(number)
