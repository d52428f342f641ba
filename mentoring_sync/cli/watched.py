"""What is seen of a run: bars for a person, plain lines in a pipe or under a scheduler, nothing with --json."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

from mentoring_sync.cli.terminal import printable
from mentoring_sync.run.steps import Silence, Steps

if TYPE_CHECKING:
    from rich.console import Console


class Lines:
    """Steps as plain lines, one when each is over."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write, self._title = write, ""

    def begin(self, title: str, total: int | None = None) -> None:  # noqa: ARG002
        """Remember the title."""
        self._title = title

    def advance(self) -> None:
        """Lines don't grow."""

    def done(self, said: str) -> None:
        """The step's line."""
        self._write(f"{self._title}: {printable(said)}")

    def say(self, words: str) -> None:
        """A line of its own."""
        self._write(printable(words))


@contextmanager
def watched(*, json: bool, console: Console | None = None) -> Iterator[Steps]:
    """Steps on the `console`, or on stderr (stdout has the result)."""
    if json:
        yield Silence()
    elif console is None and not sys.stderr.isatty():
        yield Lines(partial(click.echo, err=True))
    else:
        from rich.console import Console  # start-up time

        from mentoring_sync.cli.bars import on  # start-up time

        with on(console or Console(stderr=True)) as steps:
            yield steps
