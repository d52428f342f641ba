import pytest
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mentoring_sync.records.requirement import (
    Asked,
    Certification,
    Level,
    RequirementCode,
    Requirements,
    Role,
    Terms,
    WorkshopsRule,
)
from tests.builders import a_mentee, a_mentor, terms, the_requirements

NOTHING_ASKED = Requirements.model_validate({"mentor": {}, "mentee": {}})


def errors(make, **given) -> list[ErrorDetails]:
    with pytest.raises(ValidationError) as refused:
        make(**given)
    return refused.value.errors()


def test_a_mentor_who_taught_once_is_told_what_is_missing():
    (error,) = errors(a_mentor, workshops_taught=1)
    assert error["type"] == "requirement_workshops_taught"
    assert error["ctx"]["unmet"].parameters == {"role": "mentor", "at_least": 2, "at_most": None, "says": 1}


def test_a_mentor_who_taught_twice_is_one():
    assert a_mentor(workshops_taught=2).workshops_taught == 2


@pytest.mark.parametrize("state", [Certification.IN_PROGRESS, Certification.NONE])
def test_a_mentor_needs_to_be_certified(state):
    (error,) = errors(a_mentor, certification=state)
    assert error["ctx"]["unmet"].parameters == {"role": "mentor", "accepts": ("certified",), "says": state.value}


def test_a_mentor_needs_to_agree_to_the_commitment():
    (error,) = errors(a_mentor, commitment=False)
    assert error["ctx"]["unmet"].parameters == {"role": "mentor", "says": False}


def test_every_requirement_that_doesnt_hold_is_an_error_of_its_own():
    found = errors(a_mentor, workshops_taught=0, certification=Certification.NONE, commitment=False)
    assert {error["type"] for error in found} == {f"requirement_{code.value}" for code in RequirementCode}


def test_a_mentee_may_still_be_in_training():
    assert a_mentee(certification=Certification.IN_PROGRESS).certification is Certification.IN_PROGRESS


def test_a_mentee_who_isnt_in_training_is_no_mentee_yet():
    (error,) = errors(a_mentee, certification=Certification.NONE)
    assert error["ctx"]["unmet"].parameters["accepts"] == ("certified", "in progress")


def test_a_mentee_needs_no_commitment():
    assert not a_mentee(commitment=False).commitment


def test_a_mentee_who_taught_more_is_one_with_a_warning():
    (unmet,) = a_mentee(workshops_taught=2).shortfalls(terms())
    assert unmet.level is Level.SOFT
    assert unmet.parameters == {"role": "mentee", "at_least": 0, "at_most": 1, "says": 2}


def test_someone_who_meets_everything_falls_short_of_nothing():
    assert a_mentor().shortfalls(terms()) == ()


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (RequirementCode.WORKSHOPS_TAUGHT, 0),
        (RequirementCode.CERTIFICATION, Certification.NONE),
        (RequirementCode.COMMITMENT, False),
    ],
)
def test_each_requirement_can_be_waived(code, answer):
    mentor = a_mentor(under=terms(code), **{code.value: answer})
    assert [unmet.code for unmet in mentor.shortfalls(terms(code))] == [code]


def test_a_waiver_sets_aside_one_requirement_and_not_the_others():
    waived = terms(RequirementCode.WORKSHOPS_TAUGHT)
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
        WorkshopsRule(level=Level.HARD, at_least=2, at_most=1)


def test_an_unknown_requirement_is_refused():
    with pytest.raises(ValidationError, match="shoe_size"):
        Requirements.model_validate({"mentor": {"shoe_size": {"level": "hard"}}, "mentee": {}})
