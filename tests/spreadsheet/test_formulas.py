"""Formulas of ours: what they say in a sheet, and what they show."""

from __future__ import annotations

import pytest

from mentoring_sync.spreadsheet.cells import reads_back, shows_error
from mentoring_sync.spreadsheet.formulas import Formula, Tally, column_letters, shown
from mentoring_sync.spreadsheet.grid import Scalar

PRESENT = Tally(cells=(("Meeting 1", "present"), ("Meeting 3", "present")), more=1)
EVERY = Tally(cells=(*PRESENT.cells, ("Meeting 1", "missed"), ("Meeting 3", "missed")), more=1)
COLUMNS = {"Meeting 1": 5, "Late?": 6, "Meeting 3": 26}


def test_a_count_names_just_the_cells_that_count_in_the_sheets_own_words() -> None:
    formula = Formula(tally=PRESENT, value=2.0).at(6, COLUMNS)
    assert formula.text(",") == '=COUNTIF(F7,"present")+COUNTIF(AA7,"present")+1'
    assert formula.text(";") == '=COUNTIF(F7;"present")+COUNTIF(AA7;"present")+1'
    assert reads_back(formula) == 2.0


def test_a_share_is_empty_where_there_is_nothing_to_share() -> None:
    formula = Formula(tally=Tally(cells=(("Meeting 1", "present"),)), out_of=EVERY, value=None)
    assert formula.at(1, COLUMNS).text(";").startswith('=IFERROR((COUNTIF(F2;"present"))/(')
    assert shown(Formula(tally=Tally(), out_of=Tally(), value=None).shape, lambda _: None) is None


def test_formulas_of_one_shape_are_the_same_wherever_their_cells_stand() -> None:
    formula = Formula(tally=PRESENT, value=2.0)
    assert formula.at(1, COLUMNS).shape == formula.at(9, {**COLUMNS, "Meeting 1": 0}).shape == formula.shape
    assert Formula(tally=EVERY, value=2.0).shape != formula.shape


@pytest.mark.parametrize(
    ("cells", "count", "rate"),
    [
        ({"Meeting 1": "present", "Meeting 3": "missed"}, 2.0, 2 / 3),
        ({"Meeting 1": "Present", "Meeting 3": " present"}, 2.0, 1.0),
        ({}, 1.0, 1.0),
    ],
)
def test_what_a_formula_shows_follows_its_cells(cells: dict[str, Scalar], count: float, rate: float) -> None:
    assert shown(Formula(tally=PRESENT, value=0.0).shape, cells.get) == count
    assert shown(Formula(tally=PRESENT, out_of=EVERY, value=0.0).shape, cells.get) == rate


@pytest.mark.parametrize("spoiled", ["", "{}", "[1]", '[{"cells": 1, "more": 2}]', "null"])
def test_a_spoiled_shape_shows_nothing(spoiled: str) -> None:
    assert shown(spoiled, lambda _: None) is None


@pytest.mark.parametrize(("value", "is_error"), [("#REF!", True), ("#NAME?", True), ("# 3!", False), (3.0, False)])
def test_errors_are_told_from_words(value: Scalar, is_error: bool) -> None:
    assert shows_error(value) is is_error


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_sheet(index: int, letters: str) -> None:
    assert column_letters(index) == letters
