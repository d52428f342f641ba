import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mentoring_sync.intake.options import OptionReader
from mentoring_sync.intake.question import OptionsQuestion, Other
from tests.intake.response_tabs import the_questions

RUNNING = "Logistics of running a workshop (e.g. install issues, answering learner questions)"
ORGANIZING = "Logistics of organizing a workshop (e.g. marketing, registration)"
TEACHING = "Developing confidence and skill in teaching"


def help_reader() -> OptionReader:
    asked = the_questions().both.kinds_of_help
    assert asked is not None
    return OptionReader(asked)


def reader(*options: str, other: Other = Other.TEXT) -> OptionReader:
    asked = OptionsQuestion.model_validate({"title": "Which?", "options": options, "other": other})
    return OptionReader(asked)


def test_an_option_that_holds_commas_and_parentheses_stays_whole():
    assert help_reader().several(f"{RUNNING}, {TEACHING}").value == (RUNNING, TEACHING)


def test_the_longest_option_is_taken_where_one_begins_like_another():
    short_and_long = reader("Git", "Git, the hard way", "Shell")
    assert short_and_long.ticked("Git, the hard way, Shell").meanings == ("Git, the hard way", "Shell")


def test_an_option_is_not_found_within_a_longer_word():
    assert reader("R").ticked("Rust").other == "Rust"


def test_other_may_hold_commas():
    assert help_reader().several(f"{TEACHING}, a room, a sponsor").value == (TEACHING, "a room, a sponsor")


def test_other_that_is_a_list_becomes_several_answers():
    question = the_questions().both.languages
    assert question
    languages = OptionReader(question)
    assert languages.several("English, Tamil, kannada and Urdu").value == ("English", "Tamil", "Kannada", "Urdu")


def test_an_option_in_an_earlier_spelling_means_the_same():
    assert help_reader().several("Logistics of organising a workshop (e.g. marketing, registration)").value == (
        ORGANIZING,
    )


def test_an_option_counts_in_any_case_and_once():
    assert reader("Git").several("git, GIT").value == ("Git",)


def test_an_option_with_a_letter_more_is_the_option_and_pointed_out():
    parsed = help_reader().several("Developing confidence and skills in teaching")
    assert parsed.value == (TEACHING,)
    assert [matter.what for matter in parsed.doubts] == [
        f"say “Developing confidence and skills in teaching”, which was read as the option “{TEACHING}”"
    ]


def test_free_text_that_only_reads_like_an_option_is_kept_and_pointed_out():
    parsed = help_reader().several("Developing confidence, not skill, in teaching")
    assert parsed.value == ("Developing confidence, not skill, in teaching",)
    assert f"kept as free text, but reads like the option “{TEACHING}”" in parsed.doubts[0].what


def test_free_text_beside_other_is_no_problem():
    assert help_reader().several("finding a room").doubts == ()


def test_an_unknown_option_is_kept_and_pointed_out_where_there_is_no_other():
    parsed = reader("Git", other=Other.NONE).several("Git, Mercurial")
    assert parsed.value == ("Git", "Mercurial")
    assert "“Mercurial”, which is none of the options" in parsed.doubts[0].what


def test_a_single_choice_takes_the_whole_cell():
    asked = the_questions().both.domain
    assert asked is not None
    domain = OptionReader(asked)
    assert domain.one("Libraries, archives and museums").value == "Libraries, archives and museums"


@pytest.mark.parametrize("cell", ["", ", ", ",,,", " , x ,"])
def test_stray_commas_are_no_answers(cell):
    assert set(reader("Git").several(cell).value) <= {"x"}


@given(
    chosen=st.sets(st.sampled_from(the_questions().both.kinds_of_help.meanings)),
    other=st.text(alphabet="abcxyz ,()", max_size=40),
)
def test_whatever_was_ticked_and_written_is_read_back(chosen, other):
    options = the_questions().both.kinds_of_help.meanings
    ticked = [option for option in options if option in chosen]
    written = ", ".join(filter(None, (part.strip() for part in other.split(","))))
    assume("  " not in written)
    cell = ", ".join([*ticked, *([written] if written else [])])
    read = help_reader().ticked(cell)
    assert read.meanings == tuple(ticked)
    assert read.other == written
