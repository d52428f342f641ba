"""What the grid shows of a tab."""

SCRIPT = "<script>alert(1)</script>"
RED = {"red": 1}


def test_text_reaches_the_grid_as_it_is(visits):
    address = visits.spreadsheet([SCRIPT])
    assert visits.cell(address, 0, 0) == {"text": SCRIPT, "entered": SCRIPT}


def test_titles_are_escaped_in_the_page(visits):
    address = visits.spreadsheet(["Name"])
    rename = {"properties": {"sheetId": 5, "title": SCRIPT}, "fields": "title"}
    visits.batch(
        address,
        {"updateSheetProperties": rename},
        {"updateSpreadsheetProperties": {"properties": {"title": SCRIPT}, "fields": "title"}},
    )
    for path in ("/", address):
        html = visits.get(path).text
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_dates_are_shown_as_the_sheet_shows_them(visits):
    dated = {"numberFormat": {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}}
    address = visits.spreadsheet([{"userEnteredValue": {"numberValue": 46266.5}, "userEnteredFormat": dated}])
    assert visits.cell(address, 0, 0)["text"] == "2026-09-01 12:00"


def test_a_formula_is_shown_by_its_value_and_edited_as_a_formula(visits):
    address = visits.spreadsheet([2, 3, "=A1+B1"])
    cell = visits.cell(address, 0, 2)
    assert (cell["text"], cell["entered"]) == ("5", "=A1+B1")


def test_text_that_would_turn_into_a_date_is_edited_behind_an_apostrophe(visits):
    address = visits.spreadsheet(["2-3", "plain 2-3", "TRUE"])
    assert [visits.cell(address, 0, column)["entered"] for column in range(3)] == ["'2-3", "plain 2-3", "'TRUE"]


def test_a_date_whose_format_hides_the_year_is_edited_in_full(visits):
    short = {"numberFormat": {"type": "DATE", "pattern": "d mmm"}}
    address = visits.spreadsheet([{"userEnteredValue": {"numberValue": 45901}, "userEnteredFormat": short}])
    cell = visits.cell(address, 0, 0)
    visits.enter(address, 0, 0, cell["entered"])
    assert visits.cell(address, 0, 0)["text"] == cell["text"] == "1 Sep"
    assert visits.cell(address, 0, 0)["entered"].startswith("2025-09-01")


def test_a_checkbox_is_a_checkbox(visits):
    rule = {"condition": {"type": "BOOLEAN"}}
    address = visits.spreadsheet([{"userEnteredValue": {"boolValue": True}, "dataValidation": rule}])
    cell = visits.cell(address, 0, 0)
    assert (cell["ticked"], cell["tick"]) == (True, ["TRUE", "FALSE"])


def test_a_checkbox_may_have_values_of_its_own(visits):
    values = [{"userEnteredValue": "yes"}, {"userEnteredValue": "no"}]
    rule = {"condition": {"type": "BOOLEAN", "values": values}}
    address = visits.spreadsheet([{"userEnteredValue": {"stringValue": "no"}, "dataValidation": rule}])
    cell = visits.cell(address, 0, 0)
    assert (cell["ticked"], cell["tick"]) == (False, ["yes", "no"])


def test_a_drop_down_offers_its_list(visits):
    options = [{"userEnteredValue": "present"}, {"userEnteredValue": "missed"}]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": options}, "strict": True}
    address = visits.spreadsheet([{"dataValidation": rule}])
    assert visits.cell(address, 0, 0) == {"options": ["present", "missed"], "strict": True}


def test_a_drop_down_offers_what_stands_in_its_range(visits):
    rule = {"condition": {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=People!$B$1:$B$3"}]}}
    address = visits.spreadsheet([{"dataValidation": rule}, "Ada"], [None, "Bea"], [None, "Ada"])
    assert visits.cell(address, 0, 0)["options"] == ["Ada", "Bea"]


def test_a_note_comes_with_its_cell(visits):
    assert visits.cell(visits.spreadsheet([{"note": "Yours"}]), 0, 0) == {"note": "Yours"}


def test_hidden_columns_and_rows_are_left_out_and_named(visits):
    address = visits.spreadsheet(["a", "b", "c"], ["d", "e", "f"])
    for dimension, index in (("COLUMNS", 1), ("ROWS", 1)):
        span = {"sheetId": 5, "dimension": dimension, "startIndex": index, "endIndex": index + 1}
        hide = {"range": span, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
        visits.batch(address, {"updateDimensionProperties": hide})
    window = visits.window(address)
    assert [column["letters"] for column in window["columns"]] == ["A", "C", "D", "E", "F"]
    assert (window["hiddenColumns"], window["hiddenRows"]) == (["B"], 1)
    assert "1" not in window["rows"][0]["cells"]
    assert [row["row"] for row in window["rows"]][:2] == [0, 2]


def test_a_hidden_tab_is_named_but_has_no_tab(visits):
    address = visits.spreadsheet(["a"])
    visits.batch(address, {"addSheet": {"properties": {"sheetId": 9, "title": "_sync", "hidden": True}}})
    html = visits.get(address).text
    assert "Hidden tabs: <a" in html
    assert html.count(">_sync<") == 1


def test_a_long_tab_comes_in_windows_with_the_frozen_rows_on_each(visits):
    address = visits.spreadsheet(["Name"])
    visits.batch(address, {"appendDimension": {"sheetId": 5, "dimension": "ROWS", "length": 1500}})
    visits.enter(address, 1500, 0, "far down")
    window = visits.window(address, start=1000)
    assert [row["row"] for row in window["rows"]][:2] == [0, 1000]
    assert window["frozenRows"] == 1
    assert next(row for row in window["rows"] if row["row"] == 1500)["cells"]["0"]["text"] == "far down"


def test_an_unknown_spreadsheet_and_an_unknown_tab_are_404(visits):
    address = visits.spreadsheet(["a"])
    assert visits.get("/spreadsheets/none/5").status_code == 404
    assert visits.get(f"{address}6").status_code == 404
    assert visits.get(f"{address}6/cells").json()["message"].endswith("has no tab with the id 56.")
