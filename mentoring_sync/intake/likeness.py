"""Whether two wordings of an option are the same in all but spelling, so that a form that corrects one isn't misread.

`bare` leaves out what a proof-reader changes: case, accents, punctuation, contractions. `distance` counts what is left:
letters of a word (a typo, British or American spelling), words that add nothing, a parenthesis. What may turn the
meaning round is never near: a denial, another number, a prefix such as `un-`, any other word more or less.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import zip_longest

from mentoring_sync.intake.cells import REMEMBERED, folded
from mentoring_sync.intake.number_words import words_of

FAR = 1_000
"""The distance of two texts that don't say the same."""

_CONTRACTIONS = (
    ("can't", "can not"),
    ("won't", "will not"),
    ("n't", " not"),
    ("'m", " am"),
    ("'ve", " have"),
    ("'re", " are"),
)
_PUNCTUATION = re.compile(r"[^\w+#]+|_")
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_FILLERS = words_of(
    "a an the i am do is are be been have has my of to for it this that and hereby fully also already now so please"
    " ich bin der die das ein eine habe und schon je suis j ai le la les un une et deja yo soy he el los las una y ya"
    " eu sou tenho o os um uma e ja"
)
_TURNING = words_of(
    "not no never none nor without unless until except but only almost nearly soon maybe perhaps partly partially"
    " formerly former was were used lapsed expired long ago yet sure unsure if when once later"
    " nicht nein kein keine keinen nie ohne aber nur fast bald vielleicht teilweise war noch ehemals wenn"
    " ne pas non jamais sans sauf mais seulement presque bientot partiellement etais etait encore si"
    " nunca sin salvo pero solo casi pronto quiza quizas parcialmente era fui aun todavia"
    " nao sem exceto mas somente apenas quase logo talvez ainda se"
)
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "de", "anti", "mis", "des", "nicht", "not", "nao", "re", "pre")


@lru_cache(maxsize=REMEMBERED)
def bare(text: str) -> str:
    """A text without what a proof-reader changes; `C++` and `C#` keep their signs."""
    words = folded(text).replace("’", "'")
    for short, long in _CONTRACTIONS:
        words = words.replace(short, long)
    return _PUNCTUATION.sub(" ", words.replace("'", "").replace("&", " and ")).strip()


@lru_cache(maxsize=REMEMBERED)
def distance(one: str, other: str) -> int:
    """How far apart two texts are: 0 where they are equal when bare, `FAR` where they may not mean the same."""
    if not (bare(one) and bare(other)):
        return FAR
    within = _between(bare(one).split(), bare(other).split())
    if within < FAR:
        return within
    without = _without_parenthesis(one), _without_parenthesis(other)
    return 1 + _between(*without) if without[0] and without[1] else FAR


def _without_parenthesis(text: str) -> list[str]:
    """The words outside of parentheses; none where what stands inside may turn the meaning round."""
    inside = bare(" ".join(_PARENTHESIS.findall(text))).split()
    return [] if _TURNING & set(inside) else bare(_PARENTHESIS.sub(" ", text)).split()


def _between(one: list[str], other: list[str]) -> int:
    steps = SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes()
    total = sum(_changed(one[a:b], other[c:d]) for step, a, b, c, d in steps if step != "equal")
    return min(total, FAR)


def _changed(one: list[str], other: list[str]) -> int:
    if "".join(one) == "".join(other):
        return 1
    if len(one) == len(other):
        return sum(_misspelt(*pair) for pair in zip_longest(one, other, fillvalue=""))
    if one and other:
        return _misspelt("".join(one), "".join(other))
    return len(one + other) if _FILLERS.issuperset(one + other) else FAR


def _misspelt(one: str, other: str) -> int:
    """How many letters two spellings of a word differ in; `FAR` for two words."""
    if one == other:
        return 0
    shorter, longer = sorted((one, other), key=len)
    allowed = 0 if len(shorter) < 5 else 1 if len(shorter) < 7 else 2
    if {one, other} & _TURNING or not (one + other).isalpha() or _is_prefixed(longer, shorter):
        return FAR
    letters = edits(one, other, at_most=allowed)
    return letters if letters <= allowed else FAR


def _is_prefixed(longer: str, shorter: str) -> bool:
    """Whether one is the other with a prefix that turns it round, such as `unpaid`."""
    return any(
        longer.startswith(prefix) != shorter.startswith(prefix)
        and edits(longer.removeprefix(prefix), shorter, at_most=2) <= 2
        for prefix in _PREFIXES
    )


def edits(one: str, other: str, *, at_most: int) -> int:
    """The letters to change, add, take away or swap between two words; more than `at_most` is `at_most + 1`."""
    if abs(len(one) - len(other)) > at_most:
        return at_most + 1
    before, row = list[int](), list(range(len(other) + 1))
    for i, sign in enumerate(one, start=1):
        last, row, before = before, [i], row
        for j, there in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != there))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == there:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return min(row[-1], at_most + 1)
