"""Edits become requests: every cell typed, nothing an applicant wrote evaluated, nothing a person made overwritten."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.google.batch import requests_for
from mentoring_sync.google.looks import TONES
from mentoring_sync.spreadsheet.edits import (
    AddSheet,
    CellInput,
    Checkbox,
    ColumnLook,
    DeleteRows,
    DropDown,
    DropMark,
    Edit,
    GreyCells,
    GrowRows,
    HideColumn,
    InsertColumns,
    InsertRow,
    Link,
    Mailto,
    MarkColumn,
    NoteColumn,
    Tone,
    WebLink,
    WriteCells,
    more_rows,
)
from mentoring_sync.spreadsheet.formulas import Formula, Tally
from mentoring_sync.spreadsheet.grid import Tab


def a_write(*values: CellInput, row: int = 3, column: int = 0) -> WriteCells:
    return WriteCells(sheet_id=7, row=row, column=column, values=values)


def kinds(*edits: Edit) -> list[str]:
    return [kind for request in requests_for(edits) for kind in request]


def the_cell(value: CellInput) -> dict[str, Any]:
    [request] = requests_for([a_write(value)])
    cell: dict[str, Any] = request["updateCells"]["rows"][0]["values"][0]
    return cell


def added(*columns: ColumnLook, hidden: bool = False) -> list[dict[str, Any]]:
    return requests_for([AddSheet(sheet_id=7, title="Roster", columns=columns, rows=20, hidden=hidden)])


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ("text", {"stringValue": "text"}),
        (7, {"numberValue": 7}),
        (0.5, {"numberValue": 0.5}),
        (True, {"boolValue": True}),
        (date(2027, 1, 18), {"numberValue": 46405.0}),
        (datetime(2027, 1, 18, 6), {"numberValue": 46405.25}),  # noqa: DTZ001 - the sheet's clock
        (Checkbox(ticked=True), {"boolValue": True}),
    ],
)
def test_every_cell_is_typed(value: CellInput, typed: dict[str, object]) -> None:
    assert the_cell(value)["userEnteredValue"] == typed


@given(st.text(min_size=1))
def test_any_text_stays_text(text: str) -> None:
    assert the_cell(text) == {"userEnteredValue": {"stringValue": text}}


@pytest.mark.parametrize("text", ["=HYPERLINK(0)", "+49 30 1234", "@home", "-1", "'quoted", "\t=1+1", "TRUE", "1-2"])
def test_what_looks_like_a_formula_or_a_number_stays_text(text: str) -> None:
    assert the_cell(text)["userEnteredValue"] == {"stringValue": text}


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_empties_the_cell(value: CellInput) -> None:
    assert the_cell(value) == {}


def test_a_link_leads_to_the_cell() -> None:
    formula = the_cell(Link(sheet_id=42, cell="C4", label="Roster, row 4"))["userEnteredValue"]["formulaValue"]
    assert formula == '=HYPERLINK("#gid=42&range=C4","Roster, row 4")'


def test_a_link_is_understood_where_numbers_have_a_comma() -> None:
    [request] = requests_for([a_write(Link(sheet_id=42, cell="C4", label="Roster"))], locale="de_DE")
    [cell] = request["updateCells"]["rows"][0]["values"]
    assert cell["userEnteredValue"]["formulaValue"] == '=HYPERLINK("#gid=42&range=C4";"Roster")'


@given(st.text())
def test_a_label_cannot_break_out_of_its_formula(label: str) -> None:
    formula: str = the_cell(Link(sheet_id=42, cell="C4", label=label))["userEnteredValue"]["formulaValue"]
    inside = formula.removeprefix('=HYPERLINK("#gid=42&range=C4","').removesuffix('")')
    assert inside.replace('""', "").count('"') == 0
    assert inside.replace('""', '"') == label


def test_a_checkbox_brings_its_validation() -> None:
    assert the_cell(Checkbox())["dataValidation"]["condition"] == {"type": "BOOLEAN"}


def test_writing_text_leaves_the_columns_drop_down_and_format_alone() -> None:
    [request] = requests_for([a_write("present", None, 0.5)])
    assert request["updateCells"]["fields"] == "userEnteredValue"


def test_a_date_is_shown_as_one() -> None:
    [request] = requests_for([a_write(date(2027, 1, 18))])
    assert request["updateCells"]["fields"] == "userEnteredValue,userEnteredFormat.numberFormat"
    shown = request["updateCells"]["rows"][0]["values"][0]["userEnteredFormat"]["numberFormat"]
    assert shown == {"type": "DATE", "pattern": "yyyy-mm-dd"}


def test_neighbouring_rows_become_one_request() -> None:
    [request] = requests_for([a_write("a", row=1), a_write("b", row=2), a_write("c", row=3)])
    assert [row["values"][0]["userEnteredValue"]["stringValue"] for row in request["updateCells"]["rows"]] == list(
        "abc"
    )
    assert request["updateCells"]["start"] == {"sheetId": 7, "rowIndex": 1, "columnIndex": 0}


def test_rows_with_boxes_in_them_are_still_put_together_by_kind() -> None:
    requests = requests_for([a_write("a", Checkbox(), "x", row=row) for row in range(1, 100)])
    assert [request["updateCells"]["start"]["columnIndex"] for request in requests] == [0, 1, 2]


@pytest.mark.parametrize("other", [a_write("b", row=5), a_write("b", row=4, column=1), a_write("b", "c", row=4)])
def test_cells_that_are_no_rectangle_stay_apart(other: WriteCells) -> None:
    assert kinds(a_write("a", row=3), other) == ["updateCells", "updateCells"]


def test_edits_keep_their_order_around_writes() -> None:
    edits: list[Edit] = [
        InsertColumns(sheet_id=7, at=2, columns=(ColumnLook(title="Reason"),)),
        GrowRows(sheet_id=7, count=9),
        a_write("a"),
        DeleteRows(sheet_id=7, start=4, end=6),
        a_write("b"),
    ]
    looks = {"updateDimensionProperties", "repeatCell", "createDeveloperMetadata"}
    shown = [kind for kind in kinds(*edits) if kind not in looks]
    heading, *rest = shown[1:]
    assert (shown[0], heading) == ("insertDimension", "updateCells")
    assert rest == ["appendDimension", "updateCells", "deleteDimension", "updateCells"]


def test_new_rows_look_like_the_last_one_but_lead_nowhere() -> None:
    grown, alike, leading = requests_for([GrowRows(sheet_id=7, count=3, last=19)])
    assert grown == {"appendDimension": {"sheetId": 7, "dimension": "ROWS", "length": 3}}
    new = {"sheetId": 7, "startRowIndex": 20, "endRowIndex": 23}
    assert alike["copyPaste"]["source"] == {"sheetId": 7, "startRowIndex": 19, "endRowIndex": 20}
    assert (alike["copyPaste"]["destination"], alike["copyPaste"]["pasteType"]) == (new, "PASTE_FORMAT")
    assert leading == {"repeatCell": {"range": new, "cell": {}, "fields": "userEnteredFormat.textFormat.link"}}
    assert len(requests_for([GrowRows(sheet_id=7, count=3)])) == 1


@pytest.mark.parametrize(("rows", "own"), [(2, ["link"]), (4, ["link", "dataValidation"])])
def test_the_choices_of_a_filled_last_row_are_its_own(rows: int, own: list[str]) -> None:
    tab = Tab(title="Review", sheet_id=7, rows=(("What",),) * rows, row_count=4)
    fields = requests_for([more_rows(tab, 3)])[2]["repeatCell"]["fields"]
    assert [each.rpartition(".")[2] for each in fields.split(",")] == own


def test_rows_go_where_they_are_said_to() -> None:
    assert requests_for([DeleteRows(sheet_id=7, start=4, end=6)]) == [
        {"deleteDimension": {"range": {"sheetId": 7, "dimension": "ROWS", "startIndex": 4, "endIndex": 6}}}
    ]


def test_a_new_tab_has_its_own_id_and_a_frozen_header() -> None:
    properties = added(ColumnLook(title="Person"))[0]["addSheet"]["properties"]
    assert properties["sheetId"] == 7
    assert properties["gridProperties"] == {"rowCount": 20, "columnCount": 1, "frozenRowCount": 1}


def test_a_technical_tab_is_hidden() -> None:
    assert added(ColumnLook(title="_key"), hidden=True)[0]["addSheet"]["properties"]["hidden"] is True


def test_headers_carry_their_notes() -> None:
    header = added(ColumnLook(title="Person", note="Who."))[1]["updateCells"]["rows"][0]["values"][0]
    assert header["userEnteredValue"] == {"stringValue": "Person"}
    assert header["note"] == "Who."


def test_neighbouring_guarded_columns_share_one_warning() -> None:
    columns = [ColumnLook(title=title, guarded=title in "ABD") for title in "ABCD"]
    guards = [each["addProtectedRange"]["protectedRange"] for each in added(*columns) if "addProtectedRange" in each]
    assert [(guard["range"]["startColumnIndex"], guard["range"]["endColumnIndex"]) for guard in guards] == [
        (0, 2),
        (3, 4),
    ]
    assert all(guard["warningOnly"] for guard in guards)


def test_choices_are_offered_and_not_enforced() -> None:
    rules = [
        each["setDataValidation"]["rule"]
        for each in added(ColumnLook(title="2027-01-18", choices=("present", "missed")))
        if "setDataValidation" in each
    ]
    assert [value["userEnteredValue"] for value in rules[0]["condition"]["values"]] == ["present", "missed"]
    assert rules[0]["strict"] is False


def test_a_hidden_column_is_hidden() -> None:
    [look] = [
        each["updateDimensionProperties"]
        for each in added(ColumnLook(title="_key", hidden=True))
        if "updateDimensionProperties" in each
    ]
    assert look["properties"]["hiddenByUser"] is True


def test_an_address_is_text_that_a_click_writes_to() -> None:
    cell = the_cell(Mailto("=ana+b?x@example.org"))
    assert cell["userEnteredValue"] == {"stringValue": "=ana+b?x@example.org"}
    assert cell["userEnteredFormat"]["textFormat"]["link"] == {"uri": "mailto:%3Dana%2Bb%3Fx@example.org"}


def test_a_label_is_text_that_a_click_follows() -> None:
    cell = the_cell(WebLink("https://mail.google.com/mail/#all/18c2", "draft"))
    assert cell["userEnteredValue"] == {"stringValue": "draft"}
    assert cell["userEnteredFormat"]["textFormat"]["link"] == {"uri": "https://mail.google.com/mail/#all/18c2"}


def test_words_are_coloured_in_the_whole_column_once() -> None:
    status = ColumnLook(title="Status", tones=(("In a team", Tone.GOOD), ("Gone", Tone.QUIET)))
    rules = [
        each["addConditionalFormatRule"]["rule"]
        for each in added(ColumnLook(title="Person"), status)
        if "addConditionalFormatRule" in each
    ]
    below = {"sheetId": 7, "startRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}
    assert [rule["ranges"] for rule in rules] == [[below], [below]]
    words = [rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules]
    assert words == ["In a team", "Gone"]


@pytest.mark.parametrize("tone", Tone)
def test_every_colour_can_be_read(tone: Tone) -> None:
    back, ink = (_luminance(colour) for colour in TONES[tone])
    assert (max(back, ink) + 0.05) / (min(back, ink) + 0.05) >= 7


def _luminance(colour: dict[str, float]) -> float:
    """WCAG's relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = {name: c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for name, c in colour.items()}
    return 0.2126 * parts["red"] + 0.7152 * parts["green"] + 0.0722 * parts["blue"]


