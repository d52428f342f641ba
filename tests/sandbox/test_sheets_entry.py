"""What typing does, and what cells then show."""

from datetime import date

import pytest

from mentoring_sync.sandbox.sheets.entry import enter
from mentoring_sync.sandbox.sheets.grid import Formula
from mentoring_sync.sandbox.sheets.locales import locale_of
from mentoring_sync.sandbox.sheets.render import render
from mentoring_sync.sandbox.sheets.serial import from_serial, to_serial

TODAY = date(2026, 3, 14)
US, GERMAN = locale_of("en_US"), locale_of("de_DE")


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("007", 7, "7"),
        ("-1.5", -1.5, "-1.5"),
        ("1,234.50", 1234.5, "1,234.50"),
        ("$100.15", 100.15, "$100.15"),
        ("$1,000", 1000, "$1,000"),
        ("10%", 0.1, "10%"),
        ("12.5%", 0.125, "12.50%"),
        ("TRUE", True, "TRUE"),
        ("false", False, "FALSE"),
        ("1-2", 46024, "1/2/2026"),
        ("9/3/2026", 46268, "9/3/2026"),
        ("2026-09-03", 46268, "2026-09-03"),
        ("Sep 3, 2026", 46268, "9/3/2026"),
        ("9/3/2026 14:03:22", pytest.approx(46268.5856713), "9/3/2026 14:03:22"),
        ("14:03", pytest.approx(0.5854166667), "14:03"),
        ("2:03 PM", pytest.approx(0.5854166667), "2:03 PM"),
        ("1e3", 1000, "1.00E+03"),
        ("'007", "007", "007"),
        ("2-3 people", "2-3 people", "2-3 people"),
        ("31/31/2026", "31/31/2026", "31/31/2026"),
        ("10+", "10+", "10+"),
        ("", None, ""),
    ],
)
def test_what_is_typed_becomes_a_value_and_a_look(typed, value, shown):
    entered = enter(typed, US, TODAY)
    assert entered.value == value
    assert not isinstance(entered.value, Formula)
    assert render(entered.value, entered.number_format, US) == shown


def test_typing_an_equals_sign_makes_a_formula():
    assert enter("=1+2", US, TODAY).value == Formula("=1+2")


def test_a_german_spreadsheet_reads_the_day_first_and_commas_as_points():
    assert enter("3.9.2026", GERMAN, TODAY).value == 46268
    assert enter("1.234,5", GERMAN, TODAY).value == 1234.5
    assert render(0.5, None, GERMAN) == "0,5"


@pytest.mark.parametrize(
    ("value", "pattern", "kind", "shown"),
    [
        (1234.567, "#,##0.00", "NUMBER", "1,234.57"),
        (-5, "0.0", "NUMBER", "-5.0"),
        (0.256, "0.0%", "PERCENT", "25.6%"),
        (46268.5, "dddd, mmmm d, yyyy", "DATE", "Thursday, September 3, 2026"),
        (46268.5, "h:mm am/pm", "TIME", "12:00 PM"),
        (46268.25, "yyyy-mm-dd hh:mm", "DATE_TIME", "2026-09-03 06:00"),
        (1.5, "[h]:mm", "TIME", "36:00"),
        (-3, "0;(0)", "NUMBER", "(3)"),
    ],
)
def test_number_formats_shape_what_is_shown(value, pattern, kind, shown):
    assert render(value, {"type": kind, "pattern": pattern}, US) == shown


@pytest.mark.parametrize(("number", "shown"), [(1 / 3, "0.3333333333"), (0.1 + 0.2, "0.3"), (1e16, "1E+16"), (5, "5")])
def test_numbers_without_a_format_are_shown_short(number, shown):
    assert render(number, None, US) == shown


def test_serial_numbers_are_days_since_the_end_of_1899():
    assert to_serial(date(1900, 1, 1)) == 2
    assert from_serial(46268.5).isoformat() == "2026-09-03T12:00:00"
