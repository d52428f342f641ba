"""Colours and links: what of them reaches the page, and what must not."""

from typing import Any

import pytest

from mentoring_sync.sandbox.page import conditional, links, looks

RED, WHITE = {"rgbColor": {"red": 1}}, {"rgbColor": {"red": 1, "green": 1, "blue": 1}}
WHOLE = {"sheetId": 5}


def painted(style):
    return {"backgroundColorStyle": style}


def rule(kind, *values, area=WHOLE):
    condition = {"type": kind, "values": [{"userEnteredValue": value} for value in values]}
    made = {"ranges": [area], "booleanRule": {"condition": condition, "format": painted(RED)}}
    return {"addConditionalFormatRule": {"rule": made, "index": 0}}


def colour(visits, address, row, column=0):
    return visits.cell(address, row, column).get("look", {}).get("background-color")


def test_a_dark_cell_gets_light_text_and_a_light_one_dark_text():
    dark = looks.css(painted({"rgbColor": {"blue": 0.4}}), "stringValue")
    light = looks.css(painted({"rgbColor": {"red": 1, "green": 0.9, "blue": 0.8}}), "stringValue")
    assert (dark["color"], light["color"]) == ("#ffffff", "#373c44")


def test_a_white_cell_is_left_to_the_theme():
    assert looks.css(painted(WHITE), "stringValue") == {}


def test_numbers_stand_at_the_right_unless_the_cell_says_otherwise():
    assert looks.css({}, "numberValue") == {"text-align": "right"}
    assert looks.css({"horizontalAlignment": "LEFT"}, "numberValue") == {}


def test_a_condition_on_text_paints_the_cells_that_meet_it(visits):
    address = visits.spreadsheet(["Missed"], ["present"])
    visits.batch(address, rule("TEXT_EQ", "missed"))
    assert (colour(visits, address, 0), colour(visits, address, 1)) == ("#ff0000", None)


def test_a_formula_moves_with_the_cells_it_paints(visits):
    address = visits.spreadsheet(["a", True], ["b", False], ["c", True])
    visits.batch(address, rule("CUSTOM_FORMULA", "=$B1=TRUE", area={"sheetId": 5, "endColumnIndex": 1}))
    assert [colour(visits, address, row) for row in range(4)] == ["#ff0000", None, "#ff0000", None]


def test_a_formula_follows_its_cells_when_columns_come_between(visits):
    address = visits.spreadsheet(["a", True], ["b", False])
    visits.batch(address, rule("CUSTOM_FORMULA", "=$B1=TRUE", area={"sheetId": 5, "endColumnIndex": 1}))
    between = {"sheetId": 5, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 3}
    visits.batch(address, {"insertDimension": {"range": between}})
    assert [colour(visits, address, row) for row in range(2)] == ["#ff0000", None]


def test_a_formula_may_look_at_the_clock(visits):
    address = visits.spreadsheet(["a", 40000], ["b", 60000], ["c"])
    area = {"sheetId": 5, "endColumnIndex": 1}
    visits.batch(address, rule("CUSTOM_FORMULA", '=AND($B1<>"",$B1>NOW())', area=area))
    assert [colour(visits, address, row) for row in range(3)] == [None, "#ff0000", None]


@pytest.mark.parametrize(
    ("kind", "given", "painted_rows"),
    [
        ("NUMBER_GREATER", ["2"], [2]),
        ("NUMBER_BETWEEN", ["1", "2"], [0, 1]),
        ("NUMBER_LESS_THAN_EQ", ["=A2"], [0, 1]),
        ("NOT_BLANK", [], [0, 1, 2]),
    ],
)
def test_conditions_on_numbers_and_blanks(visits, kind, given, painted_rows):
    address = visits.spreadsheet([1], [2], [3])
    area = {"sheetId": 5, "endRowIndex": 5, "endColumnIndex": 1}
    given = [each.replace("A2", "$A$2") for each in given]
    visits.batch(address, rule(kind, *given, area=area))
    assert [row for row in range(5) if colour(visits, address, row)] == painted_rows


def test_the_first_rule_is_the_strongest():
    nothing_computed: Any = None
    values = conditional.Values(nothing_computed, "", "", {0: [{"effectiveValue": {"numberValue": 1}}]})
    rules = [
        {"ranges": [{}], "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": painted(style)}}
        for style in (RED, WHITE)
    ]
    assert list(conditional.holding(conditional.read(rules, values), 0, 0)) == [painted(WHITE), painted(RED)]


def test_banded_rows_alternate_below_their_header(visits):
    address = visits.spreadsheet(["a"], ["b"], ["c"], ["d"])
    stripes = {"headerColor": {"blue": 1}, "firstBandColor": WHITE["rgbColor"], "secondBandColor": RED["rgbColor"]}
    banded = {"range": {"sheetId": 5, "endRowIndex": 4, "endColumnIndex": 1}, "rowProperties": stripes}
    visits.batch(address, {"addBanding": {"bandedRange": banded}})
    assert [colour(visits, address, row) for row in range(5)] == ["#0000ff", None, "#ff0000", None, None]


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("#gid=7&range=B12", "/spreadsheets/S/7#B12"),
        ("#gid=7&range=$B$12:C13", "/spreadsheets/S/7#B12"),
        ("#gid=7", "/spreadsheets/S/7"),
        ("https://docs.google.com/spreadsheets/d/T/edit#gid=0&range=A1", "/spreadsheets/T/0#A1"),
        ("https://docs.google.com/spreadsheets/d/T", "/spreadsheets/T"),
        ("https://carpentries.org/x?y=1", "https://carpentries.org/x?y=1"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
    ],
)
def test_links_between_tabs_lead_to_the_pages_own_addresses(address, leads_to):
    assert links.within_page("S", address) == leads_to


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/journal",
        "#range=A1",
        "[",
        "",
    ],
)
def test_anything_but_the_web_and_mail_is_no_link(address):
    assert links.within_page("S", address) is None
