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
    Rule.UNCERTAIN_HOURS: "the hours {answer} may be in the morning or in the evening, or not in every week:"
    " Mon 18:00-20:00 would be certain",
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
    Rule.UNCERTAIN_NUMBER: "{answer} doesn't say how many: of a {role} a certain number is asked, such as 3",
    Rule.NO_DAY: "{answer} is no day: 2026-11-20 would be",
    Rule.TWO_DAYS: "{answer} could be two days: 2026-11-20 would be one",
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
        case Rule.ACCEPTS | Rule.BOUNDS | Rule.AGREED | Rule.DATES:
            return f"{parameters.get('needs') or _needs(rule, parameters)}, {_answered(rule, parameters)}"
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


def _needs(rule: Rule, parameters: Mapping[str, Parameter]) -> str:
    """What is wanted of whom, where the configuration has no words of its own for it."""
    role, question = parameters["role"], in_quotes(str(parameters.get("question") or "the question"))
    match rule:
        case Rule.ACCEPTS:
            return f"{role} needs to answer {question} with {_or(parameters['accepts'])}"
        case Rule.BOUNDS:
            least, most, says = (parameters[name] for name in ("at_least", "at_most", "says"))
            few = isinstance(says, int) and isinstance(least, int) and says < least
            return f"{role} needs {f'at least {least}' if few else f'at most {most}'} at {question}"
        case Rule.DATES:
            return f"{role} needs {_between(parameters)} at {question}"
        case _:
            return f"{role} needs to agree to {question}"


def _or(accepts: Parameter) -> str:
    return " or ".join(map(in_quotes, accepts)) if isinstance(accepts, tuple) else in_quotes(str(accepts))


def _between(parameters: Mapping[str, Parameter]) -> str:
    """`a day after 2000-01-01 and before 2001-01-01`."""
    bounds = (f"{name} {parameters[name]}" for name in ("after", "before") if parameters.get(name))
    return f"a day {' and '.join(bounds)}"


def _answered(rule: Rule, parameters: Mapping[str, Parameter]) -> str:
    """What they said: as it was understood, where that is all that they wrote."""
    answer, says = parameters["answer"], parameters["says"]
    if not answer:
        return "gave no answer"
    plain = rule is Rule.ACCEPTS or (rule is Rule.BOUNDS and answer == str(says))
    return f"says {says}" if plain else f"says {in_quotes(str(answer))}"
