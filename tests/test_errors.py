"""What errors say about a misspelt word."""

from __future__ import annotations

from mentoring_sync.errors import did_you_mean, nearest

KNOWN = ("mentor", "mentees", "meetings")


def test_the_nearest_known_word_is_named() -> None:
    assert did_you_mean("mentr", KNOWN) == "did you mean mentor?"


def test_nothing_is_said_where_nothing_known_is_like_it() -> None:
    assert did_you_mean("zyx", KNOWN) == ""


def test_how_alike_words_must_be_is_the_askers_choice() -> None:
    assert (nearest("meet", KNOWN, alike=0.6), nearest("meet", KNOWN, alike=0.9)) == ("meetings", "")
