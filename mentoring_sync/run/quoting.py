"""What people said, as a report may print it: by question, and without the names of those who take part.

In: the quotations that are ticked, the names of everybody of whom anything is known. Out: `Quoted`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mentoring_sync.intake.surveys.naming import Names
from mentoring_sync.progress.report import Quoted
from mentoring_sync.workbook.tabs.quotations import Quotation

LEFT_OUT = "[…]"
"""Stands in a quotation where somebody was named."""


def quoted(printed: Iterable[Quotation], names: Names) -> Iterator[Quoted]:
    """The quotations that may be printed, by question."""
    by_question: dict[str, list[str]] = {}
    for each in printed:
        said = nameless(each.text, (*each.named, *names.named_in(each.text)))
        if not names.named_in(said):
            by_question.setdefault(each.question, []).append(said)
    for question, texts in by_question.items():
        yield Quoted(question=question, texts=tuple(texts))


def nameless(text: str, named: Iterable[str]) -> str:
    """A text without what is named in it, the longest first: `Cy Roth`, then `Cy`."""
    for each in sorted(dict.fromkeys(named), key=len, reverse=True):
        words = r"\s+".join(map(re.escape, each.split()))
        text = re.sub(rf"(?<!\w){words}(?!\w)", LEFT_OUT, text, flags=re.IGNORECASE)
    return text
