from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import clean
from mentoring_sync.intake.zones import Zones
from tests.intake.response_tabs import the_questions

ZONES = Zones(the_questions().zones)


@pytest.mark.parametrize(
    ("answer", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe / berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("(GMT+01:00) Berlin", "Europe/Berlin"),
        ("UTC+1 (Berlin)", "Europe/Berlin"),
        ("Berlin time", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Mumbai", "Asia/Kolkata"),
        ("Etc/GMT-1", "Etc/GMT-1"),
    ],
)
def test_a_key_or_a_city_is_taken_without_a_doubt(answer, zone):
    parsed = ZONES.read(answer)
    assert (parsed.value, parsed.doubts) == (zone, ())


@pytest.mark.parametrize(
    ("answer", "zone"),
    [
        ("CET", "Europe/Paris"),
        ("EST", "America/New_York"),
        ("Eastern Time", "America/New_York"),
        ("US Eastern Daylight Time", "America/New_York"),
        ("Mitteleuropäische Zeit", "Europe/Berlin"),
        ("Horário de Brasília", "America/Sao_Paulo"),
        ("Germany", "Europe/Berlin"),
    ],
)
def test_a_vague_name_is_taken_and_a_city_asked_for(answer, zone):
    parsed = ZONES.read(answer)
    assert parsed.value == zone
    assert "is vague and was read as" in parsed.doubts[0].what
    assert "city" in parsed.doubts[0].remedy


@pytest.mark.parametrize(
    ("answer", "hours"),
    [("UTC+1", 1), ("GMT-5", -5), ("+10", 10), ("UTC +02:00", 2), ("GMT−3", -3), ("utc+0100", 1), ("UTC+0", 0)],
)
def test_a_bare_offset_is_taken_with_the_warning_that_it_ignores_daylight_saving(answer, hours):
    parsed = ZONES.read(answer)
    assert datetime(2026, 7, 1, tzinfo=ZoneInfo(parsed.value)).utcoffset() == timedelta(hours=hours)
    assert "may ignore daylight saving" in parsed.doubts[0].what


def test_the_half_hour_of_india_is_taken_with_a_doubt():
    parsed = ZONES.read("GMT+5:30")
    assert parsed.value == "Asia/Kolkata"
    assert parsed.doubts


@pytest.mark.parametrize("answer", ["UTC+5:45", "UTC-9:30", "UTC+15", "-13"])
def test_an_offset_that_no_zone_is_known_for_asks_for_a_city(answer):
    with pytest.raises(Unusable, match="a city is needed"):
        ZONES.read(answer)


@pytest.mark.parametrize("answer", ["IST", "CST", "BST", "my own", "7"])
def test_what_could_be_several_zones_or_none_asks_for_a_city(answer):
    with pytest.raises(Unusable, match=f"“{answer}” could be several or none: a city is needed"):
        ZONES.read(answer)


@given(st.sampled_from(sorted(available_timezones())))
def test_every_zone_in_the_database_is_understood_by_its_key(zone):
    assert ZONES.read(zone).value in available_timezones()


@given(st.text().map(clean))
def test_any_answer_is_a_zone_or_refused(answer):
    try:
        zone = ZONES.read(answer).value
    except Unusable:
        return
    ZoneInfo(zone)
