"""Headers are read back by another reading of RFC 2047 and RFC 5322, written from their text."""

import base64
import re

from hypothesis import example, given
from hypothesis import strategies as st

from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.mail.writing.headers import address_list_value, text_value
from tests.mail.writing.test_envelope import a_letter, header_lines

WORD = re.compile(r"=\?utf-8\?b\?([A-Za-z0-9+/=]*)\?=")
PORTUGUESE = "Apresentação da equipe 3: Conceição, Álvaro e João conversam às terças com a orientadora Inês Guimarães"
CYRILLIC = "Анна Мария Владимировна Преображенская-Воскресенская"


def unfolded(value: str) -> str:
    """RFC 5322, section 2.2.3: a line break before white space goes, the white space stays."""
    return value.replace("\r\n ", " ")


def decoded(value: str) -> str:
    """RFC 2047, section 6.2: white space between two encoded words is ignored; what isn't encoded is as it stands."""
    between = re.sub(r"(\?=)\s+(=\?)", r"\1\2", unfolded(value))
    return WORD.sub(lambda word: base64.b64decode(word[1]).decode("utf-8"), between)


def named(value: str) -> str:
    """The display name in `Name <address>`: a phrase, a quoted string, or encoded words."""
    said = unfolded(value).rpartition("<")[0].strip()
    if said.startswith('"'):
        return re.sub(r"\\(.)", r"\1", said[1:-1])
    return decoded(said)


lines = st.text().map(in_one_line)


@given(lines)
@example(PORTUGUESE)
@example(CYRILLIC)
@example("=?utf-8?q?not_ours?=")
@example("two  blanks, and one at the end ")
@example("é" * 3_000)
@example("e" * 3_000)
@example("")
def test_a_subject_reads_back_as_it_was_written(text):
    assert decoded(text_value(text, name="Subject")) == text


@given(lines)
@example(CYRILLIC)
@example('Ann "Bo" O\\Neill, Jr.')
@example("=?utf-8?b?w6k=?=")
@example("李" * 1_000)
def test_a_name_reads_back_as_it_was_written(text):
    value = address_list_value([(text, "maya@example.org")], name="To")
    assert named(value) == text if text else value == "maya@example.org"


@given(lines)
@example("e" * 3_000)
@example(PORTUGUESE)
def test_no_line_is_longer_than_76_characters(text):
    for name, value in (
        ("Subject", text_value(text, name="Subject")),
        ("To", address_list_value([(text, "a@b.org")], name="To")),
    ):
        assert max(len(line) for line in f"{name}: {value}".split("\r\n")) <= 76


@given(st.lists(lines, min_size=1, max_size=6))
def test_each_of_several_people_stands_in_a_line_of_their_own(names):
    value = address_list_value([(name, f"p{number}@example.org") for number, name in enumerate(names)], name="To")
    assert re.findall(r"p\d+@example\.org", value) == [f"p{number}@example.org" for number in range(len(names))]
    assert value.count(",\r\n ") >= len(names) - 1


def test_a_whole_mail_has_no_line_that_a_server_would_refuse():
    letter = a_letter(subject="é" * 3_000)
    assert max(map(len, header_lines(letter))) <= 998
