from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.intake.recognise import Match, Trait, alike, recognise, share_of_equal
from mentoring_sync.records.requirement import Role

STAMP = datetime(2026, 11, 18, 10, tzinfo=UTC)


def a_trait(name="Cy Young", email="cy@example.org", **given_):
    answers = {question: f"{name} {question}" for question in ("hours", "tools", "languages", "field", "goal")}
    return Trait(**{"role": Role.MENTEE, "name": name, "email": email, "given": STAMP, "answers": answers, **given_})


CY, DEE = a_trait(), a_trait("Dee Ortiz", "dee@example.org", given=STAMP + timedelta(hours=1))
KNOWN = {"cy": CY, "dee": DEE}


def test_a_person_is_found_by_their_address():
    seen = recognise(KNOWN, [DEE, CY])
    assert {key: (each.row, each.by) for key, each in seen.found.items()} == {
        "cy": (1, Match.ADDRESS),
        "dee": (0, Match.ADDRESS),
    }
    assert (seen.missing, seen.new) == ((), ())


def test_a_corrected_address_is_the_same_person():
    seen = recognise(KNOWN, [replace(CY, email="cy@example.com"), DEE])
    assert seen.found["cy"].row == 0
    assert seen.found["cy"].by is Match.ANSWERS
    assert (seen.missing, seen.new) == ((), ())


def test_an_edited_answer_with_another_stamp_and_address_is_the_same_person():
    edited = replace(CY, email="cy@example.com", given=STAMP + timedelta(days=3), answers={**CY.answers, "goal": "new"})
    assert recognise(KNOWN, [edited, DEE]).found["cy"].row == 0


def test_whose_row_is_gone_is_missing():
    seen = recognise(KNOWN, [DEE])
    assert (seen.missing, seen.new, dict(seen.perhaps)) == (("cy",), (), {})


def test_a_stranger_is_new_and_nobody_elses():
    stranger = a_trait("Eli Ng", "eli@example.org", given=STAMP + timedelta(days=2))
    seen = recognise(KNOWN, [DEE, stranger])
    assert (seen.missing, seen.new) == (("cy",), (1,))


def test_a_namesake_with_other_answers_is_only_perhaps_the_same():
    namesake = a_trait("Cy Young", "other@example.org", given=STAMP + timedelta(days=2), answers={"hours": "none"})
    seen = recognise(KNOWN, [DEE, namesake])
    assert (seen.missing, dict(seen.perhaps)) == (("cy",), {"cy": (1,)})


def test_two_rows_that_are_as_likely_are_nobodys():
    twice = [replace(CY, email="cy1@example.org"), replace(CY, email="cy2@example.org"), DEE]
    seen = recognise(KNOWN, twice)
    assert seen.missing == ("cy",)
    assert seen.perhaps["cy"] == (0, 1)


def test_a_mentors_answer_is_no_mentees():
    assert recognise({"cy": CY}, [replace(CY, role=Role.MENTOR)]).missing == ("cy",)


def test_names_alike():
    assert alike("Maria José Núñez", "Nunez, Maria Jose".replace(",", ""))
    assert alike("Cy Young", "Cy B Young")
    assert alike("Jonathan Smith", "Jonathon Smith")
    assert not alike("Ada Obi", "Eve Stone")
    assert not alike("Ada Obi", "")


def test_equal_answers_are_counted_among_those_that_either_gave():
    assert share_of_equal({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": ""}) == 0.5
    assert share_of_equal({}, {}) == 0.0


people = st.lists(
    st.builds(
        lambda number, day: a_trait(
            f"Person {'abcdefgh'[number]}{number * 37}", f"p{number}@example.org", given=STAMP + timedelta(days=day)
        ),
        st.integers(0, 7),
        st.integers(0, 3),
    ),
    unique_by=lambda each: each.email,
    max_size=8,
)


@given(people, st.randoms(use_true_random=False), st.sets(st.integers(0, 7)))
def test_each_row_is_one_persons_and_whoever_is_hidden_is_missing(everyone, order, hidden):
    known = {each.email: each for each in everyone}
    rows = [each for number, each in enumerate(everyone) if number not in hidden]
    order.shuffle(rows)
    seen = recognise(known, rows)
    assert {key: rows[each.row].email for key, each in seen.found.items()} == {each.email: each.email for each in rows}
    assert set(seen.missing) == known.keys() - {each.email for each in rows}
    assert seen.new == ()


@given(people, st.integers(0, 7))
def test_one_corrected_address_among_many_is_never_somebody_elses(everyone, which):
    if which >= len(everyone):
        return
    rows = list(everyone)
    rows[which] = replace(rows[which], email="corrected@example.org")
    seen = recognise({each.email: each for each in everyone}, rows)
    assert seen.found[everyone[which].email].row == which
