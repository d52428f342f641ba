"""What is told of groups lets nobody work out what few people said: tried by working it out."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.progress.feedback import Groups, survey_figures
from mentoring_sync.progress.small_groups import GroupFigures, Shown, Table, figures_of, is_safe, what_to_show
from mentoring_sync.records.survey import QuestionKind, Survey, SurveyAnswer, SurveyName, SurveyQuestion, SurveyResponse
from tests.extent import extent
from tests.progress.test_survey_figures import AFTER, CLOSES

OPTIONS = ("a", "b", "c", "d")


def told(counts: tuple[tuple[int, ...], ...], values: tuple[int, ...] = (), named: int = 2) -> tuple[GroupFigures, ...]:
    table = Table(counts=counts, named=named, values=values)
    shown = what_to_show(table)
    return figures_of(("mentors", "mentees")[:named], table, OPTIONS, shown) if shown else ()


@pytest.mark.parametrize(
    "counts",
    [
        ((8, 0), (3, 1)),  # four mentees: their answers are what is left of twelve
        ((5, 0), (2, 2)),
        ((3, 3, 2), (2, 2, 2)),  # within six people no option was chosen by five
        ((6, 0), (5, 4)),  # all six said the same
        ((0, 6), (7, 5)),
        ((10, 0), (0, 10)),
        ((0, 0), (9, 9)),  # a group of nobody looks like one that is hidden
    ],
)
def test_nothing_is_told_of_small_groups_of_rare_options_and_of_all_who_said_the_same(counts):
    assert told(counts) == ()


def test_of_large_groups_it_is_told_who_chose_what():
    mentors, mentees = told(((9, 6), (7, 8)))
    assert (mentors.n, mentors.counts, mentees.counts) == (15, {"a": 9, "b": 6}, {"a": 7, "b": 8})


def test_a_rare_option_of_one_group_is_told_of_neither():
    groups = told(((9, 8, 3, 2), (7, 6, 4, 3)))
    assert [set(each.counts) for each in groups] == [{"a", "b"}, {"a", "b"}]


def test_what_is_rare_in_all_isnt_told_by_what_is_left():
    assert told(((9, 8, 1), (7, 6, 0))) == () or all("c" not in each.counts for each in told(((9, 8, 1), (7, 6, 0))))
    assert not is_safe(Table(counts=((9, 8, 1), (7, 6, 0)), named=2), Shown(frozenset({0, 1})))


def test_people_of_whom_no_group_is_known_are_what_is_left_and_so_a_group_too():
    assert told(((9, 6), (7, 8), (1, 1))) == ()
    assert told(((9, 6), (7, 8), (6, 7))) != ()


def possible(counts: tuple[tuple[int, ...], ...], values: tuple[int, ...], groups: tuple[GroupFigures, ...]):
    """Every table that agrees with the counts of all and with what is told of the groups: the first group's rows."""
    totals = [sum(column) for column in zip(*counts, strict=True)]
    first, second = groups
    for row in product(*(range(total + 1) for total in totals)):
        other = [total - count for total, count in zip(totals, row, strict=True)]
        if sum(row) == first.n and all(
            dict(zip(OPTIONS, cells, strict=False)).get(option) == count
            for cells, group in ((row, first), (other, second))
            for option, count in group.counts.items()
        ):
            means = [
                group.mean is None
                or abs(sum(c * v for c, v in zip(cells, values, strict=True)) / group.n - group.mean) < 1e-9
                for cells, group in ((row, first), (other, second))
            ]
            if all(means):
                yield row, tuple(other)


cells = st.one_of(st.just(0), st.integers(0, 4), st.integers(5, 9))


@settings(max_examples=extent(share=60, whole=600), deadline=None)
@given(st.integers(2, 4).flatmap(lambda n: st.tuples(*[st.tuples(*[cells] * n)] * 2)), st.booleans())
def test_nobody_can_work_out_what_few_people_of_a_group_said(counts, scale):
    values = tuple(range(1, len(counts[0]) + 1)) if scale else ()
    groups = told(counts, values)
    if not groups:
        return
    assert all(group.n >= 5 for group in groups)
    tables = list(possible(counts, values, groups))
    assert counts in tables
    for group in range(2):
        for option in range(len(counts[0])):
            seen = {table[group][option] for table in tables}
            assert not (min(seen) >= 1 and max(seen) <= 4)
            assert min(seen) < groups[group].n


@settings(max_examples=extent(share=100, whole=1000), deadline=None)
@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.tuples(*[cells] * n), min_size=3, max_size=4)))
def test_of_more_groups_no_small_count_is_shown_nor_left_over_for_one_option(counts):
    table = Table(counts=tuple(counts), named=len(counts))
    shown = what_to_show(table)
    if shown:
        hidden = [at for at in range(len(counts[0])) if at not in shown.options]
        assert all(row[at] >= 5 for row in counts for at in shown.options)
        assert len(hidden) != 1 or all(row[hidden[0]] == 0 or row[hidden[0]] >= 5 for row in counts)


def a_survey(roles: list[str], choices: list[int], kind: QuestionKind) -> tuple[Survey, Groups]:
    question = SurveyQuestion(title="q", kind=kind, options=OPTIONS)
    responses = tuple(
        SurveyResponse(key=f"{at}", row=at, given=CLOSES, first=CLOSES, answers=(SurveyAnswer(chosen=(choice,)),))
        for at, choice in enumerate(choices)
    )
    survey = Survey(
        name=SurveyName.CLOSING, tab="t", anonymous=False, questions=(question,), responses=responses, asks_who=True
    )
    by_key = {f"{at}": role for at, role in enumerate(roles) if role}
    return survey, Groups(roles=by_key, every_role=("mentors", "mentees"))


MANY = (["mentors"] * 10 + ["mentees"] * 12, [0] * 5 + [1] * 5 + [0] * 6 + [1] * 6)


@pytest.mark.parametrize("kind", [QuestionKind.ONE, QuestionKind.SEVERAL])
def test_groups_are_told_of_once_a_survey_is_closed_and_never_otherwise_afterwards(kind):
    survey, groups = a_survey(*MANY, kind)
    (open_,) = survey_figures(survey, asked=30, closes=AFTER, now=CLOSES, groups=groups).questions
    (closed,) = survey_figures(survey, asked=30, closes=CLOSES, now=AFTER, groups=groups).questions
    assert open_.split == ()
    assert [(each.name, each.n, each.counts["a"]) for each in closed.split] == [("mentors", 10, 5), ("mentees", 12, 6)]
    more, also = a_survey([*MANY[0], "mentors"], [*MANY[1], 0], kind)
    found = survey_figures(more, asked=30, closes=CLOSES, now=AFTER, groups=also, splits=lambda _: closed.split)
    assert found.questions[0].split == closed.split


def test_an_anonymous_survey_has_no_groups_whatever_is_known():
    survey, groups = a_survey(*MANY, QuestionKind.ONE)
    nobody = Survey(name=survey.name, tab="t", anonymous=True, questions=survey.questions, responses=survey.responses)
    assert survey_figures(nobody, asked=30, closes=CLOSES, now=AFTER, groups=groups).questions[0].split == ()
