import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.counts import count


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
        ("a few", 3),
        ("about 5", 5),
        ("~5 workshops", 5),
        ("10+", 10),
        ("more than ten", 10),
        ("٣", 3),
    ],
)
def test_a_number_is_found_in_what_people_write(answer, number):
    assert count(answer) == number


@pytest.mark.parametrize("answer", ["2-3", "3 – 2", "2 to 3", "two or three", "2/3"])
def test_a_range_counts_as_its_lowest_number(answer):
    assert count(answer) == 2


def test_a_number_that_the_spreadsheet_made_of_a_range_is_named_as_the_date_it_is():
    with pytest.raises(Unusable, match=r"“46054” can't be true: .* the date 2026-02-01, .* “2-1”"):
        count("46054")


@pytest.mark.parametrize("answer", ["2026-02-03", "2/3/2026", "3-Feb"])
def test_a_date_is_no_number(answer):
    with pytest.raises(Unusable, match="is a date"):
        count(answer)


@pytest.mark.parametrize("answer", ["many", "3 in Berlin, 2 online", "-1", "4000", "9" * 5000])
def test_what_is_no_plausible_number_is_refused_with_the_answer(answer):
    with pytest.raises(Unusable, match=f"“{answer[:20]}"):
        count(answer)


@given(st.text(min_size=1))
def test_any_text_is_a_plausible_number_or_refused(answer):
    try:
        number = count(answer)
    except Unusable:
        return
    assert 0 <= number <= 1000