def test_a_listed_tab_is_filtered_over_its_hidden_columns_too() -> None:
    columns = (ColumnLook(title="Person"), ColumnLook(title="_key", hidden=True))
    requests = requests_for(
        [AddSheet(sheet_id=7, title="Roster", columns=columns, rows=20, listed=True, at=1, frozen=1)]
    )
    [basic] = [each["setBasicFilter"]["filter"]["range"] for each in requests if "setBasicFilter" in each]
    assert (basic["startColumnIndex"], basic["endColumnIndex"]) == (0, 2)
    properties = requests[0]["addSheet"]["properties"]
    assert (properties["index"], properties["gridProperties"]["frozenColumnCount"]) == (1, 1)


def test_a_drop_down_is_a_rule_and_leaves_what_stands_in_the_cell() -> None:
    [request] = requests_for([a_write(DropDown(("send", "draft")))])
    assert request["updateCells"]["fields"] == "dataValidation"
    rule = the_cell(DropDown(("send", "draft")))["dataValidation"]
    assert [each["userEnteredValue"] for each in rule["condition"]["values"]] == ["send", "draft"]
    assert rule["strict"] is False


def marks(*edits: Edit) -> list[tuple[str, int]]:
    """The title and the column of each mark that these edits make."""
    made = [
        request["createDeveloperMetadata"] for request in requests_for(edits) if "createDeveloperMetadata" in request
    ]
    found = [each["developerMetadata"] for each in made]
    return [(each["metadataValue"], each["location"]["dimensionRange"]["startIndex"]) for each in found]


