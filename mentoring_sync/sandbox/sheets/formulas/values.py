"""How Sheets takes one kind of value for another within a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..cells import VALUE_ERROR, CellError, Effective
from ..locales import Locale
from ..render import general

Matrix = list[list[Effective]]
_ENGLISH = Locale()


def as_number(value: Effective) -> float | CellError:
    """Nothing is 0, TRUE is 1, a text that reads as a number is one."""
    if value is None:
        return 0.0
    if isinstance(value, CellError):
        return value
    if isinstance(value, str):
        if re.fullmatch(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", value):
            return float(value)
        return VALUE_ERROR
    return float(value)


def as_text(value: Effective) -> str:
    """As `&` joins it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return general(value, _ENGLISH)
    return value.text if isinstance(value, CellError) else value


def compared(left: Effective, right: Effective) -> int:
    """Below, at or above zero; numbers come before texts, texts before booleans, and case doesn't count."""
    left, right = _like(left, right), _like(right, left)
    one, other = _rank(left), _rank(right)
    return (one > other) - (one < other)


def sort_key(value: Effective) -> tuple[int, float, str]:
    """For sorting ascending: numbers, texts, booleans, errors, with empty cells last."""
    if value is None:
        return (9, 0.0, "")
    if isinstance(value, CellError):
        return (4, 0.0, value.text)
    return _rank(value)


def cells_of(arguments: Iterable[Effective | Matrix]) -> Iterator[tuple[Effective, bool]]:
    """Every value of the arguments, with whether it stands in a cell rather than in the formula."""
    for argument in arguments:
        if isinstance(argument, list):
            yield from ((value, True) for row in argument for value in row)
        else:
            yield argument, False


def same_kind(value: Effective, key: Effective) -> bool:
    """Whether both are numbers, both texts, or both TRUE or FALSE."""
    return _rank(value)[0] == _rank(key)[0]


@lru_cache(maxsize=256)
def like_pattern(wildcards: str) -> re.Pattern[str]:
    """Each run between two stars is taken where it first stands and kept: many stars don't take for ever."""
    runs: list[str] = [""]
    for piece in re.findall(r"~.|.", wildcards, re.DOTALL):
        if piece == "*":
            runs.append("")
        else:
            runs[-1] += "." if piece == "?" else re.escape(piece[-1])
    first, *between = runs
    last = [".*" + between.pop()] if between else []
    turned = [first, *(f"(?>.*?{run})" for run in between), *last]
    return re.compile("".join(turned), re.IGNORECASE | re.DOTALL)


def _like(value: Effective, other: Effective) -> Effective:
    """An empty cell is equal to the other's zero or empty text."""
    if value is not None:
        return value
    return "" if isinstance(other, str) else False if isinstance(other, bool) else 0


def _rank(value: Effective) -> tuple[int, float, str]:
    if isinstance(value, bool):
        return (2, float(value), "")
    if isinstance(value, (int, float)):
        return (0, float(value), "")
    return (1, 0.0, value.lower() if isinstance(value, str) else "")
