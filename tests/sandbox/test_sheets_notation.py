"""A1 notation in all its forms."""

import pytest

from mentoring_sync.sandbox.sheets.a1 import Reference, column_index, column_letters, quoted, read, write
from mentoring_sync.sandbox.sheets.boxes import Box


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A1", Reference(None, 0, 1, 0, 1)),
        ("B2:C3", Reference(None, 1, 3, 1, 3)),
        ("C3:B2", Reference(None, 1, 3, 1, 3)),
        ("A:A", Reference(None, None, None, 0, 1)),
        ("3:5", Reference(None, 2, 5, None, None)),
        ("A5:B", Reference(None, 4, None, 0, 2)),
        ("$B$2", Reference(None, 1, 2, 1, 2)),
        ("'It''s here'!A1", Reference("It's here", 0, 1, 0, 1)),
        ("'A1:B2'", Reference("A1:B2")),
        ("R1C1:R2C3", Reference(None, 0, 2, 0, 3)),
        ("Tab!B:C", Reference("Tab", None, None, 1, 3)),
    ],
)
def test_a_range_is_read(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize("text", ["AAAA1", "!!!", "A0", "Sheet One", "A:3:B", "A", ""])
def test_what_is_no_range_is_not_read(text):
    assert read(text) is None


@pytest.mark.parametrize("index", [0, 25, 26, 51, 701, 702, 18_277])
def test_column_letters_come_back_as_they_went(index):
    assert column_index(column_letters(index)) == index


def test_titles_are_quoted_when_they_have_to_be():
    assert [quoted(title) for title in ("Sheet1", "Form Responses 1", "A1", "it's", "R1C1")] == [
        "Sheet1",
        "'Form Responses 1'",
        "'A1'",
        "'it''s'",
        "'R1C1'",
    ]


def test_one_cell_is_written_without_a_colon():
    assert write("Tab", Box(0, 3, 4, 2, 3)) == "Tab!C4"
    assert write("Tab", Box(0, 0, 10, 0, 1)) == "Tab!A1:A10"
