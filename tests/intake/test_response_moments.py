import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.dates import format_date, format_time
from hypothesis import assume, given
from hypothesis import strategies as st

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.moments import clock_for, order
from tests.intake.response_tabs import serial

NEW_YORK = ZoneInfo("America/New_York")


def read(cell: object, zone: ZoneInfo = NEW_YORK) -> datetime:
    return clock_for([cell], zone=zone, locale="en_US").read(cell).value


def test_a_serial_number_is_a_wall_clock_time_in_the_spreadsheets_zone():
    assert read(serial("2026-11-02 14:03:22")) == datetime(2026, 11, 2, 19, 3, 22, tzinfo=UTC)


def test_the_same_number_is_another_moment_in_another_spreadsheet():
    number = serial("2026-11-02 14:03:22")
    assert read(number, ZoneInfo("Europe/Berlin")) == datetime(2026, 11, 2, 13, 3, 22, tzinfo=UTC)


def test_a_fraction_of_a_day_is_rounded_to_the_second():
    assert read(46328.585671).microsecond == 0


def test_a_time_in_the_hour_that_exists_twice_is_the_first_of_the_two():
    assert read(serial("2026-11-01 01:30:00")) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_all_times_in_the_hour_that_exists_twice_are_equal_in_order():
    early, late = read(serial("2026-11-01 01:05:00")), read(serial("2026-11-01 01:55:00"))
    assert order(early, NEW_YORK) == order(late, NEW_YORK)


def test_that_hour_stands_between_the_hours_around_it():
    before, within, after = (read(serial(f"2026-11-01 {time}:00")) for time in ("00:59", "01:30", "02:00"))
    assert order(before, NEW_YORK) < order(within, NEW_YORK) < order(after, NEW_YORK)


@pytest.mark.parametrize("text", ["11/2/2026 14:03:22", "2026-11-02 14:03:22", "02.11.2026 14:03:22"])
def test_a_timestamp_that_is_text_is_read(text):
    assert read(text) - datetime(2026, 11, 2, 19, 3, 22, tzinfo=UTC) == timedelta(0)


@pytest.mark.parametrize("cell", ["after lunch", "13/13/2026 10:00:00", -4.0, 1e9, float("inf"), "0001-01-01 00:00"])
def test_what_is_no_time_is_refused(cell):
    with pytest.raises(Unusable, match="no time that can be read"):
        read(cell)


def test_a_missing_timestamp_asks_for_one():
    with pytest.raises(Unusable, match="type into the response when it was given"):
        read("")


BERLIN = ZoneInfo("Europe/Berlin")
TEN = datetime(2026, 11, 18, 10, tzinfo=UTC)


def column(*cells: object, locale: str = "en_US") -> list[datetime | None]:
    """Each time of a column on the clock of UTC; None where it is asked about."""
    clock = clock_for(cells, zone=ZoneInfo("UTC"), locale=locale)
    times: list[datetime | None] = []
    for cell in cells:
        try:
            times.append(clock.read(cell).value)
        except Unusable:
            times.append(None)
    return times


def day(month: int, day_: int) -> datetime:
    return datetime(2026, month, day_, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026/11/18 3:48:34 PM EST", "2026-11-18 20:48:34"),
        ("2026/11/18 3:48:34PM EST", "2026-11-18 20:48:34"),
        ("2026/11/18 11:07:29 AM GMT+1", "2026-11-18 10:07:29"),
        ("2026/11/18 3:48:34 PM GMT+5:30", "2026-11-18 10:18:34"),
        ("2026/11/18 3:48:34 PM GMT-3", "2026-11-18 18:48:34"),
        ("2026/11/18 8:54:07 AM OEZ", "2026-11-18 06:54:07"),
        ("2026/11/18 12:00:00 AM UTC", "2026-11-18 00:00:00"),
        ("2026-11-18T10:00:00Z", "2026-11-18 10:00:00"),
        ("2026-11-18T10:00:00.123+01:00", "2026-11-18 09:00:00"),
        ("2026/11/18 3:48:34 PM", "2026-11-18 14:48:34"),
        ("2026/11/18 3:48:34 PM IST", "2026-11-18 14:48:34"),
    ],
)
def test_c08_a_forms_own_download_is_read_with_the_zone_that_it_names(text, time):
    assert read(text, BERLIN) == datetime.fromisoformat(time).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("nl_NL", "18-11-2026 10:00:00"),
        ("ja_JP", "2026/11/18 10:00:00"),
        ("ja_JP", "2026年11月18日 10時00分00秒"),
        ("ko_KR", "2026. 11. 18 오전 10:00:00"),
        ("zh_TW", "2026/11/18 上午 10:00:00"),
        ("zh_CN", "2026/11/18 10:00:00"),
        ("de_DE", "18.11.2026 10:00:00"),
        ("de_DE", "18. November 2026 um 10:00"),
        ("en_GB", "18/11/2026 10:00:00"),
        ("fr_FR", "18/11/2026 10:00:00"),
        ("fr_FR", "18 nov. 2026 à 10:00:00"),
        ("es_MX", "18/11/2026 10:00:00 a. m."),
        ("pt_BR", "18/11/2026 10:00:00"),
        ("it_IT", "18/11/2026 10.00.00"),
        ("da_DK", "18/11/2026 10.00.00"),
        ("sv_SE", "2026-11-18 10:00:00"),
        ("fi_FI", "18.11.2026 klo 10.00.00"),
        ("en_CA", "2026-11-18 10:00:00"),
        ("en_IN", "18/11/2026 10:00:00"),
        ("hu_HU", "2026. 11. 18. 10:00:00"),
        ("hu_HU", "2026. nov. 18. 10:00:00"),
        ("en_AU", "18/11/2026 10:00:00 am"),
        ("id_ID", "18/11/2026 10:00:00"),
        ("cs_CZ", "18. 11. 2026 10:00:00"),
        ("pl_PL", "18.11.2026 10:00:00"),
        ("ru_RU", "18.11.2026 10:00:00"),
        ("tr_TR", "18.11.2026 ÖÖ 10:00:00"),
        ("vi_VN", "10:00:00 18/11/2026"),
        ("th_TH", "18/11/2569, 10:00:00"),
        ("ar_EG", "١٨/١١/٢٠٢٦ ١٠:٠٠:٠٠ ص"),
        ("el_GR", "18/11/2026 10:00:00 π.μ."),
        ("bg_BG", "18.11.2026 г., 10:00:00"),
        ("he_IL", "18.11.2026, 10:00:00"),
    ],
)
def test_c09b_each_locales_own_writing_is_read(locale, text):
    assert column(text, locale=locale) == [TEN]


