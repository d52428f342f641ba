"""A number out of what people write where a number is asked: `two`, `2-3`, `10+`, `none`, `no more than 2`, `a few`.

Words may leave room for several numbers, so what is read is a stretch from the least to the most that they allow. Parts
that agree are one answer (`two (2)`); parts that don't (`3 in Berlin, 2 online`) are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import folded
from mentoring_sync.intake.number_words import (
    AT_LEAST,
    AT_MOST,
    DENIALS,
    FEWER_THAN,
    FILLERS,
    MORE_THAN,
    NO_LIMIT,
    NO_PREFERENCE,
    NONE_YET,
    NUMBERS,
    OR_FEWER,
    OR_MORE,
    PHRASES,
    TO,
    TWO_MEANINGS,
    VAGUE,
)
from mentoring_sync.intake.rule import Rule

MOST = 1000
_SERIAL_DAY_ZERO = date(1899, 12, 30)
_DATES = range(36_526, 73_051)  # the serial numbers of 2000 to 2099

_DATE_LIKE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
    r"|\d{1,2}[- ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[rcnlmyeaitsov]{0,6}(?:y|er|h|e|t))?(?![a-z])"
)
_PHRASE = re.compile("|".join(rf"(?<![\w']){re.escape(phrase)}(?![\w'])" for phrase, _ in PHRASES))
_SIGNS = dict(PHRASES)
_PUNCTUATION = {"<=": AT_MOST, ">=": AT_LEAST, "-": TO, "—": TO, "–": TO, "/": TO, "&": TO, "+": OR_MORE}
_TOKEN = re.compile(r"\d+(?:st|nd|rd|th|ª|º)\b|\d+(?:[.,]\d+)?|<=|>=|[<>≤≥⊕⊖+\-–—/&%=*]|[^\W\d_]+(?:'[^\W\d_]+)?")
_ARTICLE = re.compile(
    r"\b(?:an?|eine?|une?|uma?|una) (?=(?:couple|few|dozen|pair|single|handful|lot|paar|dutzend|par|docena|douzaine"
    r"|duzia|poignee|punado|punhado|monton)\b)"
)
_NONE_YET = re.compile(rf"(?<!\w)(?:{NONE_YET})(?!\w)")
_NO_LIMIT, _NO_PREFERENCE = (
    re.compile(rf"(?:{pattern})(?: (?:mentees?|people))?") for pattern in (NO_LIMIT, NO_PREFERENCE)
)


@dataclass(frozen=True)
class Count:
    """From the least to the most (None: no bound) that an answer allows.

    `named` are the numbers that stand there (none in `a few`); `sure` says that nothing beside them was left unread.
    """

    least: int
    most: int | None
    named: tuple[int, ...]
    sure: bool = True

    @property
    def is_exact(self) -> bool:
        """Whether it is one number, and nothing else."""
        return self.sure and self.least == self.most


def count(text: str, counted: Collection[str] = ()) -> Count:
    """The numbers of things that a (cleaned, not empty) answer allows; `counted` are words for those things.

    Raises:
        Unusable: it is no number, or none that can be true, or several that don't agree.
    """
    words = folded(text).replace("’", "'").replace("−", "-")
    if _DATE_LIKE.search(words):
        raise Unusable(Rule.A_DATE, answer=text)
    if re.match(r"-\d", words):
        raise Unusable(Rule.LESS_THAN_NOTHING, answer=text)
    reading = _Reading(_tokens(_none_of(words, counted)), counted)
    if reading.denied or not (found := _agreed(reading.stretches)):
        raise Unusable(Rule.NOT_A_NUMBER, answer=text)
    least, most = found
    _plausible(text, [least, *([most] if most is not None else [])])
    return Count(least, most, named=tuple(reading.named), sure=not reading.unread)


def is_without_limit(text: str) -> bool:
    """Whether an answer offers any number: `no limit`, `as many as you like`."""
    return _NO_LIMIT.fullmatch(_bare(text)) is not None


def is_without_preference(text: str) -> bool:
    """Whether an answer leaves the number to the programme: `no preference`, `flexible`."""
    return _NO_PREFERENCE.fullmatch(_bare(text)) is not None


def smallest_named(text: str) -> int | None:
    """The smallest number above nothing that stands in an answer of which no one number can be made."""
    named = [number for number in _Reading(_tokens(folded(text))).named if 0 < number < 100]
    return min(named, default=None)


def counted_in(titles: Iterable[str]) -> frozenset[str]:
    """The words of a question, each as of one thing and of several: what its answers repeat beside a number."""
    words = {word for title in titles for word in re.findall(r"[^\W\d_]{3,}", folded(title))}
    singular = {word.removesuffix("s") for word in words}
    return frozenset({*words, *singular, *(f"{word}s" for word in singular)})


def _none_of(words: str, counted: Collection[str]) -> str:
    """`no talks` as the number that it is."""
    if not counted or not words.startswith(("no ", "ning", "nenh")):
        return words
    things = "|".join(map(re.escape, sorted(counted)))
    return re.sub(rf"^(?:no|ningun|ninguna|nenhum|nenhuma) (?:{things})(?!\w)", "none", words)


def _bare(text: str) -> str:
    return re.sub(r"(?<=\w)[.!,;]+$", "", folded(text).replace("’", "'"))


def _tokens(words: str) -> list[str]:
    words = _NONE_YET.sub(" none ", words)
    words = _ARTICLE.sub("", words)
    words = _PHRASE.sub(lambda found: f" {_sign_of(found)} ", words)
    return [_PUNCTUATION.get(token, token) for token in _TOKEN.findall(words)]


def _sign_of(found: re.Match[str]) -> str:
    """A phrase's sign. One letter alone (`a`, `o`, `y`) joins two numbers only behind a number."""
    phrase = found[0]
    return phrase if len(phrase) == 1 and not found.string[: found.start()].strip() else _SIGNS[phrase]


