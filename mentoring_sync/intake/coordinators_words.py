"""A refused answer in the coordinator's words, for *Roster* and *Review*: what was asked for, and what was answered.

In: a rule and its parameters. Out: a part of a sentence. What applicants read stands in the letters.
"""

from __future__ import annotations

from collections.abc import Mapping

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.requirement import Parameter

_QUOTED = ("question", "answer", "taken", "other", "typed")
_NOT_THE_ANSWER = "{answer} can't be the answer to {question}: {why}"
_WORDS: Mapping[Rule, str] = {
    Rule.LATE: "applied after {closed}, when applications closed",
    Rule.NO_NAME: "no name is given",
    Rule.UNSEEN_NAME: "{answer} shows no letter that a person could be called by",
    Rule.TOO_LONG: _NOT_THE_ANSWER,
    Rule.NO_ADDRESS: "no e-mail address is given",
    Rule.NOT_AN_ADDRESS: _NOT_THE_ANSWER,
    Rule.NO_ZONE: "no time zone is given",
    Rule.UNKNOWN_ZONE: "time zone {answer} could be several or none: a city is needed, such as Berlin",
    Rule.UNKNOWN_OFFSET: "time zone {answer} is an offset that no zone is known for: a city is needed",
    Rule.DOUBTFUL_ZONE: "time zone {answer} speaks of two places or clocks ({taken} would be {zone}, {other} isn't):"
    " a city is needed, such as Berlin",
    Rule.NO_HOURS: "no hours are ticked in which they could meet",
    Rule.UNREAD_HOURS: "the hours {answer} are no times of day: 17:00-18:00 would be",
    Rule.NO_LANGUAGE: "no language is named",
    Rule.NO_ANSWER: "no answer is given to {question}",
    Rule.NOT_AN_OPTION: "the answer to {question} is {answer}, which is none of the options in config/questions.toml",
    Rule.NO_NUMBER: "no number is given",
    Rule.NOT_A_NUMBER: "{answer} is no number",
    Rule.LESS_THAN_NOTHING: "{answer} is less than nothing",
    Rule.A_DATE: "{answer} is a date: the spreadsheet may have made it of an answer such as “2-3”",
    Rule.MADE_A_DATE: "{answer} can't be true: it is the spreadsheet's number for the date {date}, perhaps made of an"
    " answer such as {typed}",
    Rule.TOO_MANY: "{answer} can't be true",
    Rule.TOO_FEW: _NOT_THE_ANSWER,
    Rule.UNCERTAIN_NUMBER: "{answer} doesn't say how many workshops a {role} has taught: a number is needed, such as 3",
    Rule.UNUSABLE: _NOT_THE_ANSWER,
    Rule.FORMULA_ERROR: "{answer} is the error of a formula, no answer",
    Rule.NO_TIME: "no timestamp is there: type into the response when it was given",
    Rule.UNREAD_TIME: "the timestamp {answer} is no time that can be read",
    Rule.UNCERTAIN_TIME: "the timestamp could be {one} or {another}",
    Rule.TWO_TIMES: "the timestamp {answer} could be two dates",
}


def in_words(rule: Rule, parameters: Mapping[str, Parameter]) -> str:
    """What is wrong, as the coordinator reads it; `parameters` has the answer, too."""
    match rule:
        case Rule.CERTIFICATION:
            return _certification(parameters)
        case Rule.WORKSHOPS_TAUGHT:
            return _workshops_taught(parameters)
        case Rule.COMMITMENT:
            return f"{parameters['role']} needs to agree to the commitment, {_answered(parameters)}"
        case Rule.NOT_AN_OPTION:
            return _filled(rule, parameters) + nearest(str(parameters["nearest"]))
        case _:
            return _filled(rule, parameters)


def nearest(option: str) -> str:
    """`; the nearest is “Yes”`; nothing where no option comes near."""
    return f"; the nearest is {in_quotes(option)}" if option else ""


def _filled(rule: Rule, parameters: Mapping[str, Parameter]) -> str:
    shown = {name: in_quotes(str(given)) if name in _QUOTED else given for name, given in parameters.items()}
    return _WORDS[rule].format_map(shown)


def _certification(parameters: Mapping[str, Parameter]) -> str:
    accepts = parameters["accepts"]
    wanted = " or ".join(accepts) if isinstance(accepts, tuple) else accepts
    said = f"says {parameters['says']}" if parameters["answer"] else "gave no answer"
    return f"{parameters['role']} needs to be {wanted} as an instructor, {said}"


def _workshops_taught(parameters: Mapping[str, Parameter]) -> str:
    role, least, most, says = (parameters[name] for name in ("role", "at_least", "at_most", "says"))
    assert isinstance(least, int)  # noqa: S101 - so does its rule
    assert isinstance(says, int)  # noqa: S101 - so does its rule
    said = f"says {says}" if parameters["answer"] == str(says) else _answered(parameters)
    if says < least:
        return f"{role} needs {_workshops(least)} taught, {said}"
    assert isinstance(most, int)  # noqa: S101 - the rule doesn't hold, and not for want of workshops
    return f"{role} is expected to have taught at most {_workshops(most)}, {said}"


def _answered(parameters: Mapping[str, Parameter]) -> str:
    return f"says {in_quotes(str(parameters['answer']))}" if parameters["answer"] else "gave no answer"


def _workshops(count: int) -> str:
    return "1 workshop" if count == 1 else f"{count} workshops"
