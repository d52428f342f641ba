import pytest
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mentoring_sync.records.requirement import (
    Asked,
    BoundsRule,
    Level,
    Requirements,
    Role,
    Terms,
)
from tests.builders import a_mentee, a_mentor, terms, the_requirements

NOTHING_ASKED = Requirements.model_validate({"mentor": {}, "mentee": {}})


def errors(make, **given) -> list[ErrorDetails]:
    with pytest.raises(ValidationError) as refused:
        make(**given)
    return refused.value.errors()


def wanted(error: ErrorDetails) -> dict[str, object]:
    """What is wanted and said, without how it is put into words."""
    return {
        name: value for name, value in error["ctx"]["unmet"].parameters.items() if name not in ("needs", "fits_other")
    }


def test_a_mentor_who_taught_once_is_told_what_is_missing():
    (error,) = errors(a_mentor, workshops_taught=1)
    assert error["type"] == "requirement_workshops_taught"
    assert wanted(error) == {"role": "mentor", "at_least": 2, "at_most": None, "says": 1}


def test_a_mentor_who_taught_twice_is_one():
    assert a_mentor(workshops_taught=2).answer("workshops_taught") == 2


@pytest.mark.parametrize("state", ["in progress", "not certified"])
def test_a_mentor_needs_to_be_certified(state):
    (error,) = errors(a_mentor, certification=state)
    assert wanted(error) == {"role": "mentor", "accepts": ("certified",), "says": state}


def test_a_mentor_needs_to_agree_to_the_commitment():
    (error,) = errors(a_mentor, commitment=False)
    assert wanted(error) == {"role": "mentor", "says": False}


def test_every_requirement_that_doesnt_hold_is_an_error_of_its_own():
    found = errors(a_mentor, workshops_taught=0, certification="not certified", commitment=False)
    assert {error["type"] for error in found} == {f"requirement_{code}" for code, _ in the_requirements().mentor}


def test_a_mentee_may_still_be_in_training():
    assert a_mentee(certification="in progress").answer("certification") == "in progress"


def test_a_mentee_who_isnt_in_training_is_no_mentee_yet():
    (error,) = errors(a_mentee, certification="not certified")
    assert error["ctx"]["unmet"].parameters["accepts"] == ("certified", "in progress")


def test_a_mentee_needs_no_commitment():
    assert a_mentee(commitment=False).answer("commitment") is False


def test_a_mentee_who_taught_more_is_one_with_a_warning():
    (unmet,) = a_mentee(workshops_taught=2).shortfalls(terms())
    assert unmet.level is Level.SOFT
    assert unmet.parameters["needs"] == "mentee is expected to have taught at most 1 workshop"
    assert (unmet.parameters["at_most"], unmet.parameters["says"]) == (1, 2)


def test_someone_who_meets_everything_falls_short_of_nothing():
    assert a_mentor().shortfalls(terms()) == ()


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("workshops_taught", 0),
        ("certification", "not certified"),
        ("commitment", False),
    ],
)
def test_each_requirement_can_be_waived(code, answer):
    mentor = a_mentor(under=terms(code), **{code: answer})
    assert [unmet.code for unmet in mentor.shortfalls(terms(code))] == [code]


def test_a_waiver_sets_aside_one_requirement_and_not_the_others():
    waived = terms("workshops_taught")
    (error,) = errors(a_mentor, under=waived, workshops_taught=0, commitment=False)
    assert error["type"] == "requirement_commitment"


def test_the_error_names_the_question_and_the_answer_as_they_were():
    asked = {"workshops_taught": Asked(question="How many?", answer="just the one")}
    (error,) = errors(a_mentor, under=Terms(requirements=the_requirements(), asked=asked), workshops_taught=1)
    assert error["ctx"]["unmet"].asked == asked["workshops_taught"]


def test_a_programme_may_require_nothing():
    free = terms(requirements=NOTHING_ASKED)
    assert a_mentor(under=free, workshops_taught=0, commitment=False).role is Role.MENTOR


def test_a_programme_may_ask_for_other_numbers():
    strict = {"mentor": {"workshops_taught": {"at_least": 7, "level": "hard"}}, "mentee": {}}
    (error,) = errors(a_mentor, under=terms(requirements=Requirements.model_validate(strict)), workshops_taught=6)
    assert error["ctx"]["unmet"].parameters["at_least"] == 7


def test_a_rule_that_no_number_meets_is_refused():
    with pytest.raises(ValidationError, match=r"at_most \(1\) must not be less than at_least \(2\)"):
        BoundsRule(level=Level.HARD, at_least=2, at_most=1)


RULES = Requirements.model_validate(
    {
        "mentor": {
            "level": {"accepts": ["senior", "lead"]},
            "talks": {"at_least": 2, "at_most": 9, "level": "soft"},
            "joined": {"after": "2020-01-01", "before": "2026-01-01"},
            "enough_tools": {"field": "tools", "at_least": 2},
            "agrees": {},
        },
        "mentee": {"level": {"accepts": ["junior", "senior"]}, "talks": {"at_most": 3}},
    }
)
GOOD = {"level": "Senior", "talks": 3, "joined": "2024-05-06", "tools": ("R", "Git"), "agrees": True}


def an_applicant(**given):
    return a_mentor(under=terms(requirements=RULES), **{**GOOD, **given})


def test_requirements_are_rules_over_any_field():
    assert an_applicant().shortfalls(terms(requirements=RULES)) == ()
    found = errors(an_applicant, level="junior", joined="2026-01-01", tools=("R",), agrees=False)
    assert [error["type"] for error in found] == [
        "requirement_level",
        "requirement_joined",
        "requirement_enough_tools",
        "requirement_agrees",
    ]


@pytest.mark.parametrize(("says", "fits"), [("junior", True), ("nobody", False)])
def test_it_is_known_whether_an_answer_would_do_in_the_other_role(says, fits):
    (error,) = errors(an_applicant, level=says)
    assert error["ctx"]["unmet"].parameters["fits_other"] is fits


def test_what_isnt_known_makes_nobody():
    (error,) = errors(an_applicant, level=None)
    assert error["type"] == "answer_unknown"


def test_a_rule_has_one_condition():
    with pytest.raises(ValidationError, match="at_least"):
        Requirements.model_validate({"mentor": {"level": {"accepts": ["x"], "at_least": 2}}})


def test_words_name_only_what_there_is():
    with pytest.raises(ValidationError, match=r"\{least\} is not known here"):
        Requirements.model_validate({"mentor": {"level": {"accepts": ["x"], "say": "At least {least}."}}})


def test_a_rule_of_dates_that_no_day_meets_is_refused():
    with pytest.raises(ValidationError, match="no day is before"):
        Requirements.model_validate({"mentor": {"joined": {"before": "2020-01-01", "after": "2021-01-01"}}})
