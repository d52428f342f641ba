"""Scores are lines over fields; the matrix and the single pair are the same sum."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from mentoring_sync.pairing.fit import score, why
from mentoring_sync.pairing.rules import PairingSettings
from mentoring_sync.pairing.score import Scores
from mentoring_sync.pairing.scores import Like, Score
from tests.extent import extent
from tests.pairing.checker import worth
from tests.pairing.rounds import a_mentee, a_mentor

LINES = tuple(
    Score(field=like.value, like=like, points=points, within=3)
    for like, points in zip(Like, (40, 20, -25, 7, 30), strict=True)
)
CHOICES = st.lists(st.sampled_from("abcd"), unique=True, max_size=3).map(tuple)
OWN = st.fixed_dictionaries(
    {
        "shared": CHOICES,
        "first": CHOICES,
        "same": st.sampled_from(["", "x", "y"]) | CHOICES,
        "different": st.sampled_from([None, "x", "y", 3]),
        "close": st.none() | st.integers(0, 6),
    }
)


@settings(max_examples=extent(share=40, whole=400), deadline=None)
@given(st.lists(OWN, min_size=1, max_size=4), st.lists(OWN, min_size=1, max_size=4))
def test_the_matrix_the_pair_and_the_checker_agree(ours: list[dict], theirs: list[dict]) -> None:
    mentors = [a_mentor(f"Mentor {at}", own=own) for at, own in enumerate(ours)]
    mentees = [a_mentee(f"Mentee {at}", own=own) for at, own in enumerate(theirs)]
    matrix = Scores(mentors, mentees, LINES).of(slice(None)).tolist()
    assert matrix == [[score(mentor, mentee, LINES) for mentee in mentees] for mentor in mentors]
    assert matrix == [[worth(mentor, mentee, LINES) for mentee in mentees] for mentor in mentors]


def test_many_different_answers_are_compared_all_the_same() -> None:
    lines = (Score(field="house", like=Like.SAME, points=10), Score(field="house", like=Like.DIFFERENT, points=3))
    mentors = [a_mentor(f"Mentor {at}", own={"house": f"house {at}"}) for at in range(100)]
    mentees = [
        a_mentee("Ann", own={"house": "house 7"}),
        a_mentee("Ben", own={"house": ""}),
        a_mentee("Cy", own={"house": "tent"}),
    ]
    found = Scores(mentors, mentees, lines).of(slice(0, 100))
    assert [int(found[at][0]) for at in (6, 7)] == [3, 10]
    assert (set(found[:, 1].tolist()), set(found[:, 2].tolist())) == ({0}, {3})


@pytest.mark.parametrize(
    ("line", "ours", "theirs", "said"),
    [
        (Score(field="tools", like=Like.SHARED, points=9), ("Shell", "Git"), ("Shell",), "both know Shell"),
        (Score(field="firm", like=Like.SAME, points=-5), "Acme", "Acme", "but: same firm: Acme"),
        (Score(field="firm", like=Like.SAME, points=5, say="both at {}"), "Acme", "Acme", "both at Acme"),
        (Score(field="years", like=Like.CLOSE, points=9, within=3), 4, 5, "close in years: 4 and 5"),
        (Score(field="years", like=Like.CLOSE, points=9, within=3), 4, 9, ""),
        (
            Score(field="field_of_work", like=Like.DIFFERENT, points=9),
            "Law",
            "Art",
            "different field of work: Law and Art",
        ),
    ],
)
def test_why_says_what_a_line_finds_and_a_malus_as_one(line: Score, ours: object, theirs: object, said: str) -> None:
    mentor, mentee = a_mentor(own={line.field: ours}), a_mentee(own={line.field: theirs})
    assert why(mentor, mentee, (line,)) == ((said,) if said else ())


def test_weights_of_earlier_versions_are_the_same_scores() -> None:
    before = PairingSettings.model_validate(
        {"weights": {"tools": 50, "domain": 0, "guild": 10, "same_institution": -7}}
    )
    points = {(line.field, line.like): line.points for line in before.scores}
    assert points == {
        ("domain", Like.SAME): 0,
        ("tools", Like.SHARED): 50,
        ("kinds_of_help", Like.FIRST): 20,
        ("first_language", Like.SAME): 15,
        ("guild", Like.SAME): 10,
        ("institution", Like.SAME): -7,
    }


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({"tools": {"same": 400}}, "less than or equal to 100"),
        ({"tools": {"alike": 4}}, "say how answers are compared"),
        ({"tools": {"same": 4, "say": "{name}"}}, "only {} stands for what is found"),
    ],
)
def test_a_score_that_cannot_be_is_a_mistake(scores: dict, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        PairingSettings.model_validate({"scores": scores})
