"""The hours of a row, as blocks of the person's own week, in whatever shape the form asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial

from mentoring_sync.intake.answer import Doubt, Matter, Parsed, Unusable
from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.hours.question import HoursQuestion, Shape, hours_field, times
from mentoring_sync.intake.hours.text import Said, Uncertain, counts_24_hours, read_text
from mentoring_sync.intake.hours.words import USUAL_PARTS
from mentoring_sync.intake.options import OptionReader
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.availability import MINUTES_PER_DAY, Block, Weekday, clock_text

_SECONDS = re.compile(r"\b(\d{1,2}:\d\d):\d\d\b")
_PART_OF_A_DAY = re.compile(r"0?\.\d+|0|1")
ASK = "Ask them, and write it into the response as 17:00-18:00."


class HoursReader:
    """Reads the columns of a row; hours that someone typed (`17:00-18:30`) count like ticked ones."""

    def __init__(self, question: HoursQuestion) -> None:
        self._question = question
        self._fields = tuple(question.columns_of_hours())
        self._options = OptionReader(question) if question.options else None
        day_of = {hours_field(day): day for day in question.columns_of_days}
        match question.shape:
            case Shape.BY_DAY:
                self._readers = {field: partial(self._day, day_of[field]) for field in self._fields}
            case Shape.BY_HOUR:
                self._readers = {
                    field: partial(self._hour, option.meaning)
                    for field, option in zip(self._fields, question.options, strict=True)
                }
            case _:
                self._readers = dict.fromkeys(self._fields, partial(self._text))
        self._read = lru_cache(maxsize=4096)(self._read_field)  # people tick the same few evenings

    def read(self, cells: Mapping[str, str]) -> Parsed[tuple[Block, ...]]:
        """The blocks in which a person is free.

        Raises:
            Unusable: there is none, or none that can be read, or they may be in either half of the day.
        """
        given = {field: cells[field] for field in self._fields if cells[field]}
        parsed = self._spans(given) if self._question.shape is Shape.FROM_TO else self._each(given)
        if not parsed.value:
            typed = "; ".join(given.values())
            raise Unusable(Rule.UNREAD_HOURS, answer=typed) if typed else Unusable(Rule.NO_HOURS)
        return parsed

    def _each(self, given: Mapping[str, str]) -> Parsed[tuple[Block, ...]]:
        blocks: list[Block] = []
        doubts: list[Doubt | Matter] = []
        on_24 = self._options is None and counts_24_hours(", ".join(given.values()), self._question.labels)
        for field, cell in given.items():
            read = self._read(field, cell, on_24)
            blocks += read.value
            doubts += read.doubts
        return Parsed(tuple(blocks), tuple(doubts))

    def _read_field(self, field: str, cell: str, on_24: bool) -> Parsed[tuple[Block, ...]]:
        return self._readers[field](cell, on_24)

    def _day(self, day: Weekday, cell: str, on_24: bool) -> Parsed[tuple[Block, ...]]:
        """The hours ticked in a day's column, and those that were typed."""
        meanings, other, matters = self._ticked(cell)
        typed = [part.strip() for part in re.split(r"[,;]", other) if part.strip()]
        stretches = [each for meaning in meanings for each in self._question.stretches(meaning)]
        doubts: list[Doubt | Matter] = list(matters)
        for text in typed:
            found = self._typed(text, day, on_24)
            stretches += [(block.start, block.end) for block in found.value]
            doubts += found.doubts
        return Parsed(tuple(_blocks(day, stretches)), tuple(doubts))

    def _typed(self, text: str, day: Weekday, on_24: bool) -> Parsed[tuple[Block, ...]]:
        """Hours that were written for a day; what is none is left out, and pointed out.

        Beside options by 24 hours, times with minutes are so, too.
        """
        if self._options and (found := times(text)):
            return Parsed((Block(day=day, start=found[0], end=found[1]),))
        try:
            said = self._said(text, frozenset({day}), on_24)
        except Uncertain:
            return Parsed((), (_left_out(text, day),))
        if not said.blocks or said.unread or said.parts or any(block.day is not day for block in said.blocks):
            return Parsed((), (_left_out(text, day),))
        return Parsed(said.blocks, tuple(self._doubts(text, said)))

    def _hour(self, meaning: str, cell: str, _on_24: bool) -> Parsed[tuple[Block, ...]]:
        """The days ticked in an hour's column."""
        try:
            said = self._said(f"{cell} 00:00-24:00", frozenset())
        except Uncertain:
            raise Unusable(Rule.UNCERTAIN_HOURS, answer=cell) from None
        stretches = self._question.stretches(meaning)
        days = sorted({block.day for block in said.blocks})
        doubts = (_unread(text) for text in said.unread)
        return Parsed(tuple(block for day in days for block in _blocks(day, stretches)), tuple(doubts))

    def _text(self, cell: str, _on_24: bool) -> Parsed[tuple[Block, ...]]:
        """Days and hours in one cell: options that were ticked, or what was written."""
        meanings, other, matters = self._ticked(cell)
        blocks: list[Block] = []
        doubts: list[Doubt | Matter] = list(matters)
        for text in filter(None, (*meanings, other)):
            try:
                said = self._said(text, frozenset())
            except Uncertain:
                raise Unusable(Rule.UNCERTAIN_HOURS, answer=text) from None
            blocks += said.blocks
            doubts += self._doubts(text, said)
        return Parsed(tuple(blocks), tuple(doubts))

    def _spans(self, given: Mapping[str, str]) -> Parsed[tuple[Block, ...]]:
        """From one column to another, on each day."""
        blocks: list[Block] = []
        doubts: list[Doubt | Matter] = []
        for field in self._fields:
            day, _, end = field.removeprefix("hours.").partition(".")
            start, last = (_as_a_clock(given.get(f"hours.{day}.{each}", "")) for each in ("from", "to"))
            if end == "to" or not (start or last):
                continue
            try:
                said = self._said(f"{start} - {last}", frozenset({Weekday[day]})) if start and last else Said()
            except Uncertain:
                raise Unusable(Rule.UNCERTAIN_HOURS, answer=f"{start} - {last}") from None
            blocks += said.blocks
            doubts += self._doubts(f"{start} - {last}", said)
            if not said.blocks:
                doubts.append(_left_out(f"{start} - {last}", Weekday[day]))
        return Parsed(tuple(blocks), tuple(doubts))

    def _ticked(self, cell: str) -> tuple[tuple[str, ...], str, tuple[Matter, ...]]:
        if self._options is None:
            return (), cell, ()
        ticked = self._options.ticked(cell)
        return ticked.meanings, ticked.other, ticked.matters

    def _said(self, text: str, days: frozenset[Weekday], on_24: bool = False) -> Said:
        return read_text(text, labels=self._question.labels, parts=self._question.parts, days=days, on_24=on_24)

    def _doubts(self, text: str, said: Said) -> Iterable[Doubt | Matter]:
        """What of an answer was left out, guessed, or taken as usual."""
        for word in said.unread:
            yield _unread(word)
        if said.guessed:
            yield Doubt(f"the hours {in_quotes(text)} were read as {', '.join(said.guessed)}", ASK)
        for part in said.parts:
            start, end = USUAL_PARTS[part]
            yield Matter(
                f"name a part of the day, and {part} was read as {clock_text(start)}-{clock_text(end)}",
                f"If that is right, say so in config/questions.toml under [both.hours]: parts.{part} ="
                f' "{clock_text(start)}-{clock_text(end)}"; else say there what it is.',
            )


def _as_a_clock(cell: str) -> str:
    """The answer to a question of the kind "time": without its seconds (`6:00:00 PM`), or out of the part of a day that
    a spreadsheet keeps (0.75)."""
    if _PART_OF_A_DAY.fullmatch(cell):
        return clock_text(round(float(cell) * MINUTES_PER_DAY))
    return _SECONDS.sub(r"\1", cell)


def _blocks(day: Weekday, stretches: Iterable[tuple[int, int]]) -> Iterable[Block]:
    return (Block(day=day, start=start, end=end) for start, end in _merged(stretches))


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Hours that follow one another as one stretch."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return merged


def _left_out(text: str, day: Weekday) -> Doubt:
    return Doubt(f"{in_quotes(text)} on {day.short} is no time of day and was left out", ASK)


def _unread(text: str) -> Doubt:
    return Doubt(f"{in_quotes(text)} among the hours was left out", ASK)
