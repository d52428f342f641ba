from collections.abc import Sequence

import pytest

from mentoring_sync.errors import UnfitError
from mentoring_sync.intake.read import read_applications
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Scalar, Tab
from tests.builders import the_requirements
from tests.intake.response_tabs import header, read_tabs, response, tab, the_questions

ROW = response(Role.MENTEE)


def the_mentee(titles: Sequence[Scalar], row: Sequence[Scalar]):
    return read_tabs(tab(Role.MENTEE, [row], titles=titles)).mentees[0]


def renamed(old: str, new: str, role: Role = Role.MENTEE) -> list[str]:
    titles = header(role)
    titles[titles.index(old)] = new
    return titles


@pytest.mark.parametrize("title", ["Username", "email address", " Email\u00a0Address "])
def test_the_address_is_found_under_each_of_its_titles(title):
    assert the_mentee(renamed("Email Address", title), ROW).email == "noor.haddad@example.org"


def test_columns_may_stand_in_any_order():
    assert the_mentee(header(Role.MENTEE)[::-1], ROW[::-1]).name == "Noor Haddad"


def test_columns_that_are_not_asked_for_are_ignored():
    assert the_mentee(["Notes", *header(Role.MENTEE), "Score"], ["a note", *ROW, 3.0]).name == "Noor Haddad"


def test_of_two_columns_with_one_title_the_leftmost_answer_counts():
    titles = [*header(Role.MENTEE), "Your institution", "Your institution"]
    assert the_mentee(titles, [*ROW, "University of Te Awa", "Elsewhere"]).institution == "University of Te Awa"


def test_an_old_and_a_new_title_of_one_question_are_read_together():
    titles = ["Username", *header(Role.MENTEE)]
    row = [None if cell == "noor.haddad@example.org" else cell for cell in ROW]
    assert the_mentee(titles, ["noor.haddad@example.org", *row]).email == "noor.haddad@example.org"


def test_a_missing_question_is_named_with_its_tab_and_the_nearest_title():
    with pytest.raises(UnfitError) as refused:
        read_tabs(tab(Role.MENTEE, [ROW], titles=renamed("Your time zone", "Your timezone, please")))
    assert "Mentee applications: no question “Your time zone”" in refused.value.message
    assert "the nearest title there is “Your timezone, please”" in refused.value.message
    assert refused.value.exit_code == 3


def test_all_missing_questions_of_both_tabs_are_named_at_once():
    mentors = tab(Role.MENTOR, [], titles=renamed("Your name", "Q1", Role.MENTOR))
    mentees = tab(Role.MENTEE, [], titles=["Timestamp"])
    with pytest.raises(UnfitError) as refused:
        read_tabs(mentors, mentees)
    assert "Mentor applications: no question “Your name”" in refused.value.message
    assert refused.value.message.count("Mentee applications: no question") == len(header(Role.MENTEE)) - 1


def test_a_day_missing_from_the_grid_is_named():
    titles = renamed("When could you meet, by your own clock? [Friday]", "x")
    with pytest.raises(UnfitError, match=r"clock\? \[Friday\]”"):
        read_tabs(tab(Role.MENTEE, [ROW], titles=titles))


def test_a_title_that_feeds_another_field_is_not_offered_as_the_nearest():
    with pytest.raises(UnfitError) as refused:
        read_tabs(tab(Role.MENTEE, [ROW], titles=renamed("Your name", "")))
    assert "nearest" not in refused.value.message


def test_a_missing_response_tab_is_named():
    tabs = [Tab(title="Mentor applications (old)", sheet_id=1, rows=(("Timestamp",),)), tab(Role.MENTEE, [])]
    with pytest.raises(UnfitError) as refused:
        read_applications(
            tabs, questions=the_questions(), requirements=the_requirements(), time_zone="America/New_York"
        )
    assert "no tab “Mentor applications” with a header; the nearest is" in refused.value.message


def test_a_response_tab_is_found_in_any_case():
    mentees = tab(Role.MENTEE, [ROW])
    found = read_applications(
        [tab(Role.MENTOR, []), Tab(title="MENTEE APPLICATIONS", sheet_id=2, rows=mentees.rows)],
        questions=the_questions(),
        requirements=the_requirements(),
        time_zone="America/New_York",
    )
    assert len(found.mentees) == 1


def test_a_header_alone_is_a_form_without_responses():
    found = read_tabs(tab(Role.MENTOR, []), tab(Role.MENTEE, []))
    assert (found.rows, found.problems) == (0, ())


def test_blank_rows_are_passed_over_and_the_rows_below_keep_their_numbers():
    found = read_tabs(tab(Role.MENTEE, [[], ["", None, "\u200b"], ROW]))
    assert found.mentees[0].origin.row == 4
    assert found.rows == 1


def test_a_row_with_a_note_in_another_column_only_is_blank():
    found = read_tabs(tab(Role.MENTEE, [[None] * len(ROW) + ["deleted"]], titles=[*header(Role.MENTEE), "Notes"]))
    assert found.rows == 0


def test_a_row_may_end_before_its_header_does():
    short = ROW[: header(Role.MENTEE).index("At how many workshops have you helped?")]
    assert read_tabs(tab(Role.MENTEE, [short])).mentees[0].answer("workshops_helped") == 0
