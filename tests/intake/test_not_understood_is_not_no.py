"""What can't be read is asked about: it never fails a requirement, is never nought, and never the highest default."""

import copy

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mentoring_sync.intake.outcome import Intake, Rejection
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.read import read_applications
from mentoring_sync.records.requirement import Requirements, Role
from tests.builders import the_requirements
from tests.extent import extent
from tests.intake.response_tabs import questions_given, read, response, tab

COMMAS = "In training or checkout not finished yet"
WORDLESS = st.text("bcdfghjklmpqrstvwz?!… ", min_size=2, max_size=30).filter(str.strip)
NOISE = WORDLESS | st.sampled_from(
    [
        "???",
        "see my CV",
        "#N/A",
        "#REF!",
        "yes and no",
        "I was, long ago",
        "dunno",
        "1-3",
        "not 2",
        "3rd",
        "None of these",
    ]
)
"""Answers that are neither a number nor a yes or no in any language."""


def capacity(answer: str) -> tuple[int, list[str]]:
    found = read(mentors=[{"capacity": answer}])
    return found.mentors[0].capacity, [problem.what for problem in found.problems]


def the_rejection(found: Intake) -> Rejection:
    (rejection,) = found.rejections
    return rejection


@pytest.mark.parametrize(
    ("answer", "most"),
    [
        ("no more than 2", 2),
        ("two (2)", 2),
        ("max. 3", 3),
        ("höchstens zwei", 2),
        ("jusqu'à 3", 3),
        ("hasta dos", 2),
        ("até três", 3),
        ("fewer than 3", 2),
        ("2 mentees", 2),
    ],
)
def test_c15_a_capacity_in_words_is_understood(answer, most):
    assert capacity(answer) == (most, [])


@pytest.mark.parametrize(
    ("answer", "least"),
    [
        ("1 maybe 2", 1),
        ("2-3", 2),
        ("0-2", 1),
        ("at least 2", 2),
        ("3+", 3),
        ("3 in spring, 1 in autumn", 1),
        ("2 if nobody else applies", 2),
        ("a few", 1),
        ("some", 1),
        ("many", 1),
        ("it depends", 1),
        ("not sure", 1),
        ("since 2019", 1),
        ("one or two", 1),
        ("un par o tres", 2),
    ],
)
def test_c15_a_capacity_that_leaves_room_is_the_least_until_somebody_has_asked(answer, least):
    found, said = capacity(answer)
    assert found == least
    assert len(said) == 1
    assert answer in said[0]


@pytest.mark.parametrize(
    "answer", ["no limit", "as many as you like", "unbegrenzt", "sin límite", "illimité", "sem limite"]
)
def test_c15b_no_limit_is_the_programmes_most(answer):
    assert capacity(answer) == (5, [])


@pytest.mark.parametrize("answer", ["no preference", "egal", "peu importe", "da igual", "tanto faz", "any"])
def test_c15b_no_preference_is_the_default(answer):
    assert capacity(answer) == (4, [])


@pytest.mark.parametrize(
    ("answer", "least"), [("2-3", 2), ("at least 2", 2), ("any", 1), ("whatever", 1), ("dunno", 1)]
)
def test_the_smallest_team_is_the_least_that_the_words_allow(answer, least):
    assert read(mentors=[{"min_team": answer}]).mentors[0].min_team == least


@pytest.mark.parametrize("answer", ["5+", "a few", "many", "at least 2", "more than 1", "2-3", "2 or so"])
def test_a_number_that_is_enough_whatever_it_means_is_enough(answer):
    assert read(mentors=[{"workshops_taught": answer}]).mentors


@pytest.mark.parametrize(
    "answer", ["1-3", "some", "once", "up to 5", "1 so far, more in May", "3 in Berlin, 2 online", "?"]
)
def test_a_number_that_may_be_enough_or_not_is_asked_about(answer):
    rejection = the_rejection(read(mentors=[{"workshops_taught": answer}]))
    assert not rejection.waivable
    assert answer in rejection.sentence


@pytest.mark.parametrize("answer", ["1", "one", "none", "0-1", "at most 1", "noch keine", "just the one"])
def test_a_number_that_is_too_small_whatever_it_means_is_too_small(answer):
    assert the_rejection(read(mentors=[{"workshops_taught": answer}])).waivable


def test_workshops_helped_at_that_cant_be_read_are_unknown_and_keep_nobody_out():
    found = read(mentors=[{"workshops_helped": "dunno"}])
    assert found.mentors[0].answer("workshops_helped") is None
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    "answer", ["Yes", "Oui", "ja", "sí", "Sim", "yep", "Sure", "Yes.", "TRUE", "Yes, certified", "YES!"]
)
def test_yes_is_understood_in_each_language(answer):
    assert read(mentors=[{"certification": answer}]).mentors


@pytest.mark.parametrize(
    "answer",
    [
        "Oui",
        "Ja, klar",
        "I do",
        "Yes, I agree",
        "yes i agree",
        "I agree.",
        "I do agree",
        "einverstanden",
        "de acuerdo",
        "concordo",
    ],
)
def test_agreement_is_understood_in_each_language(answer):
    assert read(mentors=[{"commitment": answer}]).mentors


