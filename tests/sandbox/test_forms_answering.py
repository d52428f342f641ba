"""Answering a form writes its response tab as Google Forms does."""

from dataclasses import dataclass
from typing import Any

import pytest

COMMA = "Logistics of running a workshop (e.g. install issues, answering learner questions)"
HEADER = ["Timestamp", "Email Address", "Name", "Help", "When? [Monday]", "When? [Tuesday]"]


@dataclass(frozen=True)
class LiveForm:
    """A published form with its response tab, and what a person does with both."""

    workspace: Any
    id: str
    spreadsheet: str

    def submit(self, email="ada@example.org", **answers):
        body = {"answers": {"Name": "Ada", **answers}, "email": email}
        return self.workspace.control("POST", f"forms/{self.id}/submit", body)

    def edit(self, response, **answers):
        body = {"responseId": response["responseId"], "answers": answers}
        return self.workspace.control("POST", f"forms/{self.id}/edit", body)

    def delete(self, response):
        self.workspace.control("POST", f"forms/{self.id}/delete", {"responseId": response["responseId"]})

    def rows(self):
        values = self.workspace.sheets().values()
        answer = values.get(
            spreadsheetId=self.spreadsheet, range="Form Responses 1", valueRenderOption="UNFORMATTED_VALUE"
        ).execute()
        return answer["values"]

    def change_sheet(self, *requests):
        return (
            self.workspace.sheets()
            .batchUpdate(spreadsheetId=self.spreadsheet, body={"requests": list(requests)})
            .execute()
        )

    def sheet_id(self):
        shown = self.workspace.sheets().get(spreadsheetId=self.spreadsheet).execute()
        return shown["sheets"][0]["properties"]["sheetId"]

    def change_form(self, *requests):
        self.workspace.forms().batchUpdate(formId=self.id, body={"requests": list(requests)}).execute()


@pytest.fixture
def form(workspace):
    forms = workspace.forms()
    form_id = forms.create(body={"info": {"title": "Mentees"}}, unpublished=False).execute()["formId"]
    name = {"title": "Name", "questionItem": {"question": {"textQuestion": {}, "required": True}}}
    options = [{"value": "Git"}, {"value": COMMA}, {"isOther": True}]
    help_ = {
        "title": "Help",
        "questionItem": {"question": {"choiceQuestion": {"type": "CHECKBOX", "options": options}}},
    }
    grid = {"columns": {"type": "CHECKBOX", "options": [{"value": "09:00"}, {"value": "10:00"}]}}
    days = [{"rowQuestion": {"title": day}} for day in ("Monday", "Tuesday")]
    when = {"title": "When?", "questionGroupItem": {"grid": grid, "questions": days}}
    requests = [{"createItem": {"item": item, "location": {"index": n}}} for n, item in enumerate((name, help_, when))]
    settings = {"settings": {"emailCollectionType": "RESPONDER_INPUT"}, "updateMask": "emailCollectionType"}
    forms.batchUpdate(formId=form_id, body={"requests": [*requests, {"updateSettings": settings}]}).execute()
    workspace.control("PUT", "clock", {"now": "2026-09-03T12:00:00Z", "running": False})
    linked = workspace.control("POST", f"forms/{form_id}/link", {})
    return LiveForm(workspace, form_id, linked["linkedSheetId"])


def at(form, instant):
    form.workspace.control("PUT", "clock", {"now": instant, "running": False})


def test_a_linked_form_has_a_tab_with_the_question_titles(form):
    assert form.rows() == [HEADER]


def test_the_linked_spreadsheet_is_shown_on_the_form(form):
    assert form.workspace.forms().get(formId=form.id).execute()["linkedSheetId"] == form.spreadsheet


def test_a_response_becomes_a_row_with_ticked_options_joined_by_commas(form):
    form.submit(Help=["Git", COMMA, "Something else"], **{"When? [Monday]": ["09:00", "10:00"]})
    _, *cells = form.rows()[1]
    assert cells == ["ada@example.org", "Ada", f"Git, {COMMA}, Something else", "09:00, 10:00"]


def test_the_timestamp_is_wall_clock_time_in_the_spreadsheets_zone(form):
    properties = {"properties": {"timeZone": "Asia/Kolkata"}, "fields": "timeZone"}
    form.change_sheet({"updateSpreadsheetProperties": properties})
    form.submit()
    days, fraction = divmod(form.rows()[1][0], 1)
    assert (days, round(fraction * 24 * 60)) == (46268, 17 * 60 + 30)


def test_responses_stand_one_under_the_other(form):
    form.submit(Name="Ada")
    form.submit(Name="Ben")
    assert [row[2] for row in form.rows()[1:]] == ["Ada", "Ben"]


def test_an_edited_response_stays_in_its_row_with_a_new_timestamp_and_a_note(form):
    first = form.submit(Name="Ada", Help=["Git"])
    form.submit(Name="Ben")
    at(form, "2026-09-04T12:00:00Z")
    form.edit(first, Help=[COMMA])
    rows = form.rows()
    assert [row[2] for row in rows[1:]] == ["Ada", "Ben"]
    assert rows[1][3] == COMMA
    assert rows[1][0] == rows[2][0] + 1
    assert notes(form, 1) == {3: "Responder updated this value."}


def notes(form, row):
    shown = form.workspace.sheets().get(spreadsheetId=form.spreadsheet, includeGridData=True).execute()
    cells = shown["sheets"][0]["data"][0]["rowData"][row]["values"]
    return {column: cell["note"] for column, cell in enumerate(cells) if "note" in cell}


