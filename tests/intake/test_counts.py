import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import clean
from mentoring_sync.intake.counts import Count, count, counted_in, is_without_limit, is_without_preference


def between(answer: str) -> tuple[int, int | None]:
    found = count(answer)
    return found.least, found.most


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("3", 3),
        ("2.5", 2),
        ("two", 2),
        ("Twelve", 12),
        ("none", 0),
        ("Not yet", 0),
        ("a couple", 2),
        ("about 5", 5),
        ("~5 people", 5),
        ("٣", 3),
        ("two (2)", 2),
        ("3x", 3),
        ("zwei", 2),
        ("ein Dutzend", 12),
        ("noch keine", 0),
        ("deux fois", 2),
        ("pas encore", 0),
        ("una vez", 1),
        ("ninguno todavía", 0),
        ("quatro", 4),
        ("nenhum", 0),
    ],
)
def test_a_number_is_found_in_what_people_write(answer, number):
    assert count(answer).is_exact
    assert between(answer) == (number, number)


@pytest.mark.parametrize("answer", ["2-3", "3 – 2", "2 to 3", "two or three", "2/3", "2 maybe 3", "zwei bis drei"])
def test_a_range_goes_from_its_lowest_to_its_highest_number(answer):
    assert between(answer) == (2, 3)


@pytest.mark.parametrize("answer", ["deux ou trois", "2 o 3", "entre 2 y 3", "dois a três", "between 2 and 3", "2 à 3"])
def test_a_range_is_read_in_each_language(answer):
    assert between(answer) == (2, 3)


@pytest.mark.parametrize(
    ("answer", "stretch"),
    [
        ("10+", (10, None)),
        ("more than ten", (11, None)),
        ("at least 2", (2, None)),
        ("5 o más", (5, None)),
        ("no more than 2", (0, 2)),
        ("höchstens zwei", (0, 2)),
        ("pas plus de deux", (0, 2)),
        ("não mais de 2", (0, 2)),
        ("fewer than 3", (0, 2)),
        ("at least 2, at most 4", (2, 4)),
        ("a few", (2, None)),
        ("many", (3, None)),
        ("some", (1, None)),
        ("ein paar", (2, None)),
    ],
)
def test_words_that_leave_room_are_a_stretch(answer, stretch):
    assert between(answer) == stretch


def test_a_word_that_is_two_numbers_in_two_languages_is_either():
    assert between("once") == (1, 11)


def test_words_beside_a_number_that_arent_understood_make_it_unsure():
    assert not count("2 if nobody else applies").sure
    assert count("2 times so far").sure


@pytest.mark.parametrize(
    ("answer", "number"), [("2 workshops", 2), ("1 workshop so far", 1), ("no workshops", 0), ("taught 3", 3)]
)
def test_what_the_question_counts_adds_nothing_to_a_number(answer, number):
    counted = counted_in(("How many workshops have you taught?",))
    found = count(answer, counted)
    assert (found.least, found.most, found.sure) == (number, number, True)
    assert not count("2 talks", counted).sure


def test_a_number_that_the_spreadsheet_made_of_a_range_is_named_as_the_date_it_is():
    with pytest.raises(Unusable, match=r"“46054” can't be true: .* the date 2026-02-01, .* “2-1”"):
        count("46054")


@pytest.mark.parametrize("answer", ["2026-02-03", "2/3/2026", "3-Feb", "3 march"])
def test_a_date_is_no_number(answer):
    with pytest.raises(Unusable, match="is a date"):
        count(answer)


@pytest.mark.parametrize(
    "answer",
    ["dunno", "3 in Berlin, 2 online", "-1", "4000", "9" * 5000, "not 2", "2nd", "50%", "2.500", "I don't know"],
)
def test_what_is_no_plausible_number_is_refused_with_the_answer(answer):
    with pytest.raises(Unusable, match=f"“{answer[:20]}"):
        count(answer)


@pytest.mark.parametrize(
    "answer",
    ["no limit", "No limit!", "unlimited", "as many as you like", "unbegrenzt", "sin límite", "illimité", "sem limite"],
)
def test_an_offer_without_a_limit_is_understood(answer):
    assert is_without_limit(answer)


@pytest.mark.parametrize(
    "answer",
    ["no preference", "any", "I don't mind", "egal", "da igual", "peu importe", "tanto faz", "n/a", "-", "up to you"],
)
def test_a_number_that_is_left_to_the_programme_is_understood(answer):
    assert is_without_preference(answer)


@pytest.mark.parametrize("answer", ["no limit on what?", "limit of 3", "2", "preference for two", "anyone but Bo"])
def test_other_words_about_limits_arent_taken_for_either(answer):
    assert not is_without_limit(answer)
    assert not is_without_preference(answer)


WORDS = [
    "2",
    "3",
    "two",
    "drei",
    "or",
    "no",
    "more",
    "than",
    "at",
    "most",
    "least",
    "a",
    "few",
    "+",
    "-",
    "not",
    "(",
    ")",
]


@given(st.text(min_size=1) | st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join))
def test_any_text_is_a_stretch_of_plausible_numbers_or_refused(answer):
    try:
        found = count(clean(answer))
    except Unusable:
        return
    assert 0 <= found.least <= 1000
    assert found.most is None or found.least <= found.most <= 1000


@given(st.integers(0, 50), st.sampled_from(["{} ({})", "{} / {}", "{}, {}", "{} - {}"]))
def test_parts_that_agree_are_one_number(number, pattern):
    assert count(pattern.format(number, number)) == Count(number, number, named=(number, number))


@given(st.integers(0, 50), st.integers(0, 50))
def test_two_numbers_that_nothing_joins_are_none(one, other):
    if one != other:
        with pytest.raises(Unusable):
            count(f"{one} here, {other} there")
