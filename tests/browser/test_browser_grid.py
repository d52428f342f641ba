"""A spreadsheet in the browser: seen, clicked and typed into."""

import pytest
from selenium.webdriver.common.keys import Keys
from workspaces import tab

SCRIPT = "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
BOX = {"userEnteredValue": {"boolValue": False}, "dataValidation": {"condition": {"type": "BOOLEAN"}}}
PRESENCE = {
    "dataValidation": {
        "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": each} for each in ("present", "missed")]},
        "strict": True,
    }
}


@pytest.fixture
def open_people(screen, workspace):
    """A tab of people in the browser; its spreadsheet's id."""

    def opened(*rows, **grid):
        spreadsheet_id = workspace.spreadsheet(tab("People", ["Name", "Taught", "Waive"], *rows, **grid))
        screen.open(f"/spreadsheets/{spreadsheet_id}/5")
        return spreadsheet_id

    return opened


def test_cell_text_is_text(screen, open_people):
    open_people([SCRIPT])
    assert screen.cell("A2").text == SCRIPT
    assert screen.browser.title.startswith("People")


def test_the_frozen_row_stays_when_the_grid_scrolls(screen, open_people):
    open_people(*[[f"Person {number}"] for number in range(200)], rowCount=300)
    grid = "document.querySelector('.tabulator-tableholder').scrollTop = 3000"
    screen.browser.execute_script(grid)
    screen.until(lambda: any(each.text == "Person 130" for each in screen.all("[tabulator-field=c0]")))
    assert screen.cell("A1").is_displayed()


def test_a_cell_is_edited_in_place(screen, workspace, open_people):
    spreadsheet_id = open_people(["Ada", 1])
    screen.click("B2").press(Keys.ENTER)
    screen.until(lambda: screen.browser.switch_to.active_element.get_property("value") == "1")
    screen.press(Keys.BACKSPACE, "=1+2", Keys.ENTER)
    screen.until(lambda: screen.cell("B2").text == "3")
    assert workspace.values(spreadsheet_id, "B2") == [["3"]]


def test_a_formula_elsewhere_follows_an_edit(screen, open_people):
    open_people(["Ada", 1], ["Bea", 2], ["All", "=SUM(B2:B3)"])
    screen.click("B2").press("5", Keys.ENTER)
    screen.until(lambda: screen.cell("B4").text == "7")


def test_escape_leaves_the_cell_as_it_was(screen, workspace, open_people):
    spreadsheet_id = open_people(["Ada"])
    screen.click("A2").press(Keys.ENTER)
    screen.until(lambda: screen.browser.switch_to.active_element.tag_name == "input")
    screen.press("more", Keys.ESCAPE)
    assert screen.cell("A2").text == "Ada"
    assert workspace.values(spreadsheet_id, "A2") == [["Ada"]]


def test_the_keyboard_alone_moves_types_and_clears(screen, workspace, open_people):
    spreadsheet_id = open_people(["Ada", 1], ["Bea", 2])
    screen.click("A2").press(Keys.ARROW_DOWN, Keys.ARROW_RIGHT)
    screen.until(lambda: screen.place == "B3")
    screen.press("12", Keys.ENTER)
    screen.until_told("B3 is saved")
    screen.press(Keys.ARROW_UP)
    screen.until(lambda: screen.place == "B2")
    screen.press(Keys.DELETE)
    screen.until_told("B2 is saved")
    assert workspace.values(spreadsheet_id, "A2:B3") == [["Ada"], ["Bea", "12"]]


def test_a_heading_in_the_frozen_row_can_be_edited(screen, workspace, open_people):
    spreadsheet_id = open_people(["Ada"])
    screen.click("A1").press("Person", Keys.ENTER)
    screen.until(lambda: screen.cell("A1").text == "Person")
    assert workspace.values(spreadsheet_id, "A1:A2") == [["Person"], ["Ada"]]


def test_a_box_is_ticked_by_mouse_and_by_space_bar(screen, workspace, open_people):
    spreadsheet_id = open_people(["Ada", 1, BOX], ["Bea", 2, BOX])
    screen.all("#grid input[type=checkbox]")[0].click()
    screen.until_told("C2 is saved")
    screen.press(Keys.ARROW_DOWN)
    screen.until(lambda: screen.place == "C3")
    screen.press(" ")
    screen.until_told("C3 is saved")
    assert workspace.values(spreadsheet_id, "C2:C3") == [["TRUE"], ["TRUE"]]
    assert all(box.is_selected() for box in screen.all("#grid input[type=checkbox]"))


