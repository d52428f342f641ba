import pytest

from mentoring_sync.workbook.ticks import ticked


@pytest.mark.parametrize(
    "word",
    [True, "TRUE", "x", "X", "yes please", "Yes!", "ja", "Ja, bitte", "oui", "Sí", "sim", "✓", "✔️", 1.0, "ok", "WAHR"],
)
def test_a_yes_in_any_of_the_languages_is_a_tick(word):
    assert ticked(word) is True


@pytest.mark.parametrize("word", [False, None, "", "  ", "FALSE", "no", "Nein", "non", "não", 0.0, "-", "no, thanks"])
def test_a_no_or_nothing_is_no_tick(word):
    assert ticked(word) is False


@pytest.mark.parametrize("word", ["maybe", "ask Ada", "yes and no", "2", 46405.0, "#REF!", "later", "yes, but not now"])
def test_anything_else_is_a_doubt(word):
    assert ticked(word) is None
