"""CSV as Google Sheets exports it becomes typed cells."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.sandbox.files.csv_tables import answer_cell, read_rows, read_timestamp, serial_number, typed_rows
from mentoring_sync.sandbox.files.unreadable import UnreadableFileError

BERLIN = ZoneInfo("Europe/Berlin")
AFTERNOON = datetime.fromisoformat("2026-09-03T14:03:22")


def entered(text, **where):
    (cell,) = typed_rows([["Timestamp"], [text]], locale=where.get("locale", "en_US"), zone=BERLIN)[1]
    return cell.get("userEnteredValue")


def test_an_american_timestamp_becomes_a_serial_number():
    assert entered("9/3/2026 14:03:22") == {"numberValue": serial_number(AFTERNOON)}


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("03/09/2026 14:03:22", "en_GB"),
        ("03.09.2026 14:03:22", "de_DE"),
        ("9/3/2026 2:03:22 PM", "en_US"),
        ("2026-09-03 14:03:22", "en_US"),
        ("2026-09-03T12:03:22Z", "en_US"),
    ],
)
def test_every_locales_timestamp_means_the_same_moment(text, locale):
    assert read_timestamp(text, locale, BERLIN) == AFTERNOON


def test_a_serial_number_counts_days_from_the_end_of_1899():
    assert serial_number(datetime.fromisoformat("1900-01-01T12:00:00")) == 2.5


def test_a_date_outside_the_first_column_stays_text():
    row = typed_rows([["Timestamp", "When"], ["", "9/3/2026 14:03:22"]], locale="en_US", zone=BERLIN)[1]
    assert row[1] == {"userEnteredValue": {"stringValue": "9/3/2026 14:03:22"}}


@pytest.mark.parametrize(
    "text", ["2-3", "10+", "two", "007", "+49 30 1", "1e5", "=1+1", "12345678901234567890", "-", "1.", "1٣"]
)
def test_what_is_no_plain_number_stays_text_as_it_stands(text):
    assert answer_cell(text) == {"userEnteredValue": {"stringValue": text}}


@pytest.mark.parametrize(("text", "number"), [("10", 10), ("2.5", 2.5), ("0", 0), ("-3", -3)])
def test_a_plain_number_becomes_a_number(text, number):
    assert answer_cell(text) == {"userEnteredValue": {"numberValue": number}}


def test_true_and_false_become_booleans():
    assert [answer_cell(text)["userEnteredValue"]["boolValue"] for text in ("TRUE", "FALSE")] == [True, False]


def test_blank_lines_stay_blank_rows():
    assert read_rows(b"A,B\n\n1,2\n", name="tab.csv") == [["A", "B"], [], ["1", "2"]]


def test_a_header_that_looks_like_a_number_stays_text():
    assert typed_rows([["2026"]], locale="en_US", zone=BERLIN) == [[{"userEnteredValue": {"stringValue": "2026"}}]]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04\xff\xfe", "no CSV in UTF-8"),
        (b"A\x00B\n", "binary data"),
        (b'A,"B\n', "no CSV: unexpected end of data"),
        (b"", "the first line"),
        (b"A\n" + b"x" * 50_001, "row 2"),
    ],
)
def test_a_file_that_is_no_csv_is_named_with_what_is_wrong(content, why):
    with pytest.raises(UnreadableFileError, match=why) as refusal:
        read_rows(content, name="mentors.csv")
    assert str(refusal.value).startswith("mentors.csv")


@given(st.text(max_size=40))
def test_whatever_a_person_answered_reads_back_as_it_was_typed(text):
    value = answer_cell(text).get("userEnteredValue", {"stringValue": ""})
    ((kind, kept),) = value.items()
    shown = str(kept).upper() if kind == "boolValue" else str(kept)
    assert shown == text or (kind == "numberValue" and float(shown) == float(text))
