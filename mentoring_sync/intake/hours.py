"""The hours that a person ticked in the grid, as blocks of their own week."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from mentoring_sync.intake.answer import Doubt, Matter, Parsed, Unusable
from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.options import OptionReader
from mentoring_sync.intake.questions import GridQuestion, hours_field, times
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.availability import Block, Weekday


class HoursReader:
    """Reads the grid's columns of a row; hours that someone typed (`17:00-18:30`) count like ticked ones."""

    def __init__(self, question: GridQuestion) -> None:
        self._columns = {hours_field(day): day for day in question.columns_of_days}
        self._options = OptionReader(question)
        self._day = lru_cache(maxsize=4096)(self._read_day)  # people tick the same few evenings

    def read(self, cells: Mapping[str, str]) -> Parsed[tuple[Block, ...]]:
        """The blocks in which a person is free.

        Raises:
            Unusable: there is none, or none that can be read.
        """
        blocks: list[Block] = []
        doubts: list[Doubt | Matter] = []
        for field, day in self._columns.items():
            if cells[field]:
                read = self._day(day, cells[field])
                blocks += read.value
                doubts += read.doubts
        if not blocks:
            typed = "; ".join(cells[field] for field in self._columns if cells[field])
            raise Unusable(Rule.UNREAD_HOURS, answer=typed) if typed else Unusable(Rule.NO_HOURS)
        return Parsed(tuple(blocks), tuple(doubts))

    def _read_day(self, day: Weekday, cell: str) -> Parsed[tuple[Block, ...]]:
        ticked = self._options.ticked(cell)
        typed = [part.strip() for part in re.split(r"[,;]", ticked.other) if part.strip()]
        stretches = filter(None, map(times, (*ticked.meanings, *typed)))
        blocks = [Block(day=day, start=start, end=end) for start, end in _merged(stretches)]
        unread = (_unread(day, text) for text in typed if times(text) is None)
        return Parsed(tuple(blocks), (*ticked.matters, *unread))


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Hours that follow one another as one stretch."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return merged


def _unread(day: Weekday, text: str) -> Doubt:
    return Doubt(
        f"{in_quotes(text)} on {day.short} is no time of day and was left out",
        "Ask them, and write it into the response as 17:00-18:00.",
    )
