"""What people type is put into one line."""

from mentoring_sync.mail.one_line import in_one_line


def test_one_line_has_no_breaks_no_controls_and_no_turned_direction():
    assert in_one_line(" Eve\u2028\x00Adams\u202e \t!\u200f ") == "Eve Adams !"
