import pytest

from tests.intake.response_tabs import read

ERRORS = [
    "#N/A",
    "#NAME?",
    "#NAME!",
    "#DIV/0!",
    "#DIVIDE_BY_ZERO!",
    "#REF!",
    "#ERROR!",
    "#VALUE!",
    "#NUM!",
    "#NULL!",
    "#N_A!",
    "#LOADING!",
    "#¡VALOR!",
    "#NV",
]


@pytest.mark.parametrize("field", ["name", "email", "time_zone", "timestamp", "hours_MON"])
@pytest.mark.parametrize("error", ERRORS)
def test_c06_a_formulas_error_is_nobodys_answer(error, field):
    found = read(mentees=[{field: error}])
    (rejection,) = found.rejections
    assert rejection.shared
    assert error not in (rejection.name, rejection.email)
    (problem,) = found.problems
    assert "are errors of a formula" in problem.what


@pytest.mark.parametrize("field", ["certification", "commitment", "workshops_taught"])
def test_c06_a_formulas_error_fails_no_requirement(field):
    (rejection,) = read(mentors=[{field: "#N/A"}]).rejections
    assert rejection.shared
    assert not rejection.waivable


@pytest.mark.parametrize(
    "field", ["institution", "region", "domain", "tools", "kinds_of_help", "about", "workshops_helped", "most_wanted"]
)
def test_c06_a_formulas_error_in_what_may_be_left_out_is_left_out(field):
    found = read(mentees=[{field: "#REF!"}])
    (person,) = found.mentees
    assert "#REF!" not in str(person)
    assert len(found.problems) == 1


def test_c06_an_error_for_the_capacity_is_one_mentee():
    assert read(mentors=[{"capacity": "#VALUE!"}]).mentors[0].capacity == 1


def test_c06_an_error_in_one_of_two_languages_leaves_the_other():
    assert read(mentees=[{"first_language": "#N/A", "languages": "English"}]).mentees[0].languages == ("English",)


def test_c06_errors_of_one_column_are_told_once():
    given = [{"name": error, "email": f"p{number}@example.org"} for number, error in enumerate(ERRORS)]
    found = read(mentees=given)
    (problem,) = found.problems
    assert problem.remedy.startswith(f"{len(ERRORS)} answers in rows 2, 3, 4, 5, 6 …, such as “#N/A” and “#NAME?”.")


def test_text_that_merely_begins_with_a_hash_is_an_answer():
    assert read(mentees=[{"institution": "#1 University!"}]).mentees[0].institution == "#1 University!"