def test_a_drop_down_is_chosen_from(screen, workspace, open_people):
    spreadsheet_id = open_people(["Ada", PRESENCE])
    screen.click("B2").press(Keys.ENTER)
    screen.until(lambda: screen.browser.switch_to.active_element.tag_name == "select")
    screen.press("mis", Keys.ENTER)
    screen.until(lambda: screen.cell("B2").text == "missed")
    assert workspace.values(spreadsheet_id, "B2") == [["missed"]]


def test_rows_are_sorted_inserted_and_deleted(screen, workspace, open_people):
    spreadsheet_id = open_people(["Bea", 2], ["Ada", 1])
    screen.click("A2").use("Sort A → Z")
    screen.until_told("Sorted by column A")
    assert screen.cell("A2").text == "Ada"
    screen.use("Insert row below")
    screen.until_told("inserted below row 2")
    assert [screen.cell(name).text for name in ("A2", "A3", "A4")] == ["Ada", "", "Bea"]
    screen.use("Delete row")
    screen.until_told("Row 2 was deleted")
    assert workspace.values(spreadsheet_id, "A1:B9") == [["Name", "Taught", "Waive"][:2], [], ["Bea", "2"]]


def test_rows_that_were_hidden_come_back_in_their_place(screen, workspace, open_people):
    spreadsheet_id = open_people(["Ada"], ["Bea"], ["Cleo"])
    span = {"sheetId": 5, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}

    def hide(hidden):
        change = {"range": span, "properties": {"hiddenByUser": hidden}, "fields": "hiddenByUser"}
        body = {"requests": [{"updateDimensionProperties": change}]}
        workspace.ask("POST", f"/v4/spreadsheets/{spreadsheet_id}:batchUpdate", body)
        screen.browser.execute_script("window.dispatchEvent(new Event('focus'))")

    hide(True)
    screen.until(lambda: "Hidden rows: 1" in screen.one("#hidden").text)
    hide(False)
    screen.until(lambda: "Hidden rows" not in screen.one("#hidden").text)
    names = screen.all("#grid .tabulator-table [tabulator-field=c0]")
    assert [each.text for each in names[:3]] == ["Ada", "Bea", "Cleo"]


def test_a_refusal_is_told_in_the_status_line(screen, workspace, open_people):
    spreadsheet_id = open_people(["Ada"])
    change = {"updateSheetProperties": {"properties": {"sheetId": 5, "gridProperties": {"rowCount": 2}}}}
    change["updateSheetProperties"]["fields"] = "gridProperties.rowCount"
    workspace.ask("POST", f"/v4/spreadsheets/{spreadsheet_id}:batchUpdate", {"requests": [change]})
    screen.click("A9").press("late", Keys.ENTER)
    screen.until_told("exceeds grid limits")
    screen.browser.get_log("browser")  # the refused request is among the browser's own messages


def test_a_note_is_marked_and_read_when_its_cell_is_selected(screen, open_people):
    open_people([{"userEnteredValue": {"stringValue": "Ada"}, "note": "Mentor since 2019"}])
    screen.click("A2")
    assert "noted" in screen.cell("A2").get_attribute("class")
    assert screen.one("#about").text == "Note: Mentor since 2019"


def test_a_link_jumps_to_its_tab_and_cell(screen, workspace):
    people = tab("People", ["Name"], *[[f"Person {number}"] for number in range(2, 120)], sheet_id=7, rowCount=200)
    link = '=HYPERLINK("#gid=7&range=A90","Person 90")'
    spreadsheet_id = workspace.spreadsheet(tab("Review", ["Where"], [link]), people)
    screen.open(f"/spreadsheets/{spreadsheet_id}/5")
    screen.cell("A2").find_element("css selector", "a").click()
    screen.until(lambda: screen.browser.current_url.endswith("/7#A90"))
    screen.wait_for_grid()
    screen.until(lambda: screen.place == "A90")
    assert screen.one("#entry").get_property("value") == "Person 90"
    assert screen.cell("A90").is_displayed()


def test_a_frozen_column_can_be_clicked_and_left_with_the_arrows(screen, open_people):
    open_people(["Ada", 1], ["Bea", 2], frozenColumnCount=1)
    screen.click("A3").press(Keys.ARROW_RIGHT)
    screen.until(lambda: screen.place == "B3")
    screen.press(Keys.ARROW_LEFT, Keys.ARROW_UP)
    screen.until(lambda: screen.place == "A2")


def test_what_a_program_writes_appears_when_the_window_is_looked_at_again(screen, workspace, open_people):
    spreadsheet_id = open_people(["Ada"])
    body = {"range": "A2", "values": [["Eve"]]}
    workspace.ask("PUT", f"/v4/spreadsheets/{spreadsheet_id}/values/A2?valueInputOption=RAW", body)
    screen.browser.execute_script("window.dispatchEvent(new Event('focus'))")
    screen.until(lambda: screen.cell("A2").text == "Eve")
