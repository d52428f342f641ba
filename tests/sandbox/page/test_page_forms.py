"""Forms as a responder fills them in."""

import re

import pytest

OPTION = "Logistics of running a workshop (e.g. install issues, answering learner questions)"


def question(title, body, *, required=False):
    return {"title": title, "questionItem": {"question": {"required": required, **body}}}


def choice(kind, *options, other=False):
    given = [{"value": option} for option in options] + [{"isOther": True}] * other
    return {"choiceQuestion": {"type": kind, "options": given}}


@pytest.fixture
def make_form(visits):
    """A published form with these items and a response tab of its own; its page's address and question ids."""

    def make(*items):
        forms = visits.workspace.forms()
        form_id = forms.create(body={"info": {"title": "Apply"}}).execute()["formId"]
        changes = [{"createItem": {"item": item, "location": {"index": n}}} for n, item in enumerate(items)]
        forms.batchUpdate(formId=form_id, body={"requests": changes}).execute()
        state = {"publishState": {"isPublished": True, "isAcceptingResponses": True}}
        forms.setPublishSettings(formId=form_id, body={"publishSettings": state}).execute()
        visits.workspace.control("POST", f"forms/{form_id}/link", {})
        made = forms.get(formId=form_id).execute()
        ids = {item["title"]: item["questionItem"]["question"]["questionId"] for item in made["items"]}
        return f"/forms/{form_id}", ids

    return make


def rows(visits, form_address):
    """The response tab's rows without the timestamps."""
    form = visits.workspace.forms().get(formId=form_address.split("/")[2]).execute()
    values = visits.workspace.sheets().values().get(spreadsheetId=form["linkedSheetId"], range="A1:Z100").execute()
    return [row[1:] for row in values["values"]]


def test_a_submitted_form_is_a_new_row_of_the_response_tab(visits, make_form):
    address, ids = make_form(
        question("Name", {"textQuestion": {}}), question("Topics", choice("CHECKBOX", "Git", OPTION))
    )
    answer = visits.post(address, fields={ids["Name"]: "Ada", ids["Topics"]: ["Git", OPTION]})
    assert answer.status_code == 303
    assert rows(visits, address) == [["Name", "Topics"], ["Ada", f"Git, {OPTION}"]]
    assert "recorded" in visits.get(answer.headers["Location"].removeprefix(visits.workspace.url)).text


def test_the_text_beside_other_is_the_answer(visits, make_form):
    address, ids = make_form(question("Role", choice("RADIO", "Mentor", other=True)))
    page = visits.get(address).text
    other = re.search(r'type="radio" name="\w+" value="([^"]*other)"', page)[1]
    visits.post(address, fields={ids["Role"]: other, f"{ids['Role']}.other": "Both"})
    assert rows(visits, address)[1] == ["Both"]


def test_a_mistake_shows_the_form_again_with_what_was_given(visits, make_form):
    address, ids = make_form(
        question("Name", {"textQuestion": {}}), question("Zone", {"textQuestion": {}}, required=True)
    )
    answer = visits.post(address, fields={ids["Name"]: 'Ada "the first" <x>'})
    assert answer.status_code == 400
    assert "Zone: this is a required question" in answer.text
    assert 'value="Ada &#34;the first&#34; &lt;x&gt;"' in answer.text
    assert rows(visits, address) == [["Name", "Zone"]]


def test_titles_descriptions_and_options_are_escaped(visits, make_form):
    markup = "<img src=x onerror=alert(1)>"
    address, _ = make_form({**question(markup, choice("RADIO", markup)), "description": markup})
    assert "<img src=x" not in visits.get(address).text


def test_every_kind_of_question_has_its_field(visits, make_form):
    address, _ = make_form(
        question("Short", {"textQuestion": {}}),
        question("Long", {"textQuestion": {"paragraph": True}}),
        question("Pick", choice("DROP_DOWN", "A", "B")),
        question("Scale", {"scaleQuestion": {"low": 1, "high": 5}}),
        question("Day", {"dateQuestion": {"includeYear": True}}),
        question("Hour", {"timeQuestion": {}}),
    )
    html = visits.get(address).text
    for field in ('type="text"', "<textarea", "<select", 'value="5"', 'type="date"', 'type="time"'):
        assert field in html


def test_a_closed_form_cannot_be_filled_in(visits, make_form):
    address, _ = make_form(question("Name", {"textQuestion": {}}))
    state = {"publishState": {"isPublished": True, "isAcceptingResponses": False}}
    forms = visits.workspace.forms()
    forms.setPublishSettings(formId=address.split("/")[2], body={"publishSettings": state}).execute()
    html = visits.get(address).text
    assert "isn’t accepting responses" in html
    assert "<form" not in html


def test_an_imported_tab_of_responses_gets_a_form(visits):
    address = visits.spreadsheet(["Timestamp", "Name", "Zone"], [46266, "Ada", "UTC"])
    made = visits.post(f"{address}/form")
    assert made.status_code == 303
    form = made.headers["Location"].removeprefix(visits.workspace.url)
    names = re.findall(r'<input id="(\w+)" name="\1" type="text"', visits.get(form).text)
    visits.post(form, fields=dict(zip(names, ["Bea", "2-3"], strict=True)))
    assert visits.column(address, 1) == ["Name", "Ada", "Bea"]
    assert "Open its form" in visits.get(address).text


def test_a_tab_that_holds_no_responses_is_offered_no_form(visits):
    assert "Make a form" not in visits.get(visits.spreadsheet(["Team", "Mentor"])).text
    assert "Make a form" in visits.get(visits.spreadsheet(["Timestamp", "Name"])).text