class _Reading:
    """A walk over an answer's tokens: the stretches it speaks of, and whether anything was left unread or denied."""

    def __init__(self, tokens: list[str], counted: Collection[str] = ()) -> None:
        self._counted = counted
        self.stretches: list[tuple[int, int | None]] = []
        self.named: list[int] = []
        self.unread = self.denied = False
        self._bound = self._joined = ""
        for token in tokens:
            self._take(token)

    def _take(self, token: str) -> None:
        if numbers := _numbers(token):
            self._number(*numbers, vague=token in VAGUE)
        elif token in (MORE_THAN, AT_LEAST, FEWER_THAN, AT_MOST):
            self._bound = token
        elif token == TO:
            self._joined = token
        elif token in (OR_MORE, OR_FEWER) and self.stretches:
            least, most = self.stretches.pop()
            self.stretches.append((least, None) if token == OR_MORE else (0, most))
        elif token in DENIALS or not token[0].isalpha():
            self.denied = True
        else:
            self.unread = self.unread or (token not in FILLERS and token not in self._counted)

    def _number(self, least: int, most: int | None, *, vague: bool) -> None:
        if not vague:
            self.named.append(least)
        stretch = _bounded(self._bound, least, most)
        if self._joined and self.stretches:
            stretch = _spanning(self.stretches.pop(), stretch)
        elif self._joined:
            self.unread = True
        self.stretches.append(stretch)
        self._bound = self._joined = ""


def _numbers(token: str) -> tuple[int, int | None] | None:
    """The least and the most that one token means; None where it is no number."""
    if re.fullmatch(r"\d+(?:[.,]\d+)?", token):
        whole = re.sub(r"[.,](?=\d{3}$)", "", token).replace(",", ".").split(".")[0]
        number = int(whole) if len(whole) <= len(str(MOST)) + 8 else MOST + 1
        return number, number
    if token in TWO_MEANINGS:
        return TWO_MEANINGS[token]
    if token in VAGUE:
        return VAGUE[token], None
    return (NUMBERS[token], NUMBERS[token]) if token in NUMBERS else None


def _bounded(bound: str, least: int, most: int | None) -> tuple[int, int | None]:
    match bound:
        case ">":
            return least + 1, None
        case "≥":
            return least, None
        case "<":
            return 0, max(least - 1, 0)
        case "≤":
            return 0, most
        case _:
            return least, most


def _spanning(one: tuple[int, int | None], other: tuple[int, int | None]) -> tuple[int, int | None]:
    most = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return min(one[0], other[0]), most


def _agreed(stretches: Iterable[tuple[int, int | None]]) -> tuple[int, int | None] | None:
    """What all stretches have in common; None where they have nothing, or there is none."""
    found: tuple[int, int | None] | None = None
    for least, most in stretches:
        before = found or (0, None)
        tops = [each for each in (before[1], most) if each is not None]
        found = max(before[0], least), min(tops, default=None)
        if found[1] is not None and found[0] > found[1]:
            return None
    return found


def _plausible(text: str, numbers: list[int]) -> None:
    for number in _odd(numbers):
        if number in _DATES:
            day = _SERIAL_DAY_ZERO + timedelta(days=number)
            raise Unusable(Rule.MADE_A_DATE, answer=text, date=day.isoformat(), typed=f"{day.month}-{day.day}")
        raise Unusable(Rule.TOO_MANY, answer=text)


def _odd(numbers: Iterable[int]) -> Iterator[int]:
    return (number for number in numbers if number > MOST)
