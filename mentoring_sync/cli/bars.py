"""What a person sees of a run: steps as bars in a terminal, as plain lines in a pipe or under a scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Column

from mentoring_sync.cli.terminal import printable
from mentoring_sync.run.steps import Silence, Steps


class Bars:
    """Steps as bars, each left standing with its closing word."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, title: str, total: int | None = None) -> None:
        """A new bar."""
        self._task = self._progress.add_task(title, total=total or 1, said="")

    def advance(self) -> None:
        """The bar grows."""
        if self._task is not None:
            self._progress.advance(self._task)

    def done(self, said: str) -> None:
        """The bar is full."""
        if self._task is not None:
            task = self._progress.tasks[self._task]
            self._progress.update(self._task, completed=task.total, said=printable(said))

    def say(self, words: str) -> None:
        """A line above the bars."""
        self._progress.console.print(printable(words), markup=False, highlight=False)


class Lines:
    """Steps as plain lines, one when each is over."""

    def __init__(self, console: Console) -> None:
        self._console, self._title = console, ""

    def begin(self, title: str, total: int | None = None) -> None:  # noqa: ARG002
        """Remember the title."""
        self._title = title

    def advance(self) -> None:
        """Lines don't grow."""

    def done(self, said: str) -> None:
        """The step's line."""
        self._console.print(f"{self._title}: {printable(said)}", markup=False, highlight=False, soft_wrap=True)

    def say(self, words: str) -> None:
        """A line of its own."""
        self._console.print(printable(words), markup=False, highlight=False, soft_wrap=True)


@contextmanager
def watched(*, json: bool, console: Console | None = None) -> Iterator[Steps]:
    """Steps on stderr (stdout has the result): bars for a person, lines for a pipe, nothing with --json."""
    console = console or Console(stderr=True)
    if json:
        yield Silence()
    elif console.is_terminal:
        with _progress(console) as progress:
            yield Bars(progress)
    else:
        yield Lines(console)


def _progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(finished_text="[green]✓[/]"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=12),
        MofNCompleteColumn(table_column=Column(min_width=5, no_wrap=True)),
        TextColumn("{task.fields[said]}", style="dim", markup=False),
        console=console,
    )
