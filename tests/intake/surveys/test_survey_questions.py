"""Of which kind a question is, and what its answers mean."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mentoring_sync.intake.question import Option
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.surveys.form import AskedQuestion, SurveyForm, Surveys
from mentoring_sync.intake.surveys.options import found_options, told_options
from mentoring_sync.intake.surveys.scales import points_of
from mentoring_sync.intake.surveys.words import known_scale, unsaid
from mentoring_sync.records.survey import QuestionKind, SurveyQuestion, Unsaid
from mentoring_sync.spreadsheet.grid import Scalar
from tests.intake.response_tabs import questions_given, serial
from tests.intake.surveys.survey_tabs import said, survey

LINES = "Contributing to curriculum development", "Logistics (e.g. install issues, answering questions)", "Teaching"


def asked(answers: Sequence[Scalar], title: str = "How was it?", **told: object) -> tuple[SurveyQuestion, list[str]]:
    """The one question of a survey with these answers, and what they say."""
    form = SurveyForm.model_validate({"tab": "Feedback", "questions": [{"title": title, **told}] if told else []})
    rows = [(serial(f"2027-01-0{at % 9 + 1} 09:{at:02}:00"), answer) for at, answer in enumerate(answers)]
    found = survey([("Timestamp", title), *rows], form)
    (question,) = found.questions
    return question, said(found, title)


def test_blanks_are_no_answer_and_0_is_one():
    rows = [(serial(f"2027-01-01 09:0{at}:00"), answer, "said") for at, answer in enumerate(("4", "", None, "0"))]
    form = {"tab": "Feedback", "questions": [{"title": "How was it?", "scale": {"from": 0, "to": 4}}]}
    found = survey([("Timestamp", "How was it?", "And?"), *rows], SurveyForm.model_validate(form))
    assert found.questions[0].points == (0, 1, 2, 3, 4)
    assert said(found, "How was it?") == ["4", "no answer", "no answer", "0"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("n/a", Unsaid.NOT_APPLICABLE),
        ("Does not apply", Unsaid.NOT_APPLICABLE),
        ("Prefer not to say", Unsaid.NOT_SAID),
        ("Keine Angabe", Unsaid.NOT_SAID),
        ("Prefiero no decirlo", Unsaid.NOT_SAID),
        ("Não se aplica", Unsaid.NOT_APPLICABLE),
        ("Je préfère ne pas répondre", Unsaid.NOT_SAID),
        ("", Unsaid.BLANK),
        ("0", None),
        ("Neutral", None),
        ("nothing", None),
    ],
)
def test_what_says_nothing_is_told_apart(answer, why):
    assert unsaid(answer) is why


@pytest.mark.parametrize(
    ("answers", "lowest", "highest"),
    [
        (("Disagree", "Strongly agree"), "Strongly disagree", "Strongly agree"),
        (("stimme zu", "Stimme gar nicht zu"), "Stimme gar nicht zu", "Stimme voll zu"),
        (("souvent", "toujours"), "Jamais", "Toujours"),
        (("De acuerdo", "Muy en desacuerdo"), "Totalmente en desacuerdo", "Totalmente de acuerdo"),
        (("discordo", "concordo totalmente"), "Discordo totalmente", "Concordo totalmente"),
    ],
)
def test_scales_are_known_by_their_words(answers, lowest, highest):
    found = known_scale(answers)
    assert (found.words[0], found.words[-1]) == (lowest, highest)


def test_a_word_of_several_scales_is_none():
    assert known_scale(["Neutral"]) is None
    assert known_scale(["Some", "Extensive"]) is None


def test_bare_numbers_of_which_nobody_knows_the_end_have_no_mean():
    question, words = asked(["3", "2", 4.0])
    assert (question.kind, question.points, question.is_certain) == (QuestionKind.SCALE, (), False)
    assert sorted(words) == ["2", "3", "4"]


def test_a_title_or_a_label_says_how_far_a_scale_goes():
    assert points_of(["7"], "Would you? (0-10)").numbers == tuple(range(11))
    assert points_of(["7"], "Would you? (0-10)").is_certain
    assert points_of(["5 - Yes", "2"], "Would you?").numbers == (1, 2, 3, 4, 5)
    assert points_of(["0", "1- No"], "Would you?").numbers == (0, 1)


def test_what_is_on_no_point_of_a_scale_is_kept_in_its_words():
    question, words = asked(["3", "2", "9"], scale={"from": 1, "to": 5})
    assert question.points == (1, 2, 3, 4, 5)
    assert sorted(words) == ["2", "3", "9"]


def test_options_that_are_told_keep_their_order_and_commas():
    question, words = asked(
        [f"{LINES[1]}, {LINES[0]}", f"{LINES[2]}, my own, whole; answer"], options=list(LINES), several=True
    )
    assert (question.options, question.is_certain) == (LINES, True)
    assert words == [f"{LINES[0]};{LINES[1]}", f"{LINES[2]};my own, whole; answer"]


@given(
    st.lists(st.sets(st.sampled_from(range(len(LINES))), min_size=1), min_size=1, max_size=8),
    st.sampled_from([", ", ";"]),
)
def test_ticks_of_options_that_are_told_are_read_whichever_way_they_are_joined(ticks, joint):
    told = AskedQuestion(title="q", options=tuple(Option(text=line) for line in LINES), several=True)
    answers = [joint.join(LINES[at] for at in sorted(each)) for each in ticks]
    found = told_options(answers, told)
    assert [found.read[answer] for answer in answers] == [(tuple(sorted(each)), "") for each in ticks]


def test_ticks_with_commas_are_told_apart():
    found = found_options([f"{LINES[0]}, {LINES[1]}", LINES[1], f"{LINES[0]}, {LINES[2]}", LINES[2], LINES[0]])
    assert found.several
    assert set(found.texts) == set(LINES)


def test_what_one_person_says_is_no_option():
    found = found_options(["Yes", "Yes", "Yes", "Only when Bo was away"])
    assert (found.texts, found.read["Only when Bo was away"]) == (("Yes",), ((), "Only when Bo was away"))


def test_texts_of_peoples_own_are_no_options():
    assert found_options(["I liked it", "Too long", "More, please"]) is None


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"options": ["a", "b"], "scale": ["a", "b"]}, "name one of"),
        ({}, "name one of"),
        ({"scale": ["a"]}, "nothing to choose"),
        ({"options": ["a", "A"]}, "twice"),
    ],
)
def test_a_question_is_told_one_thing(told, says):
    with pytest.raises(ValidationError, match=says):
        AskedQuestion.model_validate({"title": "x", **told})


@pytest.mark.parametrize(
    ("surveys", "says"),
    [
        ({"half_way": {"tab": "Feedback"}}, "each needs a form"),
        ({"closing": {"tab": "Mentor applications"}}, "the tab of another form"),
        ({"closing": {"form": "https://docs.google.com/forms/d/e/1/formResponse"}}, "answers the form"),
        ({"closing": {"opens": "2027-02-01", "closes": "2027-01-01"}}, "before it opens"),
        ({"closing": {"colour": "red"}}, "colour"),
    ],
)
def test_a_mistake_in_surveys_is_named(surveys, says):
    with pytest.raises(ValidationError, match=says):
        Questions.model_validate({**questions_given(), "surveys": surveys})


def test_without_a_word_of_them_surveys_have_their_usual_tabs():
    assert (Surveys().closing.tab, Surveys().half_way.tab) == ("Feedback", "Half-way survey")
    assert Surveys.model_validate({"closing": {"anonymous": True}}).closing.tab == "Feedback"
