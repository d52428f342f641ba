from mentoring_sync.records.problem import Problem
from mentoring_sync.records.requirement import Role
from tests.intake.response_tabs import read, serial


def problems(**given) -> list[Problem]:
    return list(read(**given).problems)


def test_an_ordinary_response_leaves_nothing_to_look_at():
    assert problems(mentors=[{"email": "a@example.org", "name": "Ana"}], mentees=[{}]) == []


def test_a_rejection_says_where_it_stands_and_what_to_do():
    (problem,) = problems(mentors=[{"workshops_taught": "1"}])
    assert str(problem.where) == "Mentor applications, row 2, How many workshops have you taught?"
    assert problem.what == "Noor Haddad is not in the round as a mentor: mentor needs 2 workshops taught, says 1"
    assert "tick Waive" in problem.remedy
    assert problem.about == "noor.haddad@example.org"


def test_a_rejection_that_no_waiver_helps_doesnt_offer_one():
    (problem,) = problems(mentees=[{"time_zone": "IST"}])
    assert "Waive" not in problem.remedy


def test_a_vague_time_zone_asks_for_a_city():
    (problem,) = problems(mentees=[{"time_zone": "CET"}])
    assert problem.what == "Noor Haddad: time zone “CET” is vague and was read as Europe/Paris"
    assert problem.where.column == "Your time zone"


def test_an_option_worded_anew_is_told_once_however_many_answer_so():
    worded = {"kinds_of_help": "Tried and true event that helps foster local community"}
    given = [{**worded, "email": f"{name}@example.org", "name": name} for name in ("Ana", "Bo", "Cy")]
    (problem,) = problems(mentees=given)
    assert "was kept as free text, but reads like the option" in problem.what
    assert problem.remedy.startswith("3 answers in rows 2, 3, 4")
    assert problem.about == ""


def test_hyphens_are_no_other_option():
    assert problems(mentees=[{"kinds_of_help": "Tried and true events that help foster local communities"}]) == []


def test_a_soft_requirement_that_doesnt_hold_is_a_warning():
    (problem,) = problems(mentees=[{"workshops_taught": "3"}])
    assert problem.what == "Noor Haddad: mentee is expected to have taught at most 1 workshop, says 3"


def test_a_waived_requirement_is_shown_as_waived():
    waived = {("noor.haddad@example.org", Role.MENTOR)}
    (problem,) = problems(mentors=[{"workshops_taught": "1"}], waived=waived)
    assert problem.what == "Noor Haddad: mentor needs 2 workshops taught, says 1 (waived)"


def test_a_person_in_both_roles_is_shown_with_both_places():
    (problem,) = problems(mentors=[{}], mentees=[{}])
    assert problem.what == "Noor Haddad applies as a mentor (Mentor applications, row 2) and as a mentee"
    assert problem.where.tab == "Mentee applications"


def test_two_addresses_with_one_name_are_shown():
    (problem,) = problems(mentees=[{"email": "a@example.org"}, {"email": "b@example.org", "name": "NOOR Háddad"}])
    assert "has the name of Noor Haddad (a@example.org; Mentee applications, row 2)" in problem.what


def test_the_same_name_in_the_other_role_under_another_address_is_shown():
    (problem,) = problems(mentors=[{"email": "a@example.org"}], mentees=[{"email": "b@example.org"}])
    assert "b@example.org" in problem.what


def test_a_response_that_a_newer_one_replaced_leaves_no_problems():
    early, late = serial("2026-11-02 10:00:00"), serial("2026-11-09 10:00:00")
    assert problems(mentees=[{"timestamp": early, "time_zone": "CET"}, {"timestamp": late}]) == []
