"""A role's form, built from the questions that the answers will be read by: titles and options can't drift apart.

In: `Questions`, a role, its requirements. Out: requests for `forms.batchUpdate`
(https://developers.google.com/workspace/forms/api/reference/rest/v1/forms/batchUpdate).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mentoring_sync.errors import UsageError
from mentoring_sync.intake.fields import FieldKind, FieldQuestion
from mentoring_sync.intake.hours.question import HoursQuestion, Shape
from mentoring_sync.intake.question import OptionsQuestion, Other, Question, TimestampQuestion
from mentoring_sync.intake.questions import CountQuestion, Questions
from mentoring_sync.records.requirement import Requirements, Role

Request = dict[str, Any]

_SEVERAL = frozenset({"languages", "tools", "kinds_of_help"})
_NEEDED = frozenset({"name", "time_zone", "languages"})
_PROSE = frozenset({"about"})
_ONE_OF = {"first_language": "languages", "most_wanted": "kinds_of_help"}
"""Questions whose options are those of another."""


def form_requests(questions: Questions, role: Role, requirements: Requirements) -> list[Request]:
    """The requests that make a role's form of an empty one.

    Raises:
        UsageError: the hours aren't asked in a shape that a form can be made of.
    """
    needed = _NEEDED.union(requirements.of(role).fields)
    items = [
        {"title": question.title, **_kind(name, question, questions, requirements, required=name in needed)}
        for name, question in questions.asked(role).items()
        if not (question.constant or isinstance(question, TimestampQuestion) or name == "email")
    ]
    settings = {
        "updateSettings": {"settings": {"emailCollectionType": "RESPONDER_INPUT"}, "updateMask": "emailCollectionType"}
    }
    return [settings, *({"createItem": {"item": item, "location": {"index": at}}} for at, item in enumerate(items))]


def _kind(
    name: str, question: Question, questions: Questions, requirements: Requirements, *, required: bool
) -> dict[str, Any]:
    if isinstance(question, HoursQuestion):
        return _grid(question)
    if name in _ONE_OF:
        other = getattr(questions.both, _ONE_OF[name])
        return _asked(_choice(other, "RADIO"), required=required) if other else _asked(_text(), required=required)
    if isinstance(question, FieldQuestion):
        return _asked(_own(question, question.kind_under(requirements, name)), required=required)
    if isinstance(question, OptionsQuestion):
        return _asked(_choice(question, "CHECKBOX" if name in _SEVERAL else "RADIO"), required=required)
    if isinstance(question, CountQuestion):
        return _asked(_text(), required=question.if_blank is None)
    return _asked(_text(long=name in _PROSE), required=required)


def _asked(question: dict[str, Any], *, required: bool) -> dict[str, Any]:
    return {"questionItem": {"question": {**question, "required": required}}}


def _text(*, long: bool = False) -> dict[str, Any]:
    return {"textQuestion": {"paragraph": long}}


def _own(question: FieldQuestion, kind: FieldKind) -> dict[str, Any]:
    match kind:
        case FieldKind.CHOICES:
            return _choice(question, "CHECKBOX")
        case FieldKind.CHOICE if question.options:
            return _choice(question, "RADIO")
        case FieldKind.YES_NO:
            return _choice(question.with_options, "RADIO")
        case FieldKind.DATE:
            return {"dateQuestion": {"includeYear": True}}
        case _:
            return _text()


def _choice(question: OptionsQuestion, kind: str) -> dict[str, Any]:
    options: list[dict[str, Any]] = [{"value": option.text} for option in question.options]
    return {
        "choiceQuestion": {
            "type": kind,
            "options": options + ([{"isOther": True}] if question.other is not Other.NONE else []),
        }
    }


def _grid(question: HoursQuestion) -> dict[str, Any]:
    """A checkbox grid with a row a day and a column an hour."""
    if question.shape is not Shape.BY_DAY or not question.options:
        raise UsageError(
            "A form is made with hours as a grid by day, and its options listed.",
            remedy='Give [both.hours] in questions.toml shape = "grid by day", days and options.',
        )
    columns = {"type": "CHECKBOX", "options": list(_values(question))}
    rows = [{"rowQuestion": {"title": label}} for label in question.days.values()]
    return {"questionGroupItem": {"grid": {"columns": columns}, "questions": rows}}


def _values(question: OptionsQuestion) -> Iterator[dict[str, str]]:
    return ({"value": option.text} for option in question.options)