@pytest.mark.parametrize(
    "answer", ["No", "Nein", "Non", "Não", "nope", "I don't agree", "I am not sure yet", "I'm not sure yet"]
)
def test_a_plain_no_is_a_no(answer):
    assert the_rejection(read(mentors=[{"commitment": answer}])).waivable


@pytest.mark.parametrize(
    "answer",
    ["", "maybe", "yes and no", "I was, long ago", "Yes, but expired", "uncertified", "Not certified", "Ask Bo"],
)
def test_what_is_neither_yes_nor_no_is_asked_about(answer):
    rejection = the_rejection(read(mentors=[{"certification": answer}]))
    assert not rejection.waivable
    assert [reason.code for reason in rejection.reasons] == ["certification"]


@pytest.mark.parametrize(
    "answer",
    [
        COMMAS,
        "In training, or check-out not finished yet",
        COMMAS.upper(),
        "In training, or checkout not finishd yet",
        "In training, or checkout not finished yet (any Carpentry)",
    ],
)
def test_c07_an_option_that_was_spelt_anew_is_the_option(answer):
    assert read(mentees=[{"certification": answer}]).mentees[0].answer("certification") == "in progress"


def test_c07_a_comma_dropped_is_no_matter_at_all():
    assert read(mentees=[{"certification": COMMAS}]).problems == ()


def test_c07_an_option_that_says_something_else_is_told_once_and_nobody_is_to_be_mailed():
    given = [{"certification": "Yes, badge earned", "email": f"p{number}@example.org"} for number in range(8)]
    found = read(mentees=[{**each, "name": each["email"]} for each in given])
    assert [rejection.waivable for rejection in found.rejections] == [False] * 8
    assert all(rejection.shared for rejection in found.rejections)
    (problem,) = found.problems
    assert problem.what.startswith(
        "Answers to “Are you a certified instructor?” say “Yes, badge earned”, which is none of the options in"
        " config/questions.toml; the nearest is “Yes”"
    )
    assert problem.remedy.startswith("8 answers in rows 2, 3, 4, 5, 6 …")


@pytest.mark.parametrize("answer", ["I disagree", "I do not agree", "I don't agree at all", "I agree to nothing"])
def test_a_word_that_turns_an_option_round_is_never_that_option(answer):
    assert read(mentors=[{"commitment": answer}]).mentors == ()


def test_what_a_role_isnt_asked_for_keeps_nobody_out():
    mentee = read(mentees=[{"commitment": "hm"}]).mentees[0]
    assert mentee.answer("commitment") is None


def test_no_answer_takes_what_the_configuration_says_and_an_unread_one_doesnt():
    given = copy.deepcopy(questions_given())
    given["fields"]["certification"]["if_blank"] = "certified"
    given["fields"]["commitment"]["if_blank"] = "yes"
    tabs = [
        tab(
            Role.MENTOR,
            [
                response(Role.MENTOR, certification=answer, commitment=answer, email=f"p{len(answer)}@example.org")
                for answer in ("", "hm")
            ],
        ),
        tab(Role.MENTEE, []),
    ]
    found = read_applications(
        tabs, questions=Questions.model_validate(given), requirements=the_requirements(), time_zone="UTC"
    )
    assert [mentor.origin.row for mentor in found.mentors] == [2]
    assert [rejection.origin.row for rejection in found.rejections] == [3]


@settings(max_examples=extent(share=25, whole=150), deadline=None)
@given(NOISE, st.sampled_from(["certification", "commitment", "workshops_taught"]))
def test_noise_never_fails_a_requirement(noise, field):
    found = read(mentors=[{field: noise}])
    assert found.mentors == ()
    (rejection,) = found.rejections
    assert not rejection.waivable
    assert [reason.code for reason in rejection.reasons] == [field]
    assert len(found.problems) == 1


@settings(max_examples=extent(share=25, whole=150), deadline=None)
@given(WORDLESS)
def test_noise_about_the_capacity_is_one_mentee_and_a_question(noise):
    assume(any(map(str.isalpha, noise)))
    found, said = capacity(noise)
    assert found == 1
    assert len(said) == 1


@settings(max_examples=extent(share=20, whole=100), deadline=None)
@given(
    st.integers(1, 20), st.sampled_from(["at most {}", "no more than {}", "{} ({})", "up to {}", "{}", "max {} people"])
)
def test_what_is_offered_in_plain_words_is_what_one_gets(most, pattern):
    assert capacity(pattern.format(most, most)) == (most, [])


def test_nothing_required_means_nothing_is_asked():
    free = Requirements.model_validate({"mentor": {}, "mentee": {}})
    tabs = [
        tab(Role.MENTOR, [response(Role.MENTOR, certification="hm", workshops_taught="hm", commitment="")]),
        tab(Role.MENTEE, []),
    ]
    found = read_applications(
        tabs, questions=Questions.model_validate(questions_given()), requirements=free, time_zone="UTC"
    )
    (mentor,) = found.mentors
    assert [mentor.answer(field) for field in ("certification", "workshops_taught", "commitment")] == [None, None, None]
