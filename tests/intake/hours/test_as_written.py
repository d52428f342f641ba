"""Hours as people write them: none is read wrong, and nearly all are read."""

from __future__ import annotations

import tomllib
from itertools import chain
from pathlib import Path

import pytest

from mentoring_sync.intake.hours.text import Said, Uncertain, read_text
from mentoring_sync.records.availability import Weekday

WRITTEN = tomllib.loads(Path(__file__).with_name("as_written.toml").read_text("utf-8"))
LABELS = {"m": Weekday.MON, "t": Weekday.TUE, "w": Weekday.WED, "th": Weekday.THU, "f": Weekday.FRI}
EACH = [(group, text, meant) for group, texts in WRITTEN.items() for text, meant in texts.items()]


def said(text: str, group: str) -> Said:
    try:
        return read_text(text, labels=LABELS if group == "labels" else {}, parts={})
    except Uncertain:
        return Said()


@pytest.mark.parametrize(("group", "text", "meant"), EACH)
def test_what_is_read_is_what_is_meant_or_it_is_asked(group: str, text: str, meant: str) -> None:
    shown = " ".join(map(str, said(text, group).blocks))
    assert shown in (meant, ""), shown


def test_nine_in_ten_of_those_that_can_be_told_are_read() -> None:
    tellable = [(group, text) for group, text, meant in EACH if meant != "?"]
    read = [text for group, text in tellable if said(text, group).blocks]
    assert len(EACH) >= 160
    assert len(read) / len(tellable) >= 0.9, [text for group, text in tellable if text not in read]


def test_what_is_read_with_a_guess_or_words_left_out_says_so() -> None:
    assert said("Tue after 6", "english").guessed == ("18:00",)
    assert said("Tue 18-20 maybe", "english").unread == ("maybe",)
    assert said("Tue evening", "english").parts == ("evening",)


def test_nothing_that_is_said_is_more_than_was_said() -> None:
    every = set(chain.from_iterable(said(text, group).blocks for group, text, _ in EACH))
    assert all(0 <= block.start < block.end <= 24 * 60 for block in every)
