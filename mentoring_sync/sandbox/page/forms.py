"""A form as a responder meets it: its questions to fill in, and what it says to the answers.

In: a form's id, and an HTML form's fields. Out: pages; submitted answers go to `sandbox.forms`, which writes the
response tab. A question's field is called by its id; the text beside "Other" by the id with `.other` behind it.
"""

from __future__ import annotations

from werkzeug.datastructures import MultiDict
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from ..forms import adoption, answering, items, store
from .methods import Methods
from .rendering import page

EMAIL = "email"
OTHER = "\N{WHITE SQUARE} other"
"""The value of the choice "Other", which no option of a form is likely to have."""


def show(request: Request, methods: Methods, form_id: str) -> Response:
    """GET /forms/ID."""
    del request
    return _form(store.find_form(methods.db, form_id), MultiDict())


def submit(request: Request, methods: Methods, form_id: str) -> Response:
    """POST /forms/ID: on to the thanks, or the form again with what was given and what is wrong with it."""
    form = store.find_form(methods.db, form_id)
    given = request.form
    try:
        answering.submit(methods.db, form_id, _answers(form, given), methods.now, email=given.get(EMAIL))
    except answering.AnswerRefusedError as refusal:
        methods.db.rollback()
        return _form(form, given, str(refusal))
    return redirect(f"/forms/{form_id}/received", 303)


def show_received(request: Request, methods: Methods, form_id: str) -> Response:
    """GET /forms/ID/received: thanks, and the way to the response tab."""
    del request
    form = store.find_form(methods.db, form_id)
    return page("received.html", form=form.shown, sheet=form.sheet)


def make_for_tab(request: Request, methods: Methods, spreadsheet_id: str, sheet_id: int) -> Response:
    """POST .../form: a form for a tab of responses that has none, then on to it. Raises ValueError without a header."""
    del request
    asked = {"spreadsheetId": spreadsheet_id, "ranges": [], "includeGridData": False}
    sheets = methods.call("sheets.spreadsheets.get", asked, only="sheets.properties(sheetId,title)")["sheets"]
    titles = {each["properties"].get("sheetId", 0): each["properties"]["title"] for each in sheets}
    if sheet_id not in titles:
        raise ValueError("There is no such tab any more.")
    form = adoption.adopt(methods.db, spreadsheet_id, titles[sheet_id], methods.now)
    return redirect(f"/forms/{form['formId']}", 303)


def _form(form: store.StoredForm, given: MultiDict[str, str], mistake: str | None = None) -> Response:
    state = form.resource["publishSettings"]["publishState"]
    return page(
        "form.html",
        400 if mistake else 200,
        form=form.shown,
        is_open=state["isPublished"] and state["isAcceptingResponses"],
        asks_email=form.resource["settings"].get("emailCollectionType", "DO_NOT_COLLECT") != "DO_NOT_COLLECT",
        given=given,
        mistake=mistake,
        other=OTHER,
    )


def _answers(form: store.StoredForm, given: MultiDict[str, str]) -> dict[str, list[str]]:
    """The answers by question id; a chosen "Other" is replaced by the text beside it."""
    return {
        question.id: [
            given.get(f"{question.id}.other", "") if value == OTHER else value.replace("\r\n", "\n")
            for value in given.getlist(question.id)
        ]
        for question in items.asked(form.resource)
    }
