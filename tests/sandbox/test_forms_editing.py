"""Making forms through the API."""

import pytest
from googleapiclient.errors import HttpError


@pytest.fixture
def forms(workspace):
    return workspace.forms()


def create(forms, title="Mentor application", **query):
    return forms.create(body={"info": {"title": title}}, **query).execute()


def choice(title="What can you help with?", options=("Git", "R"), kind="CHECKBOX", **question):
    choices = {"type": kind, "options": [{"value": option} for option in options]}
    return {"title": title, "questionItem": {"question": {"choiceQuestion": choices} | question}}


def text(title="Name", **question):
    return {"title": title, "questionItem": {"question": {"textQuestion": {}} | question}}


def add(item, index=0):
    return {"createItem": {"item": item, "location": {"index": index}}}


def change(forms, form_id, *requests, **body):
    return forms.batchUpdate(formId=form_id, body={"requests": list(requests), **body}).execute()


def test_a_form_made_through_the_api_begins_unpublished(forms):
    state = create(forms)["publishSettings"]["publishState"]
    assert state == {"isPublished": False, "isAcceptingResponses": False}


def test_a_form_can_be_made_published(forms):
    state = create(forms, unpublished=False)["publishSettings"]["publishState"]
    assert state == {"isPublished": True, "isAcceptingResponses": True}


def test_publishing_is_read_back(forms):
    form_id = create(forms)["formId"]
    wanted = {"publishState": {"isPublished": True, "isAcceptingResponses": True}}
    forms.setPublishSettings(formId=form_id, body={"publishSettings": wanted}).execute()
    assert forms.get(formId=form_id).execute()["publishSettings"] == wanted


def test_only_a_title_can_be_set_when_a_form_is_made(forms):
    with pytest.raises(HttpError, match=r"Only info\.title can be set"):
        forms.create(body={"info": {"title": "T"}, "items": [text()]}).execute()


def test_items_stand_where_they_were_put_and_get_ids(forms):
    form_id = create(forms)["formId"]
    replies = change(forms, form_id, add(text("Name")), add(text("Pronouns"), 1), add(choice(), 1))["replies"]
    form = forms.get(formId=form_id).execute()
    assert [item["title"] for item in form["items"]] == ["Name", "What can you help with?", "Pronouns"]
    assert form["items"][0]["itemId"] == replies[0]["createItem"]["itemId"]
    assert [form["items"][1]["questionItem"]["question"]["questionId"]] == replies[2]["createItem"]["questionId"]


def test_a_batch_with_one_bad_request_changes_nothing(forms):
    form_id = create(forms)["formId"]
    with pytest.raises(HttpError, match=r"requests\[1\]\.createItem"):
        change(forms, form_id, add(text()), add(text(), 7))
    assert "items" not in forms.get(formId=form_id).execute()


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (choice(options=()), "at least one option"),
        (choice(options=("Git", "Git")), "duplicate option"),
        (text("two\nlines"), "cannot contain newlines"),
        ({"title": "Nothing"}, "exactly one kind"),
        ({"questionItem": {"question": {"fileUploadQuestion": {"folderId": "x"}}}}, "not supported"),
    ],
)
def test_an_item_that_forms_would_not_take_is_refused(forms, item, why):
    form_id = create(forms)["formId"]
    with pytest.raises(HttpError, match=why):
        change(forms, form_id, add(item))


def test_a_revision_that_is_not_the_forms_refuses_the_batch(forms):
    form = create(forms)
    change(forms, form["formId"], add(text()), writeControl={"requiredRevisionId": form["revisionId"]})
    with pytest.raises(HttpError) as refusal:
        change(forms, form["formId"], add(text()), writeControl={"requiredRevisionId": form["revisionId"]})
    assert refusal.value.status_code == 400


def test_an_update_changes_what_its_mask_names_and_keeps_the_ids(forms):
    form_id = create(forms)["formId"]
    change(forms, form_id, add(text("Name", required=True)))
    before = forms.get(formId=form_id).execute()["items"][0]
    update = {"item": {"title": "Full name"}, "location": {"index": 0}, "updateMask": "title"}
    change(forms, form_id, {"updateItem": update})
    assert forms.get(formId=form_id).execute()["items"][0] == before | {"title": "Full name"}


def test_items_move_and_go(forms):
    form_id = create(forms)["formId"]
    change(forms, form_id, add(text("A")), add(text("B"), 1), add(text("C"), 2))
    move = {"originalLocation": {"index": 0}, "newLocation": {"index": 2}}
    change(forms, form_id, {"moveItem": move}, {"deleteItem": {"location": {"index": 0}}})
    assert [item["title"] for item in forms.get(formId=form_id).execute()["items"]] == ["C", "A"]


def test_the_form_comes_back_with_the_replies_when_asked_for(forms):
    form_id = create(forms)["formId"]
    update = {"updateFormInfo": {"info": {"description": "Apply here"}, "updateMask": "description"}}
    answer = change(forms, form_id, update, includeFormInResponse=True)
    assert answer["form"]["info"] == {
        "title": "Mentor application",
        "documentTitle": "Untitled form",
        "description": "Apply here",
    }


def test_a_form_that_does_not_exist_is_404(forms):
    with pytest.raises(HttpError, match=r"Requested entity was not found\.") as refusal:
        forms.get(formId="1nowhere").execute()
    assert refusal.value.status_code == 404


def test_a_form_is_listed_in_drive(workspace, forms):
    form_id = create(forms)["formId"]
    query = "mimeType = 'application/vnd.google-apps.form'"
    listed = workspace.service("drive", "v3").files().list(q=query).execute()["files"]
    assert [file["id"] for file in listed] == [form_id]
