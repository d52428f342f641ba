"""Texts as people type and paste them, most of them nearly a number, a date, a time, money or a formula."""

from __future__ import annotations

import random

PIECES = (
    *("0", "1", "5", "9", "14", "007", "12,345", "1.5", ".5", "5.", "1e309", "9" * 400, "E14", "e7", "e", "E+", "e-5"),
    *("+", "-", "--", "+-", "$", "€", "£", "%", ",", ".", ":", "/", "(", ")", "'", '"', "=", "#", "!", "*", "?", "~"),
    *("2020", "31/12/2020", "12/31/2020", "2020-13-45", "3 Sep", "Sep", "24:00", "9:61", "am", "pm", "T", "Z"),
    *("TRUE", "false", "NaN", "Infinity", "inf", "nan", "null", "A1", "R1C1", "A1:B", "$A$1", "Sheet1!A1", "IF("),
    *("٣", "²", "Ⅷ", "½", "１２", "é", "e\u0301", "\u200b", "\ufeff", "😀", " ", "\u00a0", "\n", "\t", "\0", "\x1f"),
)
KNOWN = (
    *("E14", "e7", "--5", "+-5", "$E0", "1e309", "-1e309", "9" * 400, "1e309%", "$-5", "-$5", "$5$", "$$5", "£", "%"),
    *("=1e309", "=1e308*10", "=-1e308*10", "=SUM(1e308,1e308)", "=2^5000", '=1*"1e309"', "=(" * 9, "=" + "(" * 3_000),
    *("=" + "-" * 3_000 + "1", "=A" + "9" * 5_000, "=1" + "+1" * 3_000, "=" + "9" * 5_000, "=" + "9" * 5_000 + ":1"),
    *("'", "''", "'E14", "=", "==", "=A1:A", '="' + "x" * 2_000, "= ", "=IF(,,", "{", "[", "\\ud800", "-.", "+", "1e"),
)


def odd_texts(seed: int, count: int) -> list[str]:
    """The texts that once broke something, then made ones; the same seed makes the same."""
    chance = random.Random(seed)
    made = ["".join(chance.choices(PIECES, k=chance.randint(1, 4))) for _ in range(count - len(KNOWN))]
    return [*KNOWN, *made][:count]
