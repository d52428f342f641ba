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


@pytest.mark.parametrize(
    ("language", "items", "text"),
    [
        ("es", ("español", "inglés"), "español e inglés"),
        ("es", ("inglés", "español"), "inglés y español"),
        ("es", ("Ana", "Bo", "Hilda"), "Ana, Bo e Hilda"),
        ("es", ("agua", "hielo"), "agua y hielo"),
        ("es", ("Ana y Bo", "Irma"), "Ana y Bo e Irma"),
        ("de", ("Englisch", "Italienisch"), "Englisch und Italienisch"),
        ("fr", ("anglais", "italien"), "anglais et italien"),
        ("pt", ("inglês", "italiano"), "inglês e italiano"),
    ],
)
def test_a_list_has_the_and_of_its_language(language, items, text):
    assert wording(language).listed(items) == text


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ("English", "Spanish", "Klingonese")),
        ("de", ("Englisch", "Spanisch", "Klingonese")),
        ("es", ("inglés", "español", "Klingonese")),
        ("fr", ("anglais", "espagnol", "Klingonese")),
        ("pt", ("inglês", "espanhol", "Klingonese")),
    ],
)
def test_languages_are_called_by_their_names_in_the_readers(language, names):
    assert wording(language).languages(("English", "Español", "Klingonese")) == names


def test_what_somebody_worded_ends_as_a_sentence():
    assert [wording("en").sentence(text) for text in ("Mend it", "Mend it.", "Mend it?", "")] == [
        "Mend it.",
        "Mend it.",
        "Mend it?",
        "",
    ]
    assert len(wording("en").sentence("x" * 3000)) < 700