def test_an_edit_finds_its_row_after_the_tab_was_sorted(form):
    for hour, name in enumerate(("Cy", "Ada", "Ben")):
        at(form, f"2026-09-03T1{hour}:00:00Z")
        response = form.submit(Name=name)
    area = {"sheetId": form.sheet_id(), "startRowIndex": 1, "endRowIndex": 4}
    form.change_sheet({"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 2, "sortOrder": "ASCENDING"}]}})
    form.edit(response, Name="Benjamin")
    assert [row[2] for row in form.rows()[1:]] == ["Ada", "Benjamin", "Cy"]


def test_a_deleted_response_leaves_its_row(form):
    response = form.submit()
    form.delete(response)
    assert len(form.rows()) == 2
    assert form.workspace.forms().responses().list(formId=form.id).execute() == {}


def test_a_new_response_goes_below_rows_that_people_cleared(form):
    form.submit(Name="Ada")
    form.workspace.sheets().values().clear(spreadsheetId=form.spreadsheet, range="'Form Responses 1'!A2:F2").execute()
    form.submit(Name="Ben")
    rows = form.rows()
    assert rows[1] == []
    assert rows[2][2] == "Ben"


def test_a_column_that_people_inserted_is_left_alone(form):
    area = {"sheetId": form.sheet_id(), "dimension": "COLUMNS", "startIndex": 3, "endIndex": 4}
    form.change_sheet({"insertDimension": {"range": area}})
    update = {"range": "'Form Responses 1'!D1:D2", "values": [["Comment"], ["kept"]]}
    body = {"valueInputOption": "RAW", "data": [update]}
    form.workspace.sheets().values().batchUpdate(spreadsheetId=form.spreadsheet, body=body).execute()
    form.submit(Help=["Git"])
    assert form.rows()[-1][2:5] == ["Ada", "", "Git"]


def test_a_new_question_gets_a_column_on_the_right(form):
    item = {"title": "Pronouns", "questionItem": {"question": {"textQuestion": {}}}}
    form.change_form({"createItem": {"item": item, "location": {"index": 0}}})
    form.submit(Pronouns="she/her")
    assert form.rows()[0] == [*HEADER, "Pronouns"]
    assert form.rows()[1][6] == "she/her"


def test_a_renamed_question_renames_its_column(form):
    update = {"item": {"title": "Full name"}, "location": {"index": 0}, "updateMask": "title"}
    form.change_form({"updateItem": update})
    assert form.rows()[0][2] == "Full name"


def test_a_removed_question_keeps_its_column(form):
    form.submit(Help=["Git"])
    form.change_form({"deleteItem": {"location": {"index": 1}}})
    form.submit(Name="Ben")
    assert form.rows()[0] == HEADER
    assert form.rows()[1][3] == "Git"


def test_text_that_looks_like_a_formula_or_a_date_stays_text(form):
    form.submit(Name="=1+1", Help=["2-3"])
    assert form.rows()[1][2:4] == ["=1+1", "2-3"]


def test_responses_are_listed_with_their_answers_by_question(form):
    response = form.submit(Help=["Git", COMMA])
    listed = form.workspace.forms().responses().list(formId=form.id).execute()["responses"]
    assert listed == [response]
    texts = [[each["value"] for each in answer["textAnswers"]["answers"]] for answer in response["answers"].values()]
    assert texts == [["Ada"], ["Git", COMMA]]
    assert response["respondentEmail"] == "ada@example.org"


def test_responses_can_be_asked_for_from_a_time_on(form):
    form.submit(Name="Ada")
    at(form, "2026-09-03T13:00:00Z")
    later = form.submit(Name="Ben")
    found = form.workspace.forms().responses().list(formId=form.id, filter="timestamp > 2026-09-03T12:00:00Z").execute()
    assert [each["responseId"] for each in found["responses"]] == [later["responseId"]]


def refusal(form, **body):
    answer = form.workspace.ask_control("POST", f"forms/{form.id}/submit", body)
    assert answer.status_code == 400
    return answer.json()["error"]["message"]


def test_a_required_question_must_be_answered(form):
    assert refusal(form, answers={}, email="a@example.org") == "Name: this is a required question"


def test_an_answer_must_be_one_of_the_options(form):
    answers = {"Name": "Ada", "When? [Monday]": ["11:00"]}
    assert refusal(form, answers=answers, email="a@example.org") == "When? [Monday]: '11:00' is none of the options"


def test_a_question_that_the_form_does_not_have_is_named(form):
    assert "'Shoe size'" in refusal(form, answers={"Shoe size": "43"}, email="a@example.org")


def test_a_closed_form_takes_no_responses(form):
    state = {"publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": False}}}
    form.workspace.forms().setPublishSettings(formId=form.id, body=state).execute()
    assert "no longer accepting responses" in refusal(form, answers={"Name": "Ada"}, email="a@example.org")


def test_a_tab_that_exists_can_be_given_a_form(form):
    form.submit(Name="Ada", Help=["Git"])
    tab = {"spreadsheetId": form.spreadsheet, "tab": "Form Responses 1"}
    adopted = form.workspace.control("POST", "forms", tab)
    assert [item["title"] for item in adopted["items"]] == HEADER[2:]
    responses = form.workspace.forms().responses().list(formId=adopted["formId"]).execute()["responses"]
    assert len(responses) == 1
    LiveForm(form.workspace, adopted["formId"], form.spreadsheet).edit(responses[0], Name="Ada L.")
    assert [row[2] for row in form.rows()[1:]] == ["Ada L."]
