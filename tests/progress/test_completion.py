import pytest

from mentoring_sync.progress.attendance import attendance
from mentoring_sync.progress.completion import Completion, completed

MENTEE = Completion(meetings=2, needs=("Showcase", "Closing survey"))
MENTOR = Completion(share=0.5, needs=("Check-in",))


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
def test_a_certificate_takes_meetings_and_everything_that_is_needed(takes, marks, reached, earned):
    assert completed(takes, attendance(marks), reached) is earned
