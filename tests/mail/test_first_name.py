"""People are greeted by the first name where the name shows one."""

import pytest

from mentoring_sync.mail.first_name import LONGEST_NAME, first_name, first_names


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Ana Silva", "Ana"),
        ("Zoë van der Berg", "Zoë"),
        ("Jean-Luc Martin", "Jean-Luc"),
        ("Maria José Núñez", "Maria"),
        ("Łukasz Żak", "Łukasz"),
        ("  Ana   Silva ", "Ana"),
    ],
)
def test_the_first_of_several_latin_words_is_the_first_name(name, greeted):
    assert first_name(name) == greeted


@pytest.mark.parametrize(
    "name",
    [
        "Suhartini",
        "陈美玲",
        "田中 太郎",
        "김 민준",
        "Иванов Иван",
        "محمد علي",
        "Dr. Ana Silva",
        "Prof Ana Silva",
        "J. Smith",
        "JD Smith",
        "K Ramesh",
        "Silva, Ana",
        "Nguyễn Văn An",
        "Kim Min-jun",
        "de Souza Ana",
        "Abdul Rahman",
        "Anna 😀",
        "R2 D2",
    ],
)
def test_in_doubt_it_is_the_whole_name(name):
    assert first_name(name) == name


@pytest.mark.parametrize(
    "name", ["", " ", "\u3164", "\u2800", "\U000e0041\U000e0042", "\u200b\u3164", "ana@example.org", "."]
)
def test_a_name_that_cant_be_seen_or_an_address_never_greets(name):
    assert first_name(name) == ""


def test_a_name_of_three_thousand_letters_is_cut():
    assert len(first_name("x" * 3000)) <= LONGEST_NAME + 2
    assert len(first_name("x" * 3000 + " Silva")) <= LONGEST_NAME + 2


def test_two_who_would_be_called_alike_are_greeted_by_their_whole_names():
    names = ("Ana Silva", "Bo Lind", "Ana Rey")
    assert first_names(names) == ("Ana Silva", "Bo", "Ana Rey")