def test_a_new_tab_and_new_columns_have_each_column_marked_with_its_title() -> None:
    columns = (ColumnLook(title="Person"), ColumnLook(title="Withdrawn"))
    tab = AddSheet(sheet_id=7, title="Roster", columns=columns, rows=20)
    assert marks(tab) == [("Person", 0), ("Withdrawn", 1)]
    assert marks(InsertColumns(sheet_id=7, at=4, columns=columns)) == [("Person", 4), ("Withdrawn", 5)]


def test_the_columns_of_a_hidden_tab_have_no_marks() -> None:
    assert marks(AddSheet(sheet_id=7, title="_sync", columns=(ColumnLook(title="Tab"),), rows=2, hidden=True)) == []


def test_a_standing_column_is_marked_for_every_program_to_see_and_a_mark_goes_by_its_id() -> None:
    [made, gone] = requests_for(
        [MarkColumn(sheet_id=7, column=3, title="Send", header="Send"), DropMark(sheet_id=7, mark=99)]
    )
    metadata = made["createDeveloperMetadata"]["developerMetadata"]
    assert (metadata["metadataKey"], metadata["visibility"]) == ("mentoring-sync-column", "DOCUMENT")
    assert "metadataId" not in metadata
    assert gone == {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": 99}}}}


@pytest.mark.parametrize(("locale", "comma"), [("en_US", ","), ("de_DE", ";"), ("pt_BR", ";")])
def test_a_figure_is_a_formula_by_the_rules_of_the_spreadsheets_locale(locale: str, comma: str) -> None:
    formula = Formula(tally=Tally(cells=(("Meeting 1", "present"),)), value=1.0).at(3, {"Meeting 1": 4})
    [request] = requests_for([a_write(formula)], locale=locale)
    [[cell]] = [row["values"] for row in request["updateCells"]["rows"]]
    assert cell == {"userEnteredValue": {"formulaValue": f'=COUNTIF(E4{comma}"present")'}}
    assert request["updateCells"]["fields"] == "userEnteredValue"


def test_cells_are_grey_until_the_date_in_another_column_by_a_rule_that_looks_at_the_clock() -> None:
    rules = [
        each["addConditionalFormatRule"]["rule"] for each in requests_for([GreyCells(sheet_id=7, column=4, until=27)])
    ]
    conditions = [rule["booleanRule"]["condition"] for rule in rules]
    assert [each["values"][0]["userEnteredValue"] for each in conditions] == [
        '=AND($AB2<>"",$AB2>NOW())',
        '=AND($AB2="",E2="",$A2<>"")',
    ]
    assert {rule["ranges"][0]["startColumnIndex"] for rule in rules} == {4}


def test_a_column_is_hidden_and_its_note_rewritten_without_touching_a_cell() -> None:
    hidden, noted = requests_for([HideColumn(sheet_id=7, column=4), NoteColumn(sheet_id=7, column=5, note="Ours.")])
    assert hidden["updateDimensionProperties"]["properties"] == {"hiddenByUser": True}
    assert noted["updateCells"]["fields"] == "note"


def test_a_row_that_comes_in_is_made_and_then_written() -> None:
    write = WriteCells(sheet_id=7, row=4, column=1, values=("Team 2", 3))
    made, written = requests_for([InsertRow(sheet_id=7, at=4, writes=(write,))])
    place = {"sheetId": 7, "dimension": "ROWS", "startIndex": 4, "endIndex": 5}
    assert made == {"insertDimension": {"range": place, "inheritFromBefore": True}}
    assert written["updateCells"]["start"] == {"sheetId": 7, "rowIndex": 4, "columnIndex": 1}
