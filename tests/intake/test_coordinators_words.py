"""What stands in *Roster* and *Review* about a refused answer is true of the answer."""

from typing import Any

import pytest

from mentoring_sync.intake.coordinators_words import in_words
from mentoring_sync.intake.outcome import Rejection
from mentoring_sync.intake.rule import Rule
from mentoring_sync.mail.writing.sample_reasons import answers_refused, requirements_missed
from mentoring_sync.records.requirement import Role
from tests.intake.response_tabs import read

COMMITMENT = "mentor needs to agree to the commitment"


def the_mentor_refused(**given) -> Rejection:
    return read(mentors=[given]).rejections[0]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"workshops_taught": 1.0}, "mentor needs 2 workshops taught, says 1"),
        ({"workshops_taught": "fewer than 2"}, "mentor needs 2 workshops taught, says “fewer than 2”"),
        ({"certification": "No"}, "mentor needs to be certified as an instructor, says not certified"),
        ({"commitment": "Not sure yet"}, f"{COMMITMENT}, says “Not sure yet”"),
    ],
)
def test_a_requirement_that_doesnt_hold_is_told_with_what_was_answered(given, said):
    assert the_mentor_refused(**given).sentence == said


def test_no_answer_is_told_as_none():
    said: dict[str, Any] = {"role": "mentor", "says": False, "question": "Do you agree?", "answer": ""}
    assert in_words(Rule.AGREED, said) == "mentor needs to agree to “Do you agree?”, gave no answer"


def test_each_rule_has_words():
    reasons = (*requirements_missed(Role.MENTOR), *answers_refused())
    assert all(reason.for_coordinator for reason in reasons)
