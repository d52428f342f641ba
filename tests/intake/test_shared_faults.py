from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.extent import extent
from tests.intake.response_tabs import read


def test_a_fault_of_all_rows_is_told_once_and_is_nobodys_own():
    found = read(mentees=[{"time_zone": f"zone {number}", "email": f"p{number}@example.org"} for number in range(4)])
    assert all(rejection.shared for rejection in found.rejections)
    (problem,) = found.problems
    assert problem.what == (
        "Answers to “Your time zone” can't be used in nearly all responses, so the question or its column may have"
        " changed."
    )


def test_a_fault_of_a_few_rows_is_their_own():
    wrong = [{"time_zone": "my own", "email": f"p{number}@example.org", "name": f"P{number}"} for number in range(2)]
    right = [{"email": f"q{number}@example.org", "name": f"Q{number}"} for number in range(3)]
    found = read(mentees=[*wrong, *right])
    assert [rejection.shared for rejection in found.rejections] == [False, False]
    assert len(found.problems) == 2


def test_a_timestamp_is_never_an_applicants_own_fault():
    (rejection,) = read(mentees=[{"timestamp": "soon"}]).rejections
    assert rejection.shared


def test_a_requirement_that_nobody_meets_is_everyones_own():
    found = read(mentors=[{"workshops_taught": "0", "email": f"p{number}@example.org"} for number in range(5)])
    assert not any(rejection.shared for rejection in found.rejections)


@settings(max_examples=extent(share=15, whole=40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["time_zone", "timestamp", "name", "hours_MON", "certification", "email"]),
    st.integers(3, 6),
    st.sampled_from(["", "qq zz", "#N/A"]),
)
def test_a_column_that_is_ruined_mails_nobody_and_is_one_row_in_review(field, count, ruin):
    assume(not (field == "name" and ruin == "qq zz"))
    given = [{"email": f"p{number}@example.org", "name": f"P{number}"} for number in range(count)]
    found = read(mentees=[{**each, field: ruin} for each in given])
    assert len(found.rejections) == count
    assert all(rejection.shared for rejection in found.rejections)
    assert len(found.problems) == 1
