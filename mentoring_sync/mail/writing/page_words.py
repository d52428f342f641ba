"""The words of a certificate's page, as its template says them: lines such as `Title: Certificate`.

`Before` stands above the name, `Text` below it, `Signed` under the line for a hand, `Foot` at the page's foot.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from mentoring_sync.errors import did_you_mean
from mentoring_sync.mail.one_line import in_one_line


class Words(StrEnum):
    """How the lines begin."""

    TITLE = "Title"
    BEFORE = "Before"
    TEXT = "Text"
    SIGNED = "Signed"
    FOOT = "Foot"


def words_in(rendered: str) -> dict[str, str]:
    """The words, by how their lines begin; what isn't said is empty."""
    lines = (line.partition(":") for line in rendered.splitlines())
    found = {begins.strip(): in_one_line(words) for begins, colon, words in lines if colon}
    return {each.value: found.get(each, "") for each in Words}


def mistakes_in_words(rendered: str) -> Iterator[str]:
    """What is wrong with the lines, in words."""
    known = [each.value for each in Words]
    begun = [line.partition(":")[0].strip() if ":" in line else "" for line in rendered.splitlines() if line.strip()]
    for each in begun:
        if each not in known:
            near = did_you_mean(each, known) or f"known are {', '.join(known)}"
            yield f"each line begins with a word and a colon, “{each}” is none of them; {near}"
    for each in (Words.TITLE, Words.TEXT, Words.FOOT):
        if each not in begun:
            yield f"there is no line “{each}: ...”"
