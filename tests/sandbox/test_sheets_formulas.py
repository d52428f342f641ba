"""Formulas: a small subset computed, everything else honest about it."""

import pytest

from tests.sandbox.spreadsheet_client import new_spreadsheet, rows


@pytest.fixture
def book(workspace):
    book = new_spreadsheet(workspace.session())
    book.put("A1", [[1, "x", "Ann"], [2, "y", "Bob"], [3, "x", ""]])
    return book


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1+2*3^2", "19"),
        ("=-(4-6)/4", "0.5"),
        ("=50%", "0.5"),
        ("=A1+A2", "3"),
        ("=SUM(A1:A3)", "6"),
        ("=SUM(A:A)", "6"),
        ("=AVERAGE(A1:A3)", "2"),
        ("=COUNTA(C1:C5)", "2"),
        ('=COUNTIF(B1:B3,"x")', "2"),
        ('=COUNTIF(A1:A3,">1")', "2"),
        ('=COUNTIF(C1:C3,"A*")', "1"),
        ('=IF(A1>0,"yes","no")', "yes"),
        ("=IF(FALSE,1)", "FALSE"),
        ('=IFERROR(1/0,"none")', "none"),
        ("=1/0", "#DIV/0!"),
        ("=AND(A1=1,A2>1)", "TRUE"),
        ("=AND(A1:A3)", "TRUE"),
        ("=OR(A1>1,C3)", "FALSE"),
        ("=NOT(A1>1)", "TRUE"),
        ("=AND(1/0,TRUE)", "#DIV/0!"),
        ('=C1&" & "&C2', "Ann & Bob"),
        ('=TEXTJOIN(", ",TRUE,C1:C3)', "Ann, Bob"),
        ('="x"="X"', "TRUE"),
        ('=HYPERLINK("https://example.org","site")', "site"),
        ("=Sheet1!A3", "3"),
        ('="a"+1', "#VALUE!"),
        ("=(1", "#ERROR!"),
        ("=SUM(2:3)", "5"),
        ("=VLOOKUP(2,A1:C3,3,FALSE)", "Bob"),
        ('=VLOOKUP("X",B1:C3,2,FALSE)', "Ann"),
        ("=VLOOKUP(2.5,A1:C3,2)", "y"),
        ("=VLOOKUP(9,A1:C3,2,FALSE)", "#N/A"),
        ("=VLOOKUP(1,A1:B3,3,FALSE)", "#REF!"),
        ('=VLOOKUP("A*",C1:C3,1,FALSE)', "Ann"),
        ("=MATCH(3,A1:A3,0)", "3"),
        ("=MATCH(2.5,A1:A3)", "2"),
        ("=INDEX(A1:C3,2,3)", "Bob"),
        ("=INDEX(C1:C3,MATCH(2,A1:A3,0))", "Bob"),
        ("=INDEX(A1:C3,9,1)", "#NUM!"),
        ('=SUM(FILTER(A1:A3,B1:B3="x"))', "4"),
        ("=SUM({1,2;3,4})", "10"),
        ("=SUM(ARRAYFORMULA(A1:A3*2))", "12"),
        ("=DATE(2026,14,1)", "2/1/2027"),
        ("=DATE(2026,3,0)", "2/28/2026"),
        ("=DATE(2026,9,3)+1", "46269"),
        ('=IMPORTRANGE("https://docs.google.com/spreadsheets/d/x","A1")', "#REF!"),
    ],
)
def test_what_is_understood_is_computed(book, formula, shown):
    book.put("E1", [[formula]], "USER_ENTERED")
    assert book.values("E1") == [[shown]]
    assert book.values("E1", valueRenderOption="FORMULA") == [[formula]]


@pytest.mark.parametrize(
    "formula", ["=NO_SUCH_NAME", "=QUERY(A1:B2,1)", "=XLOOKUP(1,A:A,B:B)", "=SUM(XLOOKUP(1,A:A,B:B))"]
)
def test_what_is_not_understood_is_never_a_wrong_number(book, formula):
    book.put("E1", [[formula]], "USER_ENTERED")
    assert book.values("E1") == [["#NAME?"]]


def test_a_cell_that_depends_on_itself_says_so(book):
    book.put("E1", [["=F1", "=E1+1"]], "USER_ENTERED")
    assert book.values("E1:F1") == [["#REF!", "#REF!"]]


def test_a_formula_follows_the_cells_it_names_when_rows_come_and_go(book):
    book.put("E5", [["=SUM(A1:A3)", "=$A$2"]], "USER_ENTERED")
    book.batch({"insertDimension": {"range": rows(1, 2), "inheritFromBefore": True}})
    assert book.values("E6:F6", valueRenderOption="FORMULA") == [["=SUM(A1:A4)", "=$A$3"]]
    book.batch({"deleteDimension": {"range": rows(2, 3)}})
    assert book.values("E5:F5", valueRenderOption="FORMULA") == [["=SUM(A1:A3)", "=#REF!"]]
    assert book.values("E5:F5") == [["4", "#REF!"]]


def test_a_copied_formula_takes_its_relative_references_along(book):
    book.put("D1", [["=A1*$A$2"]], "USER_ENTERED")
    book.batch(
        {
            "copyPaste": {
                "source": {
                    "sheetId": 0,
                    "startRowIndex": 0,
                    "endRowIndex": 1,
                    "startColumnIndex": 3,
                    "endColumnIndex": 4,
                },
                "destination": {
                    "sheetId": 0,
                    "startRowIndex": 2,
                    "endRowIndex": 3,
                    "startColumnIndex": 3,
                    "endColumnIndex": 4,
                },
                "pasteType": "PASTE_NORMAL",
            }
        }
    )
    assert book.values("D3", valueRenderOption="FORMULA") == [["=A3*$A$2"]]
    assert book.values("D3") == [["6"]]
