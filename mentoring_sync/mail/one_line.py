"""Texts that stand in one line: of a header, of a list, of a letter."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\r\n]+$")]
"""A text that stands in one line."""

_NOT_IN_A_LINE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


LONGEST_ANSWER = 300
"""How many letters of what somebody typed a mail shows."""


def shortened(text: str, most: int = LONGEST_ANSWER) -> str:
    """The text in one line, cut behind a word where it is longer than `most`."""
    line = in_one_line(text)
    if len(line) <= most:
        return line
    whole_words, _, _ = line[:most].rpartition(" ")
    return f"{whole_words or line[:most]} …"


def in_one_line(text: str) -> str:
    """The text without line breaks, control characters and turns of the writing direction: one blank for each run."""
    return _NOT_IN_A_LINE.sub(" ", text).strip()
