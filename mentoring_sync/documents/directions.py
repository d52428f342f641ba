"""Which way a text runs: its runs from left to right and from right to left, after Unicode's bidirectional algorithm
(UAX #9; python-bidi resolves the levels)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import Any, TypeVar

from bidi import algorithm

TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that only turn the direction of others."""

_TURNED = frozenset({"R", "AL", "AN"})
Item = TypeVar("Item")


def levels(text: str) -> list[int]:
    """The embedding level of each character: an odd one runs from right to left."""
    if not any(unicodedata.bidirectional(each) in _TURNED for each in text):
        return [0] * len(text)
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"] = algorithm.get_base_level(text)
    algorithm.get_embedding_levels(text, storage)
    every = list(storage["chars"])
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage, False)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    resolved = {id(each) for each in storage["chars"]}
    found: list[int] = []
    for each in every:  # what the algorithm leaves out stands with what is before it
        found.append(each["level"] if id(each) in resolved or not found else found[-1])
    return found


def in_order_of_sight(items: Sequence[tuple[int, Item]]) -> list[Item]:
    """Items, each with its level, from left to right as they are seen (rule L2)."""
    shown = list(items)
    for level in range(max((level for level, _ in items), default=0), 0, -1):
        turned: list[tuple[int, Item]] = []
        for is_deep, group in groupby(shown, key=lambda item: item[0] >= level):
            run = list(group)
            turned += reversed(run) if is_deep else run
        shown = turned
    return [item for _, item in shown]
