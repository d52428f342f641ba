"""How a person is greeted: by the first name where the name shows one, else by the whole name, or by none.

Which word is the given name can't be known of every name. The first of two or more Latin words is taken, unless
something speaks against it: a title, an initial, a particle, a comma, a family name that usually stands first. In
doubt it is the whole name, which is never wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from mentoring_sync.intake.cells import can_be_seen, clean
from mentoring_sync.mail.one_line import shortened

LONGEST_NAME = 80
"""How many letters of a name are shown."""

_WORD = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")
_TITLES = (
    "dr dra prof professor professora profesor profesora professeur professeure pr mr mrs ms miss mx sir dame lord",
    "lady rev herr frau dipl ing mag lic",
    "don doña dona dom sr sra srta señor señora senhor senhora monsieur madame mme mlle",
)
_PARTICLES = (
    "von van vom zu zum zur ter ten op den der de da do das dos del della di du des la le el al ad as ul abu abd abdul",
    "abdel ibn bin binti bint umm um san santa st saint mac mc",
)
_FAMILY_NAMES = (
    "nguyen tran pham hoang huynh phan vu vo dang bui do ho ngo duong ly",
    "wang li zhang liu chen yang huang zhao wu zhou xu sun zhu ma hu guo lin he gao luo zheng liang xie tang cao deng",
    "feng song wong chan cheung lam leung chow tan ng goh ong teo",
    "kim lee park choi jung kang yoon jang lim han oh seo shin kwon hwang ahn hong",
    "sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi",
    "nagy kovacs toth szabo horvath varga kiss molnar nemeth",
)
"""Those that often stand first, without accents: Vietnamese, Chinese, Korean, Japanese, Hungarian."""

_NO_GIVEN_NAME = frozenset(word for line in (*_TITLES, *_PARTICLES, *_FAMILY_NAMES) for word in line.split())


def whole_name(name: str) -> str:
    """A name as it can be shown; empty if nothing of it can be seen."""
    whole = clean(name)
    return shortened(whole, LONGEST_NAME) if can_be_seen(whole) else ""


def first_name(name: str) -> str:
    """What to call a person by this name; empty if nothing of it can be seen."""
    whole = whole_name(name)
    words = clean(name).split(" ")
    if "@" in whole:
        return ""
    return words[0] if len(words) > 1 and _is_given(words) else whole


def first_names(names: Sequence[str]) -> tuple[str, ...]:
    """What to call several people in one greeting: whole names where two would be called alike."""
    called = [(name, first_name(name)) for name in names]
    alike = Counter(first.casefold() for _, first in called)
    shown = (first if alike[first.casefold()] == 1 else whole_name(name) for name, first in called)
    return tuple(filter(None, shown))


def _is_given(words: Sequence[str]) -> bool:
    first, plain = words[0], _plain(words[0])
    if not all(_is_latin(word) for word in words) or not _WORD.fullmatch(first) or len(first) > LONGEST_NAME:
        return False
    initials = len(first) < 3 and first.isupper()
    return not initials and plain not in _NO_GIVEN_NAME


def _is_latin(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return bool(letters) and "," not in word and all("LATIN" in unicodedata.name(letter, "") for letter in letters)


def _plain(word: str) -> str:
    """A word without case and accents; the Vietnamese đ is a d."""
    apart = unicodedata.normalize("NFKD", word.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).rstrip(".")
