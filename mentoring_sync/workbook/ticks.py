"""What stands in a box: ticked, not ticked, or something that is neither.

A box that was pasted over, or typed into, holds a word. Words that plainly mean yes or no, in the languages that the
mails speak, are understood; anything else is a doubt, and nothing is done on a doubt.
"""

from __future__ import annotations

import unicodedata

from mentoring_sync.spreadsheet.cells import is_empty
from mentoring_sync.spreadsheet.grid import Scalar, cell_text

_YES_WORDS = (
    "true yes y x ok okay 1 on done tick ticked checked wahr ja j jawohl vrai oui o verdadero si s verdadeiro sim"
    " ✓ ✔ ☑ ✅"
)
_NO_WORDS = "false no n 0 off not none falsch nein faux non falso nao ✗ ✘ ☐ ❌ - – —"
_POLITE_WORDS = "please bitte svp merci por favor thanks danke gracias obrigado obrigada"
_YES, _NO, _POLITE = (frozenset(words.split()) for words in (_YES_WORDS, _NO_WORDS, _POLITE_WORDS))


def is_word(value: Scalar) -> bool:
    """Whether a cell says anything; an unticked box doesn't."""
    return value is not False and not is_empty(value)


def ticked(value: Scalar) -> bool | None:
    """Whether a box is ticked; None where what stands there is neither yes nor no."""
    if isinstance(value, bool):
        return value
    words = _plain(cell_text(value)).split()
    told = [word for word in words if word not in _POLITE] or words
    if not told:
        return False
    if all(word in _YES for word in told):
        return True
    return False if all(word in _NO for word in told) else None


def _plain(text: str) -> str:
    """Small letters without accents, and without the punctuation around words."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in "\ufe0f\ufe0e")
    return " ".join(word.strip(".,;:!?()[]'\"“”„«»") for word in bare.split())