@pytest.mark.parametrize(
    "locale", ["ko_KR", "zh_TW", "ja_JP", "es_ES", "hu_HU", "cs_CZ", "vi_VN", "fi_FI", "en_US", "el_GR", "sv_SE"]
)
def test_the_halves_of_the_day_are_those_of_the_locale(locale):
    for half, hour in (("am", 3), ("pm", 15)):
        periods = Locale.parse(locale).day_periods["format"]
        marker = (periods["wide"] if half in periods["wide"] else periods["abbreviated"])[half]
        assert column(f"2026-11-18 3:05:00 {marker}", locale=locale)[0].hour == hour


LOCALES = (
    "nl ja ko zh_CN zh_TW hu cs pl ru de fr es pt it sv da fi tr en_US en_GB en_AU en_CA sk ro uk nb hr lt et id el bg"
)
MOMENTS = st.integers(0, 60_000_000).map(lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


@given(MOMENTS, st.sampled_from(LOCALES.split()), st.sampled_from(["{} {}", "{}, {}"]))
def test_what_a_locale_writes_with_the_whole_year_is_read_back(moment, locale, pattern):
    short = re.sub("y+", "y", Locale.parse(locale).date_formats["short"].pattern)
    for dates in (short, "medium"):
        written = pattern.format(format_date(moment, dates, locale), format_time(moment, "medium", locale=locale))
        assert column(written, locale=locale) == [moment]


def test_c09_a_column_is_in_one_order_which_some_value_shows():
    assert column("18/11/2026 10:00:00", "05/11/2026 10:00:00") == [TEN, day(11, 5)]
    assert column("11/18/2026 10:00:00", "11/05/2026 10:00:00", locale="en_GB") == [TEN, day(11, 5)]


def test_c09_without_such_a_value_the_order_is_the_locales():
    assert column("05/11/2026 10:00:00") == [day(5, 11)]
    assert column("05/11/2026 10:00:00", locale="en_GB") == [day(11, 5)]


def test_c09_a_column_of_both_orders_asks_of_those_that_could_be_either():
    assert column("18/11/2026 10:00", "11/18/2026 10:00", "05/11/2026 10:00", "05/05/2026 10:00") == [
        TEN,
        TEN,
        None,
        day(5, 5),
    ]


def test_c09_dates_that_the_spreadsheet_turned_round_are_turned_back():
    """18/11 stayed text under an American locale, and 2/11 became 11 February."""
    turned = serial("2026-02-11 10:00:00"), serial("2026-05-11 10:00:00")
    assert column("18/11/2026 10:00:00", *turned, serial("2026-11-18 10:00:00")) == [TEN, day(11, 2), day(11, 5), TEN]


def test_c09_one_date_that_somebody_typed_turns_none_of_the_forms_own():
    own = [serial(f"2026-11-0{number} 10:00:00") for number in (2, 3, 9)]
    assert column("18/11/2026 10:00:00", *own) == [TEN, day(11, 2), day(11, 3), day(11, 9)]


def test_c09_where_it_cant_be_told_what_the_spreadsheet_turned_it_is_asked():
    assert column("18/07/2026 10:00:00", serial("2026-06-08 10:00:00"), serial("2026-08-06 10:00:00")) == [
        datetime(2026, 7, 18, 10, tzinfo=UTC),
        None,
        None,
    ]


def test_c09_the_other_tab_shows_the_order_where_ones_own_doesnt():
    clock = clock_for(["05/11/2026 10:00"], beside=["18/11/2026 10:00"], zone=ZoneInfo("UTC"), locale="en_US")
    assert clock.read("05/11/2026 10:00").value == day(11, 5)


@given(
    st.lists(st.dates(date(2026, 9, 1), date(2026, 12, 31)), min_size=1, max_size=12),
    st.sampled_from(["en_US", "en_GB"]),
)
def test_a_column_with_a_day_above_twelve_is_read_as_it_was_meant(days, locale):
    assume(any(each.day > 12 for each in days))
    assert column(*(f"{each:%d/%m/%Y} 10:00:00" for each in days), locale=locale) == [
        day(each.month, each.day) for each in days
    ]
