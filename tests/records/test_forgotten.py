"""Forgotten people are known again by digests alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.records.forgotten import Forgotten, normalised

AT = datetime(2027, 1, 1, tzinfo=UTC)
DEE = Forgotten(key="k").remembering(["dee@example.org", "d.lund@gmail.com"], ["Dee Lund", "Zoë"], AT)


@pytest.mark.parametrize("address", ["dee@example.org", " DEE@Example.org ", "dlund+x@googlemail.com"])
def test_an_address_is_known_however_it_is_typed(address: str) -> None:
    assert DEE.has(address)


@pytest.mark.parametrize("address", ["dee@example.com", "dee+x@example.org", "", "Dee Lund"])
def test_another_address_is_nobodys(address: str) -> None:
    assert not DEE.has(address)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ask Dee  Lund, please.", "Ask , please."),
        ("Lund, Dee and DEE LUND.", " and ."),
        ("<dee@example.org>, x@y.org", "<>, x@y.org"),
        ("Zoë", ""),
        ("Zoë came, Dee too", "Zoë came, Dee too"),
        ("Dee Lundgren", "Dee Lundgren"),
    ],
)
def test_whole_names_and_addresses_go_out_of_a_text(text: str, left: str) -> None:
    assert DEE.out_of(text) == left


def test_a_name_that_others_have_is_spared() -> None:
    assert DEE.out_of("Dee Lund", spared=DEE.name_digests(["dee lund"])) == "Dee Lund"


def test_whoever_is_back_is_named_again_until_they_are_forgotten_anew() -> None:
    back = DEE.taken_back(["dee@example.org"])
    assert (back.has("dee@example.org"), back.out_of("Dee Lund")) == (False, "Dee Lund")
    again = back.remembering(["dee@example.org"], [], AT)
    assert (len(again.people), again.has("d.lund@gmail.com"), again.out_of("Dee Lund")) == (1, True, "")


def test_another_key_makes_other_digests() -> None:
    other = Forgotten(key="another").remembering(["dee@example.org"], [], AT)
    assert not other.people[0].addresses & DEE.people[0].addresses
    assert not [word for word in ("lund", "example", "@", "zoë") if word in repr(DEE.people).casefold()]


@given(st.text(), st.emails())
def test_nothing_but_what_names_them_goes(text: str, address: str) -> None:
    assert normalised(normalised(address)) == normalised(address)
    assert not Forgotten(key="k").has(address)
    assert Forgotten(key="k").remembering([address], [], AT).has(address.upper())
    assert Forgotten(key="k").out_of(text) == text
