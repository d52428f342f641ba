"""Where a text names somebody, and what is left of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.workbook.forgetting.mentions import Mentions
from mentoring_sync.workbook.forgetting.subject import Subject

THEM = Mentions(
    Subject(
        addresses=frozenset({"dee@example.org"}),
        names=frozenset({"Dee Lund", "山田太郎", "Will", "José Núñez", "Al Gore"}),
    ),
    others=frozenset({"al gore"}),
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dee  Lund missed it", "[…] missed it"),
        ("Lund, Dee", "[…]"),
        ("DEE LUND (Dee@Example.org)", "[…] ([…])"),
        ("programme/2027-1/receipt/dee-example-org", "programme/2027-1/receipt/[…]"),
        ("mentee:dee@example.org", "mentee:[…]"),
        ("山田太郎さん", "[…]さん"),
        ("Jose\u0301 Nu\u0301n\u0303ez", "[…]"),
        ("Will came", "[…] came"),
        ("I will; dee@example.org.uk; xdee@example.org; Dee Lundgren; receipt/dee-example-org-uk",) * 2,
        ("Al Gore has a namesake",) * 2,
    ],
)
def test_what_names_them_goes_and_all_else_stays(text: str, left: str) -> None:
    assert THEM.out_of(text) == left
    assert THEM.are_in(text) is (text != left)


def test_a_part_of_the_name_is_for_a_person_to_look_at() -> None:
    assert THEM.are_perhaps_in("call Dee on Monday")
    assert not THEM.are_perhaps_in("call Deer on Monday")


@given(st.text(alphabet="De Lund@example.org,-;()\n", max_size=60))
def test_nothing_is_named_in_what_is_left(text: str) -> None:
    assert not THEM.are_in(THEM.out_of(text))
