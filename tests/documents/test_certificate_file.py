"""A certificate says the name as it was typed, to eyes and to programs, or there is none and a reason."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from mentoring_sync.documents.certificate import NAME, TEXT, certificate
from mentoring_sync.documents.fitting import fitted
from mentoring_sync.documents.fonts import fonts
from mentoring_sync.documents.no_file import NoFileError, UnprintableError
from mentoring_sync.documents.reading import lines_in
from tests.documents.made_fonts import (
    ARABIC,
    CJK,
    CYRILLIC,
    DEVANAGARI,
    GREEK,
    HEBREW,
    LATIN,
    every_script,
    typeface,
)
from tests.documents.pages import page, picture
from tests.extent import extent

LONG = "María de los Ángeles Etxebarria-Montenegro y Rodríguez de la Fuente"
UNBROKEN = "Wolfeschlegelsteinhausenbergerdorffwelchevora"
NAMES = (
    "Siân Ŵyn",
    "Jiří Dvořák",
    "Hanako 山田",
    "Ἑλένη",
    "Зоя Ёлкина",
    "محمد",
    "محمد بن سلمان (Mo)",
    "Mo محمد",
    "שָׁלוֹם כהן",
    "मुहम्मद",
    "क्षितिज शर्मा",
    "e\u0301va",
    "cyrus ono",
    "Ng",
    LONG,
    UNBROKEN,
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_reads_as_it_was_typed(name):
    assert name in lines_in(certificate(page(name), every_script()))


@given(
    st.text(
        st.sampled_from(LATIN + GREEK + CYRILLIC + HEBREW + ARABIC + DEVANAGARI + CJK + "👩\u200d\u202e\x07"),
        min_size=1,
        max_size=40,
    )
)
@settings(max_examples=extent(share=20, whole=600), deadline=None)
def test_whatever_somebody_is_called_the_file_says_so_or_there_is_none_and_a_reason(name):
    typed = name.strip() or "x"
    assert typed in lines_in(_made(typed)) or _reason(typed)


def _made(name: str) -> bytes:
    try:
        return certificate(page(name), every_script())
    except NoFileError:
        return certificate(page("nobody"), every_script())


def _reason(name: str) -> str:
    with pytest.raises(NoFileError) as none:
        certificate(page(name), every_script())
    return none.value.why and none.value.remedy


def test_a_character_that_no_font_has_is_named_and_there_is_no_file():
    with pytest.raises(UnprintableError, match="WOMAN") as none:
        certificate(page("Ana 👩\u200d🔬 Sá"), every_script())
    assert none.value.character == "👩"


def test_a_glyph_of_which_nothing_is_seen_is_no_glyph():
    empty = fonts([typeface(LATIN), typeface("👩🔬", seen=False)])
    with pytest.raises(UnprintableError, match="WOMAN"):
        certificate(page("Ana 👩"), empty)


@pytest.mark.parametrize("sign", ["\u202e", "\x07", "\ue000", "\ud800"])
def test_what_turns_or_hides_letters_is_not_drawn(sign):
    with pytest.raises(UnprintableError):
        certificate(page(f"Ana{sign} Sá"), every_script())


def test_letter_and_mark_come_from_one_font():
    only_letters = fonts([typeface("Cerifat swdoNk pmn27J1M0.gbAxRvTh-,8yuCl"), typeface(LATIN)])
    name = fitted("e\u0301", NAME, only_letters)
    assert len({glyph.typeface for glyph in name.lines[0].glyphs}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_in_its_box(name):
    fits = fitted(name, NAME, every_script())
    assert all(line.width(fits.size) <= NAME.width for line in fits.lines)
    assert " ".join(line.text for line in fits.lines) == name
    assert min(NAME.sizes) <= fits.size <= max(NAME.sizes)


def test_a_long_name_takes_two_lines_before_it_gets_small():
    assert len(fitted(LONG, NAME, every_script()).lines) == 2
    assert len(fitted(UNBROKEN, NAME, every_script()).lines) == 1
    assert fitted("Ng", NAME, every_script()).size == max(NAME.sizes)


def test_what_doesnt_fit_at_the_smallest_size_is_no_file():
    with pytest.raises(NoFileError, match="too long"):
        certificate(page("W" * 90), every_script())
    with pytest.raises(NoFileError, match="too long"):
        certificate(page("Ana Sá", text="word " * 300), every_script())


def test_text_gets_smaller_before_it_reaches_the_signature():
    high = replace(TEXT, height=80)
    assert fitted("word " * 60, TEXT, every_script()).size > fitted("word " * 60, high, every_script()).size
    assert fitted("word " * 60, high, every_script()).height <= high.height


def test_the_same_page_is_the_same_file_whenever_it_is_made():
    one, other = (certificate(page("Jiří Dvořák"), every_script()) for _ in range(2))
    assert one == other
    assert one != certificate(page("Jiří Dvořák", foot="No. 2027-1-002"), every_script())


def test_the_file_says_what_it_is_and_in_which_language():
    read = PdfReader(BytesIO(certificate(page("Ana Sá", language="pt"), every_script())))
    assert read.trailer["/Root"]["/Lang"] == "pt"
    assert read.metadata.title == "Certificate: Ana Sá"
    assert read.metadata.author == "The Carpentries"
    assert read.metadata.creation_date.date() == page("").made
    assert [round(float(each)) for each in read.pages[0].mediabox[2:]] == [842, 595]


def test_a_logo_and_a_signature_are_put_on_it():
    drawn = certificate(page("Ana Sá", logo=picture(b"\x10\x20\x90"), signature=picture(b"\0\0\0")), every_script())
    assert len(PdfReader(BytesIO(drawn)).pages[0].images) == 2


def test_a_picture_that_cant_be_read_is_said_and_harms_no_later_file():
    with pytest.raises(NoFileError, match="logo"):
        certificate(page("Ana Sá", logo=b"no picture"), every_script())
    assert "Ḃo" in lines_in(certificate(page("Ḃo"), every_script()))
