"""The hours that a person ticked in the grid, as blocks of their own week."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from mentoring_sync.intake.answer import Doubt, Parsed, Unusable
from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.options import OptionReader
from mentoring_sync.intake.questions import GridQuestion, hours_field, times
from mentoring_sync.records.availability import Block, Weekday


class HoursReader:
    """Reads the grid's columns of a row; hours that someone typed (`17:00-18:30`) count like ticked ones."""

    def __init__(self, question: GridQuestion) -> None:
        self._columns = {hours_field(day): day for day in question.columns}
        self._options = OptionReader(question)

    def read(self, cells: Mapping[str, str]) -> Parsed[tuple[Block, ...]]:
        """The blocks in which a person is free.

        Raises:
            Unusable: there is none.
        """
        blocks: list[Block] = []
        doubts: list[Doubt] = []
        for field, day in self._columns.items():
            if cells[field]:
                read = self._day(day, cells[field])
                blocks += read.value
                doubts += read.doubts
        if not blocks:
            raise Unusable("no hours are ticked in which they could meet")
        return Parsed(tuple(blocks), tuple(doubts))

    def _day(self, day: Weekday, cell: str) -> Parsed[list[Block]]:
        ticked = self._options.ticked(cell)
        typed = [part.strip() for part in ticked.other.split(",") if part.strip()]
        stretches = [times(text) for text in (*ticked.meanings, *typed)]
        unread = [text for text in typed if times(text) is None]
        blocks = [_block(day, *stretch) for stretch in stretches if stretch]
        return Parsed(blocks, tuple(_unread(day, text) for text in unread))


@lru_cache(maxsize=4096)
def _block(day: Weekday, start: int, end: int) -> Block:
    return Block(day=day, start=start, end=end)


def _unread(day: Weekday, text: str) -> Doubt:
    return Doubt(
        f"{in_quotes(text)} on {day.short} is no time of day and was left out",
        "Ask them, and write it into the response as 17:00-18:00.",
    )
