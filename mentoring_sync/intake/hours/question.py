"""The question that asks when people could meet, in one of five shapes, and the columns that each has in the tab."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from mentoring_sync.intake.cells import folded, in_quotes
from mentoring_sync.intake.hours.text import Stretch, Uncertain, read_text
from mentoring_sync.intake.hours.words import USUAL_PARTS
from mentoring_sync.intake.question import Option, OptionsQuestion, Title
from mentoring_sync.records.availability import MINUTES_PER_DAY, Weekday

DayName = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

_TIMES = re.compile(r"(\d{1,2})[:.](\d\d) ?[-–—] ?(\d{1,2})[:.](\d\d)")
ANY_DAY = frozenset({Weekday.MON})


class Shape(StrEnum):
    """How the form asks: a column a day, or a column an hour (both checkbox grids); one question whose options name day
    and hour; one whose answers are free text; or two columns a day, from and to."""

    BY_DAY = "grid by day"
    BY_HOUR = "grid by hour"
    OPTIONS = "options"
    TEXT = "text"
    FROM_TO = "from and to"


def _stretch(given: object) -> object:
    return times(given) or given if isinstance(given, str) else given


Part = Annotated[Stretch, BeforeValidator(_stretch)]
"""`18:00-22:00`."""


class HoursQuestion(OptionsQuestion):
    """When somebody could meet, by their own clock.

    `days` are what the form calls each day: the labels of a grid's columns, or the names in its answers. `options` of
    a grid by hour are the labels of its columns; elsewhere they may be left out where they are times that can be read.
    `starts` and `ends` are the titles of the columns of "from and to", by day; `parts` says what "evening" means.
    """

    options: tuple[Option, ...] = ()
    shape: Shape = Shape.BY_DAY
    days: dict[DayName, Title] = Field(default_factory=dict)
    starts: dict[DayName, Title] = Field(default_factory=dict)
    ends: dict[DayName, Title] = Field(default_factory=dict)
    parts: dict[str, Part] = Field(default_factory=dict)

    @field_validator("parts")
    @classmethod
    def _are_parts(cls, parts: dict[str, Stretch]) -> dict[str, Stretch]:
        unknown = sorted(set(parts) - set(USUAL_PARTS))
        if unknown:
            raise ValueError(f"{', '.join(unknown)}: known are {', '.join(USUAL_PARTS)}")
        return parts

    @model_validator(mode="after")
    def _says_what_its_shape_needs(self) -> HoursQuestion:
        wanted = {
            Shape.BY_DAY: ("days", self.days, 'such as days = { Mon = "Monday" }: the label of each day\'s column'),
            Shape.BY_HOUR: ("options", self.options, 'such as options = ["18:00-19:00"]: the label of each column'),
            Shape.FROM_TO: ("starts and ends", self.starts and self.ends, 'such as starts = { Mon = "Monday from" }'),
        }
        name, there, example = wanted.get(self.shape, ("", True, ""))
        if not there:
            raise ValueError(f'shape = "{self.shape}" needs {name}, {example}')
        if self.shape is Shape.FROM_TO and self.starts.keys() != self.ends.keys():
            raise ValueError("starts and ends need the same days")
        if self.shape is Shape.BY_DAY or self.shape is Shape.BY_HOUR:
            self._mean_times()
        return self

    def _mean_times(self) -> None:
        wrong = [option.text for option in self.options if not self.stretches(option.meaning)]
        if wrong:
            raise ValueError(f"{', '.join(map(in_quotes, wrong))}: means must be times, such as 17:00-18:00")

    @property
    def labels(self) -> Mapping[str, Weekday]:
        """Days by what the form calls them, folded."""
        return {folded(label).rstrip("."): Weekday[day.upper()] for day, label in self.days.items()}

    @property
    def columns_of_days(self) -> dict[Weekday, tuple[str, ...]]:
        """The accepted titles of each day's column, in a grid by day."""
        return {
            Weekday[day.upper()]: tuple(f"{title} [{label}]" for title in self.titles)
            for day, label in self.days.items()
        }

    def columns_of_hours(self) -> dict[str, tuple[str, ...]]:
        """The accepted titles of each field that the shape reads."""
        match self.shape:
            case Shape.BY_DAY:
                return {hours_field(day): titles for day, titles in self.columns_of_days.items()}
            case Shape.BY_HOUR:
                return {
                    f"hours.{at}": tuple(f"{title} [{spelt}]" for title in self.titles for spelt in option.spellings)
                    for at, option in enumerate(self.options)
                }
            case Shape.FROM_TO:
                return {
                    f"{hours_field(Weekday[day.upper()])}.{end}": (title,)
                    for end, titles in (("from", self.starts), ("to", self.ends))
                    for day, title in titles.items()
                }
            case _:
                return {"hours": self.titles}

    def stretches(self, text: str) -> tuple[Stretch, ...]:
        """The times of day in an option, in minutes after midnight; none where it can't be read, or not surely."""
        if found := times(text):
            return (found,)
        try:
            said = read_text(text, labels=self.labels, parts=self.parts, days=ANY_DAY)
        except Uncertain:
            return ()
        return (
            ()
            if said.unread or said.guessed or said.parts
            else tuple((block.start, block.end) for block in said.blocks)
        )


def hours_field(day: Weekday) -> str:
    """The name under which a day's column is kept."""
    return f"hours.{day.name}"


def times(text: str) -> Stretch | None:
    """`17:00-18:00` as minutes after midnight, (1020, 1080); None when the text is no such stretch of a day."""
    found = _TIMES.fullmatch(text.strip())
    if not found:
        return None
    hour, minute, end_hour, end_minute = map(int, found.groups())
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    return (start, end) if max(minute, end_minute) < 60 and start < end <= MINUTES_PER_DAY else None


def said_in_short(given: Any) -> Any:
    """A constant can't stand for hours."""
    if isinstance(given, str):
        raise ValueError("hours are everybody's own: they can't be left out, or be the same for all")
    return given
