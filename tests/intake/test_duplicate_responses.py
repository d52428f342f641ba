from mentoring_sync.records.requirement import Role
from tests.intake.response_tabs import read, serial

EARLY, LATE = serial("2026-11-02 10:00:00"), serial("2026-11-09 10:00:00")


def test_of_two_responses_in_one_role_the_later_counts_and_the_earlier_is_reported():
    found = read(mentees=[{"timestamp": EARLY, "name": "Old"}, {"timestamp": LATE, "name": "New"}])
    assert [mentee.name for mentee in found.mentees] == ["New"]
    assert [(each.name, each.origin.row, each.newer.row) for each in found.superseded] == [("Old", 2, 3)]


def test_the_later_response_counts_wherever_it_stands():
    found = read(mentees=[{"timestamp": LATE, "name": "New"}, {"timestamp": EARLY, "name": "Old"}])
    assert [mentee.name for mentee in found.mentees] == ["New"]


def test_of_two_responses_at_the_same_time_the_lower_row_counts():
    found = read(mentees=[{"timestamp": EARLY, "name": "Upper"}, {"timestamp": EARLY, "name": "Lower"}])
    assert [mentee.name for mentee in found.mentees] == ["Lower"]


def test_in_the_hour_that_exists_twice_the_lower_row_counts():
    first, second = serial("2026-11-01 01:50:00"), serial("2026-11-01 01:10:00")
    found = read(mentees=[{"timestamp": first, "name": "First"}, {"timestamp": second, "name": "Second"}])
    assert [mentee.name for mentee in found.mentees] == ["Second"]


def test_one_person_may_spell_the_address_in_two_ways():
    found = read(mentees=[{"email": "A@Example.org", "timestamp": EARLY}, {"email": "mailto:a@example.org"}])
    assert len(found.mentees) == len(found.superseded) == 1


def test_a_later_response_that_is_turned_away_counts_all_the_same():
    found = read(mentors=[{"timestamp": EARLY}, {"timestamp": LATE, "workshops_taught": "1"}])
    assert (len(found.mentors), len(found.rejections), len(found.superseded)) == (0, 1, 1)


def test_of_three_responses_two_are_superseded_by_the_last():
    found = read(mentees=[{"timestamp": EARLY + day} for day in range(3)])
    assert [(each.origin.row, each.newer.row) for each in found.superseded] == [(2, 4), (3, 4)]


def test_two_people_without_a_usable_address_are_not_one_person():
    found = read(mentees=[{"email": "none", "name": "Ana"}, {"email": "none", "name": "Bo"}])
    assert [rejection.name for rejection in found.rejections] == ["Ana", "Bo"]


def test_a_response_whose_time_cant_be_read_replaces_nobody():
    found = read(mentees=[{"name": "Ana"}, {"name": "Ana", "timestamp": "soon"}])
    assert (len(found.mentees), len(found.rejections), len(found.superseded)) == (1, 1, 0)


def test_a_person_in_both_roles_is_in_both():
    found = read(mentors=[{"email": "a@example.org"}], mentees=[{"email": "a@example.org"}])
    assert (len(found.mentors), len(found.mentees), len(found.superseded)) == (1, 1, 0)
    assert {found.mentors[0].role, found.mentees[0].role} == set(Role)
