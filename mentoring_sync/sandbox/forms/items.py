"""A form's items: which are allowed, the ids they get, and the questions in them.

In: Item resources as requests bring them. Out: Item resources as forms keep them, or ValueError in Google's words.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Resource = dict[str, Any]

ITEM_KINDS = ("questionItem", "questionGroupItem", "pageBreakItem", "textItem", "imageItem", "videoItem")
QUESTION_KINDS = (
    "choiceQuestion",
    "textQuestion",
    "scaleQuestion",
    "dateQuestion",
    "timeQuestion",
    "ratingQuestion",
    "rowQuestion",
    "fileUploadQuestion",
)


@dataclass(frozen=True)
class Asked:
    """One question as a responder meets it and as the response tab titles it.

    `options` are what may be chosen (None: anything), `other` whether a free text may be chosen too, `several` whether
    more than one; `kind` is the discovery document's name of the question.
    """

    id: str
    title: str
    kind: str
    required: bool
    options: tuple[str, ...] | None = None
    other: bool = False
    several: bool = False


def prepared(item: Mapping[str, Any], taken: Sequence[str]) -> Resource:
    """The item checked and with ids; `taken` are the ids in use. Raises ValueError."""
    kinds = [kind for kind in ITEM_KINDS if kind in item]
    if len(kinds) != 1:
        raise ValueError("The item must have exactly one kind set.")
    if "\n" in item.get("title", ""):
        raise ValueError("Displayed text cannot contain newlines")
    kept = deepcopy(dict(item))
    kept["itemId"] = _own_id(kept.get("itemId"), taken)
    for question in _questions(kept):
        question["questionId"] = _own_id(question.get("questionId"), taken)
        _check_question(question)
    columns = kept.get("questionGroupItem", {}).get("grid", {}).get("columns")
    if columns is not None:
        _check_choice(columns)
    return kept


def with_ids_of(old: Mapping[str, Any], new: Resource) -> Resource:
    """The new item under the old one's ids, question by question."""
    kept = deepcopy(new)
    kept["itemId"] = old["itemId"]
    for question, previous in zip(_questions(kept), _questions(old), strict=False):
        question.setdefault("questionId", previous["questionId"])
    return kept


def ids(item: Mapping[str, Any]) -> list[str]:
    """The item's id and those of its questions."""
    return [item["itemId"], *question_ids(item)]


def question_ids(item: Mapping[str, Any]) -> list[str]:
    """The ids of the item's questions."""
    return [question["questionId"] for question in _questions(item)]


def asked(form: Mapping[str, Any]) -> list[Asked]:
    """The form's questions in order; a grid's rows are questions of their own."""
    return [question for item in form.get("items", []) for question in _asked_by(item)]


def _asked_by(item: Mapping[str, Any]) -> Iterator[Asked]:
    columns = item.get("questionGroupItem", {}).get("grid", {}).get("columns")
    for question in _questions(item):
        kind = next(kind for kind in QUESTION_KINDS if kind in question)
        choice = columns if kind == "rowQuestion" else question.get("choiceQuestion")
        title = item.get("title", "")
        if kind == "rowQuestion":
            title = f"{title} [{question['rowQuestion'].get('title', '')}]"
        required = question.get("required", False)
        yield Asked(question["questionId"], title, kind, required, *_choices(choice))


def _choices(choice: Mapping[str, Any] | None) -> tuple[tuple[str, ...] | None, bool, bool]:
    if choice is None:
        return None, False, False
    options = choice.get("options", [])
    values = tuple(option["value"] for option in options if not option.get("isOther"))
    return values, any(option.get("isOther") for option in options), choice.get("type") == "CHECKBOX"


def _questions(item: Mapping[str, Any]) -> list[Resource]:
    if "questionItem" in item:
        return [item["questionItem"].get("question", {})]
    return list(item.get("questionGroupItem", {}).get("questions", []))


def _own_id(wanted: str | None, taken: Sequence[str]) -> str:
    if wanted and wanted in taken:
        raise ValueError(f"The ID {wanted} is already in use.")
    return wanted or secrets.token_hex(4)


def _check_question(question: Mapping[str, Any]) -> None:
    kinds = [kind for kind in QUESTION_KINDS if kind in question]
    if len(kinds) != 1:
        raise ValueError("The question must have exactly one kind set.")
    if kinds == ["fileUploadQuestion"]:
        raise ValueError("Creating file upload questions is not supported.")
    if kinds == ["choiceQuestion"]:
        _check_choice(question["choiceQuestion"])
    if kinds == ["scaleQuestion"]:
        _check_scale(question["scaleQuestion"])


def _check_choice(choice: Mapping[str, Any]) -> None:
    options = choice.get("options", [])
    kind = choice.get("type", "CHOICE_TYPE_UNSPECIFIED")
    if kind == "CHOICE_TYPE_UNSPECIFIED":
        raise ValueError("The choice question must have a type.")
    if not options:
        raise ValueError("The choice question must have at least one option.")
    values = [option.get("value") for option in options if not option.get("isOther")]
    if any(not value for value in values):
        raise ValueError("An option must have a value.")
    if any("\n" in value for value in values):
        raise ValueError("Displayed text cannot contain newlines")
    if len(set(values)) < len(values):
        raise ValueError("Cannot have duplicate option values.")
    if kind == "DROP_DOWN" and len(values) < len(options):
        raise ValueError("Cannot have 'Other' option in a drop-down question.")


def _check_scale(scale: Mapping[str, Any]) -> None:
    if scale.get("low", 0) not in (0, 1) or not 2 <= scale.get("high", 0) <= 10:
        raise ValueError("A scale begins at 0 or 1 and ends between 2 and 10.")
