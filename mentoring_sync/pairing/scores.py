"""What a pair's score is made of: `[pairing.scores]`, lines over fields, each with its points.

In: the configuration's tables. Out: lines, in the order in which *Why* names what they find. The sum of a pair's points
is kept between 0 and 100.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mentoring_sync.records.requirement import FieldValue


class Like(StrEnum):
    """How two answers to one question are compared.

    `shared` gives the points times the share of the mentee's choices that the mentor has, too; `first` where the
    mentee's first choice is among the mentor's; `same` and `different` by equality; `close` by numbers: all points
    where they are equal, none where they are `within` apart or more, in between by the distance.
    """

    SHARED = "shared"
    FIRST = "first"
    SAME = "same"
    DIFFERENT = "different"
    CLOSE = "close"


Points = int


class Score(BaseModel):
    """One line. Points may be negative. `say` is what *Why* says, with `{}` for what is found; left out: as usual."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str = Field(min_length=1)
    like: Like
    points: Points = Field(ge=-100, le=100)
    within: int = Field(default=1, ge=1)
    say: str = ""

    @model_validator(mode="after")
    def _says_what_can_be_said(self) -> Score:
        try:
            self.say.format("")
        except (IndexError, KeyError, ValueError) as error:
            raise ValueError(f"say = {self.say!r}: only {{}} stands for what is found") from error
        return self

    def of(self, mentor: FieldValue, mentee: FieldValue) -> Fraction:
        """The points for two answers; none where one isn't known."""
        match self.like:
            case Like.SHARED:
                wanted = set(several(mentee))
                return Fraction(self.points * len(wanted & set(several(mentor))), len(wanted)) if wanted else NONE
            case Like.FIRST:
                return Fraction(self.points) if first(mentee) in several(mentor) else NONE
            case Like.SAME:
                return Fraction(self.points) if same(mentor, mentee) else NONE
            case Like.DIFFERENT:
                known = is_known(mentor) and is_known(mentee)
                return Fraction(self.points) if known and not same(mentor, mentee) else NONE
            case Like.CLOSE:
                return self.points * closeness(mentor, mentee, self.within)

    def phrase(self, mentor: FieldValue, mentee: FieldValue) -> str:
        """What is found, as a short phrase; empty where there is nothing. What costs points begins with "but: "."""
        if not self.of(mentor, mentee):
            return ""
        said = (self.say or self._usual()).format(self._found(mentor, mentee))
        return f"but: {said}" if self.points < 0 else said

    def _found(self, mentor: FieldValue, mentee: FieldValue) -> str:
        match self.like:
            case Like.SHARED:
                return ", ".join(each for each in several(mentee) if each in several(mentor))
            case Like.FIRST:
                return str(first(mentee))
            case Like.SAME:
                return ", ".join(several(mentee))
            case _:
                return f"{', '.join(several(mentor))} and {', '.join(several(mentee))}"

    def _usual(self) -> str:
        return _USUAL_WORDS.get((self.field, self.like)) or _WORDS[self.like].replace("…", _called(self.field))


NONE = Fraction(0)

_WORDS: Mapping[Like, str] = {
    Like.SHARED: "shared …: {}",
    Like.FIRST: "…: {}",
    Like.SAME: "same …: {}",
    Like.DIFFERENT: "different …: {}",
    Like.CLOSE: "close in …: {}",
}
_USUAL_WORDS: Mapping[tuple[str, Like], str] = {
    ("tools", Like.SHARED): "both know {}",
    ("kinds_of_help", Like.FIRST): "help with: {}",
    ("domain", Like.SAME): "both work in {}",
    ("first_language", Like.SAME): "first language {}",
}


def _called(field: str) -> str:
    return field.replace("_", " ")


def several(value: FieldValue) -> tuple[str, ...]:
    """An answer as the things that it names; an answer that isn't known names nothing."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return (str(value),) if is_known(value) else ()


def first(value: FieldValue) -> str | None:
    """What is named first; None: nothing is."""
    return next(iter(several(value)), None)


def is_known(value: FieldValue) -> bool:
    """Whether there is an answer; 0 and no are answers."""
    return value is not None and value not in ("", ())


def same(one: FieldValue, other: FieldValue) -> bool:
    """Whether two known answers are the same, whatever order several things are named in."""
    return is_known(one) and is_known(other) and key(one) == key(other)


def key(value: FieldValue) -> str:
    """What is compared of an answer; empty where it isn't known."""
    return "\n".join(sorted(several(value)))


def closeness(one: FieldValue, other: FieldValue, within: int) -> Fraction:
    """1 for equal numbers, 0 for those `within` apart or more, and for what is no number."""
    if not (_is_number(one) and _is_number(other)):
        return NONE
    assert isinstance(one, int | float)  # noqa: S101 - numbers are
    assert isinstance(other, int | float)  # noqa: S101 - numbers are
    return max(NONE, 1 - Fraction(abs(one - other)) / within)


def _is_number(value: FieldValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


USUAL = (
    Score(field="domain", like=Like.SAME, points=15),
    Score(field="tools", like=Like.SHARED, points=40),
    Score(field="kinds_of_help", like=Like.FIRST, points=20),
    Score(field="first_language", like=Like.SAME, points=15),
    Score(field="institution", like=Like.SAME, points=-25, say="same institution: {}"),
)
"""What counts where the configuration says nothing; a field that isn't asked counts for nobody."""


def lines(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """`[pairing.scores]`: by field, `{ same = 15 }` or `{ close = 10, within = 3 }`, or several of them in a list."""
    found = []
    for field, tables in given.items():
        for table in tables if isinstance(tables, list) else [tables]:
            found += list(_lines(field, table))
    return found


def _lines(field: str, table: Any) -> Iterator[dict[str, Any]]:
    kinds = [like for like in Like if isinstance(table, dict) and like.value in table]
    if not kinds:
        raise ValueError(f"{field}: say how answers are compared: {', '.join(Like)} = so many points")
    besides = {name: value for name, value in table.items() if name not in set(Like)}
    yield from ({"field": field, "like": like, "points": table[like.value], **besides} for like in kinds)


_EARLIER: Mapping[str, tuple[str, Like]] = {
    "tools": ("tools", Like.SHARED),
    "goal": ("kinds_of_help", Like.FIRST),
}
_ORDER = ("domain", "tools", "goal", "first_language")


def by_weights(weights: Any) -> list[dict[str, Any]]:
    """`[pairing.weights]` of earlier versions: `same_X` and every other name are points for the same answer to a field;
    `tools` counts shares, `goal` the first kind of help. What it leaves out counts as usual."""
    if not isinstance(weights, dict):
        raise TypeError("weights is a table: tools = 40, domain = 15")
    usual = {"tools": 40, "goal": 20, "domain": 15, "first_language": 15, "same_institution": -25}
    given = {**usual, **weights}
    names = [*(name for name in _ORDER if name in given), *(name for name in given if name not in _ORDER)]
    names.sort(key=lambda name: name.startswith("same_"))
    return [_earlier(name, given[name]) for name in names]


def _earlier(name: str, points: Any) -> dict[str, Any]:
    field, like = _EARLIER.get(name, (name.removeprefix("same_"), Like.SAME))
    said = {} if name in _ORDER else {"say": "same institution: {}" if name == "same_institution" else "both {}"}
    return {"field": field, "like": like, "points": points, **said}
