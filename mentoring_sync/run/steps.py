"""Progress as a run tells it: steps with a title, a count, and a closing word. How it is shown is the caller's.

`terminal.py` shows steps as bars to a person and as plain lines to a pipe or a scheduler; `Silence` shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Steps(Protocol):
    """What a run tells its progress to."""

    def begin(self, title: str, total: int | None = None) -> None:
        """A step begins; `total` things will be done in it, if that is known."""

    def advance(self) -> None:
        """One more of them is done."""

    def done(self, said: str) -> None:
        """The step is over; `said` is what came of it."""

    def say(self, words: str) -> None:
        """Something that can't wait for the step's end."""


class Silence:
    """Steps that nobody watches."""

    def begin(self, title: str, total: int | None = None) -> None:
        """Nothing is shown."""

    def advance(self) -> None:
        """Nothing is shown."""

    def done(self, said: str) -> None:
        """Nothing is shown."""

    def say(self, words: str) -> None:
        """Nothing is shown."""


def counting(things: Iterable[T], steps: Steps) -> Iterator[T]:
    """The things, advancing the step after each."""
    for thing in things:
        yield thing
        steps.advance()
