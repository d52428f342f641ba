"""What an application may lack, a reason for each rule and some more: the reasons of `sample`'s invented applicants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mentoring_sync.intake.outcome import Reason
from mentoring_sync.intake.question import OptionsQuestion, Question
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.requirement import (
    AcceptsRule,
    AgreedRule,
    BoundsRule,
    DatesRule,
    FieldValue,
    Parameter,
    Role,
    RoleRequirements,
)
from mentoring_sync.records.requirement import Rule as Requirement

_LEVEL, _YEARS, _BORN = "How far are you?", "For how many years?", "Since when?"
_OFFER = "How many mentees could you take on at most?"
_AGREE = "Can you give about four hours a month?"
_NAME, _EMAIL, _ZONE, _HOURS = "Your name", "Email Address", "Your time zone", "When could you meet, by your own clock?"
_LANGUAGES = ("en", "de", "es", "fr", "pt")
_SAY, _ADVISE = dict.fromkeys(_LANGUAGES, "“{question}”: “{answer}”."), dict.fromkeys(_LANGUAGES, "1, 2, 3.")


def requirements_missed(role: Role) -> tuple[Reason, ...]:
    """Requirements of a role that don't hold, each in all ways, in usual words and in the programme's own."""
    return (
        unaccepted(role, "I'm at it", accepts=("done", "nearly done")),
        unaccepted(role, "", accepts=("done",)),
        _missed(AcceptsRule(field="level", accepts=("done",), say=_SAY, advice=_ADVISE), role, _LEVEL, "No", "no"),
        counted(role, 1, at_least=2),
        counted(role, 7, at_most=1),
        _missed(BoundsRule(field="years", at_least=2, say=_SAY, advice=_ADVISE), role, _YEARS, "1", 1),
        _missed(DatesRule(field="since", before=date(2020, 1, 1)), role, _BORN, "2021-03-04", "2021-03-04"),
        _missed(DatesRule(field="since", after=date(2019, 1, 1)), role, _BORN, "2001-03-04", "2001-03-04"),
        _missed(
            DatesRule(field="since", after=date(2019, 1, 1), before=date(2020, 1, 1)), role, _BORN, "2001-03-04",
            "2001-03-04",
        ),
        _missed(AgreedRule(field="agreement", say=_SAY, advice=_ADVISE), role, _AGREE, "Not sure yet", value=False),
        disagreed(role),
    )  # fmt: skip


def missed_here(role: Role, requirements: RoleRequirements, questions: Mapping[str, Question]) -> tuple[Reason, ...]:
    """A programme's own requirements of a role, none of which holds: with its questions and its words."""
    found = ((rule, questions[rule.field]) for _, rule in requirements if rule.field in questions)
    return tuple(_missed(rule, role, each.title, *_wrong_answer(rule, each)) for rule, each in found)


def _wrong_answer(rule: Requirement, question: Question) -> tuple[str, FieldValue]:
    """An answer that a rule doesn't take, as it was given and as it was understood."""
    options = question.options if isinstance(question, OptionsQuestion) else ()
    match rule:
        case AcceptsRule():
            other = next((each for each in options if each.meaning not in rule.accepts), None)
            return (other.text, other.meaning) if other else ("something else", "something else")
        case BoundsRule():
            wrong = rule.at_least - 1 if rule.at_least > 0 or rule.at_most is None else rule.at_most + 1
            return str(wrong), wrong
        case DatesRule():
            day = str(rule.before or rule.after)
            return day, day
        case _:
            no = next((each.text for each in options if each.meaning == "no"), "No")
            return no, False


def unaccepted(role: Role, answer: str, *, accepts: tuple[str, ...]) -> Reason:
    """An answer that isn't among those accepted."""
    return _missed(AcceptsRule(field="level", accepts=accepts), role, _LEVEL, answer, answer)


def counted(role: Role, says: int, *, at_least: int = 0, at_most: int | None = None) -> Reason:
    """Too few, or too many; the answer would do for the other role."""
    rule = BoundsRule(field="years", at_least=at_least, at_most=at_most)
    return _missed(rule, role, _YEARS, str(says), says, fits_other=True)


