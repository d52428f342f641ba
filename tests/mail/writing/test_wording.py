from datetime import date

import pytest

from mentoring_sync.mail.writing.wording import wording
from mentoring_sync.records.local_time import local_hours
from tests.builders import a_round, slot


def hour(**round_):
    (only,) = local_hours(a_round(**round_).meetings(slot()), "Europe/Berlin")
    return only


def test_a_date_is_in_words():
    assert wording("en").day_of_year(date(2027, 3, 6)) == "6 March 2027"


def test_dates_are_listed_by_year():
    text = wording("en").days(hour(applications_close=date(2026, 9, 1), start=date(2026, 11, 23)))
    assert text == "23 November, 21 December 2026; 18 January, 15 February 2027"


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ((), ""),
        (("Git",), "Git"),
        (("Git", "Python"), "Git and Python"),
        (("Git", "Python", "R"), "Git, Python and R"),
        (("Running (tables, chairs)", "Git"), "Running (tables, chairs); Git"),
    ],
)
def test_a_list_reads_as_a_sentence(items, text):
    assert wording("en").listed(items) == text


@pytest.mark.parametrize(
    ("language", "read"),
    [
        ("en", "Tuesday, 16 March 2027, New York: Git, Python and R"),
        ("es", "martes, 16 de marzo de 2027, Nueva York: Git, Python y R"),
        ("fr", "mardi, 16 mars 2027, New York: Git, Python et R"),
        ("pt", "terça-feira, 16 de março de 2027, Nova York: Git, Python e R"),
        ("de", "Dienstag, 16. März 2027, New York: Git, Python und R"),
    ],
)
def test_dates_cities_and_lists_read_as_in_the_readers_language(language, read):
    words, (tuesday,) = wording(language), local_hours(a_round(weeks=1).meetings(slot(at="Tue 17:00")), "Europe/Berlin")
    city, tools = words.city("America/New_York"), words.listed(["Git", "Python", "R"])
    assert f"{words.weekday(tuesday)}, {words.day_of_year(date(2027, 3, 16))}, {city}: {tools}" == read


@pytest.mark.parametrize(("zone", "name"), [("UTC", "UTC"), ("Etc/GMT+3", "UTC-3"), ("Asia/Kolkata", "Kolkata")])
def test_a_zone_without_a_city_is_called_by_its_offset(zone, name):
    assert wording("en").city(zone) == name
