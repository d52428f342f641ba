"""Who is named in a text, so that somebody looks twice before it is printed."""

import pytest

from mentoring_sync.intake.surveys.naming import Names

NAMES = Names(["Bo Achterberg", "Dee Park", "Eli Ó Briain", "山田 花子", "An Le"], ["2anlo"])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bo cancelled twice and Dee cried, write me: eli@example.org", {"eli@example.org", "Bo", "Dee"}),
        ("dee park was there", {"Dee Park"}),
        ("Dee's notes", {"Dee"}),
        ("A walk in the park, an hour long", set()),
        ("O'Briain came", {"Briain"}),
        ("I am 2anlo", {"2anlo"}),
        ("somebody.else@example.com wrote", {"somebody.else@example.com"}),
        ("花子 helped", {"花子"}),
        ("", set()),
    ],
)
def test_names_addresses_and_codes_are_seen(text, named):
    assert set(NAMES.named_in(text)) == named
