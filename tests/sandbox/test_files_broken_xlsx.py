"""A workbook that is broken, whatever the way, is refused in words."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.sandbox.files.unreadable import UnreadableFileError
from mentoring_sync.sandbox.files.xlsx_reading import read_sheets


def workbook():
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Timestamp", "Name"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


WHOLE = workbook()


def test_the_whole_workbook_is_read():
    (sheet,) = read_sheets(WHOLE, name="book.xlsx")
    assert sheet["data"][0]["rowData"][0]["values"][1] == {"userEnteredValue": {"stringValue": "Name"}}


@given(st.integers(0, len(WHOLE) - 1))
def test_a_workbook_that_was_cut_off_is_refused(length):
    with pytest.raises(UnreadableFileError, match=r"^book\.xlsx: no XLSX workbook"):
        read_sheets(WHOLE[:length], name="book.xlsx")


@given(st.binary(max_size=200))
def test_bytes_that_are_no_workbook_are_refused(content):
    with pytest.raises(UnreadableFileError):
        read_sheets(content, name="book.xlsx")
