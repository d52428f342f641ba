import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.progress.attendance import Attendance, attendance
from mentoring_sync.progress.completion import Doing, completion_of, meetings_short
from mentoring_sync.progress.settings import Completion
from mentoring_sync.records.requirement import Role

MENTEE = Completion(meetings=2, needs=("Showcase", "Closing survey"))
MENTOR = Completion(share=0.5, needs=("Check-in",))


def far(takes, marks, reached=(), *, missed=(), to_come=0, override=""):
    doing = Doing(attendance=attendance(marks), reached=reached, missed=missed, to_come=to_come)
    return completion_of("mentee:dee@example.org", Role.MENTEE, "Team 1", takes, doing, override=override)


@pytest.mark.parametrize(
    ("takes", "marks", "reached", "earned"),
    [
        (MENTEE, ["present", "present"], {"showcase", "Closing Survey"}, True),
        (MENTEE, ["present", "excused"], {"Showcase", "Closing survey"}, False),
        (MENTEE, ["present", "present", "present"], {"Showcase"}, False),
        (MENTOR, ["present", "missed"], {"Check-in"}, True),
        (MENTOR, ["present", "missed", "missed"], {"Check-in"}, False),
        (MENTOR, [], {"Check-in"}, False),
        (Completion(), [], set(), True),
    ],
)
def test_completing_takes_meetings_and_everything_that_is_needed(takes, marks, reached, earned):
    assert far(takes, marks, reached).earned is earned


def test_what_is_missing_has_names():
    found = far(MENTEE, ["present", "missed"], {"Closing survey"}, to_come=1)
    assert found.missing == ("1 more meeting", "Showcase")
    assert (found.lacks, found.possible) == (2, True)


def test_on_the_first_day_everybody_can_still_finish():
    assert far(MENTEE, [], to_come=4).possible
    assert far(MENTOR, ["missed"], to_come=3).missing == ("1 more meeting", "Check-in")


@pytest.mark.parametrize(
    ("marks", "missed", "to_come", "possible"),
    [
        (["missed", "missed", "present"], (), 1, True),
        (["missed", "missed", "present"], (), 0, False),
        (["present", "present"], ("showcase",), 3, False),
        (["present", "present"], ("Another thing",), 0, True),
    ],
)
def test_nobody_can_finish_only_once_that_is_so(marks, missed, to_come, possible):
    assert far(MENTEE, marks, missed=missed, to_come=to_come).possible is possible


def test_a_reason_of_the_coordinators_is_enough():
    found = far(MENTEE, [], missed=("Showcase",), override="ill for a month, did all the work")
    assert found.earned
    assert found.possible
    assert found.missing == ("2 more meetings", "Showcase", "Closing survey")


@given(
    st.builds(Completion, meetings=st.integers(0, 6), share=st.sampled_from([0, 0.25, 1 / 3, 0.5, 0.75, 1])),
    st.lists(st.sampled_from(["present", "missed", "excused"]), max_size=8),
)
def test_so_many_more_meetings_are_just_enough(takes, marks):
    more = meetings_short(takes, attendance(marks))
    assert more == 500 or not meetings_short(takes, attendance([*marks, *["present"] * more]))
    assert more in (0, 500) or meetings_short(takes, attendance([*marks, *["present"] * (more - 1)])) == 1
    assert (more == 500) == (takes.share == 1 and "missed" in marks)


def test_a_criterion_without_data_is_not_met():
    assert meetings_short(Completion(share=0.5), Attendance(attended=0, rate=None)) == 1
