"""A number out of what people write where a number is asked: `two`, `2-3`, `10+`, `none`, `about 5`.

A range counts as its lowest number: it is what the person surely did.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import in_quotes

MOST = 1000
_SERIAL_DAY_ZERO = date(1899, 12, 30)
_DATES = range(36_526, 73_051)  # the serial numbers of 2000 to 2099

_NUMBER_WORDS = (
    "zero none no nil never nothing",
    "one once a an single",
    "two twice couple pair",
    "three few thrice",
    "four",
    "five",
    "six several",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve dozen",
)
_WORDS = {word: number for number, words in enumerate(_NUMBER_WORDS) for word in words.split()}

_RANGE = re.compile(r"(\d{1,9}) ?(?:-|–|—|/|to|or|and) ?(\d{1,9})")
_DATE_LIKE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[- ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def count(text: str) -> int:
    """The number of things a (cleaned, not empty) answer speaks of.

    Raises:
        Unusable: it is no number, or none that can be true.
    """
    words = _with_digits(text.casefold())
    if _DATE_LIKE.search(words):
        raise Unusable(f"{in_quotes(text)} is a date: the spreadsheet may have made it of an answer such as “2-3”")
    found = _RANGE.search(words)
    numbers = list(found.groups()) if found else _NUMBER.findall(words)
    if len(numbers) != 1 and not found:
        raise Unusable(f"{in_quotes(text)} is no number")
    return _plausible(text, numbers, negative=re.match(r"[-−]\d", words) is not None)


def _with_digits(text: str) -> str:
    """`a couple` is `2`: an article before another number word is left out."""
    text = text.replace("not yet", "none")
    words = re.sub(r"\b(?:an?) (?=(?:couple|few|dozen|pair|single)\b)", "", text)
    return re.sub(r"[^\W\d_]+", lambda word: str(_WORDS.get(word[0], word[0])), words)


def _plausible(text: str, numbers: list[str], *, negative: bool) -> int:
    if negative:
        raise Unusable(f"{in_quotes(text)} is less than nothing")
    if any(len(number) > len(str(MOST)) + 8 for number in numbers):
        raise Unusable(f"{in_quotes(text)} can't be true")
    lowest = min(int(float(number)) for number in numbers)
    if lowest in _DATES:
        day = _SERIAL_DAY_ZERO + timedelta(days=lowest)
        raise Unusable(
            f"{in_quotes(text)} can't be true: it is the spreadsheet's number for the date {day},"
            f" perhaps made of an answer such as “{day.month}-{day.day}”"
        )
    if lowest > MOST:
        raise Unusable(f"{in_quotes(text)} can't be true")
    return lowest
