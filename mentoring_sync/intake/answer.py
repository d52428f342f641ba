"""What comes of reading one answer: a value, perhaps with doubts; or `Unusable`, with a sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


class Unusable(Exception):  # noqa: N818 - it is said of an answer, and never leaves the room
    """The answer can't be used; the message is a fragment of a sentence for the coordinator."""


@dataclass(frozen=True)
class Doubt:
    """An answer was taken, but a person should look: what is odd, and what to do about it."""

    what: str
    remedy: str


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """A value and the doubts about it."""

    value: T
    doubts: tuple[Doubt, ...] = ()
