from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import clean
from mentoring_sync.intake.regions import zones_in
from mentoring_sync.intake.zones import Zones
from tests.intake.response_tabs import the_questions

ZONES = Zones(the_questions().zones)


@pytest.mark.parametrize(
    ("answer", "zone"),
    [
        ("London, Ontario", "America/Toronto"),
        ("London (Ontario)", "America/Toronto"),
        ("London/Ontario", "America/Toronto"),
        ("London, Kanada", "America/Toronto"),
        ("Sydney, Nova Scotia", "America/Glace_Bay"),
        ("Paris, Texas", "America/Chicago"),
        ("Cambridge, MA", "America/New_York"),
        ("Vienna, VA", "America/New_York"),
        ("Birmingham, Alabama", "America/Chicago"),
        ("Leeds", "Europe/London"),
        ("Germany", "Europe/Berlin"),
        ("Horário de Brasília", "America/Sao_Paulo"),
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


@pytest.mark.parametrize(
    "answer",
    [
        "Santiago, Spain",
        "Berlin (GMT+5)",
        "Berlin UTC+5",
        "UTC-5, Berlin",
        "EST (UTC+9)",
        "Berlin (EET)",
        "UTC+1/UTC+2",
        "Berlin, Lagos",
        "Europe/London, Ontario",
    ],
)
def test_parts_that_contradict_each_other_ask_for_a_city(answer):
    with pytest.raises(Unusable, match=r"speaks of two places or clocks .* a city is needed"):
        ZONES.read(answer)


@pytest.mark.parametrize("answer", ["Berlin 5", "GMT Berlin 5", "UTC (Foo 3)"])
def test_a_part_that_is_left_over_asks_for_a_city(answer):
    with pytest.raises(Unusable, match="a city is needed"):
        ZONES.read(answer)


@pytest.mark.parametrize(
    ("answer", "zone"),
    [
        ("Europe/Berlin (UTC+1)", "Europe/Berlin"),
        ("Berlin, UTC+1/UTC+2", "Europe/Berlin"),
        ("UTC-3 Brasília", "America/Sao_Paulo"),
        ("London, UK", "Europe/London"),
        ("London, Großbritannien", "Europe/London"),
        ("Sydney, NSW", "Australia/Sydney"),
        ("Chicago, IL, USA", "America/Chicago"),
        ("Toronto, ON", "America/Toronto"),
        ("Kolkata, IN", "Asia/Kolkata"),
        ("Phoenix (MST)", "America/Phoenix"),
        ("Lagos (CET)", "Africa/Lagos"),
        ("London (GMT)", "Europe/London"),
        ("London, BST", "Europe/London"),
        ("Berlin, Europe", "Europe/Berlin"),
        ("Toronto (EST/EDT, UTC-5/-4)", "America/Toronto"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
    ],
)
def test_parts_that_agree_are_one_answer(answer, zone):
    parsed = ZONES.read(answer)
    assert (parsed.value, parsed.doubts) == (zone, ())


@pytest.mark.parametrize(
    ("answer", "zone"),
    [
        ("CET/CEST", "Europe/Paris"),
        ("Central (CST/CDT)", "America/Chicago"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("IST (India)", "Asia/Kolkata"),
        ("IST (UTC+5:30)", "Asia/Kolkata"),
        ("CST, USA", "America/Chicago"),
        ("CST (China)", "Asia/Shanghai"),
        ("MST, Arizona", "America/Phoenix"),
        ("UTC+1, Germany", "Europe/Berlin"),
    ],
)
def test_vague_names_that_leave_one_clock_together_are_that_clock(answer, zone):
    parsed = ZONES.read(answer)
    assert clock(parsed.value) == clock(zone)
    assert not parsed.doubts


@pytest.mark.parametrize(
    ("answer", "country", "zone"),
    [
        ("CST", "USA", "America/Chicago"),
        ("CST", "China", "Asia/Shanghai"),
        ("IST", "Irlanda", "Europe/Dublin"),
        ("CET", "Deutschland", "Europe/Berlin"),
        ("ET", "Canada", "America/Toronto"),
        ("UTC+2", "Südafrika", "Africa/Johannesburg"),
        ("UTC+5:45", "Nepal", "Asia/Kathmandu"),
        ("London", "Canada", "America/Toronto"),
        ("San José", "Costa Rica", "America/Costa_Rica"),
        ("Granada", "Nicaragua", "America/Managua"),
        ("Georgia", "Georgia", "Asia/Tbilisi"),
        ("Georgia", "USA", "America/New_York"),
    ],
)
def test_the_persons_country_settles_what_could_be_several_and_review_isnt_troubled(answer, country, zone):
    parsed = ZONES.read(answer, country)
    assert (parsed.value, parsed.doubts) == (zone, ())


@pytest.mark.parametrize(("answer", "country"), [("AEST", "Australia"), ("UTC-5", "USA"), ("MST", "United States")])
def test_where_the_country_leaves_two_clocks_a_person_looks(answer, country):
    assert ZONES.read(answer, country).doubts


@pytest.mark.parametrize(("answer", "country"), [("PST", "Pakistan"), ("Eastern", "Australia"), ("CET", "UK")])
def test_a_name_that_no_clock_of_the_country_has_is_pointed_out(answer, country):
    assert "which isn't in their country" in ZONES.read(answer, country).doubts[0].what


def test_a_country_with_the_name_of_a_larger_town_is_pointed_out():
    assert ZONES.read("Granada").doubts


def test_a_city_that_isnt_in_the_persons_country_is_pointed_out():
    parsed = ZONES.read("Berlin", "Kenya")
    assert parsed.value == "Europe/Berlin"
    assert "which isn't in their country" in parsed.doubts[0].what
    assert not ZONES.read("Europe/Berlin", "Kenya").doubts


def test_a_small_town_at_home_with_a_great_citys_name_is_pointed_out():
    parsed = ZONES.read("Paris", "United States")
    assert parsed.value == "America/Chicago"
    assert "the small town of that name" in parsed.doubts[0].what


@pytest.mark.parametrize(("answer", "country"), [("Milan", "USA"), ("Geneva", "USA"), ("Germany", "Kenya")])
def test_what_is_elsewhere_for_all_that_is_known_is_never_taken_without_a_word(answer, country):
    assert ZONES.read(answer, country).doubts


def test_a_country_alone_never_answers_for_a_zone_that_cant_be_read():
    with pytest.raises(Unusable):
        ZONES.read("flexible", "Germany")


def test_a_part_that_isnt_understood_is_pointed_out():
    parsed = ZONES.read("Berlin, near the Spree")
    assert parsed.value == "Europe/Berlin"
    assert (
        parsed.doubts[0].what
        == "time zone “Berlin, near the Spree” was read as Europe/Berlin, without “near the Spree”"
    )


@given(st.sampled_from(["Berlin", "London", "Sydney", "New York", "São Paulo", "Nairobi"]), st.integers(-11, 14))
def test_a_city_is_taken_only_beside_an_offset_that_its_clock_has(city, offset):
    zone = ZONES.read(city).value
    own = {datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7)}
    for answer in (f"{city} (UTC{offset:+d})", f"GMT{offset:+03d}:00, {city}", f"{city} UTC{offset:+d}"):
        if timedelta(hours=offset) in own:
            assert ZONES.read(answer).value == zone
        else:
            with pytest.raises(Unusable):
                ZONES.read(answer)


REGIONS = ["Ontario", "Texas", "Germany", "Kenya", "Japan", "Nova Scotia", "Brasil", "Espagne", "Alabama", "Australia"]


@given(
    st.sampled_from(["London", "Paris", "Toronto", "Tokyo", "Perth"]),
    st.sampled_from(REGIONS),
    st.sampled_from([", ", " (", "/", " - "]),
)
def test_a_city_in_a_region_is_read_as_one_that_has_a_clock_of_the_region(city, region, joint):
    try:
        parsed = ZONES.read(f"{city}{joint}{region}")
    except Unusable:
        return
    assert any(clock(parsed.value) == clock(other) for other in zones_in(region.casefold()))


def clock(zone: str) -> list[timedelta | None]:
    return [datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in range(1, 13)]


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
