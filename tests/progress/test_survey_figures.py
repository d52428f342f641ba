"""The figures of a survey, recomputed from its rows by separate code, and when they are shown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.progress.feedback import QuestionFigures, SurveyFigures, may_be_shown, survey_figures
from mentoring_sync.records.survey import (
    QuestionKind,
    Survey,
    SurveyAnswer,
    SurveyName,
    SurveyQuestion,
    SurveyResponse,
    Unsaid,
)
from tests.intake.surveys.survey_tabs import DOWNLOAD, FOLDER, WORDS, export

CLOSES = datetime(2027, 1, 13, 12, tzinfo=UTC)
AFTER = CLOSES + timedelta(days=1)
SMALLEST = 5


def figures(survey: Survey, *, now: datetime = AFTER, **given: Any) -> SurveyFigures:
    return survey_figures(survey, **{"asked": 10, "closes": CLOSES, "now": now, **given})


def by_title(found: SurveyFigures) -> dict[str, QuestionFigures]:
    return {each.question.called: each for each in found.questions}


def test_lines_of_a_grid_have_their_own_n_and_mean():
    found = by_title(figures(export(DOWNLOAD)))
    lines = [found[f"How far do you agree? [{line}]"] for line in ("We begin on time", "I may ask anything")]
    assert [(each.n, each.mean) for each in lines] == [(3, 4.0), (4, 3.75)]
    assert found["How far do you agree? [I would come again]"].mean == 3.5


def test_who_prefers_not_to_say_is_out_of_the_mean_and_beside_n():
    found = by_title(figures(export(WORDS)))["The speed suited me"]
    assert (found.n, found.mean, found.unsaid[Unsaid.NOT_SAID]) == (5, 3.8, 1)
    assert found.counts == (0, 1, 0, 3, 1)


def test_a_survey_that_is_anonymous_tells_nothing_of_groups():
    assert not any(each.split for name in (WORDS, DOWNLOAD) for each in figures(export(name)).questions)


@pytest.mark.parametrize("line", ["We begin on time", "I may ask anything", "I would come again"])
def test_pandas_comes_to_the_same_means_of_the_file_itself(line):
    table = pd.read_csv(FOLDER / f"{DOWNLOAD}.csv", dtype=str)
    column = table[table["Other comments?"] != "test"][f"How far do you agree? [{line}]"].dropna()
    numbers = column.str.extract(r"^(\d+)")[0].astype(int)
    found = by_title(figures(export(DOWNLOAD)))[f"How far do you agree? [{line}]"]
    assert (found.n, found.mean) == (len(numbers), numbers.mean())
    assert found.counts == tuple((numbers == point).sum() for point in range(1, 6))


def test_pandas_comes_to_the_same_counts_of_words():
    table = pd.read_csv(FOLDER / f"{WORDS}.csv", dtype=str)
    coded = table.dropna(subset=["Your private code (initials + birth day)"])
    people = coded.drop_duplicates("Your private code (initials + birth day)", keep="first")
    points = ["strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"]
    for title in ("The speed suited me", "I felt at home", "I use what I learned"):
        place = people[title].str.strip().str.lower().map({word: at for at, word in enumerate(points, 1)}).dropna()
        found = by_title(figures(export(WORDS)))[title]
        assert (found.n, found.mean) == (len(place), pytest.approx(place.mean(), abs=1e-12))
        assert found.counts == tuple((place == at).sum() for at in range(1, 6))


def test_of_no_answers_there_is_no_mean_and_no_rate():
    empty = a_survey([])
    found = figures(empty, asked=0)
    assert (found.rate, found.questions[0].n, found.questions[0].mean) == (None, 0, None)
    assert found.questions[0].counts == (0, 0, 0)
    assert figures(empty, asked=4).rate == 0.0


def test_a_rate_is_never_over_one():
    every = a_survey([1] * 6)
    assert figures(every, asked=4).rate is None
    assert figures(replace(every, anonymous=False), asked=4, of_asked=3).rate == 0.75


def test_all_said_the_same_and_what_nobody_chose_is_0():
    assert figures(a_survey([2] * 6)).questions[0].counts == (0, 0, 6)


QUESTION = SurveyQuestion(title="How was it?", kind=QuestionKind.SCALE, options=("a", "b", "c"), points=(1, 2, 3))


def a_response(at: int, choice: int) -> SurveyResponse:
    given = CLOSES - timedelta(days=2) + timedelta(hours=at)
    return SurveyResponse(
        key=f"{at:04}", row=at + 2, given=given, first=given, answers=(SurveyAnswer(chosen=(choice,)),)
    )


def a_survey(choices: list[int], *, late_from: int = 10_000) -> Survey:
    responses = tuple(a_response(at, choice) for at, choice in enumerate(choices))
    late = frozenset(each.key for each in responses[late_from:])
    return Survey(
        name=SurveyName.CLOSING, tab="Feedback", anonymous=True, questions=(QUESTION,), responses=responses, late=late
    )


@given(answers=st.integers(0, 40), in_time=st.integers(0, 40), data=st.data())
def test_two_reports_subtracted_tell_of_no_fewer_than_five(answers, in_time, data):
    """Whenever two reports are made of a survey that only grows, their difference is of five people at least."""
    in_time = min(in_time, answers)
    whole = a_survey([0] * answers, late_from=in_time)

    def published(count: int) -> set[str]:
        part = a_survey([0] * count, late_from=in_time)
        open_ = count < in_time or (count == in_time and data.draw(st.booleans()))
        now = CLOSES - timedelta(hours=1) if open_ else AFTER
        return {each.key for each in may_be_shown(part, closes=CLOSES, now=now)}

    counts = sorted(data.draw(st.lists(st.integers(0, answers), min_size=2, max_size=6)))
    reports = [published(count) for count in counts]
    for earlier, later in ((one, other) for one in reports for other in reports):
        assert not earlier - later or not later - earlier
        difference = later - earlier
        assert not earlier or not difference or len(difference) >= SMALLEST
    assert all(key in {each.key for each in whole.responses} for report in reports for key in report)


@settings(max_examples=30)
@given(st.lists(st.text(st.characters(categories=["L", "Nd", "P", "Zs"]), min_size=1, max_size=8), max_size=8))
def test_texts_stand_in_an_order_that_tells_nothing_of_who_or_when(texts):
    question = SurveyQuestion(title="What else?", kind=QuestionKind.TEXT)

    def shown(said: list[str]) -> tuple[str, ...]:
        responses = [
            SurveyResponse(key=f"{at}", row=at, given=CLOSES, first=CLOSES, answers=(SurveyAnswer(text=text),))
            for at, text in enumerate(said)
        ]
        survey = Survey(
            name=SurveyName.CLOSING, tab="t", anonymous=True, questions=(question,), responses=tuple(responses)
        )
        return figures(survey).questions[0].texts

    assert shown(texts) == shown(texts[::-1]) == shown(sorted(texts))
    assert sorted(shown(texts)) == sorted(texts)


def test_whose_words_may_not_be_quoted_are_in_no_list():
    question = SurveyQuestion(title="What else?", kind=QuestionKind.TEXT)
    said = SurveyResponse(
        key="1", row=2, given=CLOSES, first=CLOSES, answers=(SurveyAnswer(text="Bo was late"),), may_quote=False
    )
    survey = Survey(name=SurveyName.CLOSING, tab="t", anonymous=True, questions=(question,), responses=(said,))
    assert (figures(survey).questions[0].n, figures(survey).questions[0].texts) == (1, ())


def test_figures_hold_nothing_of_who_answered():
    assert not re.search(r"9kl|4ab|Birch", repr(figures(export(WORDS))))
