"""Who answered the closing survey, by the tab *Feedback*."""

from mentoring_sync.spreadsheet.grid import Tab, Workbook
from mentoring_sync.workbook.tabs.feedback import read_answered

FORM = ("Timestamp", "Email Address", "How was it?", "What should we change?")


def answered(*rows):
    tab = Tab(title="Feedback", sheet_id=9, rows=rows)
    return read_answered(Workbook(spreadsheet_id="s", title="t", time_zone="UTC", tabs=(tab,)))


def test_any_complete_answer_counts_and_an_attempt_that_was_broken_off_hides_none():
    complete, empty = (46399.5, "Eli@example.org", "Great", None), (46401.5, "eli@example.org")
    assert answered(FORM, complete, empty) == answered(FORM, empty, complete) == {"eli@example.org"}


def test_an_attempt_alone_is_no_answer():
    assert answered(FORM, (46401.5, "eli@example.org"), ("12/01/2027 10:00:00", "fay@example.org", "")) == frozenset()


def test_a_list_that_people_keep_counts_as_it_stands():
    assert answered(("eli@example.org",), ("fay@example.org",)) == {"eli@example.org", "fay@example.org"}
    assert answered(("Who", "When"), ("eli@example.org", 46399.0)) == {"eli@example.org"}
    assert answered(FORM, (None, "eli@example.org")) == {"eli@example.org"}
