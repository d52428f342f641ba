import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.intake.cells import address, clean, folded, in_quotes


def test_no_break_spaces_become_blanks_and_doubled_blanks_one():
    assert clean("\u00a0Ana\u00a0 María ") == "Ana María"


def test_zero_width_and_direction_marks_go():
    assert clean("\ufeffA\u200bn\u202ea\u2069") == "Ana"


def test_joiners_stay_within_an_emoji_and_a_persian_name():
    assert clean("👩\u200d🔬 می\u200cخواهم\u200c") == "👩\u200d🔬 می\u200cخواهم"


def test_decomposed_letters_are_composed():
    assert clean("Jose\u0301") == "José"


def test_line_breaks_become_blanks_so_that_no_answer_breaks_a_mail_header():
    assert clean("Ana\r\nBcc: all@example.org") == "Ana Bcc: all@example.org"


def test_a_whole_number_has_no_point():
    assert [clean(42.0), clean(42), clean(2.5)] == ["42", "42", "2.5"]


def test_nothing_is_an_empty_text():
    assert [clean(None), clean(float("nan")), clean("\u200b \u00a0")] == ["", "", ""]


def test_formula_like_text_stays_as_it_is():
    assert clean('=HYPERLINK("http://example.org","x")') == '=HYPERLINK("http://example.org","x")'


@given(st.text() | st.floats() | st.booleans() | st.integers())
def test_any_cell_becomes_one_line_of_composed_text_and_stays_so(cell):
    text = clean(cell)
    assert clean(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert len(text.splitlines()) <= 1
    text.encode("utf-8")


@pytest.mark.parametrize(
    "answer",
    [
        "Ana@Example.ORG",
        "mailto:ana@example.org",
        "Ana Lima <ana@example.org>",
        "ana @example.org",
        "<ana@example.org>;",
        "ana@example.org.",
    ],
)
def test_an_address_is_found_in_what_people_write(answer):
    assert address(answer) == "ana@example.org"


def test_a_plus_in_an_address_stays():
    assert address("ana+carpentries@example.org") == "ana+carpentries@example.org"


def test_texts_are_compared_without_case_accents_and_doubled_blanks():
    assert folded("São  PAULO") == folded("sao paulo")


def test_a_long_answer_is_cut_in_a_sentence():
    assert in_quotes("x" * 500) == f"“{'x' * 79}…”"
