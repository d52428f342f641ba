import copy

import pytest
from pydantic import ValidationError

from mentoring_sync.errors import UnfitError
from mentoring_sync.intake.outcome import Intake
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.read import read_applications
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Scalar, Tab
from tests.builders import the_requirements
from tests.intake.response_tabs import header, questions_given, read_tabs, response, serial, tab, the_questions

NOV_18, NOV_19 = serial("2026-11-18 10:00:00"), serial("2026-11-19 09:00:00")


def mentee(name: str, stamp: Scalar = NOV_18, **given: Scalar) -> list[Scalar]:
    return response(Role.MENTEE, name=name, email=f"{name.lower()}@example.org", timestamp=stamp, **given)


def other(rows: list[list[Scalar]], *, title: str = "Form Responses 2", role: Role = Role.MENTEE) -> Tab:
    return Tab(title=title, sheet_id=9, rows=(tuple(header(role)), *map(tuple, rows)))


def said(found: Intake) -> list[str]:
    return [problem.what for problem in found.problems]


@pytest.mark.parametrize("title", ["Form Responses 2", "Mentee applications 2", "Respuestas de formulario 1"])
def test_c05_newer_answers_in_another_tab_are_said_and_not_used(title):
    new = other([mentee("Bo"), mentee("Cy", NOV_19), mentee("Di", NOV_19)], title=title)
    found = read_tabs(tab(Role.MENTEE, [mentee("Bo")]), new)
    assert [each.name for each in found.mentees] == ["Bo"]
    (problem,) = found.problems
    assert problem.what.startswith(
        f"“{title}” holds answers to the mentees’ questions that aren't in “Mentee applications”"
    )
    assert problem.remedy.startswith("2 answers since 19 November 2026.")
    assert "give that tab the name “Mentee applications”" in problem.remedy


def test_c05_more_answers_there_are_the_same_matter():
    one, two = (
        read_tabs(tab(Role.MENTEE, [mentee("Bo")]), other([mentee("Cy", NOV_19), *more]))
        for more in ([], [mentee("Di", NOV_19)])
    )
    assert said(one) == said(two)


def test_a_copy_of_the_same_answers_is_no_matter():
    rows = [mentee("Bo"), mentee("Cy", NOV_19)]
    assert said(read_tabs(tab(Role.MENTEE, rows), other(rows))) == []


def test_the_answers_of_a_round_long_past_are_no_matter():
    old = other([mentee("Bo", serial("2025-11-18 10:00:00"))], title="Mentee applications 2025")
    assert said(read_tabs(tab(Role.MENTEE, [mentee("Cy")]), old)) == []


def test_answers_elsewhere_count_though_the_tab_that_is_read_is_empty():
    assert len(said(read_tabs(tab(Role.MENTEE, []), other([mentee("Bo")])))) == 1


def test_a_tab_with_a_few_of_the_titles_is_somebodys_own():
    notes = Tab(
        title="Notes", sheet_id=9, rows=(("Timestamp", "Email Address", "Your name"), (NOV_19, "x@example.org", "X"))
    )
    assert said(read_tabs(tab(Role.MENTEE, [mentee("Bo")]), notes)) == []


def test_a_missing_tab_whose_questions_stand_elsewhere_is_named():
    mentors = Tab(title="Mentor applications", sheet_id=1, rows=(tuple(header(Role.MENTOR)),))
    tabs = [mentors, other([mentee("Bo")])]
    with pytest.raises(UnfitError) as error:
        read_applications(tabs, questions=the_questions(), requirements=the_requirements(), time_zone="UTC")
    assert (
        "no tab “Mentee applications” with a header; its questions stand in “Form Responses 2”" in error.value.message
    )


@pytest.mark.parametrize("title", ["Mentor applications", "mentor  APPLICATIONS"])
def test_both_roles_reading_one_tab_is_a_mistake(title):
    given = copy.deepcopy(questions_given())
    given["mentee"]["tab"] = title
    with pytest.raises(ValidationError, match="both roles read the tab"):
        Questions.model_validate(given)
