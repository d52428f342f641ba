from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.intake.cells import clean
from mentoring_sync.records.requirement import Role
from tests.extent import extent
from tests.intake.response_tabs import USUAL, header, read_tabs, response, tab, the_questions

ANYTHING = st.none() | st.booleans() | st.floats() | st.integers() | st.text()
LIKELY = st.sampled_from(["a@example.org", "b@example.org", "CET", "two", "46054", "17:00-18:00", "Git, x, y", 46054.0])
FIELDS = list(the_questions().columns(Role.MENTEE))


@st.composite
def rows(draw: st.DrawFn, role: Role) -> list[Any]:
    """An ordinary response with some cells replaced by anything, or anything at all."""
    row: list[Any] = response(role) if draw(st.booleans()) else [None] * len(header(role))
    for place in draw(st.lists(st.integers(0, len(row) - 1), max_size=4)):
        row[place] = draw(LIKELY | ANYTHING)
    return row[: draw(st.integers(0, len(row)) | st.just(len(row)))]


@settings(max_examples=extent(share=25, whole=100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(rows(Role.MENTOR), max_size=5), st.lists(rows(Role.MENTEE), max_size=5))
def test_each_response_is_a_record_a_superseded_response_or_a_rejection(mentors, mentees):
    tabs = tab(Role.MENTOR, mentors), tab(Role.MENTEE, mentees)
    found = read_tabs(*tabs)
    everybody: list[Any] = [*found.mentors, *found.mentees, *found.rejections, *found.superseded]
    ended = Counter(str(each.origin) for each in everybody)
    answered = {
        f"{each.title}, row {number}"
        for each in tabs
        for number, row in enumerate(each.rows[1:], start=2)
        if any(map(clean, row))
    }
    assert ended == Counter(answered)


@settings(max_examples=extent(share=20, whole=60), deadline=None)
@given(st.lists(rows(Role.MENTEE), max_size=6))
def test_nobody_is_twice_in_one_role(mentees):
    found = read_tabs(tab(Role.MENTEE, mentees))
    addresses = [mentee.email for mentee in found.mentees]
    assert len(addresses) == len(set(addresses))


@settings(max_examples=extent(share=15, whole=30), deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_the_rows_doesnt_matter_to_who_is_in(order):
    people = [response(Role.MENTEE, email=f"{name}@example.org", timestamp=46300.0 + name) for name in range(4)]
    found = read_tabs(tab(Role.MENTEE, [people[place] for place in order]))
    assert {mentee.email for mentee in found.mentees} == {f"{name}@example.org" for name in range(4)}


def test_the_usual_answers_answer_only_questions_that_are_asked():
    assert set(USUAL) <= set(FIELDS)
