"""Answering a form, as a responder does in the browser: submit, edit, and the owner's delete.

In: answers by question title (a grid's row as `Question [Row]`) or by question id, each a text or a list of texts.
Out: the FormResponse; the linked response tab is written as Google Forms writes it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from . import items, response_tab, store
from .items import Asked

Answers = Mapping[str, str | Sequence[str]]
Resource = dict[str, Any]


class AnswerRefusedError(Exception):
    """What the form says to the responder: which question, and what is wrong with the answer."""


def submit(
    db: sqlite3.Connection, form_id: str, answers: Answers, now: datetime, *, email: str | None = None
) -> Resource:
    """Submit a new response and return it.

    Raises AnswerRefusedError, GoogleError 404 for a form that doesn't exist.
    """
    form = store.find_form(db, form_id)
    _check_open(form)
    given = _checked(form, answers)
    resource = _resource(given, now, now, _checked_email(form, email))
    serial, next_row = response_tab.append(db, form, resource, now)
    store.save_form(db, replace(form, next_row=next_row), revised=False)
    return store.new_response(db, form_id, resource, now, serial).resource


def edit(db: sqlite3.Connection, form_id: str, response_id: str, answers: Answers, now: datetime) -> Resource:
    """Change a response: the answers given replace the old ones, an empty text takes one away.

    Raises AnswerRefusedError, GoogleError 404 for a form or response that doesn't exist.
    """
    form = store.find_form(db, form_id)
    _check_open(form)
    old = store.find_response(db, form_id, response_id)
    kept = {question: _texts(answer) for question, answer in old.resource.get("answers", {}).items()}
    given = _checked(form, {**kept, **_by_id(form, answers)})
    created = datetime.fromisoformat(old.resource["createTime"])
    resource = _resource(given, created, now, old.resource.get("respondentEmail"))
    resource |= {"formId": form_id, "responseId": response_id}
    serial = response_tab.rewrite(db, form, old, resource, now)
    store.save_response(db, replace(old, resource=resource, submitted=now, serial=serial))
    return resource


def delete(db: sqlite3.Connection, form_id: str, response_id: str) -> None:
    """Delete a response from the form; its row stays in the response tab. Raises GoogleError 404."""
    store.delete_response(db, store.find_response(db, form_id, response_id))


def as_time(moment: datetime) -> str:
    """A timestamp as Forms' API writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _check_open(form: store.StoredForm) -> None:
    state = form.resource["publishSettings"]["publishState"]
    if not state["isPublished"]:
        raise AnswerRefusedError("The form isn't published.")
    if not state["isAcceptingResponses"]:
        raise AnswerRefusedError("The form is no longer accepting responses.")


def _checked(form: store.StoredForm, answers: Answers) -> dict[str, list[str]]:
    """The answers by question id, in the form's order, each checked against its question."""
    given = _by_id(form, answers)
    checked: dict[str, list[str]] = {}
    for question in items.asked(form.resource):
        texts = [text for text in given.get(question.id, []) if text]
        _check_answer(question, texts)
        if texts:
            checked[question.id] = texts
    return checked


def _check_answer(question: Asked, texts: list[str]) -> None:
    if question.required and not texts:
        raise AnswerRefusedError(f"{question.title}: this is a required question")
    if len(texts) > 1 and not question.several:
        raise AnswerRefusedError(f"{question.title}: only one answer can be given")
    if question.options is None or question.other:
        return
    for text in texts:
        if text not in question.options:
            raise AnswerRefusedError(f"{question.title}: {text!r} is none of the options")


def _by_id(form: store.StoredForm, answers: Answers) -> dict[str, list[str]]:
    ids: dict[str, str] = {}
    for question in items.asked(form.resource):
        ids[question.id] = question.id
        ids.setdefault(question.title, question.id)
    unknown = [name for name in answers if name not in ids]
    if unknown:
        raise AnswerRefusedError(f"the form has no question {unknown[0]!r}")
    return {ids[name]: [text] if isinstance(text, str) else list(text) for name, text in answers.items()}


def _checked_email(form: store.StoredForm, email: str | None) -> str | None:
    collected = form.resource["settings"].get("emailCollectionType", "DO_NOT_COLLECT")
    if collected == "DO_NOT_COLLECT":
        return None
    if not email:
        raise AnswerRefusedError("Email: this is a required question")
    return email


def _resource(answers: Mapping[str, list[str]], created: datetime, now: datetime, email: str | None) -> Resource:
    resource: Resource = {
        "createTime": as_time(created),
        "lastSubmittedTime": as_time(now),
        "answers": {
            question: {"questionId": question, "textAnswers": {"answers": [{"value": text} for text in texts]}}
            for question, texts in answers.items()
        },
    }
    return resource | ({"respondentEmail": email} if email else {})


def _texts(answer: Resource) -> list[str]:
    return [each["value"] for each in answer["textAnswers"]["answers"]]