def disagreed(role: Role) -> Reason:
    """What was to be agreed to wasn't."""
    return _missed(AgreedRule(field="agreement"), role, _AGREE, "Not sure yet", value=False)


def came_late() -> Reason:
    """Applications had closed."""
    return Reason(code=Rule.LATE, rule=Rule.LATE, question="", answer="", parameters={"closed": "20 Nov 2026"})


def answers_refused() -> tuple[Reason, ...]:
    """Answers that can't be used, one for each rule by which an applicant's answer is refused."""
    return (
        _refused(Rule.NO_NAME, "name", _NAME),
        _refused(Rule.UNSEEN_NAME, "name", _NAME, "-"),
        _refused(Rule.TOO_LONG, "name", _NAME, "Anna " * 80, max_length=200, why="it is too long"),
        _refused(Rule.NO_ADDRESS, "email", _EMAIL),
        _refused(Rule.NOT_AN_ADDRESS, "email", _EMAIL, "ana(at)example.org", why="it has no @"),
        _refused(Rule.NO_ZONE, "time_zone", _ZONE),
        _refused(Rule.UNKNOWN_ZONE, "time_zone", _ZONE, "IST"),
        _refused(Rule.UNKNOWN_OFFSET, "time_zone", _ZONE, "UTC+3:20"),
        _refused(
            Rule.DOUBTFUL_ZONE, "time_zone", _ZONE, "Berlin, Lagos",
            taken="Berlin", zone="Europe/Berlin", other="Lagos",
        ),
        _refused(Rule.NO_HOURS, "hours", _HOURS),
        _refused(Rule.UNREAD_HOURS, "hours", _HOURS, "evenings"),
        _refused(Rule.UNCERTAIN_HOURS, "hours", _HOURS, "Mon 8-10"),
        _refused(Rule.NO_LANGUAGE, "languages", "In which languages could you take part?"),
        _refused(Rule.NO_ANSWER, "agreement", _AGREE),
        _refused(Rule.NOT_AN_OPTION, "agreement", _AGREE, "We'll see", nearest=""),
        _refused(Rule.NOT_AN_OPTION, "level", _LEVEL, "Not really", nearest="Not yet"),
        _refused(Rule.NO_NUMBER, "years", _YEARS),
        _refused(Rule.NOT_A_NUMBER, "years", _YEARS, "it depends"),
        _refused(Rule.LESS_THAN_NOTHING, "years", _YEARS, "-2"),
        _refused(Rule.A_DATE, "years", _YEARS, "2-Mar"),
        _refused(Rule.MADE_A_DATE, "years", _YEARS, "46054", date="2026-02-01", typed="2-1"),
        _refused(Rule.TOO_MANY, "years", _YEARS, "10000"),
        _refused(Rule.TOO_FEW, "capacity", _OFFER, "0", ge=1, why="it is less than 1"),
        _refused(Rule.UNCERTAIN_NUMBER, "years", _YEARS, "a few <b>", role="mentor"),
        _refused(Rule.NO_DAY, "since", _BORN, "some day"),
        _refused(Rule.TWO_DAYS, "since", _BORN, "3/4/2020"),
        _refused(Rule.UNUSABLE, "months", "For how many months?", "*", why="it can't be"),
    )  # fmt: skip


def _missed(
    rule: Requirement, role: Role, question: str, answer: str, value: FieldValue, *, fits_other: bool = False
) -> Reason:
    said: dict[str, Parameter] = {"role": role.value, "needs": "", "fits_other": fits_other, **rule.parameters(value)}
    code = f"requirement_{rule.field}"
    return Reason(code=code, rule=Rule(rule.kind), question=question, answer=answer, parameters=said, requirement=rule)


def _refused(rule: Rule, code: str, question: str, answer: str = "", **parameters: Parameter) -> Reason:
    return Reason(code=code, rule=rule, question=question, answer=answer, parameters=parameters)
