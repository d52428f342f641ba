"""Which shape the hours in a tab have, where it isn't the configured one: what the configuration would be for it.

In: a tab's header, the configured question. Out: a sentence's end; empty where the tab shows nothing of the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mentoring_sync.intake.cells import folded, in_quotes
from mentoring_sync.intake.hours.question import HoursQuestion, Shape
from mentoring_sync.intake.hours.text import Uncertain, read_text
from mentoring_sync.intake.hours.words import DAYS
from mentoring_sync.records.availability import Weekday

_LABELLED = re.compile(r"(?P<title>.+?) ?\[(?P<label>[^\[\]]+)\]")


def seen_shape(header: Sequence[str], question: HoursQuestion) -> str:
    """What is there of the question, and how the configuration would say it."""
    titles = {folded(title) for title in question.titles}
    labels = [
        found["label"] for each in header if (found := _LABELLED.fullmatch(each)) and folded(found["title"]) in titles
    ]
    days = {label: day for label in labels if (day := DAYS.get(folded(label).rstrip("."))) is not None}
    if labels and len(days) == len(labels):
        said = ", ".join(f'{day.short} = "{label}"' for label, day in days.items())
        return f'it is a grid by day there: shape = "{Shape.BY_DAY}", days = {{ {said} }}'
    if labels and all(map(_is_time, labels)):
        said = ", ".join(f'"{label}"' for label in labels)
        return f'it is a grid by hour there: shape = "{Shape.BY_HOUR}", options = [{said}]'
    if any(folded(each) in titles for each in header):
        return (
            f'it is one column there: shape = "{Shape.OPTIONS}" where days and hours are ticked, "{Shape.TEXT}" where'
            " people write them"
        )
    return ""


def _is_time(label: str) -> bool:
    try:
        return bool(read_text(label, labels={}, parts={}, days=frozenset({Weekday.MON})).blocks)
    except Uncertain:
        return True


def hours_said(shown: str, question: HoursQuestion) -> str:
    """The whole sentence's end about hours that aren't as configured."""
    return f"no hours as configured ({question.shape}) under {in_quotes(question.title)}; {shown}"
