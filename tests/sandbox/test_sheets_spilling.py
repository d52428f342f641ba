"""Formulas that fill cells beside their own, and those that look at the clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.sandbox.sheets.cells import CellError
from mentoring_sync.sandbox.sheets.formulas import evaluated
from tests.sandbox.spreadsheet_client import new_spreadsheet


@pytest.fixture
def book(workspace):
    book = new_spreadsheet(workspace.session())
    book.put("A1", [["Score", "Name"], [1, "Ann"], [2, "Bob"], [3, "Cy"]])
    return book


def test_an_arrayformula_fills_the_column_below_it(book):
    book.put("D1", [['=ARRAYFORMULA(IF(ISBLANK(A1:A6),,IF(A1:A6>1,"high","low")))']], "USER_ENTERED")
    assert book.values("D1:D6") == [["high"], ["low"], ["high"], ["high"]]
    assert book.values("D1:D6", valueRenderOption="FORMULA")[1:] == []


def test_what_was_filled_has_a_value_that_nobody_entered(book):
    book.put("D1", [["=ARRAYFORMULA(A2:A4*10)"]], "USER_ENTERED")
    answer = book.send("GET", "", ranges="D1:D2", fields="sheets.data.rowData.values(userEnteredValue,effectiveValue)")
    first, second = (row["values"][0] for row in answer.json()["sheets"][0]["data"][0]["rowData"])
    assert first["userEnteredValue"] == {"formulaValue": "=ARRAYFORMULA(A2:A4*10)"}
    assert second == {"effectiveValue": {"numberValue": 20}}


def test_a_filter_fills_rows_and_columns(book):
    book.put("D1", [["=FILTER(A2:B4,A2:A4>=2)"]], "USER_ENTERED")
    assert book.values("D1:E3") == [["2", "Bob"], ["3", "Cy"]]


def test_an_array_written_out_fills_its_rows_and_columns(book):
    book.put("D1", [["={1,2;B2:B3,A2:A3}"]], "USER_ENTERED")
    assert book.values("D1:E3") == [["1", "2"], ["Ann", "1"], ["Bob", "2"]]


def test_names_are_looked_up_for_a_whole_column(book):
    book.put("D1", [["=ARRAYFORMULA(VLOOKUP({3;1},A2:B4,2,FALSE))"]], "USER_ENTERED")
    assert book.values("D1:D2") == [["Cy"], ["Ann"]]


def test_what_somebody_entered_is_never_covered(book):
    book.put("D1", [["=ARRAYFORMULA(A2:A4*10)"], [""], ["mine"]], "USER_ENTERED")
    assert book.values("D1:D3") == [["#REF!"], [], ["mine"]]


def test_a_formula_that_would_leave_the_grid_fills_nothing(book):
    book.put("D19", [["=ARRAYFORMULA(A2:A4*10)"]], "USER_ENTERED")
    assert book.values("D18:D20") == [[], ["#REF!"]]


def test_other_formulas_read_what_was_filled_before_and_after_it(book):
    formulas = [["=SUM(E1:E3)", "=ARRAYFORMULA(A2:A4*10)", "=ARRAYFORMULA(E1:E3+1)"]]
    book.put("D1", formulas, "USER_ENTERED")
    assert book.values("D1:F3") == [["60", "10", "11"], ["", "20", "21"], ["", "30", "31"]]


def test_what_was_filled_goes_with_its_formula(book):
    book.put("D1", [["=ARRAYFORMULA(A2:A4*10)"]], "USER_ENTERED")
    assert len(book.values("D1:D3")) == 3
    book.put("D1", [[""]], "USER_ENTERED")
    assert book.values("D1:D3") == []


def test_arrays_that_wait_for_each_other_end_in_an_error(book):
    book.put("D1", [["=ARRAYFORMULA(E1:E2+1)", "=ARRAYFORMULA(D1:D2+1)"]], "USER_ENTERED")
    assert book.values("D1:E1") == [["#REF!", "#REF!"]]


def test_the_clock_in_a_cell_goes_on(workspace, book):
    book.put("D1", [["=TODAY()", "=NOW()", "=D1+1"]], "USER_ENTERED")
    seen = []
    for day in (3, 4):
        workspace.control("PUT", "clock", {"now": f"2026-09-0{day}T12:00:00+00:00", "running": False})
        seen.append(book.values("D1:F1", valueRenderOption="UNFORMATTED_VALUE")[0])
    assert seen == [[46268, 46268.5, 46269], [46269, 46269.5, 46270]]
    assert book.values("D1:E1") == [["9/4/2026", "9/4/2026 12:00:00"]]


class NoCells:
    def area(self, reference):
        return [[1.0, None], ["x", True]]

    def named(self, name):
        return [[2.0]]

    def now(self):
        return 46268.5


def is_shown(result):
    """Whether cells can show it: a value or an error, or rows of them."""
    rows = result if isinstance(result, list) else [[result]]
    return all(isinstance(cell, None | str | int | float | bool | CellError) for row in rows for cell in row)


WORDS = ["1", "2.5", '"x"', "A1:B2", "TRUE", "name", "{1,2;3,4}", "{A1:B2;1}", "(", ")", ",", ";", "+", "-", "*", "/"]
CALLS = ["SUM(", "IF(", "FILTER(", "ARRAYFORMULA(", "VLOOKUP(", "INDEX(", "MATCH(", "DATE(", "TODAY(", "ISBLANK("]


@given(st.lists(st.sampled_from([*WORDS, *CALLS, "=", "<>", "&", "%", "^", "{", "}", "1E308"]), max_size=12))
def test_no_formula_breaks_the_reading(words):
    assert is_shown(evaluated("=" + "".join(words), NoCells()))


@given(st.sampled_from(CALLS), st.lists(st.sampled_from(WORDS[:8]), max_size=4))
def test_no_function_breaks_on_its_arguments(call, arguments):
    assert is_shown(evaluated(f"={call}{','.join(arguments)})", NoCells()))
    assert is_shown(evaluated(f"=ARRAYFORMULA({call}{','.join(arguments)}))", NoCells()))
